import type { FlowLayout } from '../../src/trace/layout/layout.ts';

const slideMs = 120;

/** Lets what has moved slide to its new place, and what is new appear. Not where less motion is wished. */
export function slide(root: Element, before: FlowLayout, after: FlowLayout): void {
  if (matchMedia('(prefers-reduced-motion: reduce)').matches) return;
  const places = new Map([...before.nodes, ...before.boxes].map((one) => [one.id, one]));
  const now = new Map([...after.nodes, ...after.boxes].map((one) => [one.id, one]));
  const timing = { duration: slideMs, easing: 'ease-out' };
  for (const element of root.querySelectorAll<SVGGElement>('[data-node]')) {
    const id = element.dataset['node'] ?? '';
    const [from, to] = [places.get(id), now.get(id)];
    if (from === undefined || to === undefined) element.animate([{ opacity: 0 }, { opacity: 1 }], timing);
    else if (from.x !== to.x || from.y !== to.y)
      element.animate(
        [{ transform: `translate(${from.x - to.x}px, ${from.y - to.y}px)` }, { transform: 'none' }],
        timing,
      );
  }
  for (const edge of root.querySelectorAll('.edge')) edge.animate([{ opacity: 0 }, { opacity: 1 }], timing);
}
