import { textOf, type RawRecord } from '../../trace/source/record.ts';
import type { Coded, Direction } from '../../trace/model.ts';

/** The code tables of ccRecordQuery. What is not in a table is shown as it came. */
type CodeTable = Readonly<Record<string, string>>;

/** A field's code with its meaning, where the table knows it; undefined where the field is absent or empty. */
export function codedOf(raw: RawRecord, table: CodeTable, ...names: readonly string[]): Coded | undefined {
  const code = textOf(raw, ...names);
  if (code === undefined) return undefined;
  const meaning = Object.hasOwn(table, code) ? table[code] : undefined;
  return meaning === undefined ? { code } : { code, meaning };
}

/** callType: what kind of call it was. */
export const callTypes: CodeTable = {
  1: 'group-call-to-agent',
  2: 'call-in',
  3: 'call-out',
};

/** A group call is dialled by the platform, so it goes out too. */
export const directionOfCallType: Readonly<Record<string, Direction>> = {
  1: 'outbound',
  2: 'inbound',
  3: 'outbound',
};

/** hangupReason: how the call ended. */
export const hangupReasons: CodeTable = {
  0: 'outbound-not-answered',
  1: 'outbound-hung-up',
  2: 'hung-up-while-ringing-agent',
  3: 'hung-up-after-transfer',
  4: 'call-failed',
  5: 'operator-without-service',
  6: 'called-party-out-of-area',
  7: 'called-party-line-busy',
  8: 'inbound-not-answered',
  9: 'inbound-hung-up',
};

/** hangingDirection: who hung up. 2 is not defined; another page calls 3 "none". */
export const hangingDirections: CodeTable = {
  0: 'customer',
  1: 'agent',
  3: 'system',
};

/** hangupCode: response codes of SIP (RFC 3261, section 21) with which calls end. */
export const sipCodes: CodeTable = {
  200: 'sip-200',
  403: 'sip-403',
  404: 'sip-404',
  408: 'sip-408',
  410: 'sip-410',
  480: 'sip-480',
  484: 'sip-484',
  486: 'sip-486',
  487: 'sip-487',
  488: 'sip-488',
  500: 'sip-500',
  502: 'sip-502',
  503: 'sip-503',
  504: 'sip-504',
  600: 'sip-600',
  603: 'sip-603',
  604: 'sip-604',
};

/** Failure statuses, by the last part of the key of the sentence that explains each. */
export const failures: CodeTable = {
  '-1': 'credentials',
  '-2': 'address',
  '-10': 'balance',
  '-16': 'clock',
  '-18': 'system',
  '-20': 'exists',
  '-21': 'check',
  '-22': 'parameter',
  '-25': 'time-range',
  '-26': 'price',
};
