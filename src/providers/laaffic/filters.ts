import type { FilterOffer } from '../live.ts';
import { hangupReasons } from './codes.ts';

/** What ccRecordQuery narrows by. It holds the records of the last two months. */
export const laafficFilters: FilterOffer = {
  fields: ['number', 'direction', 'disposition', 'agent', 'queue'],
  dispositions: Object.entries(hangupReasons).map(([code, meaning]) => ({ code, meaning })),
  range: { kind: 'today' },
  reachMs: 60 * 24 * 3_600_000,
};
