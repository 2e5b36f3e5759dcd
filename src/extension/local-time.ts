import { dateText } from '../trace/format.ts';
import { formatZone } from '../trace/time.ts';

/** A moment as this computer's clock shows it, with its zone: `2026-11-18 14:02:11 UTC+8`. */
export const localTimeText = (epochMs: number): string =>
  dateText(epochMs, formatZone(-new Date(epochMs).getTimezoneOffset()));
