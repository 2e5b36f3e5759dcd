import type { CallPopulation, SimulatedCall } from './population.ts';

/**
 * A population as it is at this moment, for servers that stay up: calls that are still to come have not begun (their
 * start is infinitely late, so that no window holds them), those that are going on end when their time has come.
 *
 * @param now epoch ms
 */
export function arriving(population: CallPopulation, now: () => number): CallPopulation {
  return {
    count: population.count,
    startOf: (index) => {
      const began = population.startOf(index);
      return began > now() ? Number.POSITIVE_INFINITY : began;
    },
    call: (index) => callAt(population.call(index), now()),
  };
}

/** What is known of a call at a moment. */
function callAt(call: SimulatedCall, now: number): SimulatedCall {
  if (call.endedAt !== undefined && call.endedAt <= now) return call;
  const { index, direction, customer, centre, agent, secondAgent, queue, startedAt, hungUpBy } = call;
  const { queuedAt, ringsAt, answeredAt, transferredAt } = call;
  const past = (moment: number | undefined): moment is number => moment !== undefined && moment <= now;
  return {
    index,
    story: 'running',
    direction,
    customer,
    centre,
    agent,
    secondAgent,
    queue,
    startedAt,
    hungUpBy,
    ...(past(queuedAt) ? { queuedAt } : {}),
    ...(past(ringsAt) ? { ringsAt } : {}),
    ...(past(answeredAt) ? { answeredAt } : {}),
    ...(past(transferredAt) ? { transferredAt } : {}),
    steps: call.steps
      .filter(({ entered }) => entered <= now)
      .map(({ left, ...step }) => (past(left) ? { ...step, left } : step)),
  };
}
