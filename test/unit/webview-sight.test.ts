import { describe, expect, it } from 'vitest';
import { isSmall, reaches, sightOf } from '../../webview/flow/sight.ts';
import { within } from '../../src/trace/layout/within.ts';
import type { FlowLayout } from '../../src/trace/layout/layout.ts';

/** A column of nodes 100 apart, each joined to the next, and one edge from the last back to the first. */
function column(count: number): FlowLayout {
  const nodes = Array.from({ length: count }, (_, index) => ({
    id: `n${index}`,
    x: 0,
    y: index * 100,
    width: 200,
    height: 40,
  }));
  const next = nodes.slice(1).map(({ y }, index) => ({
    id: `e${index}`,
    points: [
      { x: 100, y: y - 60 },
      { x: 100, y },
    ],
  }));
  const back = {
    id: 'back',
    points: [
      { x: 200, y: (count - 1) * 100 },
      { x: 260, y: (count - 1) * 100 },
      { x: 260, y: 20 },
    ],
  };
  return { width: 300, height: count * 100, nodes, edges: [...next, back], boxes: [] };
}

describe('what is drawn of a large flow', () => {
  it('is all of it where it is small', () => {
    expect(isSmall(column(200))).toBe(true);
    expect(isSmall(column(201))).toBe(false);
  });

  it('is what touches the visible part, lines that pass through included', () => {
    const drawn = within(column(1000), { x: 0, y: 50_000, width: 300, height: 400 });
    expect(drawn.nodes.map(({ id }) => id)).toEqual(['n500', 'n501', 'n502', 'n503', 'n504']);
    expect(drawn.edges.map(({ id }) => id)).toEqual(['e499', 'e500', 'e501', 'e502', 'e503', 'back']);
  });

  it('reaches beyond the visible part until that has moved by half a pane', () => {
    const visible = { x: 0, y: 1000, width: 300, height: 400 };
    const sight = sightOf(visible);
    expect(reaches(sight, visible)).toBe(true);
    expect(reaches(sight, { ...visible, y: 1200 })).toBe(true);
    expect(reaches(sight, { ...visible, y: 1201 })).toBe(false);
    expect(reaches(sight, { ...visible, width: 900, height: 1200 })).toBe(false);
  });
});
