import { html, type TemplateResult } from 'lit';
import { definePart, Part } from '../part.ts';

/** What a sash changed: the new share of the first of the two panes, 0 to 1; undefined: back to the usual. */
export class SashEvent extends Event {
  readonly share: number | undefined;
  /** Whether the hand has left it; before, nothing needs to be remembered. */
  readonly done: boolean;

  constructor(share: number | undefined, done: boolean) {
    super('sash');
    this.share = share;
    this.done = done;
  }
}

const keyStep = 0.02;

/** The edge between two panes: dragged, moved with arrow keys, put back by a double click. */
export class SashPart extends Part {
  static override properties = {
    direction: { attribute: false },
    share: { attribute: false },
    label: { attribute: false },
  };
  declare direction: 'columns' | 'rows';
  declare share: number;
  declare label: string;

  override connectedCallback(): void {
    super.connectedCallback();
    this.addEventListener('dblclick', () => this.dispatchEvent(new SashEvent(undefined, true)));
  }

  protected override render(): TemplateResult {
    return html`<div
      class="sash ${this.direction}"
      role="separator"
      tabindex="0"
      aria-orientation=${this.direction === 'columns' ? 'vertical' : 'horizontal'}
      aria-label=${this.label}
      aria-valuemin="0"
      aria-valuemax="100"
      aria-valuenow=${Math.round(this.share * 100)}
      @pointerdown=${this.onDown}
      @keydown=${this.onKey}
    ></div>`;
  }

  private readonly onDown = (event: PointerEvent): void => {
    const sash = event.currentTarget;
    const panes = this.parentElement;
    if (!(sash instanceof HTMLElement) || panes === null || event.button !== 0) return;
    event.preventDefault();
    sash.setPointerCapture(event.pointerId);
    const room = panes.getBoundingClientRect();
    let share: number | undefined;
    const move = (moved: PointerEvent): void => {
      share =
        this.direction === 'columns'
          ? (moved.clientX - room.left) / room.width
          : (moved.clientY - room.top) / room.height;
      this.dispatchEvent(new SashEvent(share, false));
    };
    const end = (): void => {
      sash.removeEventListener('pointermove', move);
      if (share !== undefined) this.dispatchEvent(new SashEvent(share, true));
    };
    sash.addEventListener('pointermove', move);
    sash.addEventListener('lostpointercapture', end, { once: true });
  };

  private readonly onKey = (event: KeyboardEvent): void => {
    const back = this.direction === 'columns' ? 'ArrowLeft' : 'ArrowUp';
    const on = this.direction === 'columns' ? 'ArrowRight' : 'ArrowDown';
    if (event.key !== back && event.key !== on) return;
    event.preventDefault();
    this.dispatchEvent(new SashEvent(this.share + (event.key === on ? keyStep : -keyStep), true));
  };
}

definePart('call-trace-sash', SashPart);
