import type { Places } from '../../src/trace/layout/by-place.ts';
import type { LayoutGraph } from '../../src/trace/layout/graph.ts';
import { layout, type FlowLayout } from '../../src/trace/layout/layout.ts';
import type { MeasureText } from '../../src/trace/view/types.ts';

/** Up to so many nodes and edges the layout is made at once: starting a thread takes longer. */
const atOnce = 1200;

/** What the thread that lays out is asked, and answers under the same number. */
export interface PlacingTask {
  readonly turn: number;
  readonly graph: LayoutGraph;
  readonly places: Places | undefined;
  /** CSS font family in which to measure. */
  readonly family: string;
}

export interface PlacingAnswer {
  readonly turn: number;
  readonly layout: FlowLayout;
}

export interface Placing {
  /**
   * Lays out a graph and tells where everything stands: before it returns where the graph is small, else later, from a
   * thread of its own. Of several graphs only the last is answered.
   */
  readonly place: (
    graph: LayoutGraph,
    places: Places | undefined,
    done: (layout: FlowLayout) => void,
  ) => void;
  /** Resolves when the last graph has its places; never where it is given up. */
  readonly settled: () => Promise<void>;
  readonly dispose: () => void;
}

export interface PlacingTools {
  readonly measure: MeasureText;
  readonly family: string;
  /** Starts the thread; rejects where there can be none, then everything is laid out here. */
  readonly start: () => Promise<Worker>;
}

export function createPlacing({ measure, family, start }: PlacingTools): Placing {
  let turn = 0;
  let worker: Promise<Worker> | undefined;
  let waiting: { readonly task: PlacingTask; readonly done: (layout: FlowLayout) => void } | undefined;

  let settling: (() => void)[] = [];

  /** Answers what is waited for. */
  const answer = (placed: FlowLayout): void => {
    const done = waiting?.done;
    waiting = undefined;
    done?.(placed);
    for (const settled of settling) settled();
    settling = [];
  };

  const here = (): void => {
    if (waiting !== undefined) answer(layout(waiting.task.graph, measure, waiting.task.places));
  };

  async function started(): Promise<Worker> {
    const thread = await start();
    thread.onmessage = ({ data }: MessageEvent<PlacingAnswer>) => {
      if (data.turn === waiting?.task.turn) answer(data.layout);
    };
    thread.onerror = here;
    return thread;
  }

  return {
    place(graph, places, done) {
      turn += 1;
      const task: PlacingTask = { turn, graph, places, family };
      if (graph.nodes.length + graph.edges.length <= atOnce) {
        waiting = { task, done };
        here();
        return;
      }
      waiting = { task: { ...task, graph: plain(graph) }, done };
      worker ??= started();
      worker.then((thread) => {
        if (waiting?.task.turn === task.turn) thread.postMessage(waiting.task);
      }, here);
    },
    settled: () =>
      waiting === undefined ? Promise.resolve() : new Promise((resolve) => settling.push(resolve)),
    dispose() {
      waiting = undefined;
      void worker?.then((thread) => thread.terminate()).catch(() => undefined);
      worker = undefined;
    },
  };
}

/** Only what the layout has to know, as plain data. */
function plain({ nodes, edges, boxes }: LayoutGraph): LayoutGraph {
  return {
    nodes: nodes.map(({ id, shape, name, detail, order, time, severity, box, visits }) => ({
      ...{ id, shape, name, detail, order, time, severity },
      visits: { length: visits.length },
      ...(box === undefined ? {} : { box }),
    })),
    edges: edges.map(({ id, from, to, label, back, untaken }) => ({
      ...{ id, from, to, label, back },
      ...(untaken === undefined ? {} : { untaken }),
    })),
    boxes: boxes.map(({ id, name, time, order, parent }) => ({
      ...{ id, name, time, order },
      ...(parent === undefined ? {} : { parent }),
    })),
  };
}
