import { describe, expect, test } from 'vitest';
import { overDesign } from '../../src/trace/graph/over-design.ts';
import type { Places } from '../../src/trace/layout/by-place.ts';
import { layout } from '../../src/trace/layout/layout.ts';
import { wideMeasure } from '../../src/trace/layout/measure.ts';
import type { GraphView } from '../../src/trace/view/graph-types.ts';
import { drawingText, runsAlong } from './support/drawing.ts';
import { designedSamples, otherSamples, sampleGraph } from './support/sample-graph.ts';

const slugs = [...designedSamples, ...otherSamples, 'outbound-not-answered'];

const drawing = (graph: GraphView, places?: Places) => drawingText(graph, layout(graph, wideMeasure, places));

const designed = (slug: string) => overDesign(sampleGraph(slug), 'not in design');

/** Pairs of lines, other than those that leave or reach the same node, that run along each other one upon the other. */
function linesOnLines(graph: GraphView): readonly string[] {
  const placed = layout(graph, wideMeasure).edges;
  const ends = new Map(graph.edges.map((edge) => [edge.id, edge]));
  return placed.flatMap((one, index) =>
    placed.slice(index + 1).flatMap((other) => {
      const [a, b] = [ends.get(one.id), ends.get(other.id)];
      if (a === undefined || b === undefined || a.from === b.from || a.to === b.to) return [];
      return runsAlong(one.points, other.points) ? [`${one.id} on ${other.id}`] : [];
    }),
  );
}

test.each(designedSamples)('no line of %s lies on another', (slug) => {
  expect(linesOnLines(designed(slug))).toEqual([]);
});

test('lines that lie on each other are found', () => {
  const line = (x: number, top: number, bottom: number) => [
    { x, y: top },
    { x, y: bottom },
  ];
  expect(runsAlong(line(5, 0, 20), line(5, 10, 30))).toBe(true);
  expect(runsAlong(line(5, 0, 10), line(5, 10, 30))).toBe(false);
  expect(runsAlong(line(5, 0, 20), line(9, 0, 20))).toBe(false);
});

/** So that whoever changes how flows are drawn sees in a diff what moves where. */
describe('the drawing of a sample stays as it is', () => {
  test.each(slugs)('%s', async (slug) => {
    const path = sampleGraph(slug);
    const parts = [`The path\n\n${drawing(path)}`];
    if (path.design !== undefined) {
      const places = new Map(path.design.places.map(({ id, x, y }) => [id, { x, y }]));
      parts.push(`Over the designed flow\n\n${drawing(designed(slug))}`);
      parts.push(`Where the designer put it\n\n${drawing(designed(slug), places)}`);
    }
    await expect(parts.join('\n\n')).toMatchFileSnapshot(`__snapshots__/layout/${slug}.txt`);
  });
});
