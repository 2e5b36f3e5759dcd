import { layout } from '../src/trace/layout/layout.ts';
import type { PlacingAnswer, PlacingTask } from './flow/placing.ts';
import { measureWith } from './measure.ts';

/** The thread in which large flows are laid out, so that the page goes on drawing. */

self.onmessage = ({ data }: MessageEvent<PlacingTask>) => {
  const { turn, graph, places, family } = data;
  const measure = measureWith(new OffscreenCanvas(1, 1).getContext('2d'), family);
  const answer: PlacingAnswer = { turn, layout: layout(graph, measure, places) };
  self.postMessage(answer);
};
