import { describe, expect, test } from 'vitest';
import { overDesign } from '../../src/trace/graph/over-design.ts';
import type { Places } from '../../src/trace/layout/by-place.ts';
import { layout } from '../../src/trace/layout/layout.ts';
import { wideMeasure } from '../../src/trace/layout/measure.ts';
import type { GraphView } from '../../src/trace/view/types.ts';
import { drawingText } from './support/drawing-text.ts';
import { designedSamples, otherSamples, sampleGraph } from './support/sample-graph.ts';

const slugs = [...designedSamples, ...otherSamples, 'outbound-not-answered'];

const drawing = (graph: GraphView, places?: Places) => drawingText(graph, layout(graph, wideMeasure, places));

/** So that whoever changes how flows are drawn sees in a diff what moves where. */
describe('the drawing of a sample stays as it is', () => {
  test.each(slugs)('%s', async (slug) => {
    const path = sampleGraph(slug);
    const parts = [`The path\n\n${drawing(path)}`];
    if (path.design !== undefined) {
      const designed = overDesign(path, 'not in design');
      const places = new Map(path.design.places.map(({ id, x, y }) => [id, { x, y }]));
      parts.push(`Over the designed flow\n\n${drawing(designed)}`);
      parts.push(`Where the designer put it\n\n${drawing(designed, places)}`);
    }
    await expect(parts.join('\n\n')).toMatchFileSnapshot(`__snapshots__/layout/${slug}.txt`);
  });
});
