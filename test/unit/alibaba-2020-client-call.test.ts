import { describe, expect, it } from 'vitest';
import { createClient } from '../../src/providers/alibaba-ccc-2020/client.ts';
import { fetchCallSources, type FetchOptions } from '../../src/providers/alibaba-ccc-2020/fetch-call.ts';
import type { FetchProgress } from '../../src/providers/fetching.ts';
import {
  builtInContactId,
  builtInFlowName,
  builtInPopulation,
} from '../simulators/alibaba-ccc-2020-calls.ts';
import type { Simulator } from '../simulators/alibaba-ccc-2020.ts';
import { clientOf, failureOf, simulate, text } from './alibaba-2020-setup.ts';

const operations = (simulator: Simulator) => simulator.requests.map(({ operation }) => operation);

describe('fetchCallSources', () => {
  const fetchAll = (simulator: Simulator, contactId = builtInContactId, options?: FetchOptions) =>
    fetchCallSources(clientOf(simulator), contactId, options);

  it('gathers event log, tracking and the flows passed, with progress', async () => {
    const simulator = await simulate();
    const progress: FetchProgress[] = [];
    const sources = await fetchAll(simulator, builtInContactId, {
      onProgress: (step) => progress.push(step),
    });
    expect(sources.failures).toEqual([]);
    expect(sources.responses.map(({ operation }) => operation)).toEqual([
      'GetCallDetailRecord',
      'ListIvrTrackingDetails',
      'ListContactFlows',
      'ListContactFlows',
    ]);
    expect(new Set(sources.responses.map(({ requestId }) => requestId)).size).toBe(4);
    expect(progress[0]).toEqual({ operation: 'GetCallDetailRecord', done: 0, total: 1 });
    expect(progress.at(-1)).toMatchObject({ done: 4, total: 4 });
  });

  it.each([0, 1, 99, 100, 101, 200, 250, 1050])('fetches all pages of %i steps', async (steps) => {
    const simulator = await simulate({ population: builtInPopulation({ 'job-long': steps }) });
    const sources = await fetchAll(simulator, 'job-long');
    const pages = sources.responses.filter(({ operation }) => operation === 'ListIvrTrackingDetails');
    const nodes = pages.flatMap(({ bytes }) => [...text(bytes).matchAll(/"NodeName":"放音 (\d+)"/g)]);
    expect(nodes.map((match) => Number(match[1]))).toEqual(Array.from({ length: steps }, (_, i) => i + 1));
    expect(sources.failures).toEqual([]);
    // A full last page has to be followed by an empty one to be known as the last.
    const asked = simulator.requests.filter(({ operation }) => operation === 'ListIvrTrackingDetails');
    expect(asked).toHaveLength(steps === 0 ? 1 : Math.floor(steps / 100) + 1);
    expect(simulator.mostAtOnce()).toBeLessThanOrEqual(2);
  });

  it('keeps the rest when the event log fails', async () => {
    const trouble = { kind: 'error', status: 403, code: 'Permission.Common' } as const;
    const simulator = await simulate({ faults: [{ operation: 'GetCallDetailRecord', trouble }] });
    const sources = await fetchAll(simulator);
    expect(sources.failures).toMatchObject([
      { operation: 'GetCallDetailRecord', error: { kind: 'permission', code: 'Permission.Common' } },
    ]);
    expect(sources.responses[0]?.operation).toBe('ListIvrTrackingDetails');
  });

  it('keeps the event log when tracking fails, and asks for the flows that it names', async () => {
    const trouble = { kind: 'html', status: 200 } as const;
    const simulator = await simulate({ faults: [{ operation: 'ListIvrTrackingDetails', trouble }] });
    const sources = await fetchAll(simulator);
    expect(sources.responses.map(({ operation }) => operation)).toEqual([
      'GetCallDetailRecord',
      'ListContactFlows',
    ]);
    const searched = simulator.requests.map(({ query }) => query.get('SearchPattern'));
    expect(searched).toEqual([undefined, undefined, undefined, builtInFlowName]);
    expect(sources.failures).toMatchObject([
      { operation: 'ListIvrTrackingDetails', error: { kind: 'malformed' } },
    ]);
  });

  it('keeps the pages before one that fails, and says so', async () => {
    const simulator = await simulate({
      population: builtInPopulation({ 'job-long': 450 }),
      faults: [
        { operation: 'ListIvrTrackingDetails', times: 3, trouble: { kind: 'slow', ms: 1 } },
        {
          operation: 'ListIvrTrackingDetails',
          times: 2,
          trouble: { kind: 'error', status: 400, code: 'Parameter.Maximum' },
        },
      ],
    });
    const sources = await fetchAll(simulator, 'job-long');
    expect(sources.responses.filter(({ operation }) => operation === 'ListIvrTrackingDetails')).toHaveLength(
      3,
    );
    expect(sources.failures).toMatchObject([
      { operation: 'ListIvrTrackingDetails', error: { code: 'Parameter.Maximum' } },
    ]);
  });

  it('tolerates flows that cannot be had, and names each reason once', async () => {
    const trouble = { kind: 'error', status: 403, code: 'Forbidden.RAM' } as const;
    const simulator = await simulate({ faults: [{ operation: 'ListContactFlows', times: 2, trouble }] });
    const sources = await fetchAll(simulator);
    expect(operations(simulator).filter((name) => name === 'ListContactFlows')).toHaveLength(2);
    expect(sources.responses).toHaveLength(2);
    expect(sources.failures).toMatchObject([
      { operation: 'ListContactFlows', error: { kind: 'permission' } },
    ]);
  });

  it('asks for the draft of a flow that is not published, and says when there is no definition at all', async () => {
    const ground = builtInPopulation();
    const [[mainId, main] = ['', {}], [subId] = ['']] = [...ground.flows];
    const unpublished = { ...main, Definition: undefined };
    const simulator = await simulate({ population: { ...ground, flows: new Map([[mainId, unpublished]]) } });
    const sources = await fetchAll(simulator);
    const asked = simulator.requests.filter(({ operation }) => operation === 'GetContactFlow');
    expect(asked.map(({ query }) => [query.get('ContactFlowId'), query.get('DraftId')])).toEqual([
      [mainId, 'draft-edaf2eaa'],
      [subId, undefined],
    ]);
    expect(sources.failures.map(({ operation, error }) => [operation, error.text.key])).toEqual([
      ['GetContactFlow', 'error.provider.flow'],
      ['GetContactFlow', 'error.provider.parameter'],
    ]);
  });

  it('does not ask for thousands of flows', async () => {
    const ground = builtInPopulation({ 'job-long': 100 });
    const rows = (ground.tracking.get('job-long') ?? []).map((row, index) => ({
      ...row,
      FlowId: `flow-${index}`,
      FlowName: `flow ${index}`,
    }));
    const simulator = await simulate({ population: { ...ground, tracking: new Map([['job-long', rows]]) } });
    const sources = await fetchAll(simulator, 'job-long');
    const flowRequests = simulator.requests.filter(({ operation }) => operation.endsWith('ContactFlows'));
    expect(flowRequests.length).toBeLessThanOrEqual(21);
    expect(sources.failures).toMatchObject([
      { operation: 'GetContactFlow' },
      { operation: 'ListContactFlows', error: { text: { key: 'error.provider.flow' } } },
    ]);
  });

  it('says when fewer rows came than were announced', async () => {
    const announced = { Code: 'OK', Data: { TotalCount: 3, List: [{ NodeType: 'PLAY_SAY' }] } };
    const empty = { Code: 'OK', Data: { TotalCount: 0, List: [] } };
    const client = createClient({
      endpoint: 'https://example.com',
      accessKeyId: 'k',
      accessKeySecret: 's',
      instanceId: 'i',
      send: async (request) => {
        const parts = request.sign?.({ attempt: 1, clockOffsetMs: 0 });
        const first =
          parts?.url?.includes('PageNumber=2') !== true && parts?.url?.includes('PageNumber=3') !== true;
        const bytes = new TextEncoder().encode(JSON.stringify(first ? announced : empty));
        return Promise.resolve({ status: 200, headers: {}, bytes, durationMs: 1, attempts: 1 });
      },
    });
    const sources = await fetchCallSources(client, 'job-1');
    expect(sources.failures).toMatchObject([
      { error: { kind: 'malformed', text: { key: 'error.malformed.pages', args: { got: 1, expected: 3 } } } },
    ]);
  });

  it('stops everything when it is cancelled, also in the middle of a body', async () => {
    const simulator = await simulate({ faults: [{ times: 9, trouble: { kind: 'stalled' } }] });
    const controller = new AbortController();
    const work = fetchAll(simulator, builtInContactId, { signal: controller.signal });
    await expect.poll(() => simulator.requests.length).toBe(2);
    controller.abort();
    expect(await failureOf(work)).toMatchObject({ kind: 'cancelled', action: 'none' });
    expect(simulator.requests).toHaveLength(2);
  });

  it('starts nothing when it is cancelled before', async () => {
    const simulator = await simulate();
    const work = fetchAll(simulator, builtInContactId, { signal: AbortSignal.abort() });
    expect(await failureOf(work)).toMatchObject({ kind: 'cancelled' });
    expect(simulator.requests).toHaveLength(0);
  });
});
