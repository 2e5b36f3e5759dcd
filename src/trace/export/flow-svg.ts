import { heatOf, type Heat } from '../graph/heat.ts';
import type { Places } from '../layout/by-place.ts';
import { layout, type FlowLayout, type PlacedEdge, type Rectangle } from '../layout/layout.ts';
import { arrowPath, branchPath, linePath } from '../layout/paths.ts';
import { within } from '../layout/within.ts';
import { wrapLines } from '../layout/wrap.ts';
import type { GraphBoxView, GraphEdgeView, GraphNodeView, GraphView } from '../view/graph-types.ts';
import type { MeasureText } from '../view/types.ts';
import { fitted } from '../text/fitted.ts';
import { document, element, textElement, type DrawingPart, type Palette } from './svg.ts';

export interface FlowSvgOptions {
  readonly title: string;
  readonly palette: Palette;
  readonly measure: MeasureText;
  /** Ids of the nodes that are to be seen; the drawing is cut to them. The whole path where none is given. */
  readonly nodes?: ReadonlySet<string>;
  /** The designer's own positions; undefined: our layout. */
  readonly places: Places | undefined;
  /** Whether a bar in each node tells how long the call was in it. */
  readonly heat: boolean;
}

/** Around the nodes to which a drawing is cut: their order numbers, and where the lines come from. */
const cutMargin = 40;

/** The path through the flow as an SVG drawing: problems are told by sign and line, not by colour alone. */
export function flowSvg(
  graph: GraphView,
  { title, palette, measure, nodes: wanted, places, heat: wantsHeat }: FlowSvgOptions,
): string {
  const whole = layout(graph, measure, places);
  const heat = wantsHeat ? heatOf(graph) : undefined;
  const part = partAround(whole, wanted);
  const placed = part === undefined ? whole : within(whole, part);
  const edges = new Map(graph.edges.map((edge) => [edge.id, edge]));
  const nodes = new Map(graph.nodes.map((node) => [node.id, node]));
  const boxes = new Map(graph.boxes.map((box) => [box.id, box]));
  const all = { x: 0, y: 0, width: Math.max(whole.width, 40), height: Math.max(whole.height, 40) };
  return document(part ?? all, title, palette, [
    ...placed.boxes.flatMap((place) => drawn(boxes.get(place.id), (box) => drawBox(box, place, palette))),
    ...placed.edges.flatMap((place) => drawn(edges.get(place.id), (edge) => drawEdge(edge, place, palette))),
    ...placed.nodes.flatMap((place) =>
      drawn(nodes.get(place.id), (node) => drawNode(node, place, palette, measure, heat)),
    ),
  ]);
}

/** The part of a drawing around some of its nodes; undefined where none of them is in it. */
function partAround(
  { nodes, width, height }: FlowLayout,
  wanted: ReadonlySet<string> | undefined,
): DrawingPart | undefined {
  const shown = nodes.filter(({ id }) => wanted?.has(id) === true);
  if (shown.length === 0) return undefined;
  const left = Math.max(0, Math.min(...shown.map(({ x }) => x)) - cutMargin);
  const top = Math.max(0, Math.min(...shown.map(({ y }) => y)) - cutMargin);
  const right = Math.min(width, Math.max(...shown.map((node) => node.x + node.width)) + cutMargin);
  const bottom = Math.min(height, Math.max(...shown.map((node) => node.y + node.height)) + cutMargin);
  return { x: left, y: top, width: right - left, height: bottom - top };
}

const drawn = <T>(thing: T | undefined, draw: (thing: T) => string): readonly string[] =>
  thing === undefined ? [] : [draw(thing)];

function drawBox(box: GraphBoxView, { x, y, width, height }: Rectangle, palette: Palette): string {
  return element('g', {}, [
    element('rect', {
      x,
      y,
      width,
      height,
      rx: 6,
      fill: 'none',
      stroke: palette.line,
      'stroke-dasharray': '5 4',
    }),
    textElement(box.name, { x: x + 12, y: y + 19, 'font-weight': 'bold' }),
    ...(box.time === ''
      ? []
      : [
          textElement(box.time, {
            x: x + width - 12,
            y: y + 19,
            'text-anchor': 'end',
            'font-size': 11,
            fill: palette.dim,
          }),
        ]),
  ]);
}

/** Opacity of the lines of what is only designed. */
const pale = 0.6;

function drawEdge(edge: GraphEdgeView, { points, label }: PlacedEdge, palette: Palette): string {
  const untaken = edge.untaken === true;
  const colour = colourOf(edge.severity, palette) ?? palette.line;
  const dashes = edge.back ? '4 3' : untaken ? '2 3' : undefined;
  return element('g', untaken ? { 'stroke-opacity': pale } : {}, [
    element('path', {
      d: linePath(points),
      fill: 'none',
      stroke: colour,
      'stroke-width': edge.severity === 'none' ? 1 : 1.5,
      ...(dashes === undefined ? {} : { 'stroke-dasharray': dashes }),
    }),
    element('path', { d: arrowPath(points), fill: 'none', stroke: colour, 'stroke-width': 1.5 }),
    ...(label === undefined
      ? []
      : [
          textElement(edge.label, {
            x: label.x,
            y: label.y + 4,
            'font-size': 11,
            fill: edge.severity === 'none' ? palette.dim : colour,
            stroke: palette.back,
            'stroke-width': 3,
            'paint-order': 'stroke',
          }),
        ]),
  ]);
}

function drawNode(
  node: GraphNodeView,
  place: Rectangle,
  palette: Palette,
  measure: MeasureText,
  heat: Heat | undefined,
): string {
  // What the call did not come to is an outline of a weaker colour.
  const untaken = node.designed === 'untaken';
  const { x, y, width, height } = place;
  const colour = colourOf(node.severity, palette);
  const shape = {
    fill:
      node.severity === 'error'
        ? palette.errorFill
        : node.severity === 'warning'
          ? palette.warningFill
          : untaken
            ? palette.back
            : palette.fill,
    stroke: colour ?? palette.line,
    ...(untaken ? { 'stroke-opacity': pale } : {}),
    'stroke-width': node.severity === 'error' ? 2 : 1,
    ...(node.shape === 'gap' || node.unfinished || untaken ? { 'stroke-dasharray': '3 3' } : {}),
  };
  return element('g', untaken ? { fill: palette.dim } : {}, [
    node.shape === 'branch'
      ? element('path', { d: branchPath(place), ...shape })
      : element('rect', { x, y, width, height, rx: cornerOf(node, height), ...shape }),
    ...(node.order === ''
      ? []
      : [
          textElement(node.order, {
            x: x - 8,
            y: y + height / 2 + 4,
            'text-anchor': 'end',
            'font-size': 11,
            fill: palette.dim,
          }),
        ]),
    // An edge that is broken at the left: today's design does not have it.
    ...(node.designed === 'outdated'
      ? [
          element('path', {
            d: `M${x} ${y + 3}v${height - 6}`,
            fill: 'none',
            stroke: palette.back,
            'stroke-width': 3,
            'stroke-dasharray': '4 4',
          }),
        ]
      : []),
    ...heatBar(heat, node, place, palette),
    ...(node.shape === 'gap'
      ? gapText(node, place, palette, measure)
      : nodeText(node, place, palette, measure)),
  ]);
}

/** A bar at the foot of a node, as long as its share of the longest time. */
function heatBar(
  heat: Heat | undefined,
  { durationMs, shape }: GraphNodeView,
  { x, y, width, height }: Rectangle,
  palette: Palette,
): readonly string[] {
  if (heat === undefined || durationMs <= 0 || shape === 'pill' || shape === 'gap') return [];
  const room = width - 24;
  const bar = { x: x + 12, y: y + height - 5, height: 3 };
  return [
    element('rect', { ...bar, width: room, fill: palette.strong }),
    element('rect', { ...bar, width: Math.max(2, (room * durationMs) / heat.longest), fill: palette.dim }),
  ];
}

function cornerOf({ shape }: GraphNodeView, height: number): number {
  return shape === 'pill' || shape === 'party' ? height / 2 : 4;
}

function nodeText(
  node: GraphNodeView,
  { x, y, width, height }: Rectangle,
  palette: Palette,
  measure: MeasureText,
): readonly string[] {
  const inner = 16;
  const timeWidth = node.time === '' ? 0 : measure(node.time, 11, 'normal') + 8;
  const sign = node.severity === 'error' ? '✗ ' : node.severity === 'warning' ? '! ' : '';
  const weight = node.severity === 'none' ? 'normal' : 'bold';
  const name = fitted(`${sign}${node.name}`, width - 2 * inner - timeWidth, (text) =>
    measure(text, 13, weight),
  );
  const single = node.detail === '' || node.shape === 'pill';
  return [
    textElement(name, {
      x: x + inner,
      y: single ? y + height / 2 + 4.5 : y + 17,
      'font-weight': weight,
      ...(node.shape === 'pill' ? { 'font-size': 12 } : {}),
    }),
    ...(single
      ? []
      : [
          textElement(
            fitted(node.detail, width - 2 * inner, (text) => measure(text, 11, 'normal')),
            { x: x + inner, y: y + 32, 'font-size': 11, fill: palette.dim },
          ),
        ]),
    ...(node.time === ''
      ? []
      : [
          textElement(node.time, {
            x: x + width - inner,
            y: single ? y + height / 2 + 4 : y + 17,
            'text-anchor': 'end',
            'font-size': 11,
            fill: palette.dim,
          }),
        ]),
  ];
}

function gapText(
  node: GraphNodeView,
  { x, y, width }: Rectangle,
  palette: Palette,
  measure: MeasureText,
): readonly string[] {
  const room = width - 56;
  const title = wrapLines(node.name, room, (text) => measure(text, 12, 'bold'));
  const lines = wrapLines(node.detail, room, (text) => measure(text, 11, 'normal'));
  return [
    ...title.map((line, at) =>
      textElement(line, { x: x + 28, y: y + 24 + at * 16, 'font-size': 12, 'font-weight': 'bold' }),
    ),
    ...lines.map((line, at) =>
      textElement(line, {
        x: x + 28,
        y: y + 26 + (title.length + at) * 16,
        'font-size': 11,
        fill: palette.dim,
      }),
    ),
  ];
}

function colourOf(severity: GraphNodeView['severity'], palette: Palette): string | undefined {
  return severity === 'none' ? undefined : palette[severity];
}
