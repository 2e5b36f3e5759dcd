import { describe, expect, it } from 'vitest';
import fc from 'fast-check';
import { renderIn } from '../../src/trace/catalogue.ts';
import { openView } from '../../src/trace/view/opened.ts';
import { packView } from '../../src/trace/view/packed.ts';
import type { TraceView } from '../../src/trace/view/types.ts';
import { traceView } from '../../src/trace/view/view.ts';
import { anyTrace } from './support/any-trace.ts';
import { sampleView } from './support/viewer.ts';

/** Everything that a view says, once more from what the webview gets. */
function through(view: TraceView): unknown {
  const { graph, timeline, rows, ...rest } = openView(structuredClone(packView(view)));
  return {
    ...rest,
    graph: {
      ...graph,
      nodes: graph.nodes.map((node) => ({ ...node, items: [...node.items], visits: [...node.visits] })),
      boxes: graph.boxes.map((box) => ({ ...box, items: [...box.items] })),
    },
    timeline: {
      ...timeline,
      rows: timeline.rows.map((row) => ({
        ...row,
        segments: [...row.segments].map((segment) => ({ ...segment, id: '' })),
        marks: [...row.marks],
      })),
    },
    rows: [...rows],
  };
}

/** Bars are numbered anew on the way. */
function withoutIds(view: TraceView): unknown {
  return {
    ...view,
    timeline: {
      ...view.timeline,
      rows: view.timeline.rows.map((row) => ({
        ...row,
        segments: row.segments.map((segment) => ({ ...segment, id: '' })),
      })),
    },
  };
}

describe('a packed view', () => {
  it.each(['en', 'zh-cn'] as const)('says what it said before (%s)', (language) => {
    const view = sampleView(language);
    expect(through(view)).toEqual(withoutIds(view));
  });

  it('says what any view says', () => {
    fc.assert(
      fc.property(anyTrace, (trace) => {
        const view = traceView(trace, { language: 'en', render: renderIn('en') });
        expect(through(view)).toEqual(withoutIds(view));
      }),
      { numRuns: 40 },
    );
  });

  it('finds the place of a step or event, and none of what is not there', () => {
    const view = sampleView();
    const { rows } = openView(packView(view));
    view.rows.forEach(({ item }, place) => expect(rows.placeOf(item)).toBe(place));
    expect(rows.placeOf('elsewhere')).toBe(-1);
    expect(rows.at(-1)).toEqual(view.rows.at(-1));
    expect(rows.at(rows.length)).toBeUndefined();
  });
});
