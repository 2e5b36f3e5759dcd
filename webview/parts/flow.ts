import { html, nothing, svg, type PropertyValues, type SVGTemplateResult, type TemplateResult } from 'lit';
import { layout, type FlowLayout } from '../../src/trace/layout/layout.ts';
import type {
  GraphBoxView,
  GraphEdgeView,
  GraphNodeView,
  MeasureText,
  DrawnView,
} from '../../src/trace/view/types.ts';
import type { Items } from '../../src/trace/view/sequence.ts';
import { drawNode } from '../flow/node.ts';
import { arrowPath, linePath, outset, type Box, type Point } from '../../src/trace/layout/paths.ts';
import { inSight, isSmall, reaches, sightOf } from '../flow/sight.ts';
import { stepInFlow } from '../flow/walk.ts';
import { signAt } from '../icons.ts';
import type { MatchSet } from '../filter/match-set.ts';
import { definePart, Part } from '../part.ts';
import type { Actions } from '../state.ts';
import type { Strings } from '../strings.ts';

const leastZoom = 0.25;
const mostZoom = 2.5;
const zoomStep = 1.2;
/** As far as the drawing is made smaller by itself: texts stay readable, what is left scrolls. */
const leastFitting = 0.9;

/** The path through the IVR as a graph, or the legs of the call. Drawn for a font of 13 px and scaled to the editor's. */
export class FlowPart extends Part {
  static override properties = {
    view: { attribute: false },
    selection: { attribute: false },
    matching: { attribute: false },
    zoom: { attribute: false },
    strings: { attribute: false },
    actions: { attribute: false },
    measure: { attribute: false },
    room: { state: true },
    sight: { state: true },
  };
  declare view: DrawnView;
  declare selection: string | undefined;
  /** What the filter accepts; undefined: there is none. */
  declare matching: MatchSet | undefined;
  /** Set by a person; undefined: what fits the width, at most 1. */
  declare zoom: number | undefined;
  declare strings: Strings;
  declare actions: Actions;
  declare measure: MeasureText;
  declare room: { readonly width: number; readonly height: number };
  /** The part of a large drawing that is in the page, in units of the drawing. */
  declare sight: Box;

  private placed: FlowLayout | undefined;
  private readonly observer = new ResizeObserver(() => {
    const { clientWidth: width, clientHeight: height } = this;
    if (width > 0 && (width !== this.room.width || height !== this.room.height))
      this.room = { width, height };
  });

  constructor() {
    super();
    this.room = { width: 0, height: 0 };
    this.sight = { x: 0, y: 0, width: 0, height: 0 };
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.observer.observe(this);
  }

  override disconnectedCallback(): void {
    this.observer.disconnect();
    super.disconnectedCallback();
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.get('view')?.graph !== this.view.graph) this.placed = layout(this.view.graph, this.measure);
  }

  protected override updated(changed: PropertyValues<this>): void {
    if (changed.has('selection') || changed.has('view') || changed.get('room')?.width === 0) this.reveal();
    this.look();
  }

  /** Scrolls the selected node into sight, to the middle where it was out of it. */
  private reveal(): void {
    const scroller = this.querySelector('.flow');
    const drawing = this.querySelector('.flow > svg');
    const box = this.selectedBox();
    if (scroller === null || drawing === null || box === undefined) return;
    const outer = scroller.getBoundingClientRect();
    const origin = drawing.getBoundingClientRect();
    const size = this.unit * this.scale;
    const [top, left] = [origin.top + box.y * size, origin.left + box.x * size];
    const [bottom, right] = [top + box.height * size, left + box.width * size];
    if (top < outer.top + 12 || bottom > outer.bottom - 12) {
      scroller.scrollTop += (top + bottom) / 2 - (outer.top + outer.bottom) / 2;
    }
    if (left < outer.left + 12 || right > outer.right - 12) {
      scroller.scrollLeft += (left + right) / 2 - (outer.left + outer.right) / 2;
    }
  }

  private selectedBox(): Box | undefined {
    const { placed, selection, view } = this;
    if (placed === undefined || selection === undefined) return undefined;
    const has = ({ items }: { readonly items: Items }) => items.includes(selection);
    const node = view.graph.nodes.find(has);
    if (node !== undefined) return placed.nodes.find(({ id }) => id === node.id);
    const box = view.graph.boxes.find(has);
    return box === undefined ? undefined : placed.boxes.find(({ id }) => id === box.id);
  }

  /** Draws what has come near the visible part of a large drawing. */
  private readonly look = (): void => {
    const scroller = this.querySelector('.flow');
    const drawing = this.querySelector('.flow > svg');
    if (scroller === null || drawing === null || this.placed === undefined || isSmall(this.placed)) return;
    const size = this.unit * this.scale;
    const outer = scroller.getBoundingClientRect();
    const origin = drawing.getBoundingClientRect();
    const visible = {
      x: (outer.left - origin.left) / size,
      y: (outer.top - origin.top) / size,
      width: outer.width / size,
      height: outer.height / size,
    };
    if (!reaches(this.sight, visible)) this.sight = sightOf(visible);
  };

  private get unit(): number {
    return parseFloat(getComputedStyle(this).fontSize) / 13;
  }

  private get scale(): number {
    return this.zoom ?? Math.max(leastFitting, this.fitting('width'));
  }

  private fitting(what: 'width' | 'whole'): number {
    const { placed, room, unit } = this;
    if (placed === undefined || placed.width === 0) return 1;
    const wide = room.width / unit / placed.width;
    const high = room.height / unit / placed.height;
    return Math.max(leastZoom, Math.min(1, what === 'width' ? wide : Math.min(wide, high)));
  }

  zoomBy(direction: 1 | -1): void {
    const zoom = this.scale * (direction > 0 ? zoomStep : 1 / zoomStep);
    this.actions.arrange({ zoom: Math.min(mostZoom, Math.max(leastZoom, zoom)) });
  }

  /** Fits the width; where that is so already, the whole path. */
  fit(): void {
    const width = Math.max(leastFitting, this.fitting('width'));
    const same = Math.abs(this.scale - width) < 0.001;
    this.actions.arrange({ zoom: same ? this.fitting('whole') : width });
  }

  protected override render(): TemplateResult {
    const { view, strings, placed, unit, scale } = this;
    const { graph } = view;
    if (placed === undefined || graph.nodes.length === 0)
      return html`<p class="empty">${strings('flow.empty')}</p>`;
    const drawn = isSmall(placed) ? placed : inSight(placed, this.sight);
    return html`<div
      class="flow focusable ${scale < 0.85 ? 'no-details' : ''} ${scale < 0.72 ? 'no-times' : ''} ${scale < 0.6 ? 'no-names' : ''}"
      role="listbox"
      tabindex="0"
      aria-label=${strings(graph.kind === 'flow' ? 'flow.label' : 'flow.legs-label')}
      aria-activedescendant=${this.selection === undefined ? nothing : 'flow-selected'}
      @keydown=${this.onKey}
      @wheel=${this.onWheel}
      @scroll=${this.look}
    >
      <svg
        width=${placed.width * unit * scale}
        height=${placed.height * unit * scale}
        viewBox="0 0 ${placed.width} ${placed.height}"
        role="presentation"
      >
        ${this.boxes(drawn, graph.boxes)} ${this.edges(drawn, graph.edges)} ${this.nodes(drawn, graph.nodes)}
      </svg>
    </div>`;
  }

  private boxes(placed: FlowLayout, boxes: readonly GraphBoxView[]): SVGTemplateResult[] {
    const views = new Map(boxes.map((box) => [box.id, box]));
    return placed.boxes.map((box) => {
      const view = views.get(box.id);
      return view === undefined ? svg`` : this.box(view, box);
    });
  }

  private box(view: GraphBoxView, box: Box): SVGTemplateResult {
    const { strings, selection } = this;
    const selected = selection !== undefined && view.items.includes(selection);
    const [item] = view.items;
    const note =
      view.time === '' ? strings('flow.sub-flow-untimed') : strings('flow.sub-flow', { time: view.time });
    const ring = outset(box, 4);
    return svg`<g
      class="box ${view.severity} ${selected ? 'selected' : ''}"
      id=${selected ? 'flow-selected' : nothing}
      role="option"
      aria-selected=${selected}
      aria-label=${[view.name, note, this.orderLabel(view.order)].filter((part) => part !== '').join(' · ')}
      @click=${() => {
        if (item !== undefined) this.actions.select(item);
      }}
    >
      ${selected ? svg`<rect class="ring" x=${ring.x} y=${ring.y} width=${ring.width} height=${ring.height} rx="9"></rect>` : nothing}
      <rect class="box-shape" x=${box.x} y=${box.y} width=${box.width} height=${box.height} rx="6"></rect>
      ${view.order === '' ? nothing : svg`<text class="order" x=${box.x - 10} y=${box.y + 18} text-anchor="end">${view.order}</text>`}
      <g class="dim">${signAt('sub-flow', box.x + 10, box.y + 7, 14)}</g>
      <text class="box-name" x=${box.x + 30} y=${box.y + 18.5}>${view.name}</text>
      <text class="detail" x=${box.x + box.width - 12} y=${box.y + 18} text-anchor="end">${note}</text>
    </g>`;
  }

  private edges(placed: FlowLayout, edges: readonly GraphEdgeView[]): SVGTemplateResult[] {
    const views = new Map(edges.map((edge) => [edge.id, edge]));
    return placed.edges.map(({ id, points, label }) => {
      const edge = views.get(id);
      if (edge === undefined) return svg``;
      return svg`<g class="edge ${edge.severity}" aria-hidden="true">
        <path class="edge-line" d=${linePath(points)}></path>
        <path class="edge-line" d=${arrowPath(points)}></path>
        ${edge.label === '' || label === undefined ? nothing : this.edgeLabel(edge.label, label)}
      </g>`;
    });
  }

  private edgeLabel(text: string, at: Point): SVGTemplateResult {
    return svg`<text class="edge-label halo" x=${at.x} y=${at.y + 4.5}>${text}</text>`;
  }

  private nodes(placed: FlowLayout, nodes: readonly GraphNodeView[]): SVGTemplateResult[] {
    const boxes = new Map(placed.nodes.map((box) => [box.id, box]));
    const { measure, selection } = this;
    return nodes.flatMap((node) => {
      const box = boxes.get(node.id);
      if (box === undefined) return [];
      return drawNode({
        node,
        box,
        selection,
        measure,
        label: this.nodeLabel(node),
        visitLabel: (at) => this.visitLabel(node, at),
        select: (item) => this.actions.select(item),
      });
    });
  }

  private orderLabel(order: string): string {
    return order === '' ? '' : this.strings('flow.order', { order });
  }

  private nodeLabel(node: GraphNodeView): string {
    const { strings } = this;
    return [
      node.name,
      node.detail,
      node.time,
      node.unfinished ? strings('flow.unfinished') : '',
      node.severity === 'none' ? '' : strings(`severity.${node.severity}`),
      this.orderLabel(node.order),
    ]
      .filter((part) => part !== '')
      .join(' · ');
  }

  private visitLabel(node: GraphNodeView, at: number): string {
    const exit = node.visits.at(at)?.exit;
    const visit = this.strings('flow.visit', { at: at + 1, count: node.visits.length });
    return exit === undefined ? visit : `${visit} · ${this.strings(`visit.${exit}`)}`;
  }

  private readonly onKey = (event: KeyboardEvent): void => {
    if (event.altKey) return;
    if (event.ctrlKey || event.metaKey) return;
    if (event.key === '+' || event.key === '=') this.zoomBy(1);
    else if (event.key === '-') this.zoomBy(-1);
    else if (event.key === '0') this.fit();
    else {
      const item = stepInFlow(this.view.graph, this.selection, event.key);
      if (item === undefined) return;
      this.actions.select(item);
    }
    event.preventDefault();
  };

  private readonly onWheel = (event: WheelEvent): void => {
    if (!event.ctrlKey) return;
    event.preventDefault();
    this.zoomBy(event.deltaY < 0 ? 1 : -1);
  };
}

definePart('call-trace-flow', FlowPart);
