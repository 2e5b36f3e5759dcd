import type { CallHint, CallListing } from '../../providers/live.ts';
import type { CallSummary, Coded, Direction, Outcome, Party } from '../../trace/model.ts';
import type { CallKey, KeptCall } from './book.ts';

/*
 * The stored form of pinned and looked-up calls: what a row shows, as plain data. The global state is shared by all
 * versions of the extension, so everything that is read back is checked, and an entry that is none is left out.
 */

/** So many calls are kept in the history. */
export const mostLookedUp = 50;
/** So many calls can be pinned; the one that was pinned first gives way. */
export const mostPinned = 200;

const directions: Readonly<Record<Direction, true>> = {
  inbound: true,
  outbound: true,
  internal: true,
  unknown: true,
};
const outcomes: Readonly<Record<Outcome, true>> = {
  completed: true,
  abandoned: true,
  'not-answered': true,
  rejected: true,
  failed: true,
  transferred: true,
  voicemail: true,
  'in-progress': true,
  unknown: true,
};

const isDirection = (value: string): value is Direction => Object.hasOwn(directions, value);
const isOutcome = (value: string): value is Outcome => Object.hasOwn(outcomes, value);

/** Whether two keys mean the same call. */
export const sameCall = (one: CallKey, other: CallKey): boolean =>
  one.provider === other.provider && one.instance === other.instance && one.contactId === other.contactId;

/** The list with this call first, once, and no longer than `most`. */
export function withFirst(calls: readonly KeptCall[], call: KeptCall, most: number): readonly KeptCall[] {
  return [call, ...calls.filter((other) => !sameCall(other, call))].slice(0, most);
}

/** The calls that are not meant; the same list where none is. */
export function without(calls: readonly KeptCall[], meant: (call: KeptCall) => boolean): readonly KeptCall[] {
  const others = calls.filter((call) => !meant(call));
  return others.length === calls.length ? calls : others;
}

/** Each call once, where it stood first. */
export function withoutDoubles(calls: readonly KeptCall[]): readonly KeptCall[] {
  return calls.filter((call, index) => calls.findIndex((other) => sameCall(other, call)) === index);
}

/** What is stored of a call: without the provider's further fields, which no row shows. */
export function keptOf(call: CallKey & CallListing, at: number): KeptCall {
  const { provider, instance, contactId, zone, hint } = call;
  const summary = summaryOf(fieldsOf(call.summary)) ?? call.summary;
  return { provider, instance, contactId, zone, hint, at, summary };
}

/** The calls of a stored list. Anything else is no list, and an entry that is no call is left out. */
export function parseKept(value: unknown, most: number): readonly KeptCall[] {
  if (!Array.isArray(value)) return [];
  const calls: KeptCall[] = [];
  for (const entry of value.slice(0, most)) {
    const call = keptCall(entry);
    if (call !== undefined && !calls.some((other) => sameCall(other, call))) calls.push(call);
  }
  return calls;
}

type Fields = Readonly<Record<string, unknown>>;

/** Longer texts are not a provider's. */
const longest = 2000;

function keptCall(value: unknown): KeptCall | undefined {
  const fields = fieldsOf(value);
  const provider = textOf(fields['provider']);
  const instance = textOf(fields['instance']);
  const contactId = textOf(fields['contactId']);
  const zone = textOf(fields['zone']);
  const at = timeOf(fields['at']);
  const summary = summaryOf(fieldsOf(fields['summary']));
  if (provider === undefined || instance === undefined || contactId === undefined) return undefined;
  if (provider === '' || instance === '' || contactId === '' || at === undefined) return undefined;
  if (zone === undefined || !/^[+-](?:[01]\d|2[0-3]):[0-5]\d$/.test(zone)) return undefined;
  if (summary === undefined) return undefined;
  return { provider, instance, contactId, zone, at, summary, hint: hintOf(fieldsOf(fields['hint'])) };
}

function hintOf(fields: Fields): CallHint {
  return {
    ...present('startedAt', timeOf(fields['startedAt'])),
    ...present('logDate', timeOf(fields['logDate'])),
  };
}

function summaryOf(fields: Fields): CallSummary | undefined {
  const direction = textOf(fields['direction']);
  const outcome = textOf(fields['outcome']);
  if (direction === undefined || !isDirection(direction)) return undefined;
  if (outcome === undefined || !isOutcome(outcome)) return undefined;
  const durationMs = numberOf(fields['durationMs']);
  return {
    direction,
    outcome,
    agents: partiesOf(fields['agents']),
    queues: partiesOf(fields['queues']),
    ...present('caller', textOf(fields['caller'])),
    ...present('callee', textOf(fields['callee'])),
    ...present('callerLocation', textOf(fields['callerLocation'])),
    ...present('calleeLocation', textOf(fields['calleeLocation'])),
    ...present('startedAt', timeOf(fields['startedAt'])),
    ...present('establishedAt', timeOf(fields['establishedAt'])),
    ...present('endedAt', timeOf(fields['endedAt'])),
    ...present('durationMs', durationMs !== undefined && durationMs >= 0 ? durationMs : undefined),
    ...present('contactType', codedOf(fields['contactType'])),
    ...present('mediaType', codedOf(fields['mediaType'])),
    ...present('disposition', codedOf(fields['disposition'])),
    ...present('hungUpBy', codedOf(fields['hungUpBy'])),
    ...present('releaseReason', codedOf(fields['releaseReason'])),
    ...present('earlyMedia', codedOf(fields['earlyMedia'])),
    ...present('recorded', typeof fields['recorded'] === 'boolean' ? fields['recorded'] : undefined),
  };
}

function partiesOf(value: unknown): readonly Party[] {
  if (!Array.isArray(value)) return [];
  return value.slice(0, 50).map((entry): Party => {
    const fields = fieldsOf(entry);
    return { ...present('id', textOf(fields['id'])), ...present('name', textOf(fields['name'])) };
  });
}

function codedOf(value: unknown): Coded | undefined {
  const fields = fieldsOf(value);
  const code = textOf(fields['code']);
  return code === undefined ? undefined : { code, ...present('meaning', textOf(fields['meaning'])) };
}

function fieldsOf(value: unknown): Fields {
  return typeof value === 'object' && value !== null ? Object.fromEntries(Object.entries(value)) : {};
}

const textOf = (value: unknown) => (typeof value === 'string' && value.length <= longest ? value : undefined);
const numberOf = (value: unknown) =>
  typeof value === 'number' && Number.isFinite(value) ? value : undefined;

/** Epoch ms that a date can be made of in every zone. */
function timeOf(value: unknown): number | undefined {
  const time = numberOf(value);
  return time !== undefined && Math.abs(time) < 8.6e15 ? time : undefined;
}

function present<K extends string, V>(key: K, value: V | undefined): Partial<Record<K, V>> {
  const fields: Partial<Record<K, V>> = {};
  if (value !== undefined) fields[key] = value;
  return fields;
}
