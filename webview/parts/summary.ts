import { cutText } from '../../src/trace/text/cut.ts';
import { html, nothing, type TemplateResult } from 'lit';
import type { TimesShown } from '../../src/protocol/times-shown.ts';
import { segmentKinds } from '../../src/trace/view/names.ts';
import type { DrawnView, FindingView, SummaryView } from '../../src/trace/view/types.ts';
import { sign, type SignName } from '../icons.ts';
import { definePart, Part } from '../part.ts';
import { neighbourProblem, type Actions } from '../state.ts';
import type { Strings } from '../strings.ts';
import { styled } from '../styled.ts';
import { dateWords, timeWords } from '../times.ts';
import { tool } from './tool.ts';

/** So much of a problem's title stands in its chip, characters; all of it in the problem itself. */
const mostInChip = 120;

const directionSigns: Readonly<Record<SummaryView['direction'], SignName>> = {
  inbound: 'call-inbound',
  outbound: 'call-outbound',
  internal: 'call-internal',
  unknown: 'unknown',
};

/** Who called whom and what came of it; the problems, worst first; where the time went. */
export class SummaryPart extends Part {
  static override properties = {
    view: { attribute: false },
    selection: { attribute: false },
    times: { attribute: false },
    narrow: { attribute: false },
    chips: { attribute: false },
    strings: { attribute: false },
    actions: { attribute: false },
    all: { state: true },
  };
  declare view: DrawnView;
  declare selection: string | undefined;
  declare times: TimesShown;
  declare narrow: boolean;
  /** Problems shown as chips before the rest is folded. */
  declare chips: number;
  declare strings: Strings;
  declare actions: Actions;
  declare all: boolean;

  constructor() {
    super();
    this.all = false;
  }

  protected override render(): TemplateResult {
    const { view, strings } = this;
    const { summary } = view;
    return html`<header class="summary" aria-label=${strings('summary.label')}>
      <div class="summary-line">
        ${sign(directionSigns[summary.direction], 'large')}
        <h1 aria-label=${strings('summary.from-to', { caller: summary.caller, callee: summary.callee })}>
          <span>${summary.caller}</span> <span class="dim">→</span> <span>${summary.callee}</span>
        </h1>
        <span class="outcome ${summary.outcomeSeverity}">
          ${sign(this.outcomeSign(), summary.outcomeSeverity)}${summary.outcomeText}
        </span>
        <ul class="facts">
          ${summary.facts.map(({ id, text, tooltip, at }) => {
            const words = at === undefined ? text : dateWords(view, this.times, at);
            return html`<li class="fact-${id}" title=${tooltip ?? nothing}>${words}</li>`;
          })}
        </ul>
      </div>
      <div class="summary-line problem-line">
        ${this.problems()} ${this.gaps()}
        ${this.narrow || summary.shares.length === 0 ? nothing : this.shares()}
      </div>
    </header>`;
  }

  private outcomeSign(): SignName {
    const { outcome, outcomeSeverity } = this.view.summary;
    if (outcomeSeverity !== 'none') return outcomeSeverity;
    if (outcome === 'transferred') return 'blind-transfer';
    if (outcome === 'voicemail') return 'voicemail';
    if (outcome === 'in-progress') return 'clock';
    return outcome === 'completed' ? 'check' : 'hang-up';
  }

  private problems(): TemplateResult {
    const { strings, view } = this;
    const { findings } = view;
    if (findings.length === 0) {
      return html`<span class="chip quiet">${sign('check')}<span>${strings('problems.none')}</span></span>`;
    }
    const most = this.chips;
    const shown = this.all ? findings : findings.slice(0, most);
    const rest = findings.length - shown.length;
    return html`<ul class="problems ${this.all ? 'all' : ''}" aria-label=${strings('problems.label')}>
      ${shown.map((finding, at) => html`<li class=${at === 0 ? 'worst' : ''}>${this.chip(finding, at === 0)}</li>`)}
      ${
        findings.length > most
          ? html`<li class="problem-rest">
              <button
                class="chip more"
                aria-expanded=${this.all}
                @click=${() => {
                  this.all = !this.all;
                }}
              >
                ${sign(this.all ? 'unfolded' : 'folded')}
                <span
                  >${this.all ? strings('problems.fewer') : strings('problems.more', { count: rest })}</span
                >
              </button>
            </li>`
          : nothing
      }
      <li class="problem-walk">
        ${this.walk(-1, 'up', strings('problems.previous'))} ${this.walk(1, 'down', strings('problems.next'))}
      </li>
    </ul>`;
  }

  private chip(finding: FindingView, worst: boolean): TemplateResult {
    const { strings, view } = this;
    const time = timeWords(view, this.times, strings).text(finding.at);
    const item = finding.item === '' ? undefined : finding.item;
    const selected = item === this.selection;
    return html`<button
      class="chip ${finding.severity} ${worst ? 'worst' : ''}"
      aria-pressed=${selected}
      title=${finding.text}
      @click=${() => this.actions.select(item)}
    >
      ${sign(finding.severity, finding.severity)}
      <span class="hidden">${strings(`severity.${finding.severity}`)}</span>
      <span class="chip-title">${cutText(finding.title, mostInChip)}</span
      ><span class="chip-time">${time}</span>
    </button>`;
  }

  private walk(step: 1 | -1, name: SignName, label: string): TemplateResult {
    return tool(name, label, () => {
      const item = neighbourProblem(this.view, this.selection, step);
      if (item !== undefined) this.actions.select(item);
    });
  }

  private gaps(): TemplateResult | typeof nothing {
    const count = this.view.gaps.length;
    if (count === 0) return nothing;
    return html`<button
      class="chip gap"
      title=${this.view.gaps.map(({ title }) => title).join('\n')}
      aria-label=${this.strings('gaps.show', { count })}
      @click=${() => this.actions.select(undefined)}
    >
      ${sign('gap')}<span>${this.strings('gaps.count', { count })}</span>
    </button>`;
  }

  private shares(): TemplateResult {
    const { shares } = this.view.summary;
    const slow = this.waitedTooLong();
    return html`<figure class="shares" aria-label=${this.strings('summary.shares')}>
      <div class="share-bar" aria-hidden="true">
        ${shares.map(
          ({ id, durationMs }) =>
            html`<span
              class="share ${id} ${slow ? 'slow' : ''}"
              ${styled({ 'flex-grow': String(durationMs) })}
            ></span>`,
        )}
      </div>
      <ul>
        ${shares.map(
          ({ id, text }) => html`<li><span class="share ${id} ${slow ? 'slow' : ''}"></span>${text}</li>`,
        )}
      </ul>
    </figure>`;
  }

  /** Whether a wait is among the problems. */
  private waitedTooLong(): boolean {
    const { findings, rows, timeline } = this.view;
    const waiting = segmentKinds.indexOf('waiting');
    const found = new Set(findings.map(({ item }) => rows.placeOf(item)));
    return timeline.rows.some(({ segments: { kind, row } }) =>
      kind.some((one, at) => one === waiting && found.has(row[at] ?? -1)),
    );
  }
}

definePart('call-trace-summary', SummaryPart);
