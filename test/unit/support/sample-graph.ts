import { readFileSync } from 'node:fs';
import { parseDocument } from '../../../src/trace/document/parse.ts';
import type { Render } from '../../../src/trace/message.ts';
import type { CallTrace } from '../../../src/trace/model.ts';
import type { GraphView } from '../../../src/trace/view/graph-types.ts';
import { traceView } from '../../../src/trace/view/view.ts';
import { inEnglish } from './render.ts';

/** The samples whose trace carries designed flows. */
export const designedSamples = [
  'abandoned-while-ringing',
  'bot-flow',
  'http-node-fails',
  'invalid-digits-three-times',
  'queue-overflow',
  'self-service-completed',
  'string-numbers-2020',
  'transfer-two-agents',
] as const;

export const otherSamples = [
  'huawei-inbound',
  'ivr-2017',
  'laaffic-outbound',
  'queue-timeout-2017-xml',
] as const;

export function readSample(slug: string): CallTrace {
  const file = new URL(`../../../media/samples/${slug}/${slug}.calltrace.json`, import.meta.url);
  const read = parseDocument(readFileSync(file, 'utf8'), slug);
  if (!read.ok) throw new Error(`${slug} is not valid`);
  return read.trace;
}

export function graphOfTrace(trace: CallTrace, render: Render = inEnglish): GraphView {
  return traceView(trace, { language: 'en', render }).graph;
}

export const sampleGraph = (slug: string): GraphView => graphOfTrace(readSample(slug));
