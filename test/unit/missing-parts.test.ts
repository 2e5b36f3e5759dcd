import { afterEach, describe, expect, it } from 'vitest';
import { CallTraceError } from '../../src/http/errors.ts';
import type { CallHint, LiveProvider } from '../../src/providers/live.ts';
import { gapsOfFailure, withMissing } from '../../src/providers/missing-parts.ts';
import { readResponses } from '../../src/providers/read.ts';
import { renderIn } from '../../src/trace/catalogue.ts';
import type { CallTrace } from '../../src/trace/model.ts';
import { detailsOf } from '../../src/trace/view/details.ts';
import { textOfTrace } from '../../src/trace/text/render.ts';
import { traceView } from '../../src/trace/view/view.ts';
import type { Trouble } from '../simulators/server.ts';
import { alibaba2017, alibaba2020, all, closeAll, lastDay, listening } from './support/live-bench.ts';

afterEach(closeAll);

const render = renderIn('en');
const troubles: readonly (readonly [string, Trouble, 'refused' | 'not-answered'])[] = [
  ['is refused', { kind: 'error', status: 403, code: 'NoPermission' }, 'refused'],
  ['is unavailable', { kind: 'error', status: 503, code: 'ServiceUnavailable' }, 'not-answered'],
  ['is cut off', { kind: 'cut-off' }, 'not-answered'],
  ['is a web page', { kind: 'html', status: 200 }, 'not-answered'],
];

async function fetched(provider: LiveProvider, contactId: string, hint: CallHint = {}): Promise<CallTrace> {
  const { responses, failures } = await provider.fetch(contactId, hint, listening());
  const trace = readResponses(responses).traces.find((one) => one.contactId === contactId);
  if (trace === undefined) throw new Error('The call is not there.');
  return withMissing(trace, failures.flatMap(gapsOfFailure));
}

/** An inbound call that an agent took. */
async function answered(provider: LiveProvider): Promise<string> {
  const calls = await all(provider.list({ ...lastDay, direction: 'inbound' }));
  const call = calls.find(({ summary }) => summary.outcome === 'completed');
  if (call === undefined) throw new Error('No call was answered.');
  return call.contactId;
}

describe.each(troubles)('a part of a call that %s', (_, trouble, kind) => {
  it.each([
    ['alibaba-ccc-2020', alibaba2020, 'ListIvrTrackingDetails'],
    ['alibaba-ccc-2017', alibaba2017('json'), 'ListIvrTrackingDetail'],
  ] as const)(
    'leaves the rest, and stands where its steps would: %s',
    async (_provider, start, operation) => {
      const { provider, server } = await start(40);
      const contactId = await answered(provider);
      server.inject({ trouble, operation, times: 99 });
      const trace = await fetched(provider, contactId);
      expect(trace.steps).toEqual([]);
      expect(trace.events.length).toBeGreaterThan(0);
      expect(trace.gaps.filter(({ lane }) => lane === 'ivr').map((gap) => gap.kind)).toEqual([kind]);

      const title =
        kind === 'refused' ? 'IVR steps were refused: no permission' : 'IVR steps were not answered';
      const view = traceView(trace, { language: 'en', render });
      expect(view.findings.map((finding) => finding.title)).toContain(title);
      expect(view.gaps.map((gap) => gap.title)).toContain(title);
      expect(JSON.stringify(view.graph)).toContain(title);
      expect(detailsOf(trace, { language: 'en', render })(undefined).gaps.map((gap) => gap.title)).toContain(
        title,
      );
      expect(textOfTrace(trace, render)).not.toContain('No problems found');
    },
  );

  it.each([
    ['alibaba-ccc-2020', alibaba2020, 'GetCallDetailRecord'],
    ['alibaba-ccc-2017', alibaba2017('json'), 'ListCallEventDetailByContactId'],
  ] as const)(
    'leaves the rest, and stands in the lanes of the parties: %s',
    async (_provider, start, operation) => {
      const { provider, server } = await start(40);
      const contactId = await answered(provider);
      server.inject({ trouble, operation, times: 99 });
      const trace = await fetched(provider, contactId);
      expect(trace.steps.length).toBeGreaterThan(0);
      expect(trace.gaps.flatMap((gap) => (gap.kind === kind ? [gap.lane] : []))).toEqual([
        'customer',
        'queue',
        'agent',
      ]);

      const view = traceView(trace, { language: 'en', render });
      const rows = view.timeline.rows.flatMap(({ lane, gap }) =>
        gap === undefined ? [] : [`${lane}: ${gap}`],
      );
      const words =
        kind === 'refused' ? 'Agent events were refused: no permission' : 'Agent events were not answered';
      expect(rows).toContain(`agent: ${words}`);
      // Said once, where all that is missing is listed.
      expect(view.gaps.filter(({ text }) => text.includes(operation))).toHaveLength(1);
      expect(view.findings.map(({ title }) => title)).toContain(
        kind === 'refused' ? 'A part was refused: no permission' : 'The provider did not answer',
      );
    },
  );
});

describe('a key that may not ask for steps', () => {
  const refused: Trouble = { kind: 'error', status: 403, code: 'NoPermission' };

  it('finds a 2017 call of which only the ID is known, by its record', async () => {
    const { provider, server, idOf } = await alibaba2017('json')(20);
    server.inject({ trouble: refused, operation: 'ListIvrTrackingDetail', times: 999 });
    server.inject({ trouble: refused, operation: 'ListCallEventDetailByContactId', times: 999 });
    const trace = await fetched(provider, idOf(7));
    expect(trace.sources.map(({ operation }) => operation)).toEqual(['ListCallDetailRecords']);
    expect(new Set(trace.gaps.flatMap(({ kind, lane }) => (kind === 'refused' ? [lane] : [])))).toEqual(
      new Set(['ivr', 'customer', 'queue', 'agent']),
    );
  });

  it('or for records finds it by its event log', async () => {
    const { provider, server, idOf } = await alibaba2017('json')(20);
    server.inject({ trouble: refused, operation: 'ListCallDetailRecords', times: 999 });
    const trace = await fetched(provider, idOf(7));
    expect(trace.events.length).toBeGreaterThan(0);
    expect(
      trace.gaps.filter(({ kind }) => kind === 'refused').map(({ args }) => args?.['operation']),
    ).toContain('ListCallDetailRecords');
  });
});

it('a design that may not be had is missing in the flow, and is no problem of the call', async () => {
  const { provider, server } = await alibaba2020(40);
  const contactId = await answered(provider);
  for (const operation of ['ListContactFlows', 'GetContactFlow'])
    server.inject({ trouble: { kind: 'error', status: 403, code: 'Forbidden.RAM' }, operation, times: 99 });
  const trace = await fetched(provider, contactId);
  const flow = trace.gaps.filter(({ message }) => message.includes('flow'));
  expect(flow).toMatchObject([{ kind: 'refused', lane: 'ivr', message: 'gap.flow-refused' }]);
  const view = traceView(trace, { language: 'en', render });
  expect(view.findings.map(({ title }) => title).filter((title) => title.includes('permission'))).toEqual([]);
  expect(view.gaps.map(({ title }) => title)).toContain('Part of the IVR data was refused: no permission');
});

it('a recording is looked for in every kind that may be asked for', async () => {
  const { provider, server } = await alibaba2020(60);
  const calls = await all(provider.list({ ...lastDay, disposition: 'Success' }));
  const contactId = calls[0]?.contactId ?? '';
  const refused: Trouble = { kind: 'error', status: 403, code: 'NoPermission.Recording' };
  server.inject({ trouble: refused, operation: 'GetMonoRecording', times: 1 });
  expect(await provider.recording?.(contactId, listening())).toMatch(/^https:/);
  for (const operation of ['GetMonoRecording', 'GetVoicemailRecording', 'GetMultiChannelRecording'])
    server.inject({ trouble: refused, operation, times: 1 });
  await expect(provider.recording?.(contactId, listening())).rejects.toBeInstanceOf(CallTraceError);
});
