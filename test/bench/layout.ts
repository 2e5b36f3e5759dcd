import { readFileSync, readdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { inRoot } from '../../scripts/paths.mjs';
import { renderIn } from '../../src/trace/catalogue.ts';
import { parseDocument } from '../../src/trace/document/parse.ts';
import { overDesign } from '../../src/trace/graph/over-design.ts';
import type { LayoutGraph } from '../../src/trace/layout/graph.ts';
import { layout } from '../../src/trace/layout/layout.ts';
import { wideMeasure } from '../../src/trace/layout/measure.ts';
import type { FlowLayout, Point, Rectangle } from '../../src/trace/layout/model.ts';
import { traceView } from '../../src/trace/view/view.ts';
import type { Choice } from './choice.ts';
import { crossingsOf } from './crossings.ts';
import { flowGraph } from './flow-graph.ts';
import { middle, type Measure } from './measure.ts';
import { peerFolder } from './peers.ts';

/** The smallest comes first, when all code is cold. */
const sizes = [208, 300, 1000, 3000] as const;
const seeds = [1, 2, 3] as const;

type Lines = readonly (readonly Point[])[];
/** Lays out nodes of the given sizes and answers the lines of the edges. */
type Layouter = (graph: LayoutGraph, sizes: readonly Sized[]) => Lines;
type Sized = Pick<Rectangle, 'width' | 'height'> & { readonly id: string };

/** The part of dagre that is used, by its documentation. */
interface Dagre {
  readonly graphlib: { readonly Graph: new (options: object) => DagreGraph };
  readonly layout: (graph: DagreGraph) => void;
}
interface DagreGraph {
  readonly setGraph: (options: object) => void;
  readonly setNode: (id: string, size: object) => void;
  readonly setParent: (id: string, parent: string) => void;
  readonly setEdge: (from: string, to: string, label: object, name: string) => void;
  readonly edges: () => readonly object[];
  readonly edge: (edge: object) => { readonly points: readonly Point[] };
}

const isDagre = (value: unknown): value is Dagre =>
  typeof value === 'object' && value !== null && 'graphlib' in value && 'layout' in value;

/**
 * ms of the layout of made flows, and how often lines cross in them and in the samples, beside dagre over nodes of the
 * same sizes.
 */
export async function measureLayout({ runs = 3 }: Choice): Promise<readonly Measure[]> {
  const dagre = await loadDagre();
  const measures: Measure[] = [];
  for (const size of sizes) {
    const group = `layout of ${size.toLocaleString('en-US')} nodes`;
    const graphs = seeds.map((seed) => flowGraph(size, seed));
    // dagre takes a minute for some of the largest: each once is enough where nothing has to be reached.
    measures.push(...compare(group, graphs, dagre, size > 1000 ? 1 : runs));
  }
  const { paths, designed } = sampleGraphs();
  const few = [
    ...compare('layout of the samples', paths, dagre, runs),
    ...compare('layout of the samples over their designed flows', designed, dagre, runs),
  ];
  measures.push(...few);
  return measures;
}

/**
 * Both lay out the same graphs in turns, in one process that has laid out nothing but a small graph before: `first` is
 * the first layout of all, before any code is compiled for speed, the others are medians.
 */
function compare(
  group: string,
  graphs: readonly LayoutGraph[],
  dagre: Layouter | undefined,
  runs: number,
): readonly Measure[] {
  const ours: Turn[] = [];
  const theirs: Turn[] = [];
  for (let run = 0; run < runs; run += 1) {
    for (const graph of graphs) {
      const { ms, result } = timed(() => layout(graph, wideMeasure));
      ours.push({ ms, lines: linesOf(result) });
      if (dagre === undefined) continue;
      const other = timed(() => dagre(graph, result.nodes));
      theirs.push({ ms: other.ms, lines: other.result });
    }
  }
  return [...rows(group, 'ours', ours, graphs.length), ...rows(group, 'dagre', theirs, graphs.length)];
}

interface Turn {
  readonly ms: number;
  readonly lines: Lines;
}

function rows(group: string, name: string, turns: readonly Turn[], graphs: number): readonly Measure[] {
  const [first] = turns;
  if (first === undefined) return [];
  const crossings = turns.slice(0, graphs).reduce((sum, { lines }) => sum + crossingsOf(lines), 0);
  return [
    { group, name, value: middle(turns.map(({ ms }) => ms)), unit: 'ms' },
    { group, name: `${name}: first`, value: first.ms, unit: 'ms' },
    { group, name: `${name}: crossings`, value: crossings, unit: '' },
  ];
}

const linesOf = ({ edges }: FlowLayout): Lines => edges.map(({ points }) => points);

/** What the one before left behind is collected first: it is not this one's time. */
function timed<T>(run: () => T): { readonly ms: number; readonly result: T } {
  globalThis.gc?.();
  const started = performance.now();
  const result = run();
  return { ms: performance.now() - started, result };
}

async function loadDagre(): Promise<Layouter | undefined> {
  const folder = await peerFolder('@dagrejs/dagre');
  if (folder === undefined) return undefined;
  const dagre: unknown = createRequire(join(folder, 'package.json'))(folder);
  if (!isDagre(dagre)) throw new Error('dagre has another form than expected.');
  const run: Layouter = ({ nodes, edges, boxes }, sizesOf) => {
    const graph = new dagre.graphlib.Graph({ multigraph: true, compound: true });
    graph.setGraph({ rankdir: 'TB', nodesep: 32, ranksep: 28 });
    for (const { id, width, height } of sizesOf) graph.setNode(id, { width, height });
    for (const { id } of boxes) graph.setNode(id, {});
    for (const { id, parent } of boxes) if (parent !== undefined) graph.setParent(id, parent);
    for (const { id, box } of nodes) if (box !== undefined) graph.setParent(id, box);
    for (const { id, from, to } of edges) graph.setEdge(from, to, {}, id);
    dagre.layout(graph);
    return graph.edges().map((edge) => graph.edge(edge).points);
  };
  // Loads and compiles it; the first layout is no measure.
  const small = flowGraph(20, 1);
  run(small, layout(small, wideMeasure).nodes);
  return run;
}

/** What the sample calls went through, and the same beside all that is only designed. */
function sampleGraphs(): {
  readonly paths: readonly LayoutGraph[];
  readonly designed: readonly LayoutGraph[];
} {
  const folder = inRoot('media', 'samples');
  const paths = readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .flatMap(({ name }) => {
      const files = readdirSync(join(folder, name)).filter((file) => file.endsWith('.calltrace.json'));
      return files.map((file) => {
        const reading = parseDocument(readFileSync(join(folder, name, file), 'utf8'), file);
        if (!reading.ok) throw new Error(`${file} was not read`);
        return traceView(reading.trace, { language: 'en', render: renderIn('en') }).graph;
      });
    });
  const designed = paths.filter(({ design }) => design !== undefined);
  return { paths, designed: designed.map((path) => overDesign(path, 'not in the design')) };
}
