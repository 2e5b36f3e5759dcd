import { isolated } from '../../trace/direction.ts';
import { clockText, dateText, durationText, listText } from '../../trace/format.ts';
import { wordOf } from '../../trace/label.ts';
import { maskNumber } from '../../trace/mask-number.ts';
import type { Render } from '../../trace/message.ts';
import type { Outcome } from '../../trace/model.ts';
import { partsIn } from '../../trace/time.ts';
import { lengthOf } from './list.ts';
import type { ListedCall } from './source.ts';

/** What a row needs of a call: of a list, or a whole trace. */
export type ShownCall = Pick<ListedCall, 'contactId' | 'zone' | 'summary' | 'note'>;

/** A call as the side bar shows it. */
export interface CallRow {
  readonly label: string;
  readonly description: string;
  /** How it ended and how long it took. */
  readonly ending: string;
  readonly icon: RowIcon;
  /** Title and facts of the card that is shown on hovering. */
  readonly title: string;
  readonly facts: readonly (readonly [label: string, value: string])[];
  /** The whole row for a screen reader. */
  readonly spoken: string;
}

/** A codicon, and a theme colour where the outcome needs one. */
export interface RowIcon {
  readonly id: string;
  readonly colour?: string;
}

const icons: Readonly<Record<Outcome, RowIcon>> = {
  completed: { id: 'check' },
  transferred: { id: 'check' },
  voicemail: { id: 'check' },
  abandoned: { id: 'warning', colour: 'editorWarning.foreground' },
  'not-answered': { id: 'circle-slash' },
  rejected: { id: 'warning', colour: 'editorWarning.foreground' },
  failed: { id: 'error', colour: 'editorError.foreground' },
  'in-progress': { id: 'record', colour: 'editorInfo.foreground' },
  unknown: { id: 'question' },
};

const arrows = { inbound: '←', outbound: '→', internal: '↔', unknown: '–' } as const;

/** @param dated whether the row says the day too: among calls of several days, or alone */
export function callRow(call: ShownCall, render: Render, dated: boolean): CallRow {
  const { summary, zone } = call;
  const party = isolated(otherParty(call, render));
  const words = isolated(dispositionText(call, render));
  const durationMs = lengthOf(call);
  const duration = durationMs === undefined ? '' : durationText(durationMs, render);
  const time = summary.startedAt === undefined ? '' : shortTime(summary.startedAt, zone, dated);
  const direction = render({ key: `direction.${summary.direction}` });
  const outcome = render({ key: `outcome.${summary.outcome}` });
  const present = (values: readonly string[]) => values.filter((value) => value !== '');
  const names = (parties: typeof summary.agents) =>
    listText(present(parties.map(({ name, id }) => isolated(name ?? id ?? ''))), render);
  const started = summary.startedAt === undefined ? '' : dateText(summary.startedAt, zone);
  const hungUpBy = summary.hungUpBy === undefined ? '' : wordOf(render, 'hung-up-by', summary.hungUpBy);
  const facts: readonly (readonly [string, string])[] = [
    ['extension.row.direction', direction],
    ['extension.row.caller', placed(summary.caller, summary.callerLocation)],
    ['extension.row.callee', placed(summary.callee, summary.calleeLocation)],
    ['extension.row.started', started],
    ['extension.row.duration', duration],
    ['extension.row.outcome', words === outcome ? outcome : `${outcome} (${words})`],
    ['extension.row.hung-up-by', hungUpBy],
    ['extension.row.agents', names(summary.agents)],
    ['extension.row.queues', names(summary.queues)],
    ['extension.row.contact-id', call.contactId],
  ];
  return {
    label: `${arrows[summary.direction]} ${party}`,
    description: present([time, words, duration]).join(' · '),
    ending: present([words, duration]).join(' · '),
    icon: icons[summary.outcome],
    title: call.note ?? `${isolated(summary.caller ?? '')} → ${isolated(summary.callee ?? '')}`,
    facts: facts.flatMap(([key, value]) => (value === '' ? [] : [[render({ key }), value] as const])),
    spoken: present([direction, party, time, words, duration, call.note ?? '']).join(', '),
  };
}

/** A number with where it is registered. */
function placed(number: string | undefined, location: string | undefined): string {
  return [isolated(number ?? ''), location === undefined ? '' : `(${isolated(location)})`]
    .filter((part) => part !== '')
    .join(' ');
}

/** How long ago something was, to the coarsest unit that is not 0. Both epoch ms. */
export function agoText(at: number, now: number, render: Render): string {
  const minutes = Math.max(0, Math.floor((now - at) / 60_000));
  if (minutes < 1) return render({ key: 'calls.ago.now' });
  if (minutes < 60) return render({ key: 'calls.ago.minutes', args: { count: minutes } });
  const hours = Math.floor(minutes / 60);
  if (hours < 24) return render({ key: 'calls.ago.hours', args: { count: hours } });
  return render({ key: 'calls.ago.days', args: { count: Math.floor(hours / 24) } });
}

/** What a call is found by: its row and its card, in lower case. */
export function searchText(call: ShownCall, render: Render): string {
  const row = callRow(call, render, true);
  const words = [row.label, row.description, call.note ?? '', ...row.facts.map(([, value]) => value)];
  return words.join('\n').toLowerCase();
}

/** One line about a call to paste somewhere; its numbers are masked. */
export function summaryLine(call: ShownCall, render: Render): string {
  const { summary, zone, contactId } = call;
  const started = summary.startedAt === undefined ? '' : dateText(summary.startedAt, zone);
  const length = lengthOf(call);
  const numbers = [summary.caller, summary.callee].map((number) =>
    number === undefined ? '?' : isolated(maskNumber(number)),
  );
  return [
    started,
    render({ key: `direction.${summary.direction}` }),
    numbers.join(' → '),
    isolated(dispositionText(call, render)),
    length === undefined ? '' : durationText(length, render),
    isolated(contactId),
  ]
    .filter((part) => part !== '')
    .join(' · ');
}

/** Whom the centre talked to: the caller of an inbound call, the called one of an outbound call. */
function otherParty(call: ShownCall, render: Render): string {
  return otherNumber(call) ?? render({ key: 'extension.row.no-number' });
}

/** The other party's number, where the provider gives it. */
export function otherNumber({ summary }: Pick<ListedCall, 'summary'>): string | undefined {
  return summary.direction === 'outbound' ? summary.callee : summary.caller;
}

/** How the call ended: the provider's own word where it has one, otherwise ours. */
export function dispositionText({ summary }: Pick<ListedCall, 'summary'>, render: Render): string {
  return summary.disposition === undefined || summary.outcome === 'in-progress'
    ? render({ key: `outcome.${summary.outcome}` })
    : wordOf(render, 'disposition', summary.disposition);
}

function shortTime(epochMs: number, zone: string, dated: boolean): string {
  const clock = clockText(epochMs, zone);
  return dated ? `${partsIn(epochMs, zone).date} ${clock}` : clock;
}

/** Whether the calls began on more than one day, each in its own zone. */
export function onSeveralDays(calls: readonly ListedCall[]): boolean {
  const days = calls.flatMap(({ summary, zone }) =>
    summary.startedAt === undefined ? [] : [partsIn(summary.startedAt, zone).date],
  );
  return new Set(days).size > 1;
}
