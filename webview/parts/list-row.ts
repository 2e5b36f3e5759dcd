import { html, nothing, type TemplateResult } from 'lit';
import type { TimesShown } from '../../src/protocol/times-shown.ts';
import { durationText } from '../../src/trace/format.ts';
import { cutText } from '../../src/trace/text/cut.ts';
import type { RowView } from '../../src/trace/view/types.ts';
import type { MatchSet } from '../filter/match-set.ts';
import { sign } from '../icons.ts';
import type { ListLine } from '../list-lines.ts';
import type { Actions } from '../state.ts';
import type { Strings } from '../strings.ts';
import { styled } from '../styled.ts';
import type { TimeWords } from '../times.ts';

/** What all lines of a list are drawn with. */
export interface ListLook {
  readonly selection: string | undefined;
  readonly matching: MatchSet | undefined;
  readonly times: TimesShown;
  readonly words: TimeWords;
  readonly grouped: boolean;
  readonly strings: Strings;
  readonly actions: Actions;
  /** Folds a lane or sub-flow, or unfolds it. */
  readonly fold: (key: string, fold: boolean) => void;
}

/** Where a line stands. */
export interface Standing {
  readonly at: number;
  /** Whether the keyboard is at it. */
  readonly current: boolean;
  /** How many lines there are. */
  readonly count: number;
  readonly place: Readonly<Record<string, string>>;
}

export function laneHead(
  { lane, count, open }: Extract<ListLine, { kind: 'lane' }>,
  { at, current, place }: Standing,
  { strings, fold }: ListLook,
): TemplateResult {
  const name = strings('list.lane-name', { lane });
  return html`<div
    class="list-group ${current ? 'current' : ''}"
    id=${current ? 'list-selected' : nothing}
    role="row"
    aria-level="1"
    aria-rowindex=${at + 1}
    aria-expanded=${open}
    aria-label=${strings('list.group-label', { name, count })}
    ${styled(place)}
    @click=${() => fold(lane, open)}
  >
    <span role="gridcell">${sign(open ? 'unfolded' : 'folded')}${sign(lane, 'dim')} ${name}</span>
    <span class="dim" role="gridcell">${count}</span>
  </div>`;
}

export function listRow(
  row: RowView,
  { level, open, row: number }: Extract<ListLine, { kind: 'row' }>,
  { at, current, count, place }: Standing,
  { selection, matching, times, words, grouped, strings, actions, fold }: ListLook,
): TemplateResult {
  const selected = row.item === selection;
  const unmatched = matching?.has(number) === false;
  const cell = grouped ? 'gridcell' : nothing;
  const time = words.text(row.at, times === 'elapsed' ? 1 : 3);
  const duration = row.durationMs === undefined ? '' : durationText(row.durationMs, strings.render);
  const severity = row.severity === 'none' ? '' : strings(`severity.${row.severity}`);
  const [name, detail, exit] = [cutText(row.name), cutText(row.detail), cutText(row.exit)];
  const said = [name, detail, exit, duration, severity, time];
  return html`<div
    class="list-row ${selected ? 'selected' : ''} ${row.kind} ${row.severity} ${unmatched ? 'unmatched' : ''}"
    id=${current ? 'list-selected' : nothing}
    role=${grouped ? 'row' : 'option'}
    aria-selected=${selected}
    aria-posinset=${grouped ? nothing : at + 1}
    aria-setsize=${grouped ? nothing : count}
    aria-rowindex=${grouped ? at + 1 : nothing}
    aria-level=${grouped ? level : nothing}
    aria-expanded=${open ?? nothing}
    aria-label=${said.filter((part) => part !== '').join(' · ')}
    data-item=${row.item}
    ${styled({ ...place, '--level': String(row.depth) })}
    @click=${() => actions.select(row.item)}
  >
    <span class="list-order" role=${cell}>${row.order ?? ''}</span>
    <span class="list-time" role=${cell}>${time}</span>
    <span class="list-lane" role=${cell}>${strings('list.lane-name', { lane: row.lane })}</span>
    <span class="list-what" role=${cell}>
      ${open === undefined ? nothing : twist(row.item, open, fold)}
      ${row.severity === 'none' ? sign(row.icon, 'dim') : sign(row.severity, row.severity)}
      <span class="list-name">${name}</span>
    </span>
    <span class="list-detail dim" role=${cell}>${detail}</span>
    <span class="list-exit ${row.severity}" role=${cell}>${exit}</span>
    <span class="list-duration" role=${cell}>${duration}</span>
  </div>`;
}

/** For the pointer; the keyboard folds with Left and Right. */
function twist(key: string, open: boolean, fold: ListLook['fold']): TemplateResult {
  return html`<span
    class="twist"
    aria-hidden="true"
    @click=${(event: Event) => {
      event.stopPropagation();
      fold(key, open);
    }}
    >${sign(open ? 'unfolded' : 'folded')}</span
  >`;
}
