import { pointerTo, pointerTokens, valueAt } from '../trace/pointer.ts';
import type { CallTrace, JsonObject, JsonValue, SourceRef } from '../trace/model.ts';
import type { Mend } from '../trace/source/parse.ts';
import type { ParsedResponse } from '../trace/source/response.ts';
import { jsonRowPlaces, xmlRowPlaces } from '../trace/source/row-text.ts';
import { joinedSequence } from '../trace/source/sequence.ts';
import { placesIn } from '../trace/source/places.ts';
import type { FetchedResponse } from './live.ts';
import type { CallFragment, ReadFragment } from './provider.ts';

/** Puts the rows of one call in place of the list that they stand on with those of other calls. */
export type OwnRows = (parts: readonly ReadFragment[], contactId: string) => readonly ReadFragment[];

/**
 * The parts of a call with its own rows in place of each list that holds other people's calls too: what is given to
 * others must not tell their numbers. One row stands in its exact text, several as an array of such texts (of XML as the
 * elements one after the other), and pointers lead into that. The place says where it stood.
 *
 * @param shared ids of the responses of which another call holds rows too
 */
export function ownRows(shared: ReadonlySet<string>, menders: readonly Mend[]): OwnRows {
  const cut = new Map<string, Cutter>();
  return (parts, contactId) => {
    const kept = new Map<string, Own>();
    for (const { fragment, response } of parts) {
      if (!shared.has(response.id) || fragment.own === undefined || kept.has(response.id)) continue;
      const pointers = parts.flatMap((part) =>
        part.response.id === response.id ? (part.fragment.own ?? []) : [],
      );
      const cutter = cut.get(response.id) ?? cutterOf(response, menders);
      cut.set(response.id, cutter);
      kept.set(response.id, cutter(pointers, contactId));
    }
    return parts.map((part) => {
      const own = kept.get(part.response.id);
      return own === undefined
        ? part
        : { ...part, response: own.response, fragment: rebased(part.fragment, own) };
    });
  };
}

/**
 * The answers of a call that was fetched, without the rows of other calls that a server put into them: those that the
 * trace was read from, as its sources hold them. Where no other call was read they stay as they came, byte for byte.
 */
export function ownResponses(
  traces: readonly CallTrace[],
  trace: CallTrace,
  responses: readonly FetchedResponse[],
): readonly FetchedResponse[] {
  if (traces.length < 2) return responses;
  const times = responses.map(({ servedAt }) => servedAt);
  const served = times.filter((at) => at !== undefined);
  const servedAt = served.length < times.length ? {} : { servedAt: Math.min(...served) };
  const fetchedAt = Math.min(...responses.map((response) => response.fetchedAt));
  return trace.sources.map((source) => ({
    name: source.name ?? source.operation,
    operation: source.operation,
    fetchedAt: source.fetchedAt ?? fetchedAt,
    ...servedAt,
    ...(source.requestId === undefined ? {} : { requestId: source.requestId }),
    bytes: new TextEncoder().encode(source.text ?? JSON.stringify(source.body)),
  }));
}

/** A response of one call's rows, and where its pointers lead to now. */
interface Own {
  readonly response: ParsedResponse;
  /** Undefined: it led to something that is not kept. */
  readonly pointer: (given: string) => string | undefined;
}

type Cutter = (pointers: readonly string[], contactId: string) => Own;

function cutterOf(response: ParsedResponse, menders: readonly Mend[]): Cutter {
  const { format, text, value, id } = response;
  const isXml = format === 'xml';
  const read = format === 'text' ? mendedText(text, menders) : text;
  const placeOf = isXml ? xmlRowPlaces(read) : jsonRowPlaces(read);
  const places = placesIn(text);
  const textAt = (pointer: string) => {
    const stretch = placeOf(pointer);
    return stretch === undefined
      ? JSON.stringify(valueAt(value, pointer))
      : read.slice(stretch.from, stretch.to);
  };
  return (pointers, contactId) => {
    const bases = isXml ? elementBases(pointers) : rowBases(pointers);
    const texts = pointers.map(textAt);
    const [first] = pointers;
    const stretch = first === undefined || read !== text ? undefined : placeOf(first);
    const only = first !== undefined && pointers.length === 1;
    const pointer = isXml || !only ? {} : { pointer: first };
    return {
      response: {
        ...response,
        id: `${id} of ${contactId}`,
        format: isXml ? 'xml' : 'json',
        text: isXml ? texts.join('\\n') : only ? (texts[0] ?? '') : `[${texts.join(',')}]`,
        value: isXml
          ? elements(pointers, value)
          : only
            ? (valueAt(value, first) ?? null)
            : pointers.map((one) => valueAt(value, one) ?? null),
        // A part of a file has its place already.
        ...(response.place === undefined && stretch !== undefined
          ? { place: { ...places(stretch.from), ...pointer } }
          : {}),
      },
      pointer: (given) => {
        for (let end = given.length; end >= 0; end = given.lastIndexOf('/', end - 1)) {
          const base = bases.get(given.slice(0, end));
          if (base !== undefined) return base + given.slice(end);
          if (end === 0) return undefined;
        }
        return undefined;
      },
    };
  };
}

/** The form of a text that is no JSON in which its pointers lead to something. */
function mendedText(text: string, menders: readonly Mend[]): string {
  for (const mend of [joinedSequence, ...menders]) {
    const mended = mend(text);
    if (mended !== undefined) return mended;
  }
  return text;
}

function rowBases(pointers: readonly string[]): ReadonlyMap<string, string> {
  const alone = pointers.length === 1;
  return new Map(pointers.map((pointer, index) => [pointer, alone ? '' : pointerTo('', index)]));
}

const elementName = (pointer: string) =>
  pointerTokens(pointer).findLast((token) => !/^\d+$/.test(token)) ?? 'row';

/** Elements without a root stand by their names, those of one name as a list. */
function elementBases(pointers: readonly string[]): ReadonlyMap<string, string> {
  const counts = new Map<string, number>();
  for (const pointer of pointers) {
    const name = elementName(pointer);
    counts.set(name, (counts.get(name) ?? 0) + 1);
  }
  const seen = new Map<string, number>();
  return new Map(
    pointers.map((pointer) => {
      const name = elementName(pointer);
      const index = seen.get(name) ?? 0;
      seen.set(name, index + 1);
      return [pointer, counts.get(name) === 1 ? pointerTo('', name) : pointerTo('', name, index)];
    }),
  );
}

function elements(pointers: readonly string[], value: JsonValue): JsonObject {
  const byName = new Map<string, JsonValue[]>();
  for (const pointer of pointers) {
    const name = elementName(pointer);
    const list = byName.get(name) ?? [];
    byName.set(name, list);
    list.push(valueAt(value, pointer) ?? null);
  }
  return Object.fromEntries(
    [...byName].map(([name, list]) => [name, list.length === 1 ? (list[0] ?? null) : list]),
  );
}

function rebased(fragment: CallFragment, { response, pointer }: Own): CallFragment {
  const refer = (ref: SourceRef): SourceRef => ({
    source: response.id,
    pointer: pointer(ref.pointer) ?? '',
  });
  return {
    ...fragment,
    steps: fragment.steps.map((step) => ({ ...step, source: refer(step.source) })),
    events: fragment.events.map((event) => ({ ...event, source: refer(event.source) })),
    gaps: fragment.gaps.map((gap) => {
      if (gap.source === undefined) return gap;
      const { source, ...said } = gap;
      const place = pointer(source.pointer);
      return place === undefined ? said : { ...said, source: { source: response.id, pointer: place } };
    }),
  };
}
