import { html, nothing, type SVGTemplateResult, type TemplateResult } from 'lit';
import type { FlowLayout } from '../../src/trace/layout/layout.ts';
import type { GraphView } from '../../src/trace/view/graph-types.ts';
import { sign } from '../icons.ts';
import type { Strings } from '../strings.ts';
import { startPan } from './viewport.ts';

export interface FlowPane {
  readonly graph: GraphView;
  readonly placed: FlowLayout;
  /** CSS pixels of a unit of the drawing at the scale 1. */
  readonly unit: number;
  readonly scale: number;
  /** Whether the keyboard stands on a node or box. */
  readonly current: boolean;
  readonly strings: Strings;
}

/** What a pane hears. */
export interface FlowPaneEvents {
  readonly key: (event: KeyboardEvent) => void;
  readonly wheel: (event: WheelEvent) => void;
  readonly scroll: () => void;
}

/** What scrolls and holds the drawing; texts that would be too small to be read are left out of it. */
export function flowPane(
  { graph, placed, unit, scale, current, strings }: FlowPane,
  { key, wheel, scroll }: FlowPaneEvents,
  drawing: SVGTemplateResult,
): TemplateResult {
  return html`<div
    class="flow focusable ${scale < 0.85 ? 'no-details' : ''} ${scale < 0.72 ? 'no-times' : ''} ${scale < 0.6 ? 'no-names' : ''}"
    role=${holdsOptions(graph) ? 'listbox' : 'group'}
    tabindex="0"
    aria-label=${strings(graph.kind === 'flow' ? 'flow.label' : 'flow.legs-label')}
    aria-describedby=${graph.note === undefined ? nothing : 'flow-note'}
    aria-activedescendant=${current ? 'flow-current' : nothing}
    @keydown=${key}
    @wheel=${wheel}
    @scroll=${scroll}
    @pointerdown=${(event: PointerEvent) => {
      if (event.currentTarget instanceof HTMLElement) startPan(event, event.currentTarget);
    }}
  >
    <svg
      width=${placed.width * unit * scale}
      height=${placed.height * unit * scale}
      viewBox="0 0 ${placed.width} ${placed.height}"
      role="presentation"
    >
      ${drawing}
    </svg>
  </div>`;
}

/** Of a call whose steps are missing nothing can be selected. */
const holdsOptions = ({ nodes, boxes }: GraphView): boolean =>
  boxes.length > 0 ||
  nodes.some(({ items, designed }) => items.at(0) !== undefined || designed !== undefined);

/** What is not drawn of a very large flow. */
export function flowNote(note: string | undefined): TemplateResult | typeof nothing {
  if (note === undefined) return nothing;
  return html`<p class="flow-note" id="flow-note">${sign('gap')}<span>${note}</span></p>`;
}
