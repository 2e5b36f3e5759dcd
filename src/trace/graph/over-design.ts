import { worse } from '../findings/status.ts';
import type { DesignView, GraphBoxView, GraphNodeView, GraphView } from '../view/graph-types.ts';
import type { Severity } from '../view/names.ts';

/** The path of the call together with what is only designed, as one graph. */
export function overDesign(graph: GraphView, notInDesign: string): GraphView {
  const { design } = graph;
  if (design === undefined) return graph;
  const boxOf = new Map(design.moved.map(({ id, box }) => [id, box]));
  const outdated = new Set(design.outdated);
  const around = (id: string, box: string | undefined) => box ?? boxOf.get(id);
  const taken = graph.nodes.map((node): GraphNodeView => {
    const box = around(node.id, node.box);
    const inBox = box === undefined || box === node.box ? node : { ...node, box };
    return outdated.has(node.id) ? { ...inBox, designed: 'outdated', detail: notInDesign } : inBox;
  });
  const boxes = graph.boxes.map((box): GraphBoxView => {
    const parent = around(box.id, box.parent);
    return parent === undefined ? box : { ...box, parent };
  });
  return {
    ...graph,
    nodes: [...taken, ...design.nodes.map(untakenNode)],
    edges: [
      ...graph.edges,
      ...design.edges.map((edge) => ({
        ...edge,
        exit: edge.label,
        severity: 'none' as const,
        count: 0,
        back: false,
        untaken: true,
      })),
    ],
    boxes: [...boxes, ...design.boxes.map((box) => furtherBox(box, taken))],
  };
}

function untakenNode(node: DesignView['nodes'][number]): GraphNodeView {
  return {
    ...node,
    order: '',
    time: '',
    durationMs: 0,
    severity: 'none',
    unfinished: false,
    items: [],
    visits: [],
    designed: 'untaken',
  };
}

/** The box around a flow that no step called: what it says comes from the nodes in it. */
function furtherBox(
  { id, name }: DesignView['boxes'][number],
  nodes: readonly GraphNodeView[],
): GraphBoxView {
  const inner = nodes.filter((node) => node.box === id);
  return {
    id,
    name,
    time: '',
    durationMs: inner.reduce((sum, { durationMs }) => sum + durationMs, 0),
    order: '',
    severity: inner.reduce<Severity>((all, { severity }) => worse(all, severity), 'none'),
    stepCount: inner.reduce((sum, { visits }) => sum + Math.max(1, visits.length), 0),
    items: [],
  };
}
