import type { CallSummary, Coded, Direction, Party } from '../../trace/model.ts';
import { textOf } from '../../trace/source/record.ts';
import {
  callTypes,
  coded,
  codedOf,
  directionOfCallType,
  earlierSubMediaTypes,
  hungUpBy,
  laterSubMediaTypes,
  mediaTypes,
  reasons,
  releaseCauses,
} from './codes.ts';
import { partyOf } from './events.ts';
import { isTalk, outcomeOf, outcomeOfListed } from './outcome.ts';
import type { Row } from './row.ts';

/** What all rows of a call repeat: who called whom, and by what kind of call. The first row that has it counts. */
export function basicsOf(rows: readonly Row[]): Partial<CallSummary> {
  const caller = firstText(rows, 'callerNo');
  const callee = firstText(rows, 'calleeNo');
  const callType = firstText(rows, 'callType');
  const direction = callType === undefined ? undefined : directionOf(callType);
  const mediaType = mediaTypeOf(rows);
  return {
    ...(direction === undefined ? {} : { direction }),
    ...(callType === undefined ? {} : { contactType: coded(callType, callTypes) }),
    ...(mediaType === undefined ? {} : { mediaType }),
    ...(caller === undefined ? {} : { caller }),
    ...(callee === undefined ? {} : { callee }),
  };
}

/** The summary of a call from its rows in order, of which `last` has callIdNum -1. */
export function summaryOf(rows: readonly Row[], last: Row | undefined): Partial<CallSummary> {
  const basics = basicsOf(rows);
  const startedAt = earliest(rows.map((row) => row.from));
  // The moment somebody took the call; the IVR does not count.
  const establishedAt = earliest(rows.filter(isTalk).map((row) => row.times.callBegin));
  const endedAt = last && latest(rows.map((row) => row.times.callEnd));
  const releaseReason = last && codedOf(last.raw, releaseCauses, 'releaseCause');
  const outcome = outcomeOf(rows, last, basics.direction ?? 'unknown');
  return {
    ...basics,
    ...(startedAt === undefined ? {} : { startedAt }),
    ...(establishedAt === undefined ? {} : { establishedAt }),
    ...(endedAt === undefined ? {} : { endedAt }),
    ...(outcome === undefined ? {} : { outcome }),
    ...(last === undefined ? {} : endOf(last, 'LeaveReason')),
    ...(releaseReason === undefined ? {} : { releaseReason }),
    agents: parties(rows, 'agent'),
    queues: parties(rows, 'queue'),
  };
}

/** The summary of a call of a list, from one of its rows. */
export function listedSummaryOf(row: Row): Partial<CallSummary> {
  const basics = basicsOf([row]);
  const outcome = outcomeOfListed(row, basics.direction);
  const { callBegin, callEnd } = row.times;
  const answered = callBegin !== undefined && outcome !== 'abandoned' && outcome !== 'not-answered';
  return {
    ...basics,
    ...(row.from === undefined ? {} : { startedAt: row.from }),
    ...(answered ? { establishedAt: callBegin } : {}),
    ...(callEnd === undefined ? {} : { endedAt: callEnd }),
    ...(outcome === undefined ? {} : { outcome }),
    ...endOf(row, 'leaveReason'),
  };
}

/** What the leave reason of a call's last record says: the provider's word for its end, and who hung up. */
function endOf(row: Row, field: string): Partial<CallSummary> {
  const disposition = codedOf(row.raw, reasons, field);
  if (disposition === undefined) return {};
  const ender = coded(disposition.code, hungUpBy);
  return { disposition, ...(ender.meaning === undefined ? {} : { hungUpBy: ender }) };
}

function directionOf(callType: string): Direction | undefined {
  return Object.hasOwn(directionOfCallType, callType) ? directionOfCallType[callType] : undefined;
}

/** From then on the numbers of submedia types may have their later meaning. */
const laterPages = Date.UTC(2025, 10, 1);

/** The media type; of a multimedia chat (53) the channel is told, which is what people call it. */
function mediaTypeOf(rows: readonly Row[]): Coded | undefined {
  const row = rows.find(({ raw }) => textOf(raw, 'mediaType') !== undefined);
  const mediaType = row && codedOf(row.raw, mediaTypes, 'mediaType');
  const subMediaType = row && textOf(row.raw, 'subMediaType');
  if (row === undefined || mediaType?.code !== '53' || subMediaType === undefined) return mediaType;
  const table = (row.from ?? laterPages) < laterPages ? earlierSubMediaTypes : laterSubMediaTypes;
  const { meaning } = coded(subMediaType, table);
  return meaning === undefined ? mediaType : { code: mediaType.code, meaning };
}

function firstText(rows: readonly Row[], field: string): string | undefined {
  for (const { raw } of rows) {
    const text = textOf(raw, field);
    if (text !== undefined) return text;
  }
  return undefined;
}

/** The devices of a kind that the call came to, each once. */
function parties(rows: readonly Row[], kind: 'agent' | 'queue'): readonly Party[] {
  const found = new Map<string, Party>();
  for (const row of rows) {
    const party = row.kind === kind ? partyOf(row) : undefined;
    const key = party?.id ?? party?.name;
    if (party !== undefined && key !== undefined && !found.has(key)) found.set(key, party);
  }
  return [...found.values()];
}

const present = (times: readonly (number | undefined)[]) => times.filter((time) => time !== undefined);

function earliest(times: readonly (number | undefined)[]): number | undefined {
  return present(times).reduce<number | undefined>(
    (first, time) => (first === undefined || time < first ? time : first),
    undefined,
  );
}

function latest(times: readonly (number | undefined)[]): number | undefined {
  return present(times).reduce<number | undefined>(
    (last, time) => (last === undefined || time > last ? time : last),
    undefined,
  );
}
