import type { GraphDraft } from './builder.ts';
import { designedWays } from './designed-ways.ts';
import { boxesAround, instancesOf, isPassage, type Instance } from './instances.ts';
import { mostDesigned } from './limits.ts';
import { boxKey, nodeKey, shapeOf, stepKey, type StepContext } from './steps.ts';
import { nodeKindOf, wordOf } from '../label.ts';
import { cutText } from '../text/cut.ts';
import type { DesignedNode } from '../model.ts';
import type { DesignedNodeView, DesignView } from '../view/graph-types.ts';

/**
 * What the definitions of the flows that the call came to add to its path. A definition is today's: nodes that it no
 * longer has are named. Undefined where the trace carries no definition of a flow that the call came to.
 */
export function designOf(context: StepContext, draft: GraphDraft): DesignView | 'too-large' | undefined {
  const instances = instancesOf(context);
  if (instances.length === 0) return undefined;
  if (isTooLarge(instances)) return 'too-large';
  const nodes = new Map<string, DesignedNodeView>();
  const places: { id: string; x: number; y: number }[] = [];
  const known = new Set<string>();
  for (const { flow, box, drawnIn } of instances) {
    for (const node of flow.nodes) {
      if (isPassage(node, box)) continue;
      const id = nodeKey(box, flow.id, node.id);
      known.add(id);
      for (const drawn of [id, boxKey(id)]) {
        if (node.position !== undefined) places.push({ id: drawn, x: node.position.x, y: node.position.y });
      }
      if (draft.nodes.has(id) || draft.boxes.has(boxKey(id))) continue;
      nodes.set(id, nodeView(context, node, id, drawnIn));
    }
  }
  const further = instances.filter(({ box, drawnIn }) => drawnIn !== box);
  return {
    nodes: [...nodes.values()],
    edges: designedWays(context, draft, instances),
    boxes: further.map(({ flow, drawnIn }) => ({ id: drawnIn ?? '', name: cutText(flow.name ?? flow.id) })),
    moved: stepsIn(context, draft, further),
    outdated: outdatedIn(context, draft, instances, known),
    places,
  };
}

function nodeView(
  { render }: StepContext,
  { name, kind }: DesignedNode,
  id: string,
  box: string | undefined,
): DesignedNodeView {
  const meaning = nodeKindOf(kind);
  const word = wordOf(render, 'kind', kind);
  return {
    id,
    shape: shapeOf(meaning),
    icon: meaning ?? 'unknown',
    name: cutText(name ?? word),
    detail: render({ key: 'graph.not-taken' }),
    ...(box === undefined ? {} : { box }),
  };
}

/** A flow that is called in many places is drawn in each of them. */
function isTooLarge(instances: readonly Instance[]): boolean {
  let size = 0;
  for (const { flow } of instances) {
    size += flow.nodes.length;
    for (const { exits } of flow.nodes) size += exits.length;
    if (size > mostDesigned) return true;
  }
  return false;
}

/** The nodes and boxes of the path that belong to a flow which has a box only where the design is drawn. */
function stepsIn(
  { trace }: StepContext,
  draft: GraphDraft,
  further: readonly Instance[],
): readonly { readonly id: string; readonly box: string }[] {
  const boxes = new Map(further.map(({ flow, drawnIn }) => [flow.id, drawnIn ?? '']));
  const moved = new Map<string, string>();
  for (const step of trace.steps) {
    const box = step.flowId === undefined ? undefined : boxes.get(step.flowId);
    if (box === undefined) continue;
    const id = stepKey(step, undefined);
    for (const drawn of [id, boxKey(id)])
      if (draft.nodes.has(drawn) || draft.boxes.has(drawn)) moved.set(drawn, box);
  }
  return [...moved].map(([id, box]) => ({ id, box }));
}

function outdatedIn(
  context: StepContext,
  draft: GraphDraft,
  instances: readonly Instance[],
  known: ReadonlySet<string>,
): readonly string[] {
  const defined = new Set(instances.map(({ flow }) => flow.id));
  const around = boxesAround(context);
  const found = new Set<string>();
  context.trace.steps.forEach((step, index) => {
    if (step.flowId === undefined || step.nodeId === undefined || !defined.has(step.flowId)) return;
    const id = stepKey(step, around[index]);
    if (draft.nodes.has(id) && !known.has(id)) found.add(id);
  });
  return [...found];
}
