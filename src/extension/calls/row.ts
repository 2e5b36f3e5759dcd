import { clockText, dateText, durationText } from '../../trace/format.ts';
import { wordOf } from '../../trace/label.ts';
import type { Render } from '../../trace/message.ts';
import type { Outcome } from '../../trace/model.ts';
import { partsIn } from '../../trace/time.ts';
import type { ListedCall } from './source.ts';

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
export function callRow(call: ListedCall, render: Render, dated: boolean): CallRow {
  const { summary, zone } = call;
  const party = otherParty(call, render);
  const words = dispositionText(call, render);
  const durationMs = durationOf(call);
  const duration = durationMs === undefined ? '' : durationText(durationMs, render);
  const time = summary.startedAt === undefined ? '' : shortTime(summary.startedAt, zone, dated);
  const direction = render({ key: `direction.${summary.direction}` });
  const outcome = render({ key: `outcome.${summary.outcome}` });
  const present = (values: readonly string[]) => values.filter((value) => value !== '');
  const names = (parties: typeof summary.agents) =>
    present(parties.map(({ name, id }) => name ?? id ?? '')).join(', ');
  const started = summary.startedAt === undefined ? '' : dateText(summary.startedAt, zone);
  const hungUpBy = summary.hungUpBy === undefined ? '' : wordOf(render, 'hung-up-by', summary.hungUpBy);
  const facts: readonly (readonly [string, string])[] = [
    ['extension.row.direction', direction],
    ['extension.row.caller', summary.caller ?? ''],
    ['extension.row.callee', summary.callee ?? ''],
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
    title: call.note ?? `${summary.caller ?? ''} → ${summary.callee ?? ''}`,
    facts: facts.flatMap(([key, value]) => (value === '' ? [] : [[render({ key }), value] as const])),
    spoken: present([direction, party, time, words, duration, call.note ?? '']).join(', '),
  };
}

/** Whom the centre talked to: the caller of an inbound call, the called one of an outbound call. */
function otherParty({ summary }: ListedCall, render: Render): string {
  const number = summary.direction === 'outbound' ? summary.callee : summary.caller;
  return number ?? render({ key: 'extension.row.no-number' });
}

/** How the call ended: the provider's own word where it has one, otherwise ours. */
export function dispositionText({ summary }: Pick<ListedCall, 'summary'>, render: Render): string {
  return summary.disposition === undefined
    ? render({ key: `outcome.${summary.outcome}` })
    : wordOf(render, 'disposition', summary.disposition);
}

function durationOf({ summary }: ListedCall): number | undefined {
  if (summary.startedAt === undefined || summary.endedAt === undefined) return summary.durationMs;
  return Math.max(0, summary.endedAt - summary.startedAt);
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
