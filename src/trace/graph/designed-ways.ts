import type { GraphDraft } from './builder.ts';
import { exitMeaningOf } from './exit-codes.ts';
import { isPassage, type Instance } from './instances.ts';
import { boxKey, callerKey, nodeKey, type StepContext } from './steps.ts';
import { asksCaller, nodeKindOf, wordOf } from '../label.ts';
import { cutText } from '../text/cut.ts';
import type { DesignedNode, ExitMeaning } from '../model.ts';
import type { DesignView } from '../view/graph-types.ts';

/** A designed node of an instance, by its id in the graph. */
interface Known {
  readonly node: DesignedNode;
  readonly instance: Instance;
}

/**
 * The ways that the definitions have and the call did not take. Where it took one between the same two nodes, that is
 * drawn; ways through start and end of a called flow lead to what is drawn inside and behind its box.
 */
export function designedWays(
  context: StepContext,
  draft: GraphDraft,
  instances: readonly Instance[],
): DesignView['edges'] {
  const nodes = new Map<string, Known>();
  for (const instance of instances) {
    for (const node of instance.flow.nodes)
      nodes.set(nodeKey(instance.box, instance.flow.id, node.id), { node, instance });
  }
  const taken = new Set([...draft.edges.values()].map(({ from, to }) => pair(from, to)));
  const ways = new Map<string, { readonly from: string; readonly to: string; readonly labels: string[] }>();
  const goal = goals(draft, nodes);
  for (const [from, { node, instance }] of nodes) {
    if (isPassage(node, instance.box) || (draft.boxes.has(boxKey(from)) && !draft.nodes.has(from))) continue;
    for (const exit of node.exits) {
      if (exit.next === undefined) continue;
      for (const to of goal(nodeKey(instance.box, instance.flow.id, exit.next))) {
        const id = pair(from, to);
        if (taken.has(id)) continue;
        const label = labelOf(context, node, exit.code);
        const known = ways.get(id);
        if (known === undefined) ways.set(id, { from, to, labels: [label] });
        else if (!known.labels.includes(label)) known.labels.push(label);
      }
    }
  }
  return [...ways].map(([id, { from, to, labels }]) => ({
    id: `design:${id}`,
    from,
    to,
    label: cutText(labels.filter((label) => label !== '').join(' / ')),
  }));
}

const pair = (from: string, to: string) => JSON.stringify([from, to]);

/** Where a way to a node ends, and through what it goes on. */
interface Onward {
  readonly ends: readonly string[];
  readonly through: readonly string[];
}

/** Which drawn nodes a way to a designed node ends at. */
function goals(draft: GraphDraft, nodes: ReadonlyMap<string, Known>): (id: string) => readonly string[] {
  const inside = new Map<string, string[]>();
  for (const node of draft.nodes.values()) {
    if (node.box === undefined) continue;
    const known = inside.get(node.box);
    if (known === undefined) inside.set(node.box, [node.id]);
    else known.push(node.id);
  }
  const starts = new Map<string, string>();
  for (const [id, { node, instance }] of nodes) {
    if (instance.box !== undefined && nodeKindOf(node.kind) === 'sub-flow-start')
      starts.set(instance.box, id);
  }
  const onward = (id: string): Onward => {
    const box = boxKey(id);
    if (draft.boxes.has(box)) {
      const start = starts.get(box);
      return start === undefined
        ? { ends: (inside.get(box) ?? []).slice(0, 1), through: [] }
        : { ends: [], through: [start] };
    }
    const known = nodes.get(id);
    if (known === undefined) return { ends: [], through: [] };
    const { node, instance } = known;
    if (!isPassage(node, instance.box)) return { ends: [id], through: [] };
    // The end of a called flow goes on where the step that called it does.
    const goesOn =
      nodeKindOf(node.kind) === 'sub-flow-end' ? nodes.get(callerKey(instance.box ?? '')) : known;
    const through = (goesOn?.node.exits ?? []).flatMap(({ next }) =>
      next === undefined || goesOn === undefined
        ? []
        : [nodeKey(goesOn.instance.box, goesOn.instance.flow.id, next)],
    );
    return { ends: [], through };
  };
  return (id) => {
    const ends = new Set<string>();
    // What was met once leads to nothing new: routes meet again and again, and would be far too many.
    const seen = new Set<string>();
    const ahead = [id];
    for (let at = ahead.pop(); at !== undefined; at = ahead.pop()) {
      if (seen.has(at)) continue;
      seen.add(at);
      const next = onward(at);
      for (const end of next.ends) ends.add(end);
      for (const one of next.through.toReversed()) ahead.push(one);
    }
    return [...ends];
  };
}

/** The one way out needs no label, nor does success. */
function labelOf({ render }: StepContext, node: DesignedNode, code: string): string {
  const meaning: ExitMeaning | undefined = exitMeaningOf(code);
  if (meaning === 'success') return '';
  if (meaning === 'failure' && asksCaller(nodeKindOf(node.kind))) return render({ key: 'exit.invalid' });
  return wordOf(render, 'exit', meaning === undefined ? { code } : { code, meaning });
}
