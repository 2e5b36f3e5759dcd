import { dataFinding } from './data-finding.ts';
import { agentArg } from './effects.ts';
import type { Finding } from './finding.ts';
import { eventMeaningOf, nodeKindOf } from '../label.ts';
import type { CallEvent, CallTrace, EventMeaning } from '../model.ts';
import { stayDuration } from '../timeline/stays.ts';
import type { Track } from '../timeline/tracks.ts';

/** Contradictions between what the call record and what the events of the parties say. */
export function partyDataFindings(trace: CallTrace, tracks: readonly Track[]): readonly Finding[] {
  const agents = tracks.filter(({ lane }) => lane === 'agent');
  return [
    ...talkUnanswered(trace, agents),
    ...talkUntold(agents),
    ...answerUntold(trace, agents),
    ...hungUpOtherwise(trace, tracks),
  ];
}

/** Shorter than this, a talk may be the agent's own line that was opened and closed, ms. */
const shortestTalk = 2000;

/** An agent talked, and the record says that nobody answered. */
function talkUnanswered({ summary }: CallTrace, agents: readonly Track[]): readonly Finding[] {
  if (summary.outcome !== 'not-answered' && summary.outcome !== 'rejected') return [];
  return agents.flatMap((track) => {
    const talk = track.stays.find(
      (stay) => stay.kind === 'talking' && (stayDuration(stay) ?? 0) >= shortestTalk,
    );
    if (talk?.opened === undefined) return [];
    const talked = { durationMs: stayDuration(talk) ?? 0 };
    const outcome = { phrase: { key: `outcome.${summary.outcome}` } };
    return [dataFinding('talk-unanswered', { agent: agentArg(track), talked, outcome }, talk.opened)];
  });
}

/** What an agent can do only in a call that he answered. */
const needAnswer: ReadonlySet<EventMeaning> = new Set<EventMeaning>([
  'held',
  'retrieved',
  'consulting',
  'blind-transfer',
  'help-requested',
]);

const answers: ReadonlySet<EventMeaning> = new Set<EventMeaning>([
  'established',
  'help-connected',
  'monitoring',
  'coaching',
  'barging',
  'intercepting',
  'conference-started',
]);

/** An agent did something that needs an answer, and no answer is told before. */
function talkUntold(agents: readonly Track[]): readonly Finding[] {
  return agents.flatMap((track) => {
    for (const event of track.events) {
      const meaning = eventMeaningOf(event);
      if (meaning === undefined) continue;
      if (answers.has(meaning)) return [];
      if (!needAnswer.has(meaning)) continue;
      const what = { space: 'event', coded: event.name };
      return [dataFinding('talk-untold', { agent: agentArg(track), what }, event)];
    }
    return [];
  });
}

/** The record says that the call was answered and went on, there are events of agents, and none took it. */
function answerUntold(trace: CallTrace, agents: readonly Track[]): readonly Finding[] {
  const { establishedAt, endedAt, outcome } = trace.summary;
  const [first] = agents;
  const event = first?.events[0];
  if (establishedAt === undefined || endedAt === undefined || event === undefined) return [];
  if (outcome !== 'completed' || endedAt - establishedAt < 5000) return [];
  const elsewhere = trace.steps.some(({ kind }) => {
    const meaning = nodeKindOf(kind);
    return meaning === 'outside-number' || meaning === 'blind-transfer' || meaning === 'voicemail';
  });
  const took = agents.some(({ events }) =>
    events.some((each) => {
      const meaning = eventMeaningOf(each);
      // A code that is not in the tables may be the answer.
      return meaning === undefined || answers.has(meaning) || needAnswer.has(meaning);
    }),
  );
  if (took || elsewhere || trace.steps.length > 0) return [];
  return [dataFinding('answer-untold', { talked: { durationMs: endedAt - establishedAt } }, event)];
}

/** Who hung up, by the record and by the events, where these leave no doubt. */
function hungUpOtherwise(trace: CallTrace, tracks: readonly Track[]): readonly Finding[] {
  const who = trace.summary.hungUpBy?.meaning;
  if (who !== 'customer' && who !== 'agent' && who !== 'system') return [];
  const customer = tracks.find(({ lane }) => lane === 'customer')?.events ?? [];
  const gaveUp = customer.find((event) => eventMeaningOf(event) === 'gave-up');
  if (gaveUp !== undefined) {
    if (who === 'customer') return [];
    const finding = dataFinding('hung-up-otherwise', { who, early: '' }, gaveUp);
    return [{ ...finding, text: [{ key: 'finding.gave-up-otherwise.text', args: { who } }] }];
  }
  const agents = tracks.filter(({ lane }) => lane === 'agent').map(({ events }) => lastRelease(events));
  const customerLeft = lastRelease(customer);
  const agentLeft = agents.reduce<CallEvent | undefined>(
    (latest, event) =>
      latest === undefined || (event !== undefined && event.at > latest.at) ? event : latest,
    undefined,
  );
  if (customerLeft === undefined || agentLeft === undefined) return [];
  const early = agentLeft.at - customerLeft.at;
  // Who is left first has hung up. An agent who leaves first may have sent the caller on to a survey or another party.
  const contradicts = who === 'agent' && early >= 2000;
  const other = who === 'customer' && early <= -2000 && !somethingAfter(trace, agentLeft.at, customerLeft.at);
  if (!contradicts && !other) return [];
  const item = contradicts ? customerLeft : agentLeft;
  return [dataFinding('hung-up-otherwise', { who, early: { durationMs: Math.abs(early) } }, item)];
}

function lastRelease(events: readonly CallEvent[]): CallEvent | undefined {
  return events.findLast((event) => eventMeaningOf(event) === 'released');
}

/** Whether steps, queues or the IVR had the call between two moments. */
function somethingAfter(trace: CallTrace, from: number, to: number): boolean {
  return (
    trace.steps.some(({ enteredAt, leftAt }) => enteredAt < to && (leftAt ?? to) > from) ||
    trace.events.some(({ lane, at }) => (lane === 'ivr' || lane === 'queue') && at >= from && at <= to)
  );
}
