import { readFileSync, readdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { inRoot } from '../../scripts/paths.mjs';
import { renderIn } from '../../src/trace/catalogue.ts';
import { parseDocument } from '../../src/trace/document/parse.ts';
import type { LayoutGraph } from '../../src/trace/layout/graph.ts';
import { layout } from '../../src/trace/layout/layout.ts';
import { wideMeasure } from '../../src/trace/layout/measure.ts';
import type { FlowLayout, Point, Rectangle } from '../../src/trace/layout/model.ts';
import { traceView } from '../../src/trace/view/view.ts';
import type { Choice } from './choice.ts';
import { crossingsOf } from './crossings.ts';
import { flowGraph } from './flow-graph.ts';
import { median, middle, type Measure } from './measure.ts';
import { peerFolder } from './peers.ts';

const sizes = [300, 1000, 3000] as const;
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

/** ms of the layout of made flows, and how often their lines cross, beside dagre over nodes of the same sizes. */
export async function measureLayout({ runs }: Choice): Promise<readonly Measure[]> {
  const dagre = await loadDagre();
  const measures: Measure[] = [];
  const row = (group: string, name: string, value: number, unit: Measure['unit']) =>
    measures.push({ group, name, value, unit });
  for (const size of sizes) {
    const group = `layout of ${size.toLocaleString('en-US')} nodes`;
    const graphs = seeds.map((seed) => flowGraph(size, seed));
    const drawings = graphs.map((graph) => layout(graph, wideMeasure));
    row(group, 'ours', middle(graphs.map((graph) => median(runs, () => layout(graph, wideMeasure)))), 'ms');
    row(group, 'ours: crossings', sum(drawings.map((drawing) => crossingsOf(linesOf(drawing)))), '');
    if (dagre === undefined) continue;
    const theirs = graphs.map((graph, index) => timed(() => dagre(graph, drawings[index]?.nodes ?? [])));
    row(group, 'dagre', middle(theirs.map(({ ms }) => ms)), 'ms');
    row(group, 'dagre: crossings', sum(theirs.map(({ result }) => crossingsOf(result))), '');
  }
  const samples = sampleGraphs().map((graph) => ({ graph, drawing: layout(graph, wideMeasure) }));
  const group = 'layout of the samples';
  row(group, 'ours: crossings', sum(samples.map(({ drawing }) => crossingsOf(linesOf(drawing)))), '');
  if (dagre !== undefined) {
    const theirs = samples.map(({ graph, drawing }) => crossingsOf(dagre(graph, drawing.nodes)));
    row(group, 'dagre: crossings', sum(theirs), '');
  }
  return measures;
}

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);

const linesOf = ({ edges }: FlowLayout): Lines => edges.map(({ points }) => points);

function timed<T>(run: () => T): { readonly ms: number; readonly result: T } {
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

function sampleGraphs(): readonly LayoutGraph[] {
  const folder = inRoot('media', 'samples');
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .flatMap(({ name }) => {
      const files = readdirSync(join(folder, name)).filter((file) => file.endsWith('.calltrace.json'));
      return files.map((file) => {
        const reading = parseDocument(readFileSync(join(folder, name, file), 'utf8'), file);
        if (!reading.ok) throw new Error(`${file} was not read`);
        return traceView(reading.trace, { language: 'en', render: renderIn('en') }).graph;
      });
    });
}
