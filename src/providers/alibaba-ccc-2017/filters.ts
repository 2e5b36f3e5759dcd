import { dispositionCodes } from '../alibaba-codes.ts';
import type { FilterOffer } from '../live.ts';

/** ContactDisposition as version 2017-07-05 spells it. */
const dispositions = [
  'Success',
  'NoAnswer',
  'Rejected',
  'Busy',
  'AbandonedInContactFlow',
  'AbandonedInQueue',
  'AbandonedRing',
  'QueueOverflow',
] as const satisfies readonly (keyof typeof dispositionCodes)[];

/** What ListCallDetailRecords of version 2017-07-05 narrows by: one word searches for agents and skill groups alike. */
export const alibaba2017Filters: FilterOffer = {
  fields: ['number', 'direction', 'disposition', 'agent', 'queue'],
  dispositions: dispositions.map((code) => ({ code, meaning: dispositionCodes[code] })),
  range: { kind: 'today' },
};
