import { html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import type { CompletionAnswer, FixView, SuggestionView } from '../../src/protocol/filter-messages.ts';
import type { DrawnView } from '../../src/trace/view/types.ts';
import { sign } from '../icons.ts';
import { definePart, Part } from '../part.ts';
import type { Actions } from '../state.ts';
import type { Strings } from '../strings.ts';
import type { FilterState } from './filtering.ts';
import type { MatchSet } from './match-set.ts';
import { matchCount, matchTools, nothingMatches } from './outcome.ts';
import { problemLine } from './problem.ts';
import { fixed, joined, recentSuggestions, suggestionList, termOf } from './suggestions.ts';
import { termList } from './terms.ts';

/** ms without typing after which the filter is applied. */
const pauseMs = 80;

/**
 * The filter of flow, timeline and list: terms that are in force as chips, behind them the one that is being written, with
 * completion, and how much matches.
 */
export class FilterPart extends Part {
  static override properties = {
    view: { attribute: false },
    filter: { attribute: false },
    matching: { attribute: false },
    selection: { attribute: false },
    recent: { attribute: false },
    narrow: { attribute: false },
    strings: { attribute: false },
    actions: { attribute: false },
    terms: { state: true },
    draft: { state: true },
    offered: { state: true },
    active: { state: true },
    said: { state: true },
  };
  declare view: DrawnView;
  declare filter: FilterState;
  declare matching: MatchSet | undefined;
  declare selection: string | undefined;
  /** Filters that were used before. */
  declare recent: readonly string[];
  declare narrow: boolean;
  declare strings: Strings;
  declare actions: Actions;
  /** Terms that are shown as chips. */
  declare terms: readonly string[];
  /** What stands in the input. */
  declare draft: string;
  /** What completion offers; undefined: the list is closed. */
  declare offered: CompletionAnswer | undefined;
  /** Place of the chosen suggestion; -1: none. */
  declare active: number;
  /** What a screen reader is told. */
  declare said: string;

  private timer: ReturnType<typeof setTimeout> | undefined;
  private asked = 0;
  /** The last filter that was asked for here, or came from another place. */
  private known = '';
  /** What waits for the answer to the filter: that its terms become chips, and then that the next match is selected. */
  private entering: 'no' | 'chips' | 'going' = 'no';
  private focusBefore: Element | null = null;

  constructor() {
    super();
    this.terms = [];
    this.draft = '';
    this.offered = undefined;
    this.active = -1;
    this.said = '';
    this.recent = [];
  }

  override disconnectedCallback(): void {
    clearTimeout(this.timer);
    super.disconnectedCallback();
  }

  /** Puts the cursor into the filter; Escape brings it back to where it was. */
  focusInput(): void {
    const { input } = this;
    if (input === null) return;
    if (document.activeElement !== input) this.focusBefore = document.activeElement;
    input.focus();
    input.select();
  }

  private get input(): HTMLInputElement | null {
    return this.querySelector<HTMLInputElement>('.filter-input');
  }

  private get whole(): string {
    return joined(this.terms, this.draft);
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (!changed.has('filter')) return;
    const { answered, chips, failed, problem, text } = this.filter;
    if (answered !== text) return;
    const own = text === this.whole;
    // The answer to what was written a moment ago: it is being written on.
    if (!own && text === this.known) return;
    this.known = text;
    const { entering } = this;
    this.entering = 'no';
    if (problem !== undefined || failed !== undefined) {
      // What cannot be understood is there to be mended, what was not answered to be asked again.
      if (!own) [this.terms, this.draft] = [[], text];
    } else {
      // From another place, or entered: every term is a chip.
      if (!own || entering !== 'no') [this.terms, this.draft] = [chips.map((chip) => termOf(chip.text)), ''];
      if (entering !== 'no') this.actions.keepFilter();
      if (entering === 'going') void this.updateComplete.then(() => this.actions.goToMatch(1));
    }
    this.said = this.words();
  }

  private words(): string {
    const { strings, matching, filter } = this;
    if (filter.problem !== undefined || filter.failed !== undefined) return '';
    if (matching === undefined) return this.said === '' ? '' : strings('filter.cleared');
    return strings('filter.said', { count: matching.count, total: matching.total });
  }

  protected override render(): TemplateResult {
    const { strings, draft, offered, active, filter } = this;
    const open = offered !== undefined && offered.suggestions.length > 0;
    const problem = open ? undefined : filter.problem;
    return html`<div class="filter" role="search" aria-label=${strings('filter.label')}>
        ${sign('filter', 'dim')}
        <div class="filter-field">
          ${termList(this.terms, strings, this.termActions)}
          <input
            class="filter-input"
            type="text"
            role="combobox"
            autocomplete="off"
            spellcheck="false"
            aria-label=${strings('filter.label')}
            aria-description=${strings('filter.help')}
            aria-autocomplete="list"
            aria-expanded=${open}
            aria-controls="filter-list"
            aria-activedescendant=${open && active >= 0 ? `filter-option-${active}` : nothing}
            aria-invalid=${problem !== undefined}
            aria-errormessage=${problem === undefined ? nothing : 'filter-problem'}
            placeholder=${this.terms.length > 0 ? '' : strings(this.narrow ? 'filter.placeholder-short' : 'filter.placeholder')}
            .value=${draft}
            @input=${this.onInput}
            @keydown=${this.onKey}
            @focus=${(event: FocusEvent) => {
              if (event.relatedTarget instanceof Element && !this.contains(event.relatedTarget))
                this.focusBefore = event.relatedTarget;
            }}
            @click=${() => void this.offer()}
            @blur=${() => {
              this.offered = undefined;
            }}
          />
        </div>
        ${matchCount(this.matching, this.selection, this.view, strings)}
        ${
          filter.text === ''
            ? nothing
            : matchTools(
                strings,
                (step) => this.actions.goToMatch(step),
                () => this.clear(),
              )
        }
        ${suggestionList({ open, offered, active, strings, choose: (one) => this.accept(one) })}
      </div>
      ${problem === undefined ? nothing : problemLine(problem, filter.text, strings, (fix) => this.mend(fix))}
      ${filter.failed === undefined ? nothing : html`<p class="filter-problem">${strings('filter.failed', { why: filter.failed })}</p>`}
      ${open || this.matching?.count !== 0 || filter.problem !== undefined ? nothing : nothingMatches(filter.hint, strings, () => this.clear())}
      <div class="hidden" role="status" aria-live="polite">${this.said}</div>`;
  }

  private readonly termActions = {
    edit: (at: number) => this.edit(at),
    remove: (at: number) => this.removeTerm(at),
  };

  private readonly onInput = (): void => {
    const { value = '', selectionStart } = this.input ?? {};
    this.write(value);
    // Between terms nothing is being written: a list would lie over what was found, or what is wrong.
    if (/\S$/u.test(value.slice(0, selectionStart ?? value.length))) void this.offer();
    else this.close();
  };

  private write(draft: string): void {
    this.draft = draft;
    this.entering = 'no';
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.apply(), pauseMs);
  }

  private apply(): void {
    clearTimeout(this.timer);
    this.known = this.whole;
    this.actions.filter(this.known);
  }

  /** Asks what could be written at the caret. */
  private async offer(): Promise<void> {
    this.asked += 1;
    const mine = this.asked;
    const { draft } = this;
    const caret = this.input?.selectionStart ?? draft.length;
    try {
      const { from, to, suggestions } = await this.actions.complete(draft, caret);
      if (mine !== this.asked || document.activeElement !== this.input) return;
      const recent =
        draft === '' && this.terms.length === 0 ? recentSuggestions(this.recent, this.strings) : [];
      this.offered = { from, to, suggestions: [...recent, ...suggestions] };
      this.active = -1;
    } catch {
      // Without an answer there is nothing to offer; the filter itself says what went wrong.
      this.offered = undefined;
    }
  }

  private close(): void {
    this.asked += 1;
    this.offered = undefined;
    this.active = -1;
  }

  private accept({ insert, kind }: SuggestionView): void {
    const { offered, draft } = this;
    if (offered === undefined) return;
    const written = fixed(draft, { from: offered.from, to: offered.to, insert });
    const caret = offered.from + insert.length;
    this.close();
    this.write(written);
    if (kind === 'value' && caret === written.length) {
      this.enter(false);
      return;
    }
    void this.updateComplete.then(() => {
      this.input?.setSelectionRange(caret, caret);
      void this.offer();
    });
  }

  /** Makes chips of what is written; `going`: and selects the next match. */
  private enter(going: boolean): void {
    this.close();
    this.apply();
    const { answered, problem, text, chips, failed } = this.filter;
    const known = answered === text && text === this.whole && failed === undefined;
    if (!known) this.entering = going ? 'going' : 'chips';
    else if (problem === undefined) {
      this.terms = chips.map((chip) => termOf(chip.text));
      this.draft = '';
      this.actions.keepFilter();
      if (going) this.actions.goToMatch(1);
    }
  }

  private mend(fix: FixView): void {
    [this.terms, this.draft] = [[], fixed(this.filter.text, fix)];
    this.apply();
    this.input?.focus();
  }

  private removeTerm(at: number): void {
    this.terms = this.terms.filter((_, place) => place !== at);
    this.apply();
    this.input?.focus();
  }

  /** Takes a term back into the input. */
  private edit(at: number): void {
    const term = this.terms[at] ?? '';
    const rest = this.terms.filter((_, place) => place !== at);
    this.terms = this.draft === '' ? rest : [...rest, this.draft];
    this.draft = term;
    this.apply();
    void this.updateComplete.then(() => {
      this.input?.focus();
      void this.offer();
    });
  }

  /** Shows everything again; the focus goes back to where it was. */
  clear(): void {
    this.close();
    [this.terms, this.draft] = [[], ''];
    this.entering = 'no';
    this.apply();
    const { focusBefore } = this;
    if (focusBefore instanceof HTMLElement && focusBefore.isConnected) focusBefore.focus();
    else this.input?.blur();
    this.dispatchEvent(new CustomEvent('filter-left', { bubbles: true }));
  }

  private readonly onKey = (event: KeyboardEvent): void => {
    if (event.isComposing || event.ctrlKey || event.altKey || event.metaKey) return;
    if (!this.pressed(event)) return;
    event.preventDefault();
    event.stopPropagation();
  };

  /** @returns whether the key meant something */
  private pressed({ key, shiftKey }: KeyboardEvent): boolean {
    const suggestions = this.offered?.suggestions ?? [];
    const chosen = suggestions[this.active];
    switch (key) {
      case 'Enter':
        if (chosen !== undefined) this.accept(chosen);
        else if (this.draft === '') {
          this.close();
          this.actions.goToMatch(shiftKey ? -1 : 1);
        } else this.enter(!shiftKey);
        return true;
      case 'Escape':
        if (chosen === undefined) this.clear();
        else this.close();
        return true;
      case 'ArrowDown':
      case 'ArrowUp':
        if (suggestions.length === 0) void this.offer();
        else this.choose(key === 'ArrowDown' ? 1 : -1, suggestions.length);
        return true;
      case 'Backspace': {
        if (this.draft !== '' || this.terms.length === 0) return false;
        this.edit(this.terms.length - 1);
        return true;
      }
      case 'ArrowLeft': {
        const chips = this.querySelectorAll<HTMLElement>('.filter-term-text');
        if (this.input?.selectionEnd !== 0 || chips.length === 0) return false;
        chips[chips.length - 1]?.focus();
        return true;
      }
      default:
        return false;
    }
  }

  private choose(step: 1 | -1, count: number): void {
    const next = this.active + step;
    this.active = next < -1 ? count - 1 : next >= count ? -1 : next;
    void this.updateComplete.then(() =>
      this.querySelector(`#filter-option-${this.active}`)?.scrollIntoView({ block: 'nearest' }),
    );
  }
}

definePart('call-trace-filter', FilterPart);
