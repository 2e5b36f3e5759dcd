import { html, nothing, type PropertyValues, type SVGTemplateResult, type TemplateResult } from 'lit';
import type { ViewState } from '../../src/protocol/view-state.ts';
import { placesOf } from '../../src/trace/graph/arranged.ts';
import { heatOf, type Heat } from '../../src/trace/graph/heat.ts';
import type { FlowLayout } from '../../src/trace/layout/layout.ts';
import type { Box } from '../../src/trace/layout/paths.ts';
import { within } from '../../src/trace/layout/within.ts';
import type { Items } from '../../src/trace/view/sequence.ts';
import type { DrawnView, MeasureText } from '../../src/trace/view/types.ts';
import type { GraphView } from '../../src/trace/view/graph-types.ts';
import { afterPaint } from '../after-paint.ts';
import type { MatchSet } from '../filter/match-set.ts';
import { graphInWords, sameArrangement, toggled } from '../flow/arranged.ts';
import { drawFlow } from '../flow/draw.ts';
import { comfortable, fitting, hasMap, leastZoom, withNumber } from '../flow/fitting.ts';
import { heatLegend } from '../flow/heat.ts';
import { itemOf } from '../flow/items.ts';
import { minimap } from '../flow/minimap.ts';
import { flowNote, flowPane } from '../flow/pane.ts';
import { createPlacing, type Placing } from '../flow/placing.ts';
import { isSmall, reaches, sightOf } from '../flow/sight.ts';
import { slide } from '../flow/slide.ts';
import { startThread } from '../flow/thread.ts';
import { arrangeTools } from '../flow/tools.ts';
import {
  anchorAt,
  bringIntoSight,
  centre,
  holdAnchor,
  visiblePart,
  type Anchor,
  type Screen,
} from '../flow/viewport.ts';
import { walk } from '../flow/walk.ts';
import { waysOf } from '../flow/words.ts';
import { familyOf } from '../font.ts';
import { definePart, Part } from '../part.ts';
import type { Actions } from '../state.ts';
import type { Strings } from '../strings.ts';

const mostZoom = 2.5;
const zoomStep = 1.2;
/** How long a zoom has to rest before it is remembered, in ms. */
const zoomRests = 200;
/** After the first drawing is on the screen, until what is around the visible part is drawn too, in ms. */
const aroundMs = 100;

/** What is drawn: a graph and where everything of it stands. */
interface Drawn {
  readonly graph: GraphView;
  readonly placed: FlowLayout;
  readonly heat: Heat | undefined;
  readonly ways: (node: string) => string;
}

/** The path through the IVR as a graph, or the legs of the call. Drawn for a font of 13 px and scaled to the editor's. */
export class FlowPart extends Part {
  static override properties = {
    view: { attribute: false },
    selection: { attribute: false },
    matching: { attribute: false },
    viewState: { attribute: false },
    narrow: { attribute: false },
    strings: { attribute: false },
    actions: { attribute: false },
    measure: { attribute: false },
    room: { state: true },
    sight: { state: true },
    visible: { state: true },
    drawn: { state: true },
    zooming: { state: true },
    at: { state: true },
    said: { state: true },
  };
  declare view: DrawnView;
  declare selection: string | undefined;
  /** What the filter accepts; undefined: there is none. */
  declare matching: MatchSet | undefined;
  declare viewState: ViewState;
  /** Whether the pane has no head of its own for the tools. */
  declare narrow: boolean;
  declare strings: Strings;
  declare actions: Actions;
  declare measure: MeasureText;
  declare room: { readonly width: number; readonly height: number };
  /** The part of a large drawing that is in the page, and what of the drawing is visible, in units of the drawing. */
  declare sight: Box;
  declare visible: Box;
  declare drawn: Drawn | undefined;
  /** The scale while it is being changed; then it is remembered. */
  declare zooming: number | undefined;
  /** The node or box on which the keyboard stands. */
  declare at: string | undefined;
  /** What a screen reader is told. */
  declare said: string;

  private placing: Placing | undefined;
  private anchor: Anchor | undefined;
  private rest: ReturnType<typeof setTimeout> | undefined;
  private notAround: (() => void) | undefined;
  private revealing = false;
  private readonly observer = new ResizeObserver(() => this.takeRoom());

  constructor() {
    super();
    this.room = { width: 0, height: 0 };
    this.sight = { x: 0, y: 0, width: 0, height: 0 };
    this.visible = this.sight;
    this.viewState = {};
    this.narrow = false;
    this.said = '';
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.observer.observe(this);
  }

  override disconnectedCallback(): void {
    this.observer.disconnect();
    this.notAround?.();
    this.notAround = undefined;
    this.placing?.dispose();
    this.placing = undefined;
    super.disconnectedCallback();
  }

  private takeRoom(): void {
    const { clientWidth: width, clientHeight: height } = this;
    if (width > 0 && (width !== this.room.width || height !== this.room.height))
      this.room = { width, height };
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    // Known before the first drawing, so that there need not be a second one.
    if (this.room.width === 0) this.takeRoom();
    if (this.zooming === this.viewState.zoom) this.zooming = undefined;
    const before = changed.get('viewState');
    const fresh = changed.has('view') && changed.get('view')?.graph !== this.view.graph;
    const rearranged = before !== undefined && !sameArrangement(before, this.viewState);
    if (fresh || rearranged || changed.has('strings')) this.arrange();
    if (changed.has('selection') || fresh) this.standAtSelection();
    if (changed.has('selection') || fresh || changed.get('room')?.width === 0) this.revealing = true;
  }

  /** Makes the graph that is to be drawn and lays it out; the drawing before stays until then. */
  private arrange(): void {
    const { view, viewState, strings, measure } = this;
    const graph = graphInWords(view.graph, viewState, strings);
    this.placing ??= createPlacing({
      measure,
      family: familyOf(this),
      start: () => startThread('layout-worker'),
    });
    this.placing.place(graph, placesOf(view.graph, viewState), (placed) => {
      if (graph.note !== undefined && graph.note !== this.drawn?.graph.note) this.said = graph.note;
      this.drawn = { graph, placed, heat: heatOf(graph), ways: waysOf(graph, strings) };
      this.standAtSelection();
    });
  }

  /** Resolves when what was asked for last has its place and is in the page. */
  async placed(): Promise<void> {
    await this.updateComplete;
    await this.placing?.settled();
    await this.updateComplete;
  }

  private standAtSelection(): void {
    const { drawn, selection, at } = this;
    if (drawn === undefined || selection === undefined) return;
    const has = ({ items }: { readonly items: Items }) => items.includes(selection);
    const here = [...drawn.graph.nodes, ...drawn.graph.boxes].find(({ id }) => id === at);
    if (here !== undefined && has(here)) return;
    this.at = (drawn.graph.nodes.find(has) ?? drawn.graph.boxes.find(has))?.id ?? at;
  }

  protected override updated(changed: PropertyValues<this>): void {
    const { drawn, anchor, at } = this;
    const { screen } = this;
    if (screen === undefined || drawn === undefined) return;
    const before = changed.get('drawn');
    if (anchor !== undefined) {
      this.anchor = undefined;
      holdAnchor(screen, anchor);
    }
    if (before !== undefined && isSmall(before.placed) && isSmall(drawn.placed))
      slide(screen.drawing, before.placed, drawn.placed);
    if (this.revealing || (before !== undefined && changed.has('drawn')) || changed.has('at')) {
      this.revealing = false;
      // Where nothing is selected, the beginning of the call, wherever its design may stand.
      const box = this.boxOf(at ?? drawn.graph.nodes[0]?.id ?? '');
      if (box !== undefined) bringIntoSight(screen, withNumber(box));
    }
    this.look();
  }

  /** Where a node stands, or the head of a box. */
  private boxOf(id: string): Box | undefined {
    const placed = this.drawn?.placed;
    const box = placed?.boxes.find((one) => one.id === id);
    return box === undefined ? placed?.nodes.find((one) => one.id === id) : { ...box, height: 28 };
  }

  private get screen(): Screen | undefined {
    const scroller = this.querySelector('.flow');
    const drawing = this.querySelector('.flow > svg');
    return scroller === null || drawing === null
      ? undefined
      : { scroller, drawing, size: this.unit * this.scale };
  }

  /** Draws what has come near the visible part of a large drawing. */
  private readonly look = (): void => {
    const { drawn, screen } = this;
    if (drawn === undefined || screen === undefined) return;
    const visible = visiblePart(screen);
    const { x, y, width, height } = this.visible;
    if (
      this.showsMap &&
      (visible.x !== x || visible.y !== y || visible.width !== width || visible.height !== height)
    )
      this.visible = visible;
    if (isSmall(drawn.placed) || reaches(this.sight, visible)) return;
    // What is visible comes first; what is around it, when that is on the screen.
    if (this.sight.width > 0) {
      if (this.notAround === undefined) this.sight = sightOf(visible);
      return;
    }
    this.sight = visible;
    this.notAround ??= afterPaint(aroundMs, () => {
      this.notAround = undefined;
      this.look();
    });
  };

  get unit(): number {
    return parseFloat(getComputedStyle(this).fontSize) / 13;
  }

  private get scale(): number {
    return this.zooming ?? this.viewState.zoom ?? this.opening;
  }

  /** The scale that nobody chose. */
  private get opening(): number {
    return this.drawn === undefined ? 1 : comfortable(this.drawn.placed, this);
  }

  private get showsMap(): boolean {
    const { drawn, room, scale } = this;
    return drawn !== undefined && room.width > 0 && hasMap(drawn.placed, scale, this);
  }

  zoomBy(direction: 1 | -1): void {
    this.zoomTo(this.scale * (direction > 0 ? zoomStep : 1 / zoomStep));
  }

  /** Scales about a place of the page, or the middle of the pane. */
  private zoomTo(scale: number, at?: { readonly clientX: number; readonly clientY: number }): void {
    const { screen } = this;
    if (screen === undefined) return;
    this.anchor ??= anchorAt(screen, at);
    this.zooming = Math.min(mostZoom, Math.max(leastZoom, scale));
    clearTimeout(this.rest);
    this.rest = setTimeout(() => {
      if (this.zooming !== undefined) this.rememberZoom(this.zooming);
    }, zoomRests);
  }

  /** It stays in force here until it comes back as remembered, else the drawing would jump to the scale before. */
  private rememberZoom(zoom: number): void {
    clearTimeout(this.rest);
    this.zooming = zoom;
    this.actions.arrange({ zoom });
  }

  /** Fits the width; where that is so already, the whole path. */
  fit(): void {
    if (this.drawn === undefined) return;
    const { placed } = this.drawn;
    const width = fitting('width', placed, this);
    const same = Math.abs(this.scale - width) < 0.001;
    this.rememberZoom(same ? fitting('whole', placed, this) : width);
  }

  /** Shows what is selected as large as it is easily read, in the middle. */
  async zoomToSelection(): Promise<void> {
    const box = this.at === undefined ? undefined : this.boxOf(this.at);
    if (box === undefined) return;
    const wide = this.room.width / this.unit / (box.width + 120);
    this.rememberZoom(Math.min(1.5, Math.max(leastZoom, wide)));
    await this.updateComplete;
    if (this.screen !== undefined) centre(this.screen, box.x + box.width / 2, box.y + box.height / 2);
  }

  protected override render(): TemplateResult {
    const { view, strings, drawn, viewState } = this;
    if (view.graph.nodes.length === 0) return html`<p class="empty">${strings('flow.empty')}</p>`;
    if (drawn === undefined) return html`<p class="empty late">${strings('flow.placing')}</p>`;
    const heat = viewState.heat === true ? drawn.heat : undefined;
    return html`${this.narrow ? this.bar() : nothing}
      <div class="flow-room">${this.pane(drawn, heat)} ${this.showsMap ? this.map(drawn) : nothing}</div>
      ${heat === undefined ? nothing : heatLegend(heat, strings)} ${flowNote(drawn.graph.note)}
      <div class="hidden" aria-live="polite">${this.said}</div>`;
  }

  private pane(drawn: Drawn, heat: Heat | undefined): TemplateResult {
    const { strings, unit, scale, at } = this;
    const { graph, placed } = drawn;
    return flowPane(
      { graph, placed, unit, scale, current: at !== undefined, strings },
      { key: this.onKey, wheel: this.onWheel, scroll: this.look },
      this.drawing(drawn, heat),
    );
  }

  private map({ graph, placed }: Drawn): TemplateResult {
    const { visible, room, unit } = this;
    const moveTo = (x: number, y: number) => {
      if (this.screen !== undefined) centre(this.screen, x, y);
    };
    return minimap({ graph, placed, paneWidth: room.width / unit, visible, moveTo });
  }

  private drawing({ graph, placed, ways }: Drawn, heat: Heat | undefined): SVGTemplateResult {
    const { selection, at, matching, measure, strings } = this;
    return drawFlow({
      ...{ graph, ways, heat, selection, at, matching, measure, strings },
      shown: isSmall(placed) ? placed : within(placed, this.sight),
      select: (id, item) => this.select(id, item),
      fold: (id) => this.fold(id),
      expand: (id) => this.expand(id),
    });
  }

  private bar(): TemplateResult {
    const { view, viewState, strings, actions } = this;
    return html`<div class="flow-bar tools">
      ${arrangeTools({ graph: view.graph, state: viewState, strings, actions })}
    </div>`;
  }

  /** The step that stands for a node or the head of a sub-flow, by its id. */
  itemOfNode(id: string): string | undefined {
    const { nodes, boxes } = this.drawn?.graph ?? this.view.graph;
    const node = nodes.find((one) => one.id === id);
    if (node !== undefined) return itemOf(node, this.selection);
    return boxes.find((one) => one.id === id)?.items.at(0);
  }

  private select(at: string, item: string): void {
    this.at = at;
    this.actions.select(item);
  }

  private nameOf(id: string): string {
    const { nodes, boxes } = this.drawn?.graph ?? this.view.graph;
    return [...nodes, ...boxes].find((one) => one.id === id)?.name ?? '';
  }

  private fold(id: string): void {
    const folded = toggled(this.viewState.folded, id);
    const count = this.view.graph.boxes.find((box) => box.id === id)?.stepCount ?? 0;
    const name = this.nameOf(id);
    this.said =
      folded?.includes(id) === true
        ? this.strings('flow.said-folded', { name, count })
        : this.strings('flow.said-unfolded', { name });
    this.at = id;
    this.actions.arrange({ folded });
  }

  private expand(id: string): void {
    const expanded = toggled(this.viewState.expanded, id);
    const name = this.view.graph.nodes.find((node) => node.id === id)?.name ?? '';
    this.said = this.strings(expanded?.includes(id) === true ? 'flow.said-expanded' : 'flow.said-merged', {
      name,
    });
    this.actions.arrange({ expanded });
  }

  private readonly onKey = (event: KeyboardEvent): void => {
    if (event.altKey || event.ctrlKey || event.metaKey || this.drawn === undefined) return;
    if (event.key === '+' || event.key === '=') this.zoomBy(1);
    else if (event.key === '-') this.zoomBy(-1);
    else if (event.key === '0') this.fit();
    else if (event.key === 'z') void this.zoomToSelection();
    else {
      const { graph, placed } = this.drawn;
      const step = walk(graph, placed, this.at, this.selection, event.key);
      if (step === undefined) return;
      if (step.kind === 'fold') this.fold(step.box);
      else if (step.kind === 'expand') this.expand(step.node);
      else {
        this.at = step.to;
        if (step.item !== undefined) this.actions.select(step.item);
      }
    }
    event.preventDefault();
  };

  private readonly onWheel = (event: WheelEvent): void => {
    if (!event.ctrlKey) return;
    event.preventDefault();
    // A notch of a wheel is a step; a pinch comes in many small ones.
    const notches = Math.max(-1, Math.min(1, -event.deltaY / (event.deltaMode === 0 ? 100 : 3)));
    this.zoomTo(this.scale * zoomStep ** notches, event);
  };
}

definePart('call-trace-flow', FlowPart);
