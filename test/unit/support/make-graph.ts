import fc from 'fast-check';
import type {
  GraphBoxView,
  GraphEdgeView,
  GraphNodeShape,
  GraphNodeView,
  GraphView,
} from '../../../src/trace/view/graph-types.ts';

const shapes: readonly GraphNodeShape[] = ['pill', 'rectangle', 'branch', 'queue', 'party', 'gap'];

export function makeNode(id: string, given: Partial<GraphNodeView> = {}): GraphNodeView {
  return {
    id,
    shape: 'rectangle',
    icon: 'play',
    name: `Node ${id}`,
    detail: 'Play / say',
    order: id,
    time: '1.2 s',
    durationMs: 1200,
    severity: 'none',
    unfinished: false,
    items: [id],
    visits: [],
    ...given,
  };
}

export function makeEdge(from: string, to: string, given: Partial<GraphEdgeView> = {}): GraphEdgeView {
  return {
    id: `${from}>${to}`,
    from,
    to,
    label: '',
    exit: given.label ?? '',
    severity: 'none',
    count: 1,
    back: false,
    ...given,
  };
}

export function makeBox(id: string, parent?: string): GraphBoxView {
  const box = {
    id,
    name: `Flow ${id}`,
    time: '3 s',
    durationMs: 3000,
    order: '2',
    severity: 'none',
    stepCount: 1,
    items: [id],
  } as const;
  return parent === undefined ? box : { ...box, parent };
}

export function makeGraph(
  nodes: readonly GraphNodeView[],
  edges: readonly GraphEdgeView[],
  boxes: readonly GraphBoxView[] = [],
): GraphView {
  return { kind: 'flow', nodes, edges, boxes, passages: edges.map((_, place) => place) };
}

interface Recipe {
  readonly nodes: readonly { readonly shape: GraphNodeShape; readonly box: number; readonly wide: boolean }[];
  /** The call's way over the nodes, by place. */
  readonly walk: readonly number[];
  /** Further edges from and to any node, by place. */
  readonly others: readonly (readonly [number, number])[];
  readonly parents: readonly number[];
}

/**
 * Any graph that a call can leave behind and stranger ones: a walk over the nodes that loops and leaves boxes again
 * and again, and edges between any two nodes, labelled in part; boxes in boxes.
 */
export function anyGraph(mostNodes: number): fc.Arbitrary<GraphView> {
  const place = fc.nat({ max: mostNodes - 1 });
  const recipe: fc.Arbitrary<Recipe> = fc.record({
    nodes: fc.array(
      fc.record({
        shape: fc.constantFrom(...shapes),
        box: fc.integer({ min: -3, max: 3 }),
        wide: fc.boolean(),
      }),
      { minLength: 1, maxLength: mostNodes },
    ),
    walk: fc.array(place, { maxLength: mostNodes * 2 }),
    others: fc.array(fc.tuple(place, place), { maxLength: mostNodes }),
    parents: fc.array(fc.integer({ min: -2, max: 3 }), { minLength: 4, maxLength: 4 }),
  });
  return recipe.map(fromRecipe);
}

function fromRecipe({ nodes, walk, others, parents }: Recipe): GraphView {
  const boxes = parents.map((parent, index) =>
    makeBox(`box${index}`, parent < 0 ? undefined : `box${parent}`),
  );
  const views = nodes.map(({ shape, box, wide }, index) =>
    makeNode(String(index), {
      shape,
      ...(wide
        ? { name: '查询订单状态并播报结果给来电客户', detail: 'IVR steps are not offered by this provider' }
        : {}),
      ...(box < 0 ? {} : { box: `box${box}` }),
    }),
  );
  const edges = new Map<string, GraphEdgeView>();
  const add = (from: number, to: number, label: string) => {
    const [a, b] = [from % nodes.length, to % nodes.length];
    const edge = makeEdge(String(a), String(b), { id: `${a}>${b}>${label}`, label, back: b <= a });
    edges.set(edge.id, edge);
  };
  walk.slice(1).forEach((to, index) => {
    const from = walk[index] ?? 0;
    add(from, to, to % 3 === 0 ? 'Timeout 2×' : '');
  });
  others.forEach(([from, to], index) => add(from, to, index % 2 === 0 ? '成功' : ''));
  return makeGraph(views, [...edges.values()], boxes);
}
