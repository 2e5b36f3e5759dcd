import { html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import type { DetailsView } from '../../src/trace/view/details-types.ts';
import type { FindingView, GapView, DrawnView } from '../../src/trace/view/types.ts';
import type { TimesShown } from '../../src/protocol/times-shown.ts';
import type { TravelView } from '../../src/protocol/travel-messages.ts';
import { sign } from '../icons.ts';
import { definePart, Part } from '../part.ts';
import { neighbourItem, type Actions, type Details } from '../state.ts';
import type { Strings } from '../strings.ts';
import { button } from './button.ts';
import { fieldList } from './fields.ts';
import { record } from './record.ts';
import { tool } from './tool.ts';
import './variables.ts';

/** Everything about the selection: what went wrong, fields, variables, the record it came from. */
export class InspectorPart extends Part {
  static override properties = {
    view: { attribute: false },
    details: { attribute: false },
    times: { attribute: false },
    travel: { attribute: false },
    strings: { attribute: false },
    actions: { attribute: false },
  };
  declare view: DrawnView;
  declare details: Details;
  declare times: TimesShown;
  declare travel: TravelView;
  declare strings: Strings;
  declare actions: Actions;

  protected override updated(changed: PropertyValues<this>): void {
    const before = changed.get('details');
    if (before !== undefined && before.item !== this.details.item) {
      this.querySelector('.inspector')?.scrollTo({ top: 0 });
    }
  }

  protected override render(): TemplateResult {
    return html`<section class="inspector" aria-label=${this.strings('inspector.label')}>
      ${this.content()}
    </section>`;
  }

  private content(): TemplateResult {
    const { details, strings } = this;
    switch (details.state) {
      case 'loading':
        return html`<p class="empty late">${strings('inspector.loading')}</p>`;
      case 'failed':
        return html`<div class="empty" role="alert">
          <p>${sign('error', 'error')} ${strings('inspector.failed', { why: details.why })}</p>
          ${button(strings('inspector.retry'), () => this.actions.retryDetails(), 'secondary')}
        </div>`;
      case 'ready':
        return this.ready(details.view);
    }
  }

  private ready(details: DetailsView): TemplateResult {
    const { strings } = this;
    const ranked = details.groups.filter(isRanked);
    const aside = details.variables.length > 0 || details.gaps.length > 0 || ranked.length > 0;
    const { finding, otherFindings = [] } = details;
    return html`
      ${this.head(details)}
      ${
        finding !== undefined
          ? this.finding(finding)
          : details.item === undefined
            ? html`<p class="no-problems">${sign('check')} ${strings('inspector.no-problems')}</p>`
            : nothing
      }
      ${otherFindings.map((other) => this.finding(other))}
      <div class="inspector-columns ${aside ? '' : 'single'}">
        <div>
          ${details.groups.filter((group) => !isRanked(group)).map((group) => fieldList(group, this))}
        </div>
        ${
          aside
            ? html`<div>
                ${ranked.map((group) => fieldList(group, this))}
                ${
                  details.variables.length === 0
                    ? nothing
                    : html`<h3>
                          ${strings('inspector.variables')}
                          <span class="legend"
                            ><span class="swatch"></span>${strings('inspector.changed')}</span
                          >
                        </h3>
                        <call-trace-variables
                          .variables=${details.variables}
                          .item=${details.item ?? ''}
                          .strings=${strings}
                          .actions=${this.actions}
                        ></call-trace-variables>`
                }
                ${details.gaps.length === 0 ? nothing : this.gaps(details.gaps)}
              </div>`
            : nothing
        }
      </div>
      ${details.source === undefined ? nothing : record(details.source, details, this)}
    `;
  }

  private head(details: DetailsView): TemplateResult {
    const { strings, actions, view, travel } = this;
    const { item } = details;
    const go = (step: 1 | -1) => (): void => {
      const next = neighbourItem(view, item, step);
      if (next !== undefined) actions.select(next);
    };
    return html`<div class="inspector-head">
      ${sign(details.icon)}
      <h2>${item === undefined ? strings('inspector.call') : details.name}</h2>
      <span class="dim">${item === undefined ? strings('inspector.nothing') : details.detail}</span>
      <span class="tools">
        ${tool('left', strings('inspector.back'), () => actions.travel('back'), !travel.back)}
        ${tool('right', strings('inspector.forward'), () => actions.travel('forward'), !travel.forward)}
        ${tool('up', strings('inspector.previous'), go(-1))} ${tool('down', strings('inspector.next'), go(1))}
        ${tool('braces', strings('inspector.show-json'), () => actions.openText('item', item))}
        ${
          item === undefined
            ? nothing
            : tool('close', strings('inspector.close'), () => actions.select(undefined))
        }
      </span>
    </div>`;
  }

  private finding(finding: FindingView): TemplateResult {
    const { strings, actions, details } = this;
    const { item, effect } = finding;
    const here = item === details.item;
    return html`<div class="finding ${finding.severity}">
      ${sign(finding.severity, finding.severity)}
      <div>
        <p class="finding-title">
          ${
            here
              ? finding.title
              : html`<button class="link" @click=${() => actions.select(item)}>${finding.title}</button>`
          }
        </p>
        <p>${finding.text}</p>
        <p class="finding-links">
          ${
            effect === undefined || effect === details.item
              ? nothing
              : html`<button class="link" @click=${() => actions.select(effect)}>
                  ${strings('inspector.effect')}
                </button>`
          }
          <button class="link" @click=${() => actions.openText('source', item)}>
            ${strings('inspector.show-record')}
          </button>
          <button class="link" @click=${() => actions.openText('item', item)}>
            ${strings('inspector.show-json')}
          </button>
        </p>
      </div>
    </div>`;
  }

  private gaps(gaps: readonly GapView[]): TemplateResult {
    return html`<h3>${this.strings('gaps.title')}</h3>
      <ul class="gaps">
        ${gaps.map(
          ({ title, text }) =>
            html`<li>
              ${sign('gap')}
              <div>
                <p>${title}</p>
                <p class="dim">${text}</p>
              </div>
            </li>`,
        )}
      </ul>`;
  }
}

/** Whether a group tells the longest of something, beside the other fields. */
function isRanked({ fields }: DetailsView['groups'][number]): boolean {
  return fields.some(({ share }) => share !== undefined);
}

definePart('call-trace-inspector', InspectorPart);
