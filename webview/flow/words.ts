import type { GraphBoxView, GraphNodeView, GraphView } from '../../src/trace/view/graph-types.ts';
import type { Strings } from '../strings.ts';
import { percentOf, type Heat } from '../../src/trace/graph/heat.ts';

/** More ways out than that are not told one by one. */
const mostWays = 3;

const joined = (parts: readonly string[]): string => parts.filter((part) => part !== '').join(' · ');

const orderWords = (order: string, strings: Strings): string =>
  order === '' ? '' : strings('flow.order', { order });

/** The ways on from each node in words, `then Timeout → Main menu`: made once for a graph. */
export function waysOf(graph: GraphView, strings: Strings): ReadonlyMap<string, string> {
  const names = new Map(graph.nodes.map(({ id, name }) => [id, name]));
  const ways = new Map<string, string[]>();
  for (const { from, to, label, untaken } of graph.edges) {
    if (untaken === true) continue;
    const name = names.get(to) ?? '';
    const words =
      label === '' ? strings('flow.then', { name }) : strings('flow.then-by', { exit: label, name });
    const known = ways.get(from);
    if (known === undefined) ways.set(from, [words]);
    else if (known.length < mostWays) known.push(words);
  }
  return new Map([...ways].map(([id, words]) => [id, words.join(' · ')]));
}

/** All that a node says, for a screen reader and as tooltip. */
export function nodeWords(
  node: GraphNodeView,
  ways: ReadonlyMap<string, string>,
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
    ways.get(node.id) ?? '',
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
