import { openDocument } from '../../src/extension/reader/work.ts';
import { openText } from '../../src/extension/reader/text-work.ts';
import { menders, readResponses } from '../../src/providers/read.ts';
import { renderIn } from '../../src/trace/catalogue.ts';
import { parseDocument } from '../../src/trace/document/parse.ts';
import { serialise } from '../../src/trace/document/serialise.ts';
import { exported, exportFormats } from '../../src/trace/export/export.ts';
import { arrangedGraph } from '../../src/trace/graph/arranged.ts';
import { layout } from '../../src/trace/layout/layout.ts';
import { wideMeasure } from '../../src/trace/layout/measure.ts';
import { maskForSharing } from '../../src/trace/mask-sources.ts';
import { languages, type Language } from '../../src/trace/message.ts';
import type { CallTrace } from '../../src/trace/model.ts';
import { defaultReadLimits, type RawResponse } from '../../src/trace/source/response.ts';
import type { GraphView } from '../../src/trace/view/graph-types.ts';
import { openView } from '../../src/trace/view/opened.ts';
import type { TraceView } from '../../src/trace/view/types.ts';
import { traceView } from '../../src/trace/view/view.ts';
import type { Dice } from '../bench/random.ts';
import { checkOutput } from './outputs.ts';

/*
 * What must hold of whatever is read. Everything here throws: an Error of ours where something does not hold, or whatever
 * the program itself throws, which is never right; what cannot be read is answered with a Problem.
 */

const limits = defaultReadLimits;
/** A mutation may make many calls of one file; so many are looked at. */
const mostCalls = 3;

export function must(holds: boolean, what: string): asserts holds {
  if (!holds) throw new Error(what);
}

/** Reads the responses, and what comes of them again as documents. */
export function checkReading(files: readonly RawResponse[]): readonly CallTrace[] {
  const { traces, problems } = readResponses(files, { limits });
  for (const { problem } of problems) {
    for (const language of languages)
      must(renderIn(language)(problem.message) !== '', 'a problem without words');
  }
  for (const trace of traces.slice(0, mostCalls)) checkRoundTrip(trace);
  return traces.slice(0, mostCalls);
}

function checkRoundTrip(trace: CallTrace): string {
  const text = serialise(trace);
  JSON.parse(text);
  const again = parseDocument(text, 'again');
  must(again.ok, `a document that was written is refused: ${again.ok ? '' : JSON.stringify(again.problem)}`);
  must(serialise(again.trace) === text, 'a document changes when it is read and written');
  return text;
}

/** Everything that is computed from a call. */
export function checkCall(trace: CallTrace, random: Dice): void {
  const language = random.pick(languages);
  const view = traceView(trace, { language, render: renderIn(language), mask: random.next() < 0.5 });
  checkView(view, trace);
  checkGraphs(view.graph, trace);
  checkOpened(serialise(trace), trace, language, random);
  checkRoundTrip(maskForSharing(trace, menders));
  const choice = {
    unmasked: random.next() < 0.5,
    compress: random.next() < 0.5,
    heat: random.next() < 0.5,
    times: random.pick(['elapsed', 'zone'] as const),
    ...(random.next() < 0.3 ? { design: random.pick(['over', 'placed'] as const) } : {}),
  };
  for (const format of exportFormats) {
    const text = exported(trace, format, { ...choice, language, render: renderIn(language) });
    try {
      checkOutput(format, text, view.rows.length);
    } catch (error) {
      throw new Error(`${format} ${error instanceof Error ? error.message : String(error)}`, {
        cause: error,
      });
    }
  }
}

function checkView({ timeline, rows, findings }: TraceView, trace: CallTrace): void {
  must(rows.length === trace.steps.length + trace.events.length, 'the list has other rows than the call');
  const items = new Set(rows.map(({ item }) => item));
  for (const { item, effect, title, text } of findings) {
    must(item === '' || items.has(item), 'a problem names what is not there');
    must(effect === undefined || items.has(effect), 'a problem has an effect that is not there');
    must(title !== '' && text !== '', 'a problem without words');
  }
  must(timeline.from <= timeline.to, 'the timeline ends before it begins');
  must(new Set(timeline.rows.map(({ id }) => id)).size === timeline.rows.length, 'two rows have one id');
  for (const { id, segments } of timeline.rows) {
    // Into the last of the rows of one lane goes what has no other.
    const last = id.endsWith('/19');
    let end = -Infinity;
    for (const { from, to } of segments) {
      must(to === undefined || from <= to, 'a bar ends before it begins');
      must(last || from >= end, 'bars of a row overlap');
      end = Math.max(end, to ?? end);
    }
  }
}

/** So many nodes are compared with one another. */
const mostCompared = 400;

function checkGraphs(graph: GraphView, trace: CallTrace): void {
  checkGraph(graph, trace, 'as it is');
  const words = {
    notInDesign: 'x',
    steps: String,
    exitTimes: (exit: string, count: number) => `${exit} ${count}`,
  };
  const folded = graph.boxes.map(({ id }) => id);
  const expanded = graph.nodes.map(({ id }) => id);
  checkGraph(arrangedGraph(graph, { folded }, words), trace, 'folded');
  checkGraph(arrangedGraph(graph, { expanded }, words), trace, 'expanded');
  if (graph.design === undefined) return;
  const over = arrangedGraph(graph, { design: 'over' }, words);
  checkGraph(over, trace, 'over its design');
  const places = new Map(graph.design.places.map(({ id, x, y }) => [id, { x, y }]));
  checkPlaces(over, layout(over, wideMeasure, places), 'at the places of its design');
}

function checkGraph(graph: GraphView, trace: CallTrace, how: string): void {
  const { nodes, boxes, edges } = graph;
  const ids = [...nodes, ...boxes].map(({ id }) => id);
  must(new Set(ids).size === ids.length, `two nodes or boxes have one id, ${how}`);
  must(new Set(edges.map(({ id }) => id)).size === edges.length, `two ways have one id, ${how}`);
  for (const id of [...ids, ...edges.map((edge) => edge.id)]) must(id.length < 300, `an id is long, ${how}`);
  const known = new Set(nodes.map(({ id }) => id));
  for (const { from, to } of edges) must(known.has(from) && known.has(to), `a way leads nowhere, ${how}`);
  const drawn = new Set([...nodes, ...boxes].flatMap(({ items }) => [...items]));
  for (const { id } of trace.steps) must(drawn.has(id), `a step is lost, ${how}`);
  checkPlaces(graph, layout(graph, wideMeasure), how);
}

function checkPlaces(graph: GraphView, placed: ReturnType<typeof layout>, how: string): void {
  must(placed.nodes.length === graph.nodes.length, `a node has no place, ${how}`);
  must(Number.isFinite(placed.width) && Number.isFinite(placed.height), `the drawing has no size, ${how}`);
  for (const { points } of placed.edges) must(points.length > 1, `a way has no line, ${how}`);
  const compared = placed.nodes.slice(0, mostCompared);
  compared.forEach((a, index) => {
    for (const b of compared.slice(index + 1)) {
      const apart =
        a.x + a.width <= b.x || b.x + b.width <= a.x || a.y + a.height <= b.y || b.y + b.height <= a.y;
      must(apart, `two nodes overlap, ${how}`);
    }
  });
}

const filters = [
  '',
  'a',
  '13',
  'exit:failure',
  'duration>1s',
  'lane:agent',
  '-kind:play',
  'after:0:10',
  'error',
  '"x',
  '((',
];

/** What the viewer and the text editor ask. */
function checkOpened(text: string, trace: CallTrace, language: Language, random: Dice): void {
  const input = { name: 'x', content: text, language, limits, mask: random.next() < 0.5 };
  const opened = openDocument(input);
  must(opened.reading.ok, 'a document that was written is not opened');
  const view = openView(opened.reading.view);
  must(view.rows.length === trace.steps.length + trace.events.length, 'the packed list has other rows');
  const rows = [...trace.steps, ...trace.events];
  for (const item of [
    undefined,
    ...(rows.length === 0 ? [] : [random.pick(rows).id, random.pick(rows).id]),
  ]) {
    const { variables } = opened.details(item);
    if (item === undefined) continue;
    const { line, column } = opened.placeOf(item, 'item');
    const lines = text.split('\n');
    const offset = lines.slice(0, line - 1).reduce((sum, one) => sum + one.length + 1, 0) + column;
    must(opened.itemAt(offset) === item, 'what stands at the place of a step is another');
    opened.placeOf(item, 'source');
    const [variable] = variables;
    if (variable !== undefined) opened.variableChanges({ item, name: variable.name });
  }
  opened.asText();
  for (let round = 0; round < 3; round += 1) {
    const written = random.pick(filters);
    opened.filter({ text: written, zone: '+08:00' });
    opened.complete({ text: written, caret: random.whole(0, written.length) });
  }
  const told = openText(input);
  must(told !== undefined, 'a document that was written has no outline');
  told.outline();
  for (let round = 0; round < 3; round += 1) told.meaningAt(random.whole(0, text.length));
}
