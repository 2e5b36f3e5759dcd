import { parseDocument } from '../trace/document/parse.ts';
import type { MessageArgs } from '../trace/message.ts';
import type { CallTrace, DesignedFlow, Gap } from '../trace/model.ts';
import { isObject } from '../trace/pointer.ts';
import { ProblemError, type Problem } from '../trace/problem.ts';
import type { Inflate } from '../trace/source/gzip.ts';
import { sourceBody, type SourceBody } from '../trace/source/parse.ts';
import {
  defaultReadLimits,
  type ParsedResponse,
  type RawResponse,
  type ReadLimits,
} from '../trace/source/response.ts';
import {
  refuseDeep,
  unpack,
  type Recognition,
  type Unpacked,
  type UnpackOptions,
} from '../trace/source/unpack.ts';
import { detect } from './detect.ts';
import { readFramed } from './framed.ts';
import { mergeCall } from './merge.ts';
import { ownRows } from './own-rows.ts';
import type {
  CallFragment,
  Detection,
  Fragment,
  ProviderReader,
  ReadFragment,
  ReadOptions,
} from './provider.ts';
import { providerReaders } from './readers.ts';

export interface Reading {
  /** One per call, in the order in which the responses name them. */
  readonly traces: readonly CallTrace[];
  /** What could not be read; the others are read all the same. */
  readonly problems: readonly { readonly name: string; readonly problem: Problem }[];
}

export interface ReadingOptions extends ReadOptions {
  readonly limits?: ReadLimits;
  /** Absent: what is packed with gzip cannot be read. */
  readonly inflate?: Inflate | undefined;
}

/** Text that providers print but no parser takes, made parsable. */
export const menders = providerReaders.flatMap((reader) => (reader.mend === undefined ? [] : [reader.mend]));

interface Understood {
  readonly response: ParsedResponse;
  readonly reader: ProviderReader;
  readonly detection: Detection;
}

/**
 * Reads responses that belong together: pages and operations of one call or of several. One trace per call comes out.
 * Canonical documents among them are read as the traces that they are.
 */
export function readResponses(responses: readonly RawResponse[], options: ReadingOptions = {}): Reading {
  const documents: CallTrace[] = [];
  const problems: { readonly name: string; readonly problem: Problem }[] = [];
  const calls: (ReadFragment & { readonly reader: ProviderReader })[] = [];
  const flows: {
    readonly flow: DesignedFlow;
    readonly response: ParsedResponse;
    readonly detection: Detection;
  }[] = [];
  const flowsOnly: (Understood & { readonly gaps: readonly Gap[] })[] = [];
  const empty: Understood[] = [];

  const limits = options.limits ?? defaultReadLimits;
  let number = 0;
  const unpacking: UnpackOptions = {
    limits,
    menders,
    recognise,
    inflate: options.inflate,
    nextId: () => `response${(number += 1)}`,
  };
  const parts = responses.flatMap((raw): readonly ParsedResponse[] => {
    let found: Unpacked = { parts: [], problems: [] };
    attempt(raw.name, problems, () => (found = unpack(raw, unpacking)));
    problems.push(...found.problems);
    return found.parts;
  });
  for (const response of parts) {
    attemptPart(response, problems, () => {
      if (isDocument(response)) {
        const reading = parseDocument(response.text, response.name);
        if (!reading.ok) throw new ProblemError(reading.problem);
        documents.push(reading.trace);
        return;
      }
      refuseDeep(response, limits);
      const detected = detect(response, providerReaders);
      if (!detected.ok) throw new ProblemError(detected.problem);
      const { reader, detection, framed } = detected;
      const fragments = remarked(
        response,
        framed === undefined
          ? reader.read(response, detection, options)
          : readFramed(response, framed, reader, options),
      );
      for (const fragment of fragments) {
        if (fragment.kind === 'call') calls.push({ fragment, response, detection, reader });
        else for (const flow of fragment.flows) flows.push({ flow, response, detection });
      }
      if (fragments.length === 0) {
        empty.push({ response, reader, detection });
        return;
      }
      if (fragments.every((fragment) => fragment.kind === 'flows')) {
        const gaps = fragments.flatMap((fragment) => fragment.gaps ?? []);
        flowsOnly.push({ response, reader, detection, gaps });
      }
    });
  }

  const groups = groupByCall(calls);
  for (const { response, reader, detection } of empty) {
    // "No rows" is an answer about the call that it was read with: a call that never was in an IVR has no steps.
    const own = groups.filter((group) => group.reader.provider === reader.provider);
    if (own.length === 1) own[0]?.parts.push({ fragment: nothing, response, detection });
    // Beside several calls it says nothing about any of them.
    if (own.length > 0) continue;
    const { operation } = detection;
    problems.push(refuse(reader.noCalls(operation), response.name, { operation }));
  }
  for (const { response, reader, detection, gaps } of flowsOnly) {
    if (gaps.length === 0) continue;
    for (const group of groups.filter((each) => each.reader.provider === reader.provider)) {
      group.parts.push({ fragment: { ...nothing, gaps }, response, detection });
    }
  }
  if (groups.length === 0)
    for (const { response } of flowsOnly) problems.push(refuse('read.only-flows', response.name, {}));
  // A list of calls is the source of each of them; its body is made once.
  const bodies = new Map<string, SourceBody>();
  const bodyOf = (response: ParsedResponse): SourceBody => {
    const body = bodies.get(response.id) ?? sourceBody(response);
    bodies.set(response.id, body);
    return body;
  };
  const own = ownRows(sharedOf(groups), menders);
  const traces = groups.map(({ reader, contactId, parts }) =>
    mergeCall(contactId, parts, flows, reader, options.zone, bodyOf, own),
  );
  return { traces: [...documents, ...traces], problems };
}

/** What an answer without rows says about a call. */
const nothing: CallFragment = { kind: 'call', contactId: '', summary: {}, steps: [], events: [], gaps: [] };

function refuse(
  key: string,
  name: string,
  args: MessageArgs,
): { readonly name: string; readonly problem: Problem } {
  return { name, problem: { message: { key, args: { name, ...args } } } };
}

function attempt(name: string, problems: { name: string; problem: Problem }[], read: () => void): void {
  try {
    read();
  } catch (error) {
    if (!(error instanceof ProblemError)) throw error;
    problems.push({ name, problem: error.problem });
  }
}

/** The same for a part of a file: what is wrong stands where the part stands. */
function attemptPart(
  { name, place }: ParsedResponse,
  problems: { name: string; problem: Problem }[],
  read: () => void,
): void {
  if (place === undefined) {
    attempt(name, problems, read);
    return;
  }
  const { line, column } = place;
  const own: { name: string; problem: Problem }[] = [];
  attempt(`${name}:${line}`, own, read);
  problems.push(...own.map((one) => ({ ...one, problem: { message: one.problem.message, line, column } })));
}

/** What was remarked when a response was unpacked is a gap of its calls. */
function remarked({ id, remarks = [] }: ParsedResponse, fragments: readonly Fragment[]): readonly Fragment[] {
  if (remarks.length === 0) return fragments;
  const more = remarks.map(({ kind, message }): Gap => ({
    kind,
    message: message.key,
    ...(message.args === undefined ? {} : { args: message.args }),
    source: { source: id, pointer: '' },
  }));
  return fragments.map((fragment) =>
    fragment.kind === 'call' ? { ...fragment, gaps: [...fragment.gaps, ...more] } : fragment,
  );
}

/** Whether a part of a file is something that can be read. */
export function recognise(response: ParsedResponse): Recognition {
  if (isDocument(response)) return 'answer';
  const detected = detect(response, providerReaders);
  if (detected.ok) return 'answer';
  return detected.known ? 'refusal' : 'none';
}

/** Whether a response is a canonical document, of whatever version. */
export function isDocument({ value }: ParsedResponse): boolean {
  return isObject(value) && typeof value['schema'] === 'string' && value['schema'].startsWith('call-trace/');
}

/** The ids of the responses that several calls are read from. */
function sharedOf(groups: readonly CallGroup[]): ReadonlySet<string> {
  const seen = new Map<string, CallGroup>();
  const shared = new Set<string>();
  for (const group of groups) {
    for (const { response } of group.parts) {
      if ((seen.get(response.id) ?? group) !== group) shared.add(response.id);
      seen.set(response.id, group);
    }
  }
  return shared;
}

interface CallGroup {
  readonly reader: ProviderReader;
  readonly contactId: string;
  readonly parts: ReadFragment[];
}

/**
 * Fragments of the same call. A response that does not say to which call it belongs (contact ID '') goes to the one
 * call of its provider with the same parties, else to the only one there is, else it becomes a call that is named after the response.
 */
function groupByCall(
  calls: readonly (ReadFragment & { readonly reader: ProviderReader })[],
): readonly CallGroup[] {
  const groups = new Map<string, CallGroup>();
  /** The calls of a provider with these parties. */
  const between = new Map<string, Set<CallGroup>>();
  const put = (part: ReadFragment, reader: ProviderReader, contactId: string) => {
    const key = JSON.stringify([reader.provider, contactId]);
    const group = groups.get(key) ?? { reader, contactId, parts: [] };
    groups.set(key, group);
    group.parts.push(part);
    return group;
  };
  const putNamed = (part: ReadFragment, reader: ProviderReader, contactId: string) => {
    const group = put(part, reader, contactId);
    const key = partiesOf(part, reader);
    if (key !== undefined) between.set(key, (between.get(key) ?? new Set()).add(group));
  };
  for (const { reader, ...part } of calls) {
    if (part.fragment.contactId !== '') putNamed(part, reader, part.fragment.contactId);
  }
  const named = [...groups.values()];
  const onlyOne = new Map(
    [...new Set(named.map(({ reader }) => reader.provider))].map((provider) => {
      const own = named.filter(({ reader }) => reader.provider === provider);
      return [provider, own.length === 1 ? own[0] : undefined];
    }),
  );
  for (const { reader, ...part } of calls) {
    if (part.fragment.contactId !== '') continue;
    const key = partiesOf(part, reader);
    const matching = [...((key === undefined ? undefined : between.get(key)) ?? [])];
    const [match, only] = [matching.length === 1 ? matching[0] : undefined, onlyOne.get(reader.provider)];
    if (match !== undefined) {
      putNamed(part, reader, match.contactId);
    } else if (only !== undefined) {
      const attached = withGap(part, 'gap.attached', { operation: part.detection.operation });
      putNamed(attached, reader, only.contactId);
    } else {
      const { name } = part.response;
      put(withGap(part, 'gap.contact-id-unknown', { name }), reader, nameWithoutSuffix(name));
    }
  }
  return [...groups.values()];
}

/** What two responses of one call have in common where one of them does not name it; undefined: nobody is named. */
function partiesOf(
  { fragment: { summary } }: ReadFragment,
  { provider }: ProviderReader,
): string | undefined {
  const { caller, callee } = summary;
  return caller === undefined ? undefined : JSON.stringify([provider, caller, callee]);
}

function withGap(part: ReadFragment, message: string, args: Readonly<Record<string, string>>): ReadFragment {
  const gaps = [...part.fragment.gaps, { kind: 'incomplete' as const, message, args }];
  return { ...part, fragment: { ...part.fragment, gaps } };
}

function nameWithoutSuffix(name: string): string {
  return name.replace(/^.*[\\/]/, '').replace(/\.[A-Za-z]{1,5}$/, '');
}
