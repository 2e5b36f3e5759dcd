import type {
  CompletionAnswer,
  CompletionQuestion,
  FilterAnswer,
  FilterQuestion,
} from '../../protocol/filter-messages.ts';
import { renderIn } from '../../trace/catalogue.ts';
import { completionsAt } from '../../trace/filter/complete.ts';
import { hintFor } from '../../trace/filter/hint.ts';
import { matchesOf } from '../../trace/filter/match.ts';
import { parseFilter } from '../../trace/filter/parse.ts';
import { searchIndex, type SearchIndex } from '../../trace/filter/search-index.ts';
import type { Analysis } from '../../trace/view/analysis.ts';

/** Answers of one trace about filters. */
export interface Filtering {
  readonly filter: (question: FilterQuestion) => FilterAnswer;
  readonly complete: (question: CompletionQuestion) => CompletionAnswer;
}

/** The trace is looked through when it is first asked about. What is masked in the view is masked here. */
export function filteringOf(analysis: Analysis): Filtering {
  let made: SearchIndex | undefined;
  const index = () => (made ??= searchIndex(analysis, { en: renderIn('en'), 'zh-cn': renderIn('zh-cn') }));
  const { render } = analysis;
  return {
    filter({ text, zone }) {
      const parsed = parseFilter(text);
      if (!parsed.ok) {
        const { message, from, to, fixes } = parsed.error;
        return { kind: 'error', text: render(message), from, to, fixes };
      }
      const rows = matchesOf(parsed.filter, index(), zone);
      const hint = rows.length > 0 ? undefined : hintFor(parsed.filter, text, index(), zone);
      return {
        kind: 'matches',
        rows,
        chips: parsed.chips.map(({ from, to, text: said, negated }) => ({ from, to, text: said, negated })),
        ...(hint === undefined ? {} : { hint: render(hint) }),
      };
    },
    complete: ({ text, caret }) => completionsAt(text, caret, index()),
  };
}
