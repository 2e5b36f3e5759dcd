import { html, nothing, type TemplateResult } from 'lit';
import { styled } from '../styled.ts';
import { isSame, type Drawn } from './pointing.ts';

/** What the pointer rests on, in words. */
export interface Card {
  /** CSS pixels in the page. */
  readonly x: number;
  readonly y: number;
  readonly title: string;
  readonly lines: readonly string[];
}

const cardWidth = 316;

/** A card beneath the pointer, within the page. */
export function hoverCard(card: Card | undefined): TemplateResult | typeof nothing {
  if (card === undefined) return nothing;
  const left = Math.max(8, Math.min(card.x, window.innerWidth - cardWidth - 8));
  const below = card.y + 120 < window.innerHeight;
  return html`<div
    class="hover-card"
    role="tooltip"
    ${styled({
      left: `${left}px`,
      top: below ? `${card.y + 18}px` : 'auto',
      bottom: below ? 'auto' : `${window.innerHeight - card.y + 10}px`,
    })}
  >
    <p class="hover-title">${card.title}</p>
    ${card.lines.map((line) => html`<p class="dim">${line}</p>`)}
  </div>`;
}

/** Until a card says what is beneath the pointer, ms. */
const restMs = 300;

/** What the pointer is on. */
export interface Hover {
  readonly on: () => Drawn | undefined;
  readonly move: (drawn: Drawn | undefined, event: PointerEvent | undefined) => void;
  readonly end: () => void;
}

export function createHover(changed: () => void, rest: (on: Drawn, x: number, y: number) => void): Hover {
  let on: Drawn | undefined;
  let resting: ReturnType<typeof setTimeout> | undefined;
  return {
    on: () => on,
    move: (drawn, event) => {
      clearTimeout(resting);
      if (!isSame(drawn, on) || event === undefined) {
        on = drawn;
        changed();
      }
      if (drawn === undefined || event === undefined) return;
      const { clientX, clientY } = event;
      resting = setTimeout(() => rest(drawn, clientX, clientY), restMs);
    },
    end: () => clearTimeout(resting),
  };
}
