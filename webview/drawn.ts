import type { State } from './state.ts';

/** Name of the mark in the page's performance timeline. */
const drawn = 'call-trace:drawn';

/**
 * Marks the moment at which the first drawing is complete, its details included: what measurements wait for.
 *
 * @param updated resolves when everything of the last state is in the page
 */
export function markWhenDrawn(updated: () => Promise<unknown>): (state: State) => void {
  let marked = false;
  return ({ content, details }) => {
    if (marked || content.kind !== 'shown' || details.state === 'loading') return;
    marked = true;
    // What the browser's own layout changes, such as a scroll bar that appears, is drawn with the next frame; this runs after it.
    void updated().then(() => requestAnimationFrame(() => setTimeout(() => performance.mark(drawn))));
  };
}
