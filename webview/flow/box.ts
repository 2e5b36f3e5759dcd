import { nothing, svg, type SVGTemplateResult } from 'lit';
import { outset, type Box } from '../../src/trace/layout/paths.ts';
import type { GraphBoxView } from '../../src/trace/view/graph-types.ts';
import { toggleAt } from './node.ts';

export interface BoxDrawing {
  readonly view: GraphBoxView;
  readonly box: Box;
  readonly selection: string | undefined;
  /** Whether the keyboard stands on its head. */
  readonly current: boolean;
  /** Whether a filter accepts nothing in it. */
  readonly filteredOut: boolean;
  readonly note: string;
  /** The words of the box for a screen reader. */
  readonly label: string;
  readonly select: (item: string) => void;
  readonly fold: () => void;
  readonly foldLabel: string;
}

/** The frame of a sub-flow: in its head the sign that folds it, its name and its time. */
export function drawBox(drawing: BoxDrawing): SVGTemplateResult {
  const { view, box, selection, current, filteredOut, note, label, select, fold, foldLabel } = drawing;
  const selected = selection !== undefined && view.items.includes(selection);
  const item = view.items.at(0);
  const ring = outset(box, 4);
  const { x, y, width, height } = box;
  return svg`<g
    class="box ${view.severity} ${selected ? 'selected' : current ? 'current' : ''} ${filteredOut ? 'filtered-out' : ''}"
    id=${current ? 'flow-current' : nothing}
    role="option"
    aria-selected=${selected}
    aria-label=${label}
    data-node=${view.id}
    @click=${() => {
      if (item !== undefined) select(item);
    }}
    @dblclick=${fold}
  >
    ${selected || current ? svg`<rect class="ring" x=${ring.x} y=${ring.y} width=${ring.width} height=${ring.height} rx="9"></rect>` : nothing}
    <rect class="box-shape" x=${x} y=${y} width=${width} height=${height} rx="6"></rect>
    ${view.order === '' ? nothing : svg`<text class="order" x=${x - 10} y=${y + 18} text-anchor="end">${view.order}</text>`}
    ${toggleAt('unfolded', x + 10, y + 8, foldLabel, fold)}
    <text class="box-name" x=${x + 30} y=${y + 18.5}>${view.name}</text>
    <text class="detail" x=${x + width - 12} y=${y + 18} text-anchor="end">${note}</text>
  </g>`;
}
