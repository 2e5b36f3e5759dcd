import { dispositionCodes } from '../alibaba-codes.ts';
import type { FilterOffer } from '../live.ts';

/** ContactDisposition as the interface spells it today. */
const dispositions = [
  'Success',
  'NoAnswer',
  'Reject',
  'AbandonedInIVR',
  'AbandonedInQueue',
  'AbandonedInRing',
  'AbandonedInVoiceNavigator',
  'QueuingTimeout',
  'QueuingOverflow',
  'QueuingFailed',
  'IVRException',
  'Voicemail',
  'ForwardToOutsideNumber',
] as const satisfies readonly (keyof typeof dispositionCodes)[];

/** What ListCallDetailRecordsV2 narrows by. How far back it reaches is not documented. */
export const alibaba2020Filters: FilterOffer = {
  fields: ['number', 'direction', 'disposition', 'agent', 'queue'],
  dispositions: dispositions.map((code) => ({ code, meaning: dispositionCodes[code] })),
  range: { kind: 'today' },
};
