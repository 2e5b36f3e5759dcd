import { afterEach, describe, expect, it } from 'vitest';
import { readResponses } from '../../src/providers/read.ts';
import { createAlibaba2017 } from '../../src/providers/alibaba-ccc-2017/live.ts';
import type { JsonObject, JsonValue } from '../../src/trace/model.ts';
import { startSimulator2017 } from '../simulators/alibaba-ccc-2017.ts';
import { populate } from '../simulators/population.ts';
import { read, traceOf } from './alibaba-reading.ts';
import { closeAll, environment, keep, keysOf, listening, minute, now } from './support/live-bench.ts';

afterEach(closeAll);

const frame = { RequestId: 'r', Success: true, Code: 'OK', HttpStatusCode: 200 };
const began = 1555492246000;

const event = (name: string, type: string, second: number): JsonObject => ({
  TimeStamp: String(began + second * 1000),
  Event: name,
  AgentName: 'Li Na',
  DetailData: { EventType: type, SkillGroup: 'Service' },
});
const log = (events: JsonValue, more: JsonObject = {}) => ({
  ...frame,
  Data: {
    ...{ Caller: '1', Callee: '2', CallType: 'Inbound', StartTime: String(began) },
    Events: { CallEventDetail: events },
    ...more,
  },
});

const talked = [event('Ring', 'agent', 5), event('Talk', 'agent', 8)];
const left = event('End', 'agent', 60);

describe('an event log', () => {
  it.each<[string, readonly JsonObject[], JsonObject, string]>([
    ['an agent talks', talked, {}, 'in-progress'],
    ['the only agent has hung up', [...talked, left], {}, 'completed'],
    [
      'the agent hung up and handed the caller on',
      [...talked, event('LaunchTransfer', 'agent', 50), left],
      {},
      'in-progress',
    ],
    [
      'the caller was handed on and taken, and all hung up',
      [
        ...[...talked, event('LaunchTransfer', 'agent', 50), left],
        ...[event('Talk', 'agent', 61), event('End', 'agent', 90)],
      ],
      {},
      'completed',
    ],
    ['the caller waits again', [...talked, left, event('EnterQueue', 'queue', 61)], {}, 'in-progress'],
    ['the answer says why it ended', talked, { ReleaseReason: '200-OK' }, 'unknown'],
    ['the answer says who ended it', talked, { ReleaseAgent: 'customer' }, 'unknown'],
  ])('tells whether the call goes on where %s', (_, events, more, outcome) => {
    const { summary } = traceOf({ 'a.json': log(events, more) });
    expect(summary.outcome).toBe(outcome);
    expect(summary.endedAt !== undefined).toBe(outcome === 'completed');
  });

  it('counts less than a record, which is written when a call is over', () => {
    const outcomesWith = (ContactDisposition: string) =>
      read({
        'a.json': log(talked),
        'ListCallDetailRecords.json': {
          ...frame,
          CallDetailRecords: {
            List: {
              CallDetailRecord: [{ ContactId: '1', StartTime: began, Duration: 60, ContactDisposition }],
            },
          },
        },
      }).traces.map(({ summary }) => summary.outcome);
    expect(outcomesWith('Success')).toEqual(['completed']);
    expect(outcomesWith('NotAKnownOne')).toEqual(['unknown']);
  });
});

it('a call that is going on is fetched as one, and its answers tell the time of the server', async () => {
  const calls = populate({ count: 30, newest: now - minute, seed: 5, running: 2 });
  const server = keep(await startSimulator2017({ now: () => now, calls }));
  const provider = createAlibaba2017(
    {
      ...{ endpoint: server.url, instanceId: server.instanceId, ...keysOf(server) },
      ...{ scheme: 'rpc-sha1', format: 'json' },
    },
    environment,
  );
  const { responses } = await provider.fetch(server.contactId(0), {}, listening());
  const trace = readResponses(responses, {}).traces.find(
    ({ contactId }) => contactId === server.contactId(0),
  );
  expect(trace?.summary.outcome).toBe('in-progress');
  expect(trace?.summary.endedAt).toBeUndefined();
  expect(responses.map(({ servedAt }) => servedAt)).toEqual(
    responses.map(() => Math.floor(now / 1000) * 1000),
  );
});
