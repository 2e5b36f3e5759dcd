import type { GraphDraft } from './builder.ts';
import { designedWays } from './designed-ways.ts';
import { boxesAround, instancesOf, isPassage, type Instance } from './instances.ts';
import { nodeKey, shapeOf, stepKey, type StepContext } from './steps.ts';
import { nodeKindOf, wordOf } from '../label.ts';
import type { DesignedFlow, DesignedNode } from '../model.ts';
import type { DesignedNodeView, DesignView } from '../view/graph-types.ts';

/**
 * What the definitions of the flows that the call came to add to its path. A definition is today's: nodes that it no
 * longer has are named. Undefined where the trace carries no definition of a flow that the call came to.
 */
export function designOf(context: StepContext, draft: GraphDraft): DesignView | undefined {
  const instances = instancesOf(context);
  if (instances.length === 0) return undefined;
  const nodes = new Map<string, DesignedNodeView>();
  const places: { id: string; x: number; y: number }[] = [];
  const known = new Set<string>();
  for (const { flow, box, drawnIn } of instances) {
    for (const node of flow.nodes) {
      if (isPassage(node, box)) continue;
      const id = nodeKey(box, flow.id, node.id);
      known.add(id);
      if (node.position !== undefined) places.push({ id, x: node.position.x, y: node.position.y });
      if (draft.nodes.has(id) || draft.boxes.has(id)) continue;
      nodes.set(id, nodeView(context, node, id, drawnIn));
    }
  }
  const further = instances.filter(({ box, drawnIn }) => drawnIn !== box);
  return {
    nodes: [...nodes.values()],
    edges: designedWays(context, draft, instances),
    boxes: further.map(({ flow, drawnIn }) => ({ id: drawnIn ?? '', name: flow.name ?? flow.id })),
    moved: further.flatMap(({ flow, box, drawnIn }) => stepsIn(context, draft, flow, box, drawnIn ?? '')),
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
    name: name ?? word,
    detail: render({ key: 'graph.not-taken' }),
    ...(box === undefined ? {} : { box }),
  };
}

/** The nodes and boxes of the path that belong to a flow which has a box only where the design is drawn. */
function stepsIn(
  { trace }: StepContext,
  draft: GraphDraft,
  flow: DesignedFlow,
  box: string | undefined,
  drawnIn: string,
): readonly { readonly id: string; readonly box: string }[] {
  const ids = new Set(
    trace.steps.filter(({ flowId }) => flowId === flow.id).map((step) => stepKey(step, box)),
  );
  return [...ids]
    .filter((id) => draft.nodes.has(id) || draft.boxes.has(id))
    .map((id) => ({ id, box: drawnIn }));
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
