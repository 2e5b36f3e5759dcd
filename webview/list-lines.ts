import { partitionPoint } from '../src/trace/partition-point.ts';
import { lanes, type Lane } from '../src/trace/model.ts';
import type { Rows } from '../src/trace/view/types.ts';

export type ListGrouping = 'none' | 'sub-flow' | 'lane';

/** A line of the list: a step or event, or the head of a lane. */
export type ListLine =
  | {
      readonly kind: 'row';
      /** Place among the rows of the view. */
      readonly row: number;
      /** 1: not inside anything. */
      readonly level: number;
      /** Of a step that called a sub-flow: whether the steps of that are shown. */
      readonly open?: boolean;
    }
  | { readonly kind: 'lane'; readonly lane: Lane; readonly count: number; readonly open: boolean };

/** The lines of the list from the top. */
export interface ListLines {
  readonly length: number;
  readonly at: (line: number) => ListLine | undefined;
  /** The line of a row; -1 where it is not shown. */
  readonly lineOf: (row: number) => number;
  /** What has to be unfolded for a row to be shown: keys of `folded`. */
  readonly around: (row: number) => readonly string[];
}

export interface LinesOptions {
  readonly rows: Rows;
  readonly grouping: ListGrouping;
  /** Lanes that are folded, by name, and sub-flows, by the step that called them. */
  readonly folded: ReadonlySet<string>;
  readonly latestFirst: boolean;
  /** Places of the rows to be shown, ascending; undefined: all. */
  readonly only?: Uint32Array | undefined;
}

/** What is looked up of every row, once for each view. */
interface Columns {
  /** Places in `lanes`. */
  readonly lane: Uint8Array;
  readonly depth: Uint8Array;
  /** 1: a step whose next step is inside it. */
  readonly head: Uint8Array;
  readonly step: Uint8Array;
}

const known = new WeakMap<Rows, Columns>();

function columnsOf(rows: Rows): Columns {
  const before = known.get(rows);
  if (before !== undefined) return before;
  const { length } = rows;
  const columns: Columns = {
    lane: new Uint8Array(length),
    depth: new Uint8Array(length),
    head: new Uint8Array(length),
    step: new Uint8Array(length),
  };
  let last = -1;
  let place = 0;
  for (const { lane, depth, kind } of rows) {
    columns.lane[place] = lanes.indexOf(lane);
    columns.depth[place] = depth;
    if (kind === 'step') {
      columns.step[place] = 1;
      if (last >= 0 && depth > (columns.depth[last] ?? 0)) columns.head[last] = 1;
      last = place;
    }
    place += 1;
  }
  known.set(rows, columns);
  return columns;
}

/** The lines of the list. What is folded is left out; a filter leaves out what does not match. Pure but for a memo. */
export function listLines(options: LinesOptions): ListLines {
  switch (options.grouping) {
    case 'none':
      return byTime(options);
    case 'sub-flow':
      return bySubFlow(options);
    case 'lane':
      return byLane(options);
  }
}

const nothing: readonly string[] = [];

function byTime({ rows, latestFirst, only }: LinesOptions): ListLines {
  const length = only?.length ?? rows.length;
  const turned = (line: number) => (latestFirst ? length - 1 - line : line);
  return {
    length,
    at: (line) => {
      if (line < 0 || line >= length) return undefined;
      const place = turned(line);
      return { kind: 'row', row: only === undefined ? place : (only[place] ?? 0), level: 1 };
    },
    lineOf: (row) => {
      const place = only === undefined ? (row < length ? row : -1) : placeIn(only, row);
      return place < 0 ? -1 : turned(place);
    },
    around: () => nothing,
  };
}

/** Sub-flows stay in the order of the call: their steps belong beneath the step that called them. */
function bySubFlow({ rows, folded, only }: LinesOptions): ListLines {
  const { depth, head, step } = columnsOf(rows);
  const shown = new Int32Array(only?.length ?? rows.length);
  let length = 0;
  let foldedAt = Infinity;
  let next = 0;
  for (let row = 0; row < rows.length; row += 1) {
    const level = depth[row] ?? 0;
    if (step[row] === 1) {
      if (level <= foldedAt) foldedAt = Infinity;
      const hidden = level > foldedAt;
      if (!hidden && head[row] === 1 && folded.has(rows.at(row)?.item ?? '')) foldedAt = level;
      if (hidden) {
        if (only?.[next] === row) next += 1;
        continue;
      }
    }
    if (only !== undefined) {
      if (only[next] !== row) continue;
      next += 1;
    }
    shown[length] = row;
    length += 1;
  }
  const lines = shown.subarray(0, length);
  return {
    length,
    at: (line) => {
      const row = lines[line];
      if (row === undefined) return undefined;
      const open = head[row] === 1 ? { open: !folded.has(rows.at(row)?.item ?? '') } : {};
      return { kind: 'row', row, level: (depth[row] ?? 0) + 1, ...open };
    },
    lineOf: (row) => placeIn(lines, row),
    around: (row) => callersOf(rows, depth, step, row),
  };
}

/** The steps that called the sub-flows around a row. */
function callersOf(rows: Rows, depth: Uint8Array, step: Uint8Array, row: number): readonly string[] {
  const callers: string[] = [];
  let level = step[row] === 1 ? (depth[row] ?? 0) : 0;
  for (let at = row - 1; at >= 0 && level > 0; at -= 1) {
    if (step[at] !== 1 || (depth[at] ?? 0) >= level) continue;
    level = depth[at] ?? 0;
    callers.push(rows.at(at)?.item ?? '');
  }
  return callers;
}

function byLane({ rows, folded, latestFirst, only }: LinesOptions): ListLines {
  const { lane } = columnsOf(rows);
  const members = lanes.map((): number[] => []);
  const add = (row: number) => members[lane[row] ?? 0]?.push(row);
  if (only === undefined) for (let row = 0; row < rows.length; row += 1) add(row);
  else only.forEach(add);
  const groups = lanes.flatMap((name, index) => {
    const all = members[index] ?? [];
    return all.length === 0 ? [] : [{ name, rows: all, open: !folded.has(name) }];
  });
  let length = 0;
  const placed = groups.map((group) => {
    const first = length;
    length += 1 + (group.open ? group.rows.length : 0);
    return { ...group, first };
  });
  const turned = (count: number, place: number) => (latestFirst ? count - 1 - place : place);
  return {
    length,
    at: (line) => {
      const group = placed.findLast(({ first }) => first <= line);
      if (group === undefined || line >= length) return undefined;
      const { name, rows: all, open, first } = group;
      if (line === first) return { kind: 'lane', lane: name, count: all.length, open };
      const row = all[turned(all.length, line - first - 1)];
      return row === undefined ? undefined : { kind: 'row', row, level: 2 };
    },
    lineOf: (row) => {
      const group = placed.find(({ name }) => name === lanes[lane[row] ?? 0]);
      if (group?.open !== true) return -1;
      const place = placeIn(group.rows, row);
      return place < 0 ? -1 : group.first + 1 + turned(group.rows.length, place);
    },
    around: (row) => [lanes[lane[row] ?? 0] ?? ''],
  };
}

/** The place of a number among ascending ones; -1 where it is not among them. */
function placeIn(ascending: ArrayLike<number>, wanted: number): number {
  const place = partitionPoint(ascending.length, (at) => (ascending[at] ?? 0) >= wanted);
  return ascending[place] === wanted ? place : -1;
}
