import { nothing, svg, type SVGTemplateResult } from 'lit';
import { canExpand } from '../../src/trace/graph/expanded.ts';
import type { FlowLayout } from '../../src/trace/layout/layout.ts';
import { arrowPath, linePath } from '../../src/trace/layout/paths.ts';
import type { GraphEdgeView, GraphNodeView, GraphView } from '../../src/trace/view/graph-types.ts';
import type { MeasureText } from '../../src/trace/view/types.ts';
import type { MatchSet } from '../filter/match-set.ts';
import type { Strings } from '../strings.ts';
import { drawBox } from './box.ts';
import { dimmedBy } from './dimmed.ts';
import type { Heat } from '../../src/trace/graph/heat.ts';
import { drawNode, type NodeDrawing } from './node.ts';
import { boxNote, boxWords, nodeWords, visitWords } from './words.ts';

export interface FlowDrawing {
  readonly graph: GraphView;
  /** What of it is in the page. */
  readonly shown: FlowLayout;
  /** The ways on from each node, in words. */
  readonly ways: (node: string) => string;
  readonly heat: Heat | undefined;
  readonly selection: string | undefined;
  /** The node or box on which the keyboard stands. */
  readonly at: string | undefined;
  /** What the filter accepts; undefined: there is none. */
  readonly matching: MatchSet | undefined;
  readonly measure: MeasureText;
  readonly strings: Strings;
  readonly select: (id: string, item: string) => void;
  readonly fold: (box: string) => void;
  readonly expand: (node: string) => void;
}

/** Boxes, over them the edges, over these the nodes. */
export function drawFlow(drawing: FlowDrawing): SVGTemplateResult {
  const dimmed = dimmedBy(drawing.graph, drawing.matching);
  return svg`${boxes(drawing, dimmed)}${edges(drawing, dimmed)}${nodes(drawing, dimmed)}`;
}

type Dimmed = ReadonlySet<string>;

function boxes(
  { graph, shown, strings, selection, at, select, fold }: FlowDrawing,
  dimmed: Dimmed,
): SVGTemplateResult[] {
  const views = new Map(graph.boxes.map((box) => [box.id, box]));
  return shown.boxes.map((box) => {
    const view = views.get(box.id);
    if (view === undefined) return svg``;
    return drawBox({
      ...{ view, box, selection, note: boxNote(view, strings), label: boxWords(view, strings) },
      current: at === view.id,
      filteredOut: dimmed.has(view.id),
      select: (item) => select(view.id, item),
      fold: () => fold(view.id),
      foldLabel: strings('flow.fold', { name: view.name }),
    });
  });
}

/** Lines first, then their labels, which no line may cross. */
function edges({ graph, shown }: FlowDrawing, dimmed: Dimmed): SVGTemplateResult {
  const views = new Map(graph.edges.map((edge) => [edge.id, edge]));
  const drawn = shown.edges.flatMap((placed) => {
    const edge = views.get(placed.id);
    return edge === undefined ? [] : [{ ...placed, edge }];
  });
  const kind = ({ id, severity, untaken }: GraphEdgeView) =>
    `edge ${severity} ${untaken === true ? 'untaken' : ''} ${dimmed.has(id) ? 'filtered-out' : ''}`;
  return svg`${drawn.map(
    ({ edge, points }) => svg`<g class=${kind(edge)} aria-hidden="true">
      <path class="edge-line" d=${linePath(points)}></path>
      <path class="edge-line head" d=${arrowPath(points)}></path>
    </g>`,
  )}${drawn.map(({ edge, label }) =>
    edge.label === '' || label === undefined
      ? nothing
      : svg`<g class=${kind(edge)} aria-hidden="true"><text class="edge-label halo" x=${label.x} y=${label.y + 4.5}>${edge.label}</text></g>`,
  )}`;
}

function nodes(drawing: FlowDrawing, dimmed: Dimmed): SVGTemplateResult[] {
  const { graph, shown, ways, heat, selection, at, measure, strings, select } = drawing;
  const places = new Map(shown.nodes.map((box) => [box.id, box]));
  return graph.nodes.flatMap((node) => {
    const box = places.get(node.id);
    if (box === undefined) return [];
    return drawNode({
      ...{ node, box, selection, measure, heat, current: at === node.id },
      filteredOut: dimmed.has(node.id),
      label: nodeWords(node, ways, heat, strings),
      visitLabel: (place) => visitWords(node, place, strings),
      select: (item) => select(node.id, item),
      ...toggleOf(node, drawing),
    });
  });
}

/** What folds or expands a node, where there is anything to fold or expand. */
function toggleOf(
  node: GraphNodeView,
  { graph, strings, fold, expand }: FlowDrawing,
): Pick<NodeDrawing, 'toggle' | 'toggleLabel'> {
  const { id, name, folded, visitOf, visits } = node;
  if (folded === true) return { toggle: () => fold(id), toggleLabel: strings('flow.unfold', { name }) };
  if (visitOf !== undefined) return { toggle: () => expand(visitOf), toggleLabel: strings('flow.merge') };
  if (!canExpand(graph, node)) return {};
  return { toggle: () => expand(id), toggleLabel: strings('flow.expand', { count: visits.length }) };
}
