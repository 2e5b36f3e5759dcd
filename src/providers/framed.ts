import type { Gap, JsonValue, SourceRef } from '../trace/model.ts';
import { isArray, isObject, pointerTo } from '../trace/pointer.ts';
import { record, type RawRecord } from '../trace/source/record.ts';
import type { ParsedResponse } from '../trace/source/response.ts';
import type { CallFragment, Fragment, FramedRows, ProviderReader, ReadOptions } from './provider.ts';

/** The objects among items, where there are some and each of them is such a row. */
export function rowsAmong(
  items: readonly JsonValue[],
  isRow: (row: RawRecord) => boolean,
): readonly RawRecord[] | undefined {
  const rows = items.filter(isObject).map((item) => record(item, ''));
  return rows.length > 0 && rows.every(isRow) ? rows : undefined;
}

/** Elements of XML around rows that were taken out of their answer. */
const rowElements: ReadonlySet<string> = new Set(['calldetailrecord', 'ivrtrackingdetail', 'list']);

/** What may be rows without a frame: those of a list, or one; and the place of the first, and whether it is in a list. */
export function rowsIn(value: JsonValue): {
  readonly items: readonly JsonValue[];
  readonly base: string;
  readonly isList: boolean;
} {
  const [name, ...others] = isObject(value) ? Object.keys(value) : [];
  const inner = isObject(value) && name !== undefined && others.length === 0 ? value[name] : undefined;
  const enclosed = name !== undefined && inner !== undefined && rowElements.has(name.toLowerCase());
  const rows = enclosed ? inner : value;
  return {
    items: isArray(rows) ? rows : [rows],
    base: enclosed ? pointerTo('', name) : '',
    isList: isArray(rows),
  };
}

/** The fragments of rows without a frame; their pointers lead into what stands there, not into the frame. */
export function readFramed(
  response: ParsedResponse,
  framed: FramedRows,
  reader: ProviderReader,
  options: ReadOptions,
): readonly Fragment[] {
  const { detection, value, list, gap } = framed;
  const { base, isList } = rowsIn(response.value);
  const prefix = isList ? list : `${list}/0`;
  const home = (pointer: string) =>
    pointer.startsWith(prefix) ? `${base}${pointer.slice(prefix.length)}` : pointer;
  const fragments = reader.read({ ...response, value }, detection, options);
  const alone: readonly Gap[] =
    gap === undefined
      ? []
      : [
          {
            kind: 'incomplete',
            message: gap,
            args: { name: response.name },
            source: { source: response.id, pointer: '' },
          },
        ];
  return fragments.map((fragment) => (fragment.kind === 'call' ? rebased(fragment, home, alone) : fragment));
}

function rebased(
  fragment: CallFragment,
  home: (pointer: string) => string,
  more: readonly Gap[],
): CallFragment {
  const refer = (ref: SourceRef): SourceRef => ({ ...ref, pointer: home(ref.pointer) });
  return {
    ...fragment,
    ...(fragment.own === undefined ? {} : { own: fragment.own.map(home) }),
    steps: fragment.steps.map((step) => ({ ...step, source: refer(step.source) })),
    events: fragment.events.map((event) => ({ ...event, source: refer(event.source) })),
    gaps: [
      ...fragment.gaps.map((gap) => {
        const pointer = gap.args?.['pointer'];
        return {
          ...gap,
          ...(gap.source === undefined ? {} : { source: refer(gap.source) }),
          ...(typeof pointer === 'string' ? { args: { ...gap.args, pointer: home(pointer) } } : {}),
        };
      }),
      ...more,
    ],
  };
}
