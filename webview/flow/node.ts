import { nothing, svg, type SVGTemplateResult } from 'lit';
import type { Heat } from '../../src/trace/graph/heat.ts';
import type { ExitMeaning } from '../../src/trace/model.ts';
import type { GraphNodeView } from '../../src/trace/view/graph-types.ts';
import type { MeasureText } from '../../src/trace/view/types.ts';
import type { Severity } from '../../src/trace/view/names.ts';
import { signAt, type SignName } from '../icons.ts';
import { fitted } from '../../src/trace/text/fitted.ts';
import { heatBar } from './heat.ts';
import { itemOf } from './items.ts';
import { branchPath, outset, type Box } from '../../src/trace/layout/paths.ts';
import { wrapLines } from '../../src/trace/layout/wrap.ts';

export interface NodeDrawing {
  readonly node: GraphNodeView;
  readonly box: Box;
  readonly selection: string | undefined;
  /** Whether the keyboard stands on it. */
  readonly current: boolean;
  /** Whether a filter is in force that accepts nothing of it. */
  readonly filteredOut: boolean;
  readonly heat: Heat | undefined;
  readonly measure: MeasureText;
  /** The words of the node for a screen reader and its tooltip. */
  readonly label: string;
  readonly visitLabel: (at: number) => string;
  readonly select: (item: string) => void;
  /** Draws its visits one by one or as one again, or unfolds it; absent where there is nothing of the kind. */
  readonly toggle?: () => void;
  /** What that does, in words. */
  readonly toggleLabel?: string;
}

const textSize = 13;
const smallSize = 11;
const statusSize = 14;
const visitSize = 13;
/** More visits than that are told by the count in the detail line. */
const mostVisits = 5;

export function drawNode(drawing: NodeDrawing): SVGTemplateResult {
  const { node, box, selection, label, select, current } = drawing;
  const selected = selection !== undefined && node.items.includes(selection);
  const item = itemOf(node, selection);
  if (item === undefined && node.designed === undefined)
    return svg`<g class="node ${node.shape}">${outline(node, box)}${content(drawing)}</g>`;
  return svg`<g
    class=${classesOf(drawing, selected)}
    id=${current ? 'flow-current' : nothing}
    role="option"
    aria-selected=${selected}
    aria-label=${label}
    data-node=${node.id}
    @click=${() => {
      if (item !== undefined) select(item);
    }}
  >
    <title>${label}</title>
    ${selected || current ? ring(node, box) : nothing}
    ${outline(node, box)}
    ${order(drawing)}
    ${content(drawing)}
    ${node.shape === 'pill' || node.shape === 'gap' ? nothing : heatBar(drawing.heat, node.durationMs, box)}
  </g>`;
}

function classesOf({ node, current, filteredOut }: NodeDrawing, selected: boolean): string {
  const { shape, severity, unfinished, designed = '', folded } = node;
  const state = selected ? 'selected' : current ? 'current' : '';
  const more = [unfinished && 'unfinished', folded === true && 'folded', filteredOut && 'filtered-out'];
  return ['node', shape, severity, state, designed, ...more.filter(Boolean)].join(' ');
}

function outline(node: GraphNodeView, box: Box): SVGTemplateResult {
  const { x, y, height } = box;
  const shape = shapeAt(node, box);
  if (node.designed !== 'outdated') return shape;
  return svg`${shape}<path class="shape-gone" d="M${x} ${y + 3}v${height - 6}"></path>`;
}

function shapeAt(node: GraphNodeView, box: Box): SVGTemplateResult {
  const { x, y, width, height } = box;
  const right = x + width;
  switch (node.shape) {
    case 'branch':
      return svg`<path class="shape" d=${branchPath(box)}></path>`;
    case 'pill':
    case 'party':
      return svg`<rect class="shape" x=${x} y=${y} width=${width} height=${height} rx=${height / 2}></rect>`;
    case 'queue':
      return svg`<rect class="shape" x=${x} y=${y} width=${width} height=${height} rx="4"></rect>
        <path class="shape-line" d="M${right - 5} ${y}v${height}"></path>`;
    case 'rectangle':
    case 'gap':
      return svg`<rect class="shape" x=${x} y=${y} width=${width} height=${height} rx="4"></rect>`;
  }
}

function ring(node: GraphNodeView, box: Box): SVGTemplateResult {
  const out = outset(box, 3.5);
  if (node.shape === 'branch') return svg`<path class="ring" d=${branchPath(out)}></path>`;
  const round = node.shape === 'pill' || node.shape === 'party' ? out.height / 2 : 7;
  return svg`<rect class="ring" x=${out.x} y=${out.y} width=${out.width} height=${out.height} rx=${round}></rect>`;
}

/** The numbers of its visits, and before them what expands them. */
function order({ node, box, measure, toggle, toggleLabel }: NodeDrawing): SVGTemplateResult | typeof nothing {
  const { x, y, height } = box;
  if (node.order === '') return nothing;
  const middle = y + height / 2;
  const start = x - 12 - measure(node.order, smallSize, 'normal');
  return svg`<text class="order" x=${x - 12} y=${middle + 4} text-anchor="end">${node.order}</text>
    ${
      toggle === undefined || node.folded === true
        ? nothing
        : toggleAt(
            node.visitOf === undefined ? 'folded' : 'unfolded',
            start - 14,
            middle - 6,
            toggleLabel,
            toggle,
          )
    }`;
}

/** A sign that folds, unfolds or expands; for the pointer, as the keys of the flow do the same. */
export function toggleAt(
  name: SignName,
  x: number,
  y: number,
  label: string | undefined,
  act: () => void,
): SVGTemplateResult {
  return svg`<g
    class="toggle"
    @click=${(event: Event) => {
      event.stopPropagation();
      act();
    }}
  >
    ${label === undefined ? nothing : svg`<title>${label}</title>`}
    <rect class="toggle-room" x=${x - 4} y=${y - 4} width="20" height="20" rx="3"></rect>
    ${signAt(name, x, y, 12)}
  </g>`;
}

/** The names of the selection and of what failed are bold. */
function isBold({ node, selection }: NodeDrawing): boolean {
  return node.severity === 'error' || (selection !== undefined && node.items.includes(selection));
}

function content(drawing: NodeDrawing): SVGTemplateResult {
  const { node, box, measure } = drawing;
  const { x, y, width, height } = box;
  if (node.shape === 'gap') return gapContent(drawing);
  if (node.shape === 'pill') {
    const room = width - 48;
    const name = fitted(node.name, room, (text) => measure(text, 12, 'normal'));
    const start = x + (width - (measure(name, 12, 'normal') + 22)) / 2;
    return svg`${signAt(node.icon, start, y + height / 2 - 7, 14)}
      <text class="pill-name" x=${start + 22} y=${y + height / 2 + 4.5}>${name}</text>`;
  }
  const inner = node.shape === 'branch' || node.shape === 'party' ? 16 : 12;
  const right = x + width - (node.shape === 'queue' ? 14 : inner);
  const timeWidth = measure(node.time, smallSize, 'normal');
  const signs = signsOf(node);
  const signsWidth = signs.length * (statusSize + 2);
  const textX = x + inner + 26;
  const timeAbove = signs.length === 0;
  const nameRoom = right - textX - 8 - (timeAbove ? timeWidth : signsWidth);
  const detailRoom = right - textX - 8 - (timeAbove ? 0 : timeWidth);
  const weight = isBold(drawing) ? 'bold' : 'normal';
  const nameText = fitted(node.name, nameRoom, (text) => measure(text, textSize, weight));
  const detail = fitted(node.detail, detailRoom, (text) => measure(text, smallSize, 'normal'));
  const single = node.detail === '';
  return svg`
    ${
      node.folded === true && drawing.toggle !== undefined
        ? toggleAt('folded', x + inner + 2, y + height / 2 - 6, drawing.toggleLabel, drawing.toggle)
        : signAt(node.icon, x + inner, y + height / 2 - 8)
    }
    <text class="name ${weight}" x=${textX} y=${y + (single ? height / 2 + 4.5 : 17)}>${nameText}</text>
    ${single ? nothing : svg`<text class="detail" x=${textX} y=${y + 32}>${detail}</text>`}
    ${node.time === '' ? nothing : svg`<text class="time" x=${right} y=${y + (timeAbove ? 17 : 32)} text-anchor="end">${node.time}</text>`}
    ${signs.map((sign, at) => {
      const left = right - signsWidth + 2 + at * (statusSize + 2);
      return svg`<g
        class="status ${sign.severity} ${sign.item !== undefined && sign.item === drawing.selection ? 'current' : ''}"
        @click=${(event: Event) => {
          if (sign.item === undefined) return;
          event.stopPropagation();
          drawing.select(sign.item);
        }}
      >
        ${
          sign.item === undefined
            ? nothing
            : svg`<title>${drawing.visitLabel(at)}</title>
          <rect class="visit-room" x=${left - 1} y=${y + 3} width=${statusSize + 2} height="17" rx="3"></rect>`
        }
        ${signAt(sign.name, left, y + 5, sign.item === undefined ? statusSize : visitSize)}
      </g>`;
    })}`;
}

interface StatusSign {
  readonly name: SignName;
  readonly severity: Severity;
  readonly item?: string;
}

/** One sign per visit where a node was visited several times, else its status; none where nothing is to be said. */
function signsOf({ visits, severity }: GraphNodeView): readonly StatusSign[] {
  if (visits.length > 1 && visits.length <= mostVisits) {
    return [...visits].map((visit) => ({
      name: visitSign(visit.exit, visit.severity),
      severity: visit.severity,
      item: visit.item,
    }));
  }
  return severity === 'none' ? [] : [{ name: severity, severity }];
}

function visitSign(exit: ExitMeaning | undefined, severity: Severity): SignName {
  switch (exit) {
    case 'timeout':
      return 'clock';
    case 'invalid':
    case 'failure':
      return 'cross';
    case 'hang-up':
      return 'hang-up';
    case 'overflow':
      return 'warning';
    case 'success':
    case 'default':
    case 'branch':
    case undefined:
      return severity === 'none' ? 'check' : severity;
  }
}

function gapContent({ node, box, measure }: NodeDrawing): SVGTemplateResult {
  const { x, y, width } = box;
  const room = width - 56;
  const title = wrapLines(node.name, room, (text) => measure(text, 12, 'bold'));
  const lines = wrapLines(node.detail, room, (text) => measure(text, smallSize, 'normal'));
  const from = y + 24;
  return svg`<g class="dim">${signAt('gap', x + 14, from - 12)}</g>
    ${title.map((line, at) => svg`<text class="gap-title" x=${x + 40} y=${from + at * 16}>${line}</text>`)}
    ${lines.map((line, at) => svg`<text class="detail" x=${x + 40} y=${from + 2 + (title.length + at) * 16}>${line}</text>`)}`;
}
