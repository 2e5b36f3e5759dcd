import type { RowView, TraceView } from '../view/types.ts';
import { formatIso } from '../time.ts';

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
 * encoding. A cell that a spreadsheet would run as a formula begins with an apostrophe.
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

function cell(text: string): string {
  const number = /^-?\d+$/.test(text);
  const safe = !number && /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
