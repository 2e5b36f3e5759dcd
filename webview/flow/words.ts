import { isolated } from '../../src/trace/direction.ts';
import type {
  GraphBoxView,
  GraphEdgeView,
  GraphNodeView,
  GraphView,
} from '../../src/trace/view/graph-types.ts';
import type { Strings } from '../strings.ts';
import { percentOf, type Heat } from '../../src/trace/graph/heat.ts';

/** More ways out than that are not told one by one. */
const mostWays = 3;

const joined = (parts: readonly string[]): string =>
  parts
    .filter((part) => part !== '')
    .map(isolated)
    .join(' · ');

const orderWords = (order: string, strings: Strings): string =>
  order === '' ? '' : strings('flow.order', { order });

/** The ways on from a node in words, `then Timeout → Main menu`. */
export function waysOf(graph: GraphView, strings: Strings): (node: string) => string {
  const names = new Map(graph.nodes.map(({ id, name }) => [id, name]));
  const ways = new Map<string, GraphEdgeView[]>();
  for (const edge of graph.edges) {
    if (edge.untaken === true) continue;
    const known = ways.get(edge.from);
    if (known === undefined) ways.set(edge.from, [edge]);
    else if (known.length < mostWays) known.push(edge);
  }
  const words = ({ to, label }: GraphEdgeView) => {
    const name = names.get(to) ?? '';
    return label === '' ? strings('flow.then', { name }) : strings('flow.then-by', { exit: label, name });
  };
  return (node) => (ways.get(node) ?? []).map(words).join(' · ');
}

/** All that a node says, for a screen reader and as tooltip. */
export function nodeWords(
  node: GraphNodeView,
  ways: (node: string) => string,
  heat: Heat | undefined,
  strings: Strings,
): string {
  return joined([
    node.name,
    node.detail,
    node.time,
    heat === undefined || node.durationMs <= 0
      ? ''
      : strings('flow.heat-share', { percent: percentOf(heat, node.durationMs) }),
    node.unfinished ? strings('flow.unfinished') : '',
    node.severity === 'none' ? '' : strings(`severity.${node.severity}`),
    node.folded === true ? strings('flow.folded') : '',
    orderWords(node.order, strings),
    ways(node.id),
  ]);
}

export function boxNote(box: GraphBoxView, strings: Strings): string {
  return box.time === '' ? strings('flow.sub-flow-untimed') : strings('flow.sub-flow', { time: box.time });
}

export function boxWords(box: GraphBoxView, strings: Strings): string {
  return joined([
    box.name,
    boxNote(box, strings),
    strings('flow.steps', { count: box.stepCount }),
    orderWords(box.order, strings),
  ]);
}

export function visitWords(node: GraphNodeView, at: number, strings: Strings): string {
  const exit = node.visits.at(at)?.exit;
  const visit = strings('flow.visit', { at: at + 1, count: node.visits.length });
  return exit === undefined ? visit : `${visit} · ${strings(`visit.${exit}`)}`;
}
