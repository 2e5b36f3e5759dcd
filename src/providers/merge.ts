import type {
  CallEvent,
  CallSummary,
  CallTrace,
  DesignedFlow,
  IvrStep,
  JsonObject,
  Lane,
  Outcome,
  Party,
  Source,
  SourceRef,
} from '../trace/model.ts';
import type { MessageArgs } from '../trace/message.ts';
import { fileNameOf } from '../trace/source/file-name.ts';
import type { ParsedResponse } from '../trace/source/response.ts';
import { sourceBody, type SourceBody } from '../trace/source/parse.ts';
import type { Zone } from '../trace/time.ts';
import { inPageOrder, missingRows, rowsOnce } from './merge-pages.ts';
import type { OwnRows } from './own-rows.ts';
import type { Detection, ProviderReader, ReadFragment, StepDraft } from './provider.ts';

/**
 * Puts everything that the responses say about one call together: rows of overlapping pages once, steps and events by
 * time, with their ids, parents and visit numbers, and a gap for every row that a response promises and none holds.
 */
export function mergeCall(
  contactId: string,
  given: readonly ReadFragment[],
  flows: readonly {
    readonly flow: DesignedFlow;
    readonly response: ParsedResponse;
    readonly detection: Detection;
  }[],
  reader: ProviderReader,
  zone: Zone | undefined,
  bodyOf: (response: ParsedResponse) => SourceBody = sourceBody,
  ownRows: OwnRows = (parts) => parts,
): CallTrace {
  const parts = ownRows(inPageOrder(united(given, reader)), contactId);
  const stepDrafts = byTime(
    rowsOnce(parts, (part) => part.fragment.steps),
    (step) => step.enteredAt,
  );
  const eventDrafts = byTime(
    rowsOnce(parts, (part) => part.fragment.events),
    (event) => event.at,
    (event) => laneRank[event.lane],
  );
  const passed = new Set(
    stepDrafts.map((step) => step.flowId).concat(eventDrafts.map((event) => event.flowId)),
  );
  const designed = latestOfEach(flows.filter(({ flow }) => passed.has(flow.id)));
  const used = [...parts, ...designed];
  const sources = sourcesOf(used, bodyOf);
  const refer = (ref: SourceRef): SourceRef => ({
    ...ref,
    source: sources.ids.get(ref.source) ?? ref.source,
  });
  const paths = new Set(parts.map(({ response }) => response.name));
  // A list of calls knows less of each call than an answer about the call itself, which holds rows.
  const rowsFirst = [...parts].sort((a, b) => Number(holdsRows(b)) - Number(holdsRows(a)));
  const summary = mergeSummaries(rowsFirst.map((part) => part.fragment.summary));
  const instance = parts.find((part) => part.fragment.instance !== undefined)?.fragment.instance;
  return {
    schema: 'call-trace/1',
    provider: reader.provider,
    ...(instance === undefined ? {} : { instance }),
    contactId,
    zone: zone ?? reader.defaultZone,
    summary,
    steps: numberSteps(stepDrafts, reader.parents(stepDrafts)).map((step) => ({
      ...step,
      source: refer(step.source),
    })),
    events: eventDrafts.map((event, index): CallEvent => ({
      id: `e${index + 1}`,
      ...event,
      source: refer(event.source),
    })),
    flows: designed.map(({ flow }) => ({ ...flow, source: refer(flow.source) })),
    gaps: [
      ...parts.flatMap((part) => part.fragment.gaps),
      ...missingRows(parts, stepDrafts, eventDrafts),
      ...reader.gaps({
        operations: new Set(used.map((part) => part.detection.operation)),
        steps: stepDrafts,
        events: eventDrafts,
        summary,
      }),
    ].map((gap) => ({
      ...gap,
      ...(gap.args === undefined ? {} : { args: withFileNames(gap.args, paths) }),
      ...(gap.source === undefined ? {} : { source: refer(gap.source) }),
    })),
    sources: sources.list,
  };
}

/** What a gap says, with the names of files where it names the paths from which was read. */
function withFileNames(args: MessageArgs, paths: ReadonlySet<string>): MessageArgs {
  const named: Record<string, string | number> = {};
  for (const [key, value] of Object.entries(args)) {
    named[key] = typeof value === 'string' && paths.has(value) ? fileNameOf(value) : value;
  }
  return named;
}

/** The parts, with those that can only be understood together read so. */
function united(parts: readonly ReadFragment[], { unite }: ProviderReader): readonly ReadFragment[] {
  if (unite === undefined || parts.length < 2) return parts;
  const fragments = unite(parts);
  return parts.map((part, index) => ({ ...part, fragment: fragments[index] ?? part.fragment }));
}

/** Simultaneous events of different lanes stand in this order: the providers promise none. */
const laneRank: Readonly<Record<Lane, number>> = { customer: 0, ivr: 1, queue: 2, agent: 3, system: 4 };

function byTime<Row>(
  rows: readonly Row[],
  timeOf: (row: Row) => number,
  rankOf: (row: Row) => number = () => 0,
): readonly Row[] {
  return [...rows].sort((a, b) => timeOf(a) - timeOf(b) || rankOf(a) - rankOf(b));
}

function numberSteps(
  drafts: readonly StepDraft[],
  parents: readonly (number | undefined)[],
): readonly IvrStep[] {
  const visits = new Map<string, number>();
  return drafts.map((draft, index) => {
    const node = JSON.stringify([draft.flowId, draft.nodeId ?? draft.nodeName ?? draft.kind.code]);
    const visit = (visits.get(node) ?? 0) + 1;
    visits.set(node, visit);
    const parent = parents[index];
    return {
      id: `s${index + 1}`,
      ...(parent === undefined ? {} : { parent: `s${parent + 1}` }),
      ...draft,
      visit,
    };
  });
}

/** Of several definitions of one flow the first counts: they were fetched for the same call. */
function latestOfEach<T extends { readonly flow: DesignedFlow }>(flows: readonly T[]): readonly T[] {
  return [...new Map(flows.toReversed().map((item) => [item.flow.id, item])).values()].toReversed();
}

function sourcesOf(
  parts: readonly { readonly response: ParsedResponse; readonly detection: Detection }[],
  bodyOf: (response: ParsedResponse) => SourceBody,
): {
  readonly list: readonly Source[];
  readonly ids: ReadonlyMap<string, string>;
} {
  const ids = new Map<string, string>();
  const list: Source[] = [];
  for (const { response, detection } of parts) {
    if (ids.has(response.id)) continue;
    const id = `source${list.length + 1}`;
    ids.set(response.id, id);
    list.push({
      id,
      operation: detection.operation,
      version: detection.version,
      name: fileNameOf(response.name),
      ...(response.place === undefined ? {} : { place: response.place }),
      ...(response.requestId === undefined ? {} : { requestId: response.requestId }),
      ...(response.fetchedAt === undefined ? {} : { fetchedAt: response.fetchedAt }),
      ...bodyOf(response),
    });
  }
  return { list, ids };
}

function holdsRows({ fragment }: ReadFragment): boolean {
  return fragment.steps.length > 0 || fragment.events.length > 0;
}

function mergeSummaries(summaries: readonly Partial<CallSummary>[]): CallSummary {
  const filled = summaries.reduceRight<Partial<CallSummary>>(
    (merged, summary) => ({ ...merged, ...summary }),
    {},
  );
  const details: JsonObject = Object.fromEntries(
    summaries.toReversed().flatMap((summary) => Object.entries(summary.details ?? {})),
  );
  const direction = summaries
    .map((summary) => summary.direction)
    .find((value) => value !== undefined && value !== 'unknown');
  return {
    ...filled,
    direction: direction ?? 'unknown',
    outcome: mergeOutcomes(summaries),
    agents: unite(summaries.flatMap((summary) => summary.agents ?? [])),
    queues: unite(summaries.flatMap((summary) => summary.queues ?? [])),
    ...(Object.keys(details).length === 0 ? {} : { details }),
  };
}

/**
 * The first outcome that is known. An answer that says how the call ended counts before one, of an earlier moment, that
 * saw it going on.
 */
function mergeOutcomes(summaries: readonly Partial<CallSummary>[]): Outcome {
  const known = summaries.flatMap(({ outcome }) =>
    outcome === undefined || outcome === 'unknown' ? [] : [outcome],
  );
  const final = known.find((outcome) => outcome !== 'in-progress');
  if (final !== undefined || known.length === 0) return final ?? 'unknown';
  return summaries.some(({ disposition }) => disposition !== undefined) ? 'unknown' : 'in-progress';
}

/** Each party once: by its id, or by its name where only the name is known. */
function unite(parties: readonly Party[]): readonly Party[] {
  const result: Party[] = [];
  for (const party of parties) {
    const at = result.findIndex((other) =>
      party.id !== undefined && other.id !== undefined ? other.id === party.id : other.name === party.name,
    );
    const other = result[at];
    if (other === undefined) result.push(party);
    else result[at] = { ...party, ...other };
  }
  return result;
}
