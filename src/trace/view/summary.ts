import { isolated } from '../direction.ts';
import type { Analysis } from './analysis.ts';
import type { FactView, ShareView, SummaryView } from './types.ts';
import type { Severity } from './names.ts';
import { dateText, durationText, listText } from '../format.ts';
import { wordOf } from '../label.ts';
import type { Outcome, Party } from '../model.ts';
import { durationOf, isOver, spanOf, startOf } from '../span.ts';
import { sharesOf } from '../timeline/shares.ts';
import { partyName } from '../timeline/tracks.ts';

/** Who called whom, how it ended, and the facts of the call in a line. */
export function summaryView(analysis: Analysis): SummaryView {
  const { trace, render } = analysis;
  const { summary } = trace;
  const unknown = render({ key: 'summary.unknown-number' });
  return {
    direction: summary.direction,
    caller: summary.caller ?? unknown,
    callee: summary.callee ?? unknown,
    outcome: summary.outcome,
    outcomeText: render({ key: `outcome.${summary.outcome}` }),
    outcomeSeverity: outcomeSeverity(summary.outcome),
    facts: factsOf(analysis),
    shares: shareViews(analysis),
  };
}

/** An outbound call that nobody answered, or that was rejected, has not failed. */
export function outcomeSeverity(outcome: Outcome): Severity {
  switch (outcome) {
    case 'failed':
      return 'error';
    case 'abandoned':
      return 'warning';
    case 'completed':
    case 'not-answered':
    case 'rejected':
    case 'transferred':
    case 'voicemail':
    case 'in-progress':
    case 'unknown':
      return 'none';
  }
}

function factsOf({ trace, render }: Analysis): readonly FactView[] {
  const { summary } = trace;
  const facts: FactView[] = [{ id: 'direction', text: render({ key: `direction.${summary.direction}` }) }];
  const start = startOf(trace);
  if (start !== undefined) facts.push({ id: 'date', text: dateText(start, trace.zone), at: start });
  const duration = durationInWords({ trace, render });
  if (duration !== undefined) facts.push({ id: 'duration', text: duration });
  if (summary.hungUpBy !== undefined) {
    const label = wordOf(render, 'hung-up-by', summary.hungUpBy);
    const text = render({ key: 'summary.hung-up-by', args: { who: summary.hungUpBy.meaning ?? '', label } });
    facts.push({ id: 'hung-up-by', text, tooltip: summary.hungUpBy.code });
  }
  const count = (id: 'queues' | 'agents', parties: readonly Party[]) => {
    if (parties.length === 0) return;
    const text = render({ key: `summary.${id}`, args: { count: parties.length } });
    facts.push({ id, text, tooltip: listText(parties.map(partyName), render) });
  };
  count('queues', summary.queues);
  count('agents', summary.agents);
  const provider = render({ key: `provider.${trace.provider}` });
  facts.push({
    id: 'provider',
    text: [provider, trace.instance]
      .filter((part) => part !== undefined)
      .map(isolated)
      .join(' · '),
  });
  return facts;
}

/** How long the call took; of one that goes on, how long so far. */
export function durationInWords({ trace, render }: Pick<Analysis, 'trace' | 'render'>): string | undefined {
  const duration = durationOf(trace);
  if (isOver(trace) || trace.summary.endedAt !== undefined) {
    return duration === undefined ? undefined : durationText(duration, render);
  }
  const span = spanOf(trace);
  if (span === undefined) return undefined;
  return render({ key: 'summary.ongoing', args: { duration: durationText(span.to - span.from, render) } });
}

function shareViews({ inside: { trace }, tracks, depths, ends, render }: Analysis): readonly ShareView[] {
  const shares = sharesOf(trace, tracks, depths, ends);
  return (['ivr', 'waiting', 'ringing', 'talking', 'unknown'] as const).flatMap((id) => {
    const durationMs = shares[id];
    if (durationMs <= 0) return [];
    // Beside a bar, tenths of seconds tell nothing once there are ten of them.
    const shown = durationMs < 10_000 ? durationMs : Math.floor(durationMs / 1000) * 1000;
    const duration = durationText(shown, render);
    return [{ id, durationMs, text: render({ key: `share.${id}`, args: { duration } }) }];
  });
}
