import { describe, expect, it } from 'vitest';
import type { GraphView } from '../../src/trace/view/graph-types.ts';
import { matchSet } from '../../webview/filter/match-set.ts';
import { dimmedBy } from '../../webview/flow/dimmed.ts';
import { makeBox, makeEdge, makeGraph, makeNode } from './support/make-graph.ts';
import { sampleDrawn } from './support/viewer.ts';

const view = sampleDrawn();
const itemAt = (row: number) => view.rows.at(row)?.item ?? '';
const [first, second, third, fourth] = [itemAt(0), itemAt(1), itemAt(2), itemAt(3)];

/** Two nodes on their own; two boxes, the one in the other, with a node in the inner one. */
const graph: GraphView = makeGraph(
  [
    makeNode('a', { items: [first] }),
    makeNode('b', { items: [second] }),
    makeNode('designed', { items: [], box: 'inner' }),
    makeNode('c', { items: [fourth], box: 'inner' }),
  ],
  [makeEdge('a', 'a'), makeEdge('a', 'b'), makeEdge('b', 'c')],
  [
    { ...makeBox('outer'), items: [third] },
    { ...makeBox('inner', 'outer'), items: [] },
  ],
);
const dimmed = (...rows: readonly number[]) => [...dimmedBy(graph, matchSet(view, Uint32Array.from(rows)))];

describe('what steps back behind what a filter accepts', () => {
  it('is nothing without a filter', () => {
    expect([...dimmedBy(graph, undefined)]).toEqual([]);
  });

  it('is every node that does not match, with the ways from and to it', () => {
    expect(dimmed(0)).toEqual(['b', 'c', 'a>b', 'b>c', 'outer', 'inner']);
  });

  it('is no box with anything in it that matches, however deep', () => {
    expect(dimmed(3)).toEqual(['a', 'b', 'a>a', 'a>b', 'b>c']);
  });

  it('is no box whose own step matches, but what is in it', () => {
    expect(dimmed(2)).toEqual(['a', 'b', 'c', 'a>a', 'a>b', 'b>c', 'inner']);
  });

  it('is everything but what stands for no step, where nothing matches', () => {
    expect(dimmed()).toEqual(['a', 'b', 'c', 'a>a', 'a>b', 'b>c', 'outer', 'inner']);
  });
});
