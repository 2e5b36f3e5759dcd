import { getLocation } from 'jsonc-parser';
import type { Analysis } from '../view/analysis.ts';
import { pointerTokens } from '../pointer.ts';
import { meaningOfEvent, meaningOfStep } from './meaning-items.ts';
import { meaningOfSource, sourceItems } from './meaning-sources.ts';
import { meaningOfFlow, meaningOfGap, meaningOfSummary, meaningOfTop } from './meaning-call.ts';
import type { Meaning, MeaningContext, Token, Words } from './meaning-types.ts';
import { stretchAt, stretchOf, type MemberPlace, type Stretch } from './places.ts';

export function meaningContext(analysis: Analysis, localZone: MeaningContext['localZone']): MeaningContext {
  return { ...analysis, localZone, madeFrom: sourceItems(analysis.trace) };
}

/**
 * What the key or value at an offset of a document means: codes and kinds in words, times since the call began and in
 * both zones, what ids are ids of, from which answer something was made. Undefined where there is nothing to say.
 */
export function meaningAt(
  context: MeaningContext,
  text: string,
  places: readonly MemberPlace[],
  offset: number,
): Meaning | undefined {
  const member = places[stretchAt(places, offset)];
  if (member === undefined) return undefined;
  const index = stretchAt(member.entries, offset);
  const entry = member.entries[index];
  const onKey = offset < member.value.from;
  const root = onKey ? undefined : (entry ?? (member.entries.length === 0 ? member.value : undefined));
  if (root === undefined) {
    const keyEnd = member.from + JSON.stringify(member.name).length;
    if (!onKey || offset > keyEnd) return undefined;
    const words = wordsAt(context, { path: [member.name], value: undefined });
    return words && located(words, { from: member.from, end: keyEnd }, context, text, places);
  }
  const location = getLocation(text.slice(root.from, root.end), offset - root.from);
  const node = location.previousNode;
  const base = entry === undefined ? [member.name] : [member.name, index];
  if (node === undefined) return undefined;
  const from = root.from + node.offset;
  const end = from + node.length;
  if (offset < from || offset > end) return undefined;
  const isKey = location.isAtPropertyKey;
  const value: unknown = isKey ? undefined : node.value;
  const words = wordsAt(context, { path: [...base, ...location.path], value });
  return words && located(words, { from, end }, context, text, places);
}

function wordsAt(context: MeaningContext, token: Token): Words | undefined {
  const [member, index, ...rest] = token.path;
  const inEntry = { path: rest, value: token.value };
  const at = typeof index === 'number' ? index : -1;
  const { trace } = context;
  switch (member) {
    case 'summary':
      return meaningOfSummary(context, { path: token.path.slice(1), value: token.value });
    case 'steps':
      return trace.steps[at] === undefined
        ? meaningOfTop(context, token)
        : meaningOfStep(context, at, inEntry);
    case 'events': {
      const event = trace.events[at];
      return event === undefined ? meaningOfTop(context, token) : meaningOfEvent(context, at, inEntry);
    }
    case 'flows':
      return trace.flows[at] === undefined
        ? meaningOfTop(context, token)
        : meaningOfFlow(context, at, inEntry);
    case 'gaps':
      return trace.gaps[at] === undefined ? meaningOfTop(context, token) : meaningOfGap(context, at, inEntry);
    case 'sources':
      return trace.sources[at] === undefined
        ? meaningOfTop(context, token)
        : meaningOfSource(context, at, inEntry);
    default:
      return meaningOfTop(context, token);
  }
}

function located(
  { title, lines, links = [] }: Words,
  { from, end }: Stretch,
  { trace }: MeaningContext,
  text: string,
  places: readonly MemberPlace[],
): Meaning {
  const item = itemAt(places, from, trace);
  return {
    title,
    lines,
    links: links.map((link) => ({ text: link.text, offset: offsetAt(text, places, link.pointer) })),
    from,
    end,
    ...(item === undefined ? {} : { item }),
  };
}

function itemAt(
  places: readonly MemberPlace[],
  offset: number,
  { steps, events }: MeaningContext['trace'],
): string | undefined {
  const member = places[stretchAt(places, offset)];
  const index = member === undefined ? -1 : stretchAt(member.entries, offset);
  if (member?.name === 'steps') return steps[index]?.id;
  return member?.name === 'events' ? events[index]?.id : undefined;
}

/** Offset of the value at a pointer of a document, or of the nearest one around it. */
export function offsetAt(text: string, places: readonly MemberPlace[], pointer: string): number {
  const [name, index, ...rest] = pointerTokens(pointer);
  const member = places.find((place) => place.name === name);
  if (member === undefined) return 0;
  const entry = index === undefined ? undefined : member.entries[Number(index)];
  if (entry !== undefined) return stretchOf(text, entry.from, rest).from;
  return stretchOf(text, member.value.from, index === undefined ? [] : [index, ...rest]).from;
}
