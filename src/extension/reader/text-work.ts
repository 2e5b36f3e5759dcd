import { renderIn } from '../../trace/catalogue.ts';
import { parseDocument } from '../../trace/document/parse.ts';
import { outlineOf, type OutlineEntry } from '../../trace/text/outline.ts';
import { meaningAt, meaningContext } from '../../trace/text/meaning.ts';
import type { Meaning } from '../../trace/text/meaning-types.ts';
import { placesOf } from '../../trace/text/places.ts';
import { formatZone } from '../../trace/time.ts';
import { analyse } from '../../trace/view/analysis.ts';
import type { DocumentInput } from './work.ts';

/** What is told about the text of a document: its outline, and what its places mean. */
export interface OpenedText {
  readonly outline: () => readonly OutlineEntry[];
  readonly meaningAt: (offset: number) => Meaning | undefined;
}

/** @returns undefined where the text is no valid trace; nothing can be said about it then */
export function openText({ name, content, language, mask = false }: DocumentInput): OpenedText | undefined {
  const text = typeof content === 'string' ? content : new TextDecoder().decode(content);
  const parsed = parseDocument(text, name);
  if (!parsed.ok) return undefined;
  const analysis = analyse(parsed.trace, { language, render: renderIn(language), mask });
  const places = placesOf(text);
  const context = meaningContext(analysis, (at) => formatZone(-new Date(at).getTimezoneOffset()));
  return {
    outline: () => outlineOf(analysis, places),
    meaningAt: (offset) => meaningAt(context, text, places, offset),
  };
}
