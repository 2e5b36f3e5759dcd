import { durationText, elapsedText, timeText } from '../format.ts';
import { fieldLabel, wordOf } from '../label.ts';
import type { Coded, JsonValue, SourceRef } from '../model.ts';
import { isArray, isObject, pointerTo } from '../pointer.ts';
import { startOf } from '../span.ts';
import { partsIn, zoneName } from '../time.ts';
import type { MeaningContext, Words } from './meaning-types.ts';

/*
 * Words that steps, events and the call as a whole share.
 */

/** A code: what it means, and whose word is whose. `space`: of its labels. */
export function codedWords({ render }: MeaningContext, label: string, space: string, coded: Coded): Words {
  const word = wordOf(render, space, coded);
  const { code, meaning } = coded;
  const line =
    meaning === undefined
      ? render({ key: 'hover.code-unknown', args: { code } })
      : render({ key: 'hover.code', args: { code, meaning } });
  return { title: `${label}: ${word}`, lines: [line] };
}

/** A moment (epoch ms): since the call began, in the provider's zone, and in the reader's where that is another. */
export function timeWords(
  context: MeaningContext,
  label: string,
  at: number,
  lines: readonly string[] = [],
): Words {
  const { trace, render } = context;
  const start = startOf(trace);
  const local = context.localZone(at);
  const told = (zone: string) => `${partsIn(at, zone).date} ${timeText(at, zone)} ${zoneName(zone)}`;
  const same = zoneName(local) === zoneName(trace.zone);
  const since = (from: number) => {
    const elapsed = elapsedText(Math.abs(at - from), 3);
    return render({ key: at < from ? 'hover.before-start' : 'hover.since-start', args: { elapsed } });
  };
  return {
    title: start === undefined ? label : `${label}: ${since(start)}`,
    lines: [
      ...lines,
      render({ key: same ? 'hover.zone-both' : 'hover.zone-provider', args: { time: told(trace.zone) } }),
      ...(same ? [] : [render({ key: 'hover.zone-local', args: { time: told(local) } })]),
    ],
  };
}

export function durationWords({ render }: MeaningContext, label: string, ms: number): Words {
  return { title: `${label}: ${durationText(ms, render)}`, lines: [] };
}

/** From which answer of the provider something was made, with the place in it. */
export function sourceWords({ trace, render }: MeaningContext, ref: SourceRef): Words {
  const index = trace.sources.findIndex(({ id }) => id === ref.source);
  const source = trace.sources[index];
  if (source === undefined) return { title: ref.source, lines: [] };
  const { operation, name } = source;
  const pointer = ref.pointer === '' ? '/' : ref.pointer;
  const base = pointerTo('/sources', index);
  const args = { operation, pointer };
  return {
    title: render({ key: 'hover.made-from', args }),
    lines: [
      ...(name === undefined ? [] : [render({ key: 'hover.source-file', args: { name } })]),
      ...(source.body === undefined ? [render({ key: 'hover.source-as-text' })] : []),
    ],
    links: [
      {
        text: render({ key: 'hover.go-to-record' }),
        pointer: source.body === undefined ? `${base}/text` : `${base}/body${ref.pointer}`,
      },
    ],
  };
}

/** A field by the provider's own name: its label, and its value in words where it is a known code or a time. */
export function fieldWords(context: MeaningContext, name: string, value: unknown): Words | undefined {
  const { render } = context;
  const label = fieldLabel(render, name);
  const known = label !== name;
  if (typeof value !== 'string' && typeof value !== 'number')
    return known ? { title: label, lines: [] } : undefined;
  const key = `value.${name}.${value}`;
  const word = render({ key });
  if (word !== key) return { title: `${label}: ${word}`, lines: [] };
  const moment = momentIn(name, value);
  if (moment !== undefined) return timeWords(context, label, moment);
  return known ? { title: label, lines: [] } : undefined;
}

/** Epoch ms of a provider's number in a field that is named like a time: milliseconds, or seconds. */
function momentIn(name: string, value: string | number): number | undefined {
  if (!/(time|timestamp|date|begin|end)$/i.test(name) || !/^\d{10}(\d{3})?$/.test(String(value)))
    return undefined;
  const number = Number(value);
  return String(value).length === 13 ? number : number * 1000;
}

/** The value at the end of a path. */
export function valueIn(
  value: JsonValue | undefined,
  path: readonly (string | number)[],
): JsonValue | undefined {
  let inside = value;
  for (const token of path) {
    if (isArray(inside)) inside = typeof token === 'number' ? inside[token] : undefined;
    else if (isObject(inside)) inside = Object.hasOwn(inside, token) ? inside[token] : undefined;
    else return undefined;
  }
  return inside;
}
