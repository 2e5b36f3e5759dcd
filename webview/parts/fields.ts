import { html, nothing, type TemplateResult } from 'lit';
import type { DrawnView } from '../../src/trace/view/types.ts';
import type { FieldView } from '../../src/trace/view/details-types.ts';
import type { TimesShown } from '../../src/protocol/times-shown.ts';
import { asksForMenu, openCopyMenu, type CopyChoice } from '../copy-menu.ts';
import { sign } from '../icons.ts';
import type { Actions } from '../state.ts';
import type { Strings } from '../strings.ts';
import { styled } from '../styled.ts';
import { timedValue, timeWords } from '../times.ts';

export interface FieldsOptions {
  readonly view: DrawnView;
  readonly times: TimesShown;
  readonly strings: Strings;
  readonly actions: Actions;
}

/** Fields with labels, codes and what can be copied of them; what names a step or event leads there. */
export function fieldList(
  { title, fields }: { readonly title: string; readonly fields: readonly FieldView[] },
  options: FieldsOptions,
): TemplateResult {
  const ranked = fields.some(({ share }) => share !== undefined);
  return html`${title === '' ? nothing : html`<h3>${title}</h3>`}
    <dl class="fields ${ranked ? 'ranked' : ''}">
      ${fields.map((field) => (field.share === undefined ? plain(field, options) : rank(field, options)))}
    </dl>`;
}

function plain(given: FieldView, options: FieldsOptions): TemplateResult {
  const { label, code, severity } = given;
  const value = shownValue(given, options);
  return html`<div @contextmenu=${(event: MouseEvent) => onMenu(event, given, options)}>
    <dt>${breakable(label)}</dt>
    <dd>
      <span class="value ${severity}">${value}</span>
      ${code === undefined ? nothing : html`<span class="code">${code}</span>`} ${copyButton(given, options)}
    </dd>
  </div>`;
}

/** Names of a provider's fields are one long word: it may be broken before its capitals. */
function breakable(label: string): readonly unknown[] {
  return label
    .split(/(?<=[a-z0-9])(?=[A-Z])/)
    .flatMap((part, at) => (at === 0 ? [part] : [html`<wbr />`, part]));
}

/** One of the longest, with a bar beside the longest of all; a button that selects it. */
function rank(field: FieldView, options: FieldsOptions): TemplateResult {
  const { label, value, code, severity, at, item, share = 0 } = field;
  const { view, times, strings, actions } = options;
  const moment = at === undefined ? undefined : timeWords(view, times, strings).text(at);
  const name =
    item === undefined
      ? html`${label}`
      : html`<button class="link" @click=${() => actions.select(item)}>${label}</button>`;
  return html`<div>
    <dt>${name}</dt>
    <dd>
      <span class="rank-bar ${severity}" aria-hidden="true"
        ><span ${styled({ width: `${Math.max(2, share * 100)}%` })}></span
      ></span>
      <span class="value ${severity}">${value}</span>
      <span class="code">${[code, moment].filter((part) => part !== undefined).join(' · ')}</span>
    </dd>
  </div>`;
}

const shownValue = (field: FieldView, { view, times, strings }: FieldsOptions): string =>
  timedValue(field, view, times, strings);

function copyButton(field: FieldView, options: FieldsOptions): TemplateResult {
  const { strings, actions } = options;
  const label = strings('inspector.copy-value', { label: field.label });
  return html`<button
    class="copy"
    aria-label=${label}
    title=${label}
    aria-haspopup="menu"
    @click=${() => actions.copy(shownValue(field, options))}
    @keydown=${(event: KeyboardEvent) => {
      if (!asksForMenu(event) && event.key !== 'ArrowDown') return;
      event.preventDefault();
      event.stopPropagation();
      if (event.currentTarget instanceof HTMLElement) open(event.currentTarget, field, options);
    }}
  >
    ${sign('copy')}
  </button>`;
}

function onMenu(event: MouseEvent, field: FieldView, options: FieldsOptions): void {
  if (!(event.currentTarget instanceof HTMLElement)) return;
  event.preventDefault();
  open(event.currentTarget, field, options, { x: event.clientX, y: event.clientY });
}

function open(
  anchor: HTMLElement,
  field: FieldView,
  options: FieldsOptions,
  pointer?: { readonly x: number; readonly y: number },
): void {
  const { strings, actions } = options;
  const { json, path } = field;
  const choices: readonly CopyChoice[] = [
    { label: strings('inspector.copy-as-value'), text: shownValue(field, options) },
    ...(json === undefined ? [] : [{ label: strings('inspector.copy-as-json'), text: json }]),
    ...(path === undefined ? [] : [{ label: strings('inspector.copy-as-path'), text: path }]),
  ];
  openCopyMenu(
    anchor,
    strings('inspector.copy-menu', { label: field.label }),
    choices,
    actions.copy,
    pointer,
  );
}
