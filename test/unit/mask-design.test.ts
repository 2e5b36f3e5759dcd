import { describe, expect, test } from 'vitest';
import { maskForSharing } from '../../src/trace/mask-sources.ts';
import { maskForView } from '../../src/trace/mask.ts';
import type { CallTrace } from '../../src/trace/model.ts';
import { makeTrace } from './support/make-trace.ts';

/*
 * Names of people are masked where a field or a text about a person names them. What a designer or the provider named
 * stays, also where somebody has that name.
 */

/** A call of agents who are called like a node, an exit and a queue. */
function callOf(...names: readonly string[]): CallTrace {
  const agents = names.map((name, index) => ({ id: `80${index}`, name }));
  const flow = { flowId: 'f', flowName: 'Service line', nodeId: 'n', nodeName: 'end of Service' };
  const raw = {
    List: [
      { FlowName: 'Service line', NodeName: 'end of Service', NodeType: 'end', NodeExitCode: 'end' },
      { AgentName: names[0] ?? '', QueueName: 'Service', QueueType: 1 },
      { AgentName: names[0] ?? '', QueueName: names[1] ?? '', QueueType: 2 },
    ],
    Definition: JSON.stringify({
      activities: [{ type: 'HANGUP', id: 'n', name: 'end of Service', events: [{ event: 'end' }] }],
    }),
  };
  const trace = makeTrace({
    summary: {
      agents,
      queues: [
        { id: 'q', name: 'Service' },
        { id: 'own', name: names[1] ?? '' },
      ],
    },
    events: [
      { lane: 'queue', name: 'enqueued', at: 0, party: { id: 'q', name: 'Service' } },
      { lane: 'queue', name: 'enqueued', at: 1, party: { id: 'own', name: names[1] ?? '' } },
    ],
    steps: [
      {
        node: 'x',
        kind: 'play',
        from: 0,
        to: 1,
        exit: 'success',
        exitCode: 'end',
        variables: { note: `Ask ${names[0] ?? ''}` },
      },
    ],
    sources: [
      { id: 'steps', operation: 'X', format: 'json', body: raw },
      { id: 'events', operation: 'Y', format: 'json', body: {} },
    ],
  });
  const [step] = trace.steps;
  const [event, own] = trace.events;
  if (step === undefined || event === undefined || own === undefined) throw new Error('there are three');
  return {
    ...trace,
    steps: [{ ...step, ...flow }],
    events: [event, { ...own, details: { QueueType: '2' } }],
    flows: [
      {
        id: 'f',
        name: 'Service line',
        nodes: [{ id: 'n', name: 'end of Service', kind: { code: 'end' }, exits: [{ code: 'end' }] }],
        source: { source: 'steps', pointer: '' },
      },
    ],
  };
}

describe('agents who are called like parts of the design', () => {
  const trace = callOf('end', 'Service');
  const shown = maskForView(trace);

  test('leave the names of nodes, flows, exits and queues as they are', () => {
    expect(shown.steps[0]).toMatchObject({
      flowName: 'Service line',
      nodeName: 'end of Service',
      exit: { code: 'end' },
    });
    expect(shown.flows[0]).toMatchObject({
      name: 'Service line',
      nodes: [{ name: 'end of Service', kind: { code: 'end' }, exits: [{ code: 'end' }] }],
    });
    expect(shown.events[0]?.party).toEqual({ id: 'q', name: 'Service' });
  });

  test('are masked themselves, in texts and where a queue is their own', () => {
    expect(shown.summary.agents.map(({ name }) => name)).toEqual(['e**', 'S**']);
    expect(shown.steps[0]?.variables).toEqual({ note: 'Ask e**' });
    expect(shown.summary.queues).toEqual([
      { id: 'q', name: 'Service' },
      { id: 'own', name: 'S**' },
    ]);
    expect(shown.events[1]?.party).toEqual({ id: 'own', name: 'S**' });
  });

  test('and so in raw responses', () => {
    const [source] = maskForSharing(trace, []).sources;
    expect(source?.body).toEqual({
      List: [
        { FlowName: 'Service line', NodeName: 'end of Service', NodeType: 'end', NodeExitCode: 'end' },
        { AgentName: 'e**', QueueName: 'Service', QueueType: 1 },
        { AgentName: 'e**', QueueName: 'S**', QueueType: 2 },
      ],
      Definition: JSON.stringify({
        activities: [{ type: 'HANGUP', id: 'n', name: 'end of Service', events: [{ event: 'end' }] }],
      }),
    });
  });
});

test('phone numbers and addresses are masked in names of the design as well', () => {
  const [step] = callOf('a', 'b').steps;
  if (step === undefined) throw new Error('there is one');
  const trace = {
    ...callOf('Li Na'),
    steps: [{ ...step, nodeName: 'Forward to 13812342315, li@example.com' }],
  };
  expect(maskForView(trace).steps[0]?.nodeName).toBe('Forward to 138****2315, l**@***');
});
