import type { FlowLayout } from '../../src/trace/layout/layout.ts';
import type { Box } from '../../src/trace/layout/paths.ts';

/** From so many nodes and edges on, only what is near the visible part is drawn. */
const drawnWhole = 400;

/** Whether the drawing is small enough to be in the page as a whole. */
export function isSmall({ nodes, edges }: FlowLayout): boolean {
  return nodes.length + edges.length <= drawnWhole;
}

/** The visible part with as much again on every side, so that scrolling a little needs no new drawing. */
export function sightOf(visible: Box): Box {
  return {
    x: visible.x - visible.width,
    y: visible.y - visible.height,
    width: visible.width * 3,
    height: visible.height * 3,
  };
}

/** Whether what is drawn still reaches half a pane beyond what is visible. */
export function reaches(sight: Box, visible: Box): boolean {
  const { width, height } = visible;
  return (
    sight.x <= visible.x - width / 2 &&
    sight.y <= visible.y - height / 2 &&
    sight.x + sight.width >= visible.x + width * 1.5 &&
    sight.y + sight.height >= visible.y + height * 1.5
  );
}
