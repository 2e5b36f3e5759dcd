import { renderIn } from '../../../src/trace/catalogue.ts';
import { matchesOf } from '../../../src/trace/filter/match.ts';
import { parseFilter } from '../../../src/trace/filter/parse.ts';
import { searchIndex, type SearchIndex } from '../../../src/trace/filter/search-index.ts';
import type { Filter } from '../../../src/trace/filter/types.ts';
import type { Language } from '../../../src/trace/message.ts';
import type { CallTrace } from '../../../src/trace/model.ts';
import { analyse } from '../../../src/trace/view/analysis.ts';

export function indexOf(trace: CallTrace, language: Language = 'en', mask = false): SearchIndex {
  const analysis = analyse(trace, { language, render: renderIn(language), mask });
  return searchIndex(analysis, { en: renderIn('en'), 'zh-cn': renderIn('zh-cn') });
}

export function filterOf(text: string): Filter {
  const parsed = parseFilter(text);
  if (!parsed.ok) throw new Error(`${text}: ${parsed.error.message.key}`);
  return parsed.filter;
}

/** Places of the rows that a filter accepts. */
export const rowsFor = (text: string, index: SearchIndex, zone = '+08:00'): readonly number[] => [
  ...matchesOf(filterOf(text), index, zone),
];
