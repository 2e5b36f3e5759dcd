import type { Gap } from '../trace/model.ts';
import { ProblemError } from '../trace/problem.ts';
import { textOf, type RawRecord } from '../trace/source/record.ts';
import type { ParsedResponse } from '../trace/source/response.ts';
import { unreadableRows } from './alibaba-fields.ts';

/** The rows of one call in one response, in the order in which they came. */
export interface ContactRows {
  readonly contactId: string;
  readonly rows: readonly RawRecord[];
}

/**
 * Rows by call. A row that does not say to which call it belongs, or is no row at all, becomes a gap of every call of
 * the response, because it may belong to any. Throws ProblemError where no row names a call.
 */
export function groupByContact(
  response: ParsedResponse,
  rows: readonly RawRecord[],
  unreadable: readonly string[],
): { readonly groups: readonly ContactRows[]; readonly gaps: readonly Gap[] } {
  const groups = new Map<string, RawRecord[]>();
  const nameless: string[] = [];
  for (const row of rows) {
    const contactId = textOf(row, 'ContactId', 'acid');
    if (contactId === undefined) {
      nameless.push(row.pointer);
      continue;
    }
    const group = groups.get(contactId);
    if (group === undefined) groups.set(contactId, [row]);
    else group.push(row);
  }
  const lost = nameless.length + unreadable.length;
  const pointer = nameless[0] ?? unreadable[0];
  if (groups.size === 0 && pointer !== undefined) {
    throw new ProblemError({
      message: { key: 'alibaba.refused.no-contact', args: { name: response.name, count: lost, pointer } },
      pointer,
    });
  }
  return {
    groups: [...groups].map(([contactId, own]) => ({ contactId, rows: own })),
    gaps: [
      ...unreadableRows(response, 'alibaba.gap.row-contact', nameless),
      ...unreadableRows(response, 'alibaba.gap.row', unreadable),
    ],
  };
}

/** A list of several calls does not say which of them lacks rows. */
export function moreRows(
  calls: number,
  total: number,
  given: number,
  response: ParsedResponse,
): readonly Gap[] {
  if (calls < 2 || total <= given) return [];
  const args = { name: response.name, total, given };
  return [{ kind: 'incomplete', lane: 'ivr', message: 'alibaba.gap.rows-of-several-calls', args }];
}
