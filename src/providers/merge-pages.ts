import type { Gap } from '../trace/model.ts';
import type { EventDraft, ReadFragment, StepDraft } from './provider.ts';

/** The parts with the pages of each list in the order of their numbers, in the places where pages of it stood. */
export function inPageOrder(parts: readonly ReadFragment[]): readonly ReadFragment[] {
  const lists = new Map<string, ReadFragment[]>();
  for (const part of parts) {
    if (part.fragment.page === undefined) continue;
    const list = lists.get(part.detection.operation) ?? [];
    lists.set(part.detection.operation, list);
    list.push(part);
  }
  const startOf = ({ fragment: { page } }: ReadFragment) =>
    page === undefined ? 0 : (page.number - 1) * page.size;
  for (const list of lists.values()) list.sort((a, b) => startOf(a) - startOf(b));
  return parts.map((part) =>
    part.fragment.page === undefined ? part : (lists.get(part.detection.operation)?.shift() ?? part),
  );
}

type RowDraft = StepDraft | EventDraft;

/** A row, and what says whether another one is the same. */
interface Row<Draft> {
  readonly draft: Draft;
  readonly key: string;
}

/**
 * The rows of all parts, each once. Rows that are equal within one answer are different rows (a loop may pass a node
 * twice in the same second), and so are equal rows of pages with different numbers. The same page given twice, pages
 * of different sizes, and answers that do not say which page they are may repeat rows: of each row there are as many
 * as the one that holds most of them. Where the pages hold more rows than the answers say there are, rows were repeated
 * because the list moved on between two questions.
 */
export function rowsOnce<Draft extends RowDraft>(
  parts: readonly ReadFragment[],
  rowsOf: (part: ReadFragment) => readonly Draft[],
): readonly Draft[] {
  const byOperation = new Map<string, ReadFragment[]>();
  for (const part of parts) {
    const own = byOperation.get(part.detection.operation) ?? [];
    byOperation.set(part.detection.operation, own);
    own.push(part);
  }
  const kept = new Set<Draft>();
  for (const own of byOperation.values()) {
    const [first, ...others] = own;
    if (first !== undefined && others.length === 0) for (const row of rowsOf(first)) kept.add(row);
    else for (const row of ofOneList(own, rowsOf)) kept.add(row);
  }
  return parts.flatMap((part) => rowsOf(part).filter((row) => kept.has(row)));
}

function ofOneList<Draft extends RowDraft>(
  parts: readonly ReadFragment[],
  rowsOf: (part: ReadFragment) => readonly Draft[],
): readonly Draft[] {
  const keyed = (part: ReadFragment): readonly Row<Draft>[] =>
    rowsOf(part).map((draft) => ({ draft, key: JSON.stringify({ ...draft, source: undefined }) }));
  // By the size of its pages, a list is read once from the pages by their numbers.
  const readings = new Map<string, Map<number, readonly Row<Draft>[]>>();
  parts.forEach((part, index) => {
    const { page } = part.fragment;
    const size = page === undefined ? `answer ${index}` : `pages of ${page.size}`;
    const pages = readings.get(size) ?? new Map<number, readonly Row<Draft>[]>();
    readings.set(size, pages);
    const number = page?.number ?? 0;
    pages.set(number, most([pages.get(number) ?? [], keyed(part)]));
  });
  const total = Math.max(0, ...parts.map(({ fragment }) => fragment.rows?.total ?? 0));
  const whole = [...readings.values()].map((pages) => {
    const listed = [...pages.values()];
    const count = listed.reduce((sum, rows) => sum + rows.length, 0);
    return total > 0 && count > total ? most(listed) : listed.flat();
  });
  return most(whole).map(({ draft }) => draft);
}

/** Of each row as many as stand in the list that has most of them. */
function most<Draft>(lists: readonly (readonly Row<Draft>[])[]): readonly Row<Draft>[] {
  const kept = new Map<string, number>();
  const result: Row<Draft>[] = [];
  for (const list of lists) {
    const here = new Map<string, number>();
    for (const row of list) {
      const count = (here.get(row.key) ?? 0) + 1;
      here.set(row.key, count);
      if (count <= (kept.get(row.key) ?? 0)) continue;
      kept.set(row.key, count);
      result.push(row);
    }
  }
  return result;
}

/** A gap for every list of which an answer says that it has more rows, or of which pages before the last are missing. */
export function missingRows(
  parts: readonly ReadFragment[],
  steps: readonly StepDraft[],
  events: readonly EventDraft[],
): readonly Gap[] {
  return [...new Set(parts.map((part) => part.detection.operation))].flatMap((operation) => {
    const own = parts.filter((part) => part.detection.operation === operation);
    const counts = own.flatMap(({ fragment: { rows } }) => (rows === undefined ? [] : [rows]));
    const [first] = counts;
    if (first === undefined) return missingPages(own, operation);
    const total = Math.max(...counts.map((rows) => rows.total));
    const ids = new Set(own.map((part) => part.response.id));
    const rows = first.what === 'steps' ? steps : events;
    const given = rows.filter((row) => ids.has(row.source.source)).length;
    if (given >= total) return [];
    return [incomplete('gap.rows-missing', { operation, total, given })];
  });
}

/** How many rows there are stands on the first page only: without it the numbers of the pages tell what is missing. */
function missingPages(parts: readonly ReadFragment[], operation: string): readonly Gap[] {
  const numbers = new Set(
    parts.flatMap(({ fragment: { page } }) => (page === undefined ? [] : [page.number])),
  );
  const last = Math.max(0, ...numbers);
  const missing: string[] = [];
  for (let number = 1; number < last && missing.length < 10; number += 1) {
    if (!numbers.has(number)) missing.push(String(number));
  }
  if (missing.length === 0) return [];
  return [incomplete('gap.pages-missing', { operation, pages: missing.join(', ') })];
}

const incomplete = (message: string, args: Gap['args']): Gap => ({
  kind: 'incomplete',
  lane: 'ivr',
  message,
  ...(args === undefined ? {} : { args }),
});
