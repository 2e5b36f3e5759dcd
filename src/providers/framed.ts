import type { Gap, JsonValue, SourceRef } from '../trace/model.ts';
import { isArray, isObject } from '../trace/pointer.ts';
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

/** The fragments of rows without a frame; their pointers lead into what stands there, not into the frame. */
export function readFramed(
  response: ParsedResponse,
  framed: FramedRows,
  reader: ProviderReader,
  options: ReadOptions,
): readonly Fragment[] {
  const { detection, value, list, gap } = framed;
  const prefix = isArray(response.value) ? list : `${list}/0`;
  const home = (pointer: string) => (pointer.startsWith(prefix) ? pointer.slice(prefix.length) : pointer);
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
