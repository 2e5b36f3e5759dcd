import { isolated } from '../direction.ts';
import { withoutControls } from '../visible.ts';
import { durationText, elapsedText } from '../format.ts';
import { wordOf } from '../label.ts';
import type { CallEvent, EventMeaning, Lane } from '../model.ts';
import { partyName } from '../timeline/tracks.ts';
import type { Analysis } from '../view/analysis.ts';
import type { GraphNodeView, GraphView } from '../view/graph-types.ts';

/*
 * Diagrams as text for Mermaid, which GitHub, GitLab and many wikis draw. Names come from outside: everything that has
 * a meaning in Mermaid, or in the HTML that it makes, is written as an entity.
 */

/** The path through the flow as a flowchart: sub-flows as subgraphs, exits at the lines, failed nodes outlined. */
export function flowchartOf(graph: GraphView): string {
  const ids = new Map(graph.nodes.map(({ id }, index) => [id, `n${index + 1}`]));
  const boxIds = new Map(graph.boxes.map(({ id }, index) => [id, `box${index + 1}`]));
  const nodesIn = (box: string | undefined, indent: string): readonly string[] => [
    ...graph.nodes
      .filter((node) => node.box === box || (box === undefined && !boxIds.has(node.box ?? '')))
      .map((node) => `${indent}${ids.get(node.id) ?? ''}${shapeOf(node)}`),
    ...graph.boxes
      .filter(({ parent }) => parent === box)
      .flatMap(({ id, name }) => [
        `${indent}subgraph ${boxIds.get(id) ?? ''}["${escaped(name)}"]`,
        ...nodesIn(id, `${indent}  `),
        `${indent}end`,
      ]),
  ];
  const edges = graph.edges.flatMap(({ from, to, label, back }) => {
    const [source, target] = [ids.get(from), ids.get(to)];
    if (source === undefined || target === undefined) return [];
    const line = back ? '-.->' : '-->';
    return [`  ${source} ${line}${label === '' ? '' : `|"${escaped(label)}"|`} ${target}`];
  });
  const classed = (['error', 'warning'] as const).flatMap((severity) => {
    const members = graph.nodes.filter((node) => node.severity === severity);
    return members.length === 0
      ? []
      : [`  class ${members.map(({ id }) => ids.get(id)).join(',')} ${severity}`];
  });
  return `${[
    'flowchart TD',
    ...nodesIn(undefined, '  '),
    ...edges,
    '  classDef error stroke:#c72e2e,stroke-width:3px',
    '  classDef warning stroke:#9a6700,stroke-width:2px,stroke-dasharray:5 3',
    ...classed,
  ].join('\n')}\n`;
}

function shapeOf({ shape, name, detail, time, severity }: GraphNodeView): string {
  const sign = severity === 'error' ? '✗ ' : severity === 'warning' ? '! ' : '';
  const second = [detail, time].filter((part) => part !== '').join(' · ');
  const text = `"${escaped(`${sign}${name}`)}${second === '' ? '' : `<br/>${escaped(second)}`}"`;
  switch (shape) {
    case 'pill':
      return `([${text}])`;
    case 'branch':
      return `{{${text}}}`;
    case 'queue':
      return `[(${text})]`;
    case 'party':
      return `(${text})`;
    case 'rectangle':
    case 'gap':
      return `[${text}]`;
  }
}

const lanes: readonly Lane[] = ['customer', 'ivr', 'queue', 'agent', 'system'];

/** More lines than this no reader of a diagram follows; what is left out is said. */
const mostMessages = 400;

/**
 * The events of a call as a sequence diagram: a participant for each lane, one for each agent; the stay of the call in
 * each step of the IVR as a note. What an agent does starts at the agent. Times count from the start of the call.
 */
export function sequenceOf({ trace, events, render, stepName }: Analysis, start: number): string {
  const agents = new Map<string, string>();
  const used = new Set<Lane>(events.map(({ lane }) => lane));
  if (trace.steps.length > 0) used.add('ivr');
  used.add('customer');
  const participantOf = (event: CallEvent): string => {
    if (event.lane !== 'agent' || event.party === undefined) return event.lane;
    const name = partyName(event.party);
    const id = agents.get(name) ?? `agent${agents.size + 1}`;
    agents.set(name, id);
    return id;
  };
  const moments = [
    ...events.map((event) => ({ at: event.at, line: eventLine(event, participantOf(event)) })),
    ...trace.steps.map((step) => ({
      at: step.enteredAt,
      line: `Note over ivr: ${escaped(`${elapsed(step.enteredAt)} ${stepName(step)} (${wordOf(render, 'kind', step.kind)})`)}`,
    })),
  ].sort((a, b) => a.at - b.at);

  function elapsed(at: number): string {
    return elapsedText(at - start, 1);
  }
  function eventLine(event: CallEvent, to: string): string {
    const words = wordOf(render, 'event', event.name);
    const lasted = event.durationMs === undefined ? '' : ` (${durationText(event.durationMs, render)})`;
    const text = escaped(`${elapsed(event.at)} ${words}${lasted}`);
    if (to === 'customer') return `customer->>customer: ${text}`;
    return isOwnAct(event) ? `${to}->>customer: ${text}` : `customer->>${to}: ${text}`;
  }

  const left = moments.length - mostMessages;
  return `${[
    'sequenceDiagram',
    ...lanes
      .filter((lane) => used.has(lane) && (lane !== 'agent' || events.some(isNameless)))
      .map((lane) => `  participant ${lane} as ${escaped(render({ key: `lane.${lane}` }))}`),
    ...[...agents].map(([name, id]) => `  participant ${id} as ${escaped(name)}`),
    ...moments.slice(0, mostMessages).map(({ line }) => `  ${line}`),
    ...(left > 0
      ? [`  Note over customer: ${escaped(render({ key: 'export.left-out', args: { count: left } }))}`]
      : []),
  ].join('\n')}\n`;
}

/** Whether an agent does it; other things happen to a party and come from the caller. */
function isOwnAct({ lane, name }: CallEvent): boolean {
  return lane === 'agent' && name.meaning !== undefined && !reachedBy.has(name.meaning);
}

/** What an agent gets from the call rather than does. */
const reachedBy: ReadonlySet<string> = new Set<EventMeaning>([
  'ringing',
  'waiting',
  'agent-assigned',
  'entered-device',
  'left-device',
  'gave-up',
  'gave-up-while-ringing',
  'ringing-timeout',
  'recorded',
]);

const isNameless = ({ lane, party }: CallEvent) => lane === 'agent' && party === undefined;

/** Letters, digits and plain punctuation stay; everything else of ASCII is an entity as Mermaid writes it. */
function escaped(text: string): string {
  const line = withoutControls(text.slice(0, 2000).replaceAll(/\s+/g, ' ').trim());
  return isolated(Array.from(line).slice(0, 200).join('')).replaceAll(
    /[^\p{L}\p{N}\p{M} .,:·×!✗?/…–()_*→+-]/gu,
    (character) => `#${character.codePointAt(0) ?? 32};`,
  );
}
