import { columnsByPlaces, rankByPlaces, type Places } from './by-place.ts';
import { assignColumns } from './columns.ts';
import type { EdgeGroup } from './groups.ts';
import { layoutSizes, newItem, type Arc, type Item } from './model.ts';
import { orderLayers } from './order.ts';
import { layersOf, rank } from './rank.ts';
import { route, type Frame } from './route.ts';
import { boxItem, headerRoom, loopRoom, nodeItem, usualWidth } from './sizes.ts';
import type { LayoutBox, LayoutGraph, LayoutNode } from './graph.ts';
import type { MeasureText } from '../view/types.ts';

/** One level of the drawing: the graph itself, or the inside of a box. Coordinates count from its upper left corner. */
export interface Level {
  readonly items: readonly Item[];
  /** The levels inside its boxes, by box. */
  readonly levels: ReadonlyMap<string, Level>;
  readonly width: number;
  readonly height: number;
  /** Where lines enter at the top and leave at the bottom, from the left side, by the node inside. */
  readonly entries: ReadonlyMap<string, number>;
  readonly leaves: ReadonlyMap<string, number>;
}

/** What belongs to a level before it is laid out. */
interface Plan {
  readonly box: LayoutBox | undefined;
  /** With their places in the graph. */
  readonly nodes: { readonly node: LayoutNode; readonly index: number }[];
  readonly plans: Plan[];
  /** Groups that have both ends in this level, or in boxes of it. */
  readonly groups: EdgeGroup[];
  readonly entries: Map<string, EdgeGroup[]>;
  readonly leaves: Map<string, EdgeGroup[]>;
  /** Place of its first node in the graph. */
  first: number;
}

/** Lays out a graph: first the insides of the boxes, then what is around them, so that a box is one item of its level. */
export function layoutLevel(
  graph: LayoutGraph,
  groups: readonly EdgeGroup[],
  measure: MeasureText,
  places?: Places,
): Level {
  const plan = planOf(graph, groups);
  const usual = usualWidth(graph, measure);
  return layoutPlan(plan, { usual, measure, places });
}

/** What is the same for all levels of a drawing. */
interface Manner {
  /** Width of nodes in CSS pixels. */
  readonly usual: number;
  readonly measure: MeasureText;
  readonly places: Places | undefined;
}

function planOf(graph: LayoutGraph, groups: readonly EdgeGroup[]): Plan {
  const newPlan = (box: LayoutBox | undefined): Plan => ({
    box,
    nodes: [],
    plans: [],
    groups: [],
    entries: new Map(),
    leaves: new Map(),
    first: Infinity,
  });
  const root = newPlan(undefined);
  const plans = new Map<string, Plan>(graph.boxes.map((box) => [box.id, newPlan(box)]));
  const parents = new Map<Plan, Plan>();
  for (const [id, plan] of plans) {
    const parent = plan.box?.parent === undefined ? undefined : plans.get(plan.box.parent);
    // A box inside itself would never end: it stands at the top.
    const inside = parent !== undefined && !around(parent, parents).includes(plan) && plan.box?.parent !== id;
    parents.set(plan, inside ? parent : root);
  }
  const chains = new Map<string, readonly Plan[]>();
  graph.nodes.forEach((node, index) => {
    const plan = (node.box === undefined ? undefined : plans.get(node.box)) ?? root;
    plan.nodes.push({ node, index });
    const chain = around(plan, parents);
    chains.set(node.id, chain);
    for (const one of chain) one.first = Math.min(one.first, index);
  });
  for (const [plan, parent] of parents) if (plan.first < Infinity) parent.plans.push(plan);
  for (const group of groups)
    assignGroup(group, chains.get(group.from) ?? [root], chains.get(group.to) ?? [root]);
  return root;
}

/** A plan and those around it, innermost first. */
function around(plan: Plan, parents: ReadonlyMap<Plan, Plan>): readonly Plan[] {
  const chain = [plan];
  for (let at = parents.get(plan); at !== undefined; at = parents.get(at)) chain.push(at);
  return chain;
}

function assignGroup(group: EdgeGroup, from: readonly Plan[], to: readonly Plan[]): void {
  const common = from.find((plan) => to.includes(plan));
  common?.groups.push(group);
  const add = (map: Map<string, EdgeGroup[]>, key: string) => {
    const known = map.get(key);
    if (known === undefined) map.set(key, [group]);
    else known.push(group);
  };
  for (const plan of from) {
    if (plan === common) break;
    add(plan.leaves, group.from);
  }
  for (const plan of to) {
    if (plan === common) break;
    add(plan.entries, group.to);
  }
}

function layoutPlan(plan: Plan, manner: Manner): Level {
  const { usual, measure, places } = manner;
  const levels = new Map<string, Level>();
  const byNode = new Map<string, Item>();
  const loops = new Map(
    plan.groups.filter(({ from, to }) => from === to).map((group) => [group.from, group]),
  );
  const placed = plan.nodes.map(({ node, index }) => {
    const loop = loops.get(node.id);
    const item = nodeItem(node, usual, loop === undefined ? 0 : loopRoom(loop.labels), measure);
    byNode.set(node.id, item);
    return { item, index };
  });
  for (const inner of plan.plans) {
    if (inner.box === undefined) continue;
    const level = layoutPlan(inner, manner);
    const item = boxItem(inner.box, level, measure);
    levels.set(inner.box.id, level);
    for (const id of nodesIn(inner)) byNode.set(id, item);
    placed.push({ item, index: inner.first });
  }
  const items = placed.sort((a, b) => a.index - b.index).map(({ item }) => item);
  const across = plan.groups.flatMap((group) => {
    const from = byNode.get(group.from);
    const to = byNode.get(group.to);
    return from === undefined || to === undefined
      ? []
      : [{ group, arc: newArc(group, from, to, group.labels) }];
  });
  const entries = portArcs(plan.entries, byNode, 'entry');
  const leaves = portArcs(plan.leaves, byNode, 'leave');
  const tops = entries.map(({ arc }) => arc.from);
  const bottoms = leaves.map(({ arc }) => arc.to);
  const arcs = [...entries, ...across, ...leaves].map(({ arc }) => arc);
  const rows = places === undefined ? undefined : rankByPlaces(items, arcs, tops, bottoms, places);
  if (rows === undefined) rank(items, arcs, tops, bottoms);
  const layers = layersOf([...tops, ...items, ...bottoms], arcs);
  if (rows === undefined) {
    orderLayers(layers);
    assignColumns(layers);
  } else {
    columnsByPlaces(layers, arcs, rows.wishes, usual);
  }
  const room = plan.box === undefined ? undefined : headerRoom(plan.box, measure);
  if (room !== undefined) makeRoom(layers, room.name, tops);
  const frame = frameOf(plan, tops.length > 0, bottoms.length > 0);
  const size = route(layers, arcs, frame, rows?.tops);
  const needed = room === undefined ? 0 : Math.max(room.name, tops[0]?.x ?? 0) + 10 + room.note;
  const level: Level = {
    items,
    levels,
    width: Math.max(needed, size.width + (room === undefined ? 0 : layoutSizes.boxPadding)),
    height: size.height,
    entries: new Map(entries.map(({ key, arc }) => [key, arc.from.x])),
    leaves: new Map(leaves.map(({ key, arc }) => [key, arc.to.x])),
  };
  for (const { group, arc } of across) group.across.push({ level, arc });
  // Inner levels are laid out before outer ones.
  for (const { groups, arc } of leaves) for (const group of groups) group.leaving.push({ level, arc });
  for (const { groups, arc } of entries) for (const group of groups) group.entering.unshift({ level, arc });
  return level;
}

/** Moves what is in a box to the right: off its border, and so far that a line may enter beside its name. */
function makeRoom(layers: readonly (readonly Item[])[], name: number, tops: readonly Item[]): void {
  const { boxPadding } = layoutSizes;
  const entry = tops[0]?.x;
  const beside = entry === undefined ? 0 : Math.min(60, name - (entry + boxPadding));
  const move = boxPadding + Math.max(0, beside);
  for (const layer of layers) for (const item of layer) item.x += move;
}

function frameOf({ box }: Plan, enters: boolean, leaves: boolean): Frame {
  const { boxHeader, boxPadding } = layoutSizes;
  return box === undefined
    ? { header: 0, footer: 0, enters: false, leaves: false }
    : { header: boxHeader + 8, footer: boxPadding, enters, leaves };
}

/** Arcs between the border of a box and what is in it, one for each node at their inner end. */
function portArcs(
  ends: ReadonlyMap<string, readonly EdgeGroup[]>,
  byNode: ReadonlyMap<string, Item>,
  side: 'entry' | 'leave',
): readonly { readonly key: string; readonly groups: readonly EdgeGroup[]; readonly arc: Arc }[] {
  return [...ends].flatMap(([key, groups]) => {
    const item = byNode.get(key);
    if (item === undefined) return [];
    const id = `${side}:${key}`;
    const port = newItem({ id, kind: 'port', width: 0, height: 0 });
    const taken = groups.some((group) => group.taken);
    const group = { key: id, from: key, to: key, back: false, taken };
    const arc = side === 'entry' ? newArc(group, port, item, []) : newArc(group, item, port, []);
    return [{ key, groups, arc }];
  });
}

function nodesIn(plan: Plan): readonly string[] {
  return [...plan.nodes.map(({ node }) => node.id), ...plan.plans.flatMap(nodesIn)];
}

function newArc(
  group: Pick<EdgeGroup, 'key' | 'from' | 'to' | 'back' | 'taken'>,
  from: Item,
  to: Item,
  labels: readonly number[],
): Arc {
  return {
    key: group.key,
    from,
    to,
    leave: group.from,
    entry: group.to,
    labels,
    taken: group.taken,
    route: group.back ? 'channel' : 'layers',
    points: [],
    label: undefined,
  };
}
