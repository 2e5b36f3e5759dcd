import type { RowView, TraceView } from '../view/types.ts';
import { formatIso } from '../time.ts';
import { withoutControls } from '../visible.ts';

const columns = [
  'time',
  'elapsed_ms',
  'type',
  'lane',
  'order',
  'name',
  'detail',
  'exit',
  'duration_ms',
  'severity',
  'id',
] as const;

/**
 * The steps and events of a call as CSV (RFC 4180: commas, CRLF, a header row): times as ISO 8601 in the provider's
 * zone, elapsed time and duration in ms. Begins with a byte order mark, without which Excel takes Chinese for another
 * encoding. A cell that a spreadsheet would run as a formula begins with an apostrophe: East Asian ones take the
 * full-width and small signs for `= + - @` too, and some look behind blanks and line ends. Control characters are shown as
 * their escapes.
 */
export function csvOf(view: TraceView): string {
  const start = view.timeline.from;
  const lines = view.rows.map((row) => cellsOf(row, start, view.zone));
  return `\uFEFF${[columns, ...lines].map((cells) => cells.map(cell).join(',')).join('\r\n')}\r\n`;
}

function cellsOf(row: RowView, start: number, zone: string): readonly string[] {
  return [
    formatIso(row.at, zone),
    String(row.at - start),
    row.kind,
    row.lane,
    row.order === undefined ? '' : String(row.order),
    row.name,
    row.detail,
    row.exit,
    row.durationMs === undefined ? '' : String(row.durationMs),
    row.severity === 'none' ? '' : row.severity,
    row.item,
  ];
}

/** What a spreadsheet may take for a formula, or leave out to find one. */
const formula = /^(?:[\t\n]|[\s\u00AD\u200B-\u200F\u2060-\u2069\uFEFF]*[=+\-@＝＋－＠﹦﹢﹣﹫])/u;

function cell(text: string): string {
  const shown = withoutControls(text.replaceAll('\r\n', '\n'));
  const number = /^-?\d+$/.test(shown);
  const safe = !number && formula.test(shown) ? `'${shown}` : shown;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
