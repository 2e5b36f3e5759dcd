import { theCall, type Finding } from './finding.ts';
import type { PhraseArg } from '../format.ts';
import { asksCaller, eventMeaningOf, exitOf, nodeKindOf } from '../label.ts';
import type { CallTrace, Coded, IvrStep } from '../model.ts';
import { endOf, startOf } from '../span.ts';
import { stepDuration, stepNamePhrase } from '../step.ts';
import { partyName } from '../timeline/tracks.ts';

/** Announcements of a carrier that only say what the outcome says anyway: nobody answered. */
const ordinary: ReadonlySet<string> = new Set(['no-answer', 'busy']);

/**
 * Problems of the call as a whole. They point at its last step or event; a call of which only the record is known has
 * them too, and they point at the call itself.
 */
export function callFindings(trace: CallTrace, found: readonly Finding[]): readonly Finding[] {
  const last = lastItem(trace) ?? { id: theCall, at: trace.summary.endedAt ?? startOf(trace) ?? 0 };
  const { summary } = trace;
  if (summary.disposition?.meaning === 'ivr-exception') {
    const step = trace.steps.findLast(({ kind }) => nodeKindOf(kind) === 'hang-up-reason') ?? last;
    const at = 'enteredAt' in step ? step.enteredAt : step.at;
    const finding = callFinding('ivr-exception', 'error', {}, step.id, at);
    const earlier = found.find(({ severity }) => severity === 'error');
    if (earlier === undefined) return [finding];
    const cause = { key: 'finding.ivr-exception-earlier', args: { problem: { phrase: earlier.title } } };
    return [{ ...finding, text: [...finding.text, cause] }];
  }
  if (summary.outcome === 'failed' && !found.some(({ severity }) => severity === 'error')) {
    const reason = failureReason(summary);
    const rule = reason === undefined ? 'call-failed' : 'call-failed-reason';
    const args = { reason: reasonArg(summary, reason) };
    return [withWait(callFinding(rule, 'error', args, last.id, timeOf(last)), trace)];
  }
  if (
    summary.direction === 'outbound' &&
    summary.establishedAt === undefined &&
    summary.earlyMedia !== undefined
  ) {
    const { earlyMedia } = summary;
    if (earlyMedia.meaning !== undefined && ordinary.has(earlyMedia.meaning)) return [];
    const reason = { space: 'early-media', coded: earlyMedia };
    const event = trace.events.find(({ lane }) => lane === 'customer') ?? last;
    return [callFinding('early-media', 'warning', { reason }, event.id, timeOf(event))];
  }
  if (summary.outcome === 'abandoned') {
    const inIvr = abandonedInIvr(trace, found);
    // Steps would show it: a path that the flow ended was not left by the caller.
    return inIvr.length > 0 || trace.steps.length > 0 ? inIvr : unserved(trace, found, last);
  }
  if (summary.outcome === 'not-answered' && summary.direction === 'inbound')
    return unserved(trace, found, last);
  return summary.outcome === 'unknown' ? leftInIvr(trace) : [];
}

/** A caller who gave up or whom nobody answered, where steps and events do not show how that came to be. */
function unserved(trace: CallTrace, found: readonly Finding[], last: Named): readonly Finding[] {
  const { summary, events } = trace;
  // That an agent talked all the same is told as a contradiction of the records.
  const taken = events.some((event) => event.lane === 'agent' && eventMeaningOf(event) === 'established');
  if (found.length > 0 || taken) return [];
  const reason = failureReason(summary);
  const rule = summary.outcome === 'abandoned' ? 'call-abandoned' : 'call-unanswered';
  const args = { reason: reasonArg(summary, reason) };
  const finding = callFinding(
    reason?.meaning === undefined ? rule : `${rule}-reason`,
    'warning',
    args,
    last.id,
    timeOf(last),
  );
  return [withWait(finding, trace)];
}

/** With the wait that the call record states, where no event tells of it. */
function withWait(finding: Finding, { summary, events }: CallTrace): Finding {
  const waited = summary.durations?.waitingMs ?? 0;
  if (waited <= 0 || events.some(({ lane }) => lane === 'queue')) return finding;
  const names = summary.queues.map(partyName).filter((name) => name !== '');
  const queue: PhraseArg = names.length === 1 ? (names[0] ?? '') : { phrase: { key: 'finding.the-queue' } };
  const sentence = { key: 'finding.record-waited', args: { queue, waited: { durationMs: waited } } };
  return { ...finding, text: [...finding.text, sentence] };
}

/** The caller hung up inside a node, and no queue or agent was the reason. */
function abandonedInIvr(trace: CallTrace, found: readonly Finding[]): readonly Finding[] {
  if (found.some(({ title }) => title.key.endsWith('-abandoned.title'))) return [];
  const ended = trace.steps.at(-1);
  const byFlow = ended !== undefined && nodeKindOf(ended.kind) === 'hang-up';
  if (byFlow && trace.summary.hungUpBy?.meaning !== 'customer') return [];
  const step =
    trace.steps.findLast((candidate) => exitOf(candidate) === 'hang-up') ??
    trace.steps.findLast(({ kind }) => nodeKindOf(kind) !== 'hang-up');
  if (step === undefined) return [];
  return [hungUpIn(trace, step)];
}

/** Of a call whose record is not there, steps alone may tell that the caller hung up before the IVR was done. */
function leftInIvr(trace: CallTrace): readonly Finding[] {
  const ended = trace.steps.findLast((step) => exitOf(step) === 'hang-up');
  const done = trace.steps.some(({ kind }) => nodeKindOf(kind) === 'hang-up-reason');
  if (ended === undefined || done || ended !== trace.steps.at(-1)) return [];
  const kind = nodeKindOf(ended.kind);
  return kind === 'play' || kind === 'voice-navigator' || asksCaller(kind) ? [hungUpIn(trace, ended)] : [];
}

/** The caller hung up in a step: in the middle of a prompt, or instead of giving the input that was waited for. */
function hungUpIn(trace: CallTrace, step: IvrStep): Finding {
  const kind = nodeKindOf(step.kind);
  const after = stepDuration(step) ?? Math.max(0, (endOf(trace) ?? step.enteredAt) - step.enteredAt);
  const rule = kind === 'play' ? 'prompt-abandoned' : asksCaller(kind) ? 'input-abandoned' : 'ivr-abandoned';
  const args = { node: stepNamePhrase(step), after: { durationMs: after } };
  return callFinding(rule, 'warning', args, step.id, step.enteredAt);
}

function callFinding(
  rule: string,
  severity: Finding['severity'],
  args: Readonly<Record<string, PhraseArg>>,
  item: string,
  at: number,
): Finding {
  return {
    id: `call:${rule}`,
    severity,
    about: 'call',
    title: { key: `finding.${rule}.title`, args },
    text: [{ key: `finding.${rule}.text`, args }],
    item,
    at,
  };
}

type Item = CallTrace['steps'][number] | CallTrace['events'][number];
/** What a problem can point at: a step, an event or the call itself. */
type Named = Item | { readonly id: string; readonly at: number };

const timeOf = (item: Named) => ('enteredAt' in item ? item.enteredAt : item.at);

function lastItem(trace: CallTrace): Item | undefined {
  const step = trace.steps.at(-1);
  const event = trace.events.at(-1);
  if (step === undefined || event === undefined) return step ?? event;
  return event.at >= step.enteredAt ? event : step;
}

/** The provider's word for the end, unless that only says who released the call: then the technical reason. */
function failureReason({ disposition, releaseReason }: CallTrace['summary']): Coded | undefined {
  const onlyWho = disposition?.meaning === undefined || disposition.meaning.endsWith('released');
  return onlyWho ? (releaseReason ?? disposition) : disposition;
}

function reasonArg(summary: CallTrace['summary'], reason: Coded | undefined): PhraseArg {
  if (reason === undefined) return '';
  return { space: reason === summary.disposition ? 'disposition' : 'release', coded: reason };
}
