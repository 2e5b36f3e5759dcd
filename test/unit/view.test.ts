import { describe, expect, test } from 'vitest';
import type { CallTrace, JsonValue, Source } from '../../src/trace/model.ts';
import { detailsOf } from '../../src/trace/view/details.ts';
import type { DetailsView, VariableView } from '../../src/trace/view/details-types.ts';
import { variableIndex } from '../../src/trace/view/variable-index.ts';
import { variablesAt as variablesWith } from '../../src/trace/view/variables.ts';
import { traceView, type ViewOptions } from '../../src/trace/view/view.ts';
import { at, coded, makeTrace, type StepSpec } from './support/make-trace.ts';
import { inChinese, inEnglish } from './support/render.ts';
import { gapTrace, sampleTrace } from './support/sample-trace.ts';

const variablesAt = (trace: CallTrace, index: number) => variablesWith(trace, variableIndex(trace), index);

const english: ViewOptions = { language: 'en', render: inEnglish };
const viewOf = (trace: CallTrace) => traceView(trace, english);
const details = (trace: CallTrace, item?: string) => detailsOf(trace, english)(item);

/** Fields as `label: value (code)`. */
const fields = (view: DetailsView, group = 0) =>
  (view.groups[group]?.fields ?? []).map(
    ({ label, value, code }) => `${label}: ${value}${code === undefined ? '' : ` (${code})`}`,
  );

describe('the summary', () => {
  const { summary, title } = viewOf(sampleTrace());

  test('says who, when, how long and who hung up', () => {
    expect(title).toBe('138****2315 → 4008… · 14:02 · completed');
    expect(summary).toMatchObject({
      outcomeText: 'Completed',
      outcomeSeverity: 'none',
      direction: 'inbound',
    });
    expect(summary.facts.map(({ text }) => text)).toEqual([
      'Inbound',
      '2026-11-18 14:02:11 UTC+8',
      '5 m 32 s',
      'customer hung up',
      '2 queues',
      '2 agents',
      'Alibaba CCC · production',
    ]);
  });

  test('says where the time went, every moment once', () => {
    expect(summary.shares.map(({ text }) => text)).toEqual([
      'IVR 42 s',
      'waiting 1 m 53 s',
      'ringing 11 s',
      'talking 2 m 45 s',
    ]);
    const whole = summary.shares.reduce((sum, { durationMs }) => sum + durationMs, 0);
    expect(whole).toBeLessThanOrEqual(332_100);
  });

  test('of a call that goes on says how long so far', () => {
    const trace = makeTrace({
      summary: { outcome: 'in-progress' },
      events: [{ lane: 'ivr', name: 'entered-ivr', at: 38 }],
    });
    expect(viewOf(trace).summary.facts.map(({ text }) => text)).toContain('38 s, ongoing');
  });

  test.each([
    ['failed', 'error'],
    ['abandoned', 'warning'],
    ['not-answered', 'none'],
    ['rejected', 'none'],
    ['transferred', 'none'],
  ] as const)('of a call that was %s', (outcome, severity) => {
    expect(viewOf(makeTrace({ summary: { outcome } })).summary.outcomeSeverity).toBe(severity);
  });

  test('shows numbers as they are, masked where that is asked for', () => {
    expect(summary.caller).toBe('13812342315');
    expect(traceView(sampleTrace(), { ...english, mask: true }).summary).toMatchObject({
      caller: '138****2315',
      callee: '4008123456',
    });
  });

  test('has words for numbers that are not known', () => {
    const trace = makeTrace();
    const { direction, outcome, agents, queues } = trace.summary;
    const view = viewOf({ ...trace, summary: { direction, outcome, agents, queues } });
    expect(view.summary).toMatchObject({ caller: 'unknown number', callee: 'unknown number' });
  });
});

describe('the list', () => {
  const trace = sampleTrace();
  const { rows } = viewOf(trace);

  test('has every step and event once, by time', () => {
    expect(rows.map(({ item }) => item).sort()).toEqual(
      [...trace.steps, ...trace.events].map(({ id }) => id).sort(),
    );
    rows.slice(1).forEach((row, index) => expect(row.at).toBeGreaterThanOrEqual(rows[index]?.at ?? 0));
  });

  test('begins with the event that the step follows', () => {
    expect(rows.slice(0, 2).map(({ item }) => item)).toEqual(['event-1', 'step-1']);
  });

  test('numbers the steps and indents those of sub-flows', () => {
    expect(rows.find(({ item }) => item === 'step-11')).toMatchObject({
      order: 11,
      name: 'queryOrder',
      detail: 'HTTP request',
      exit: 'Failure',
      depth: 1,
      severity: 'error',
      durationMs: 3200,
    });
    expect(rows.find(({ item }) => item === 'event-6')).toMatchObject({
      name: 'Ringing',
      detail: '8012 · Li Na',
    });
  });
});

describe('details of a step', () => {
  const view = details(sampleTrace(), 'step-11');

  test('begin with what went wrong', () => {
    expect(view).toMatchObject({
      name: 'queryOrder',
      detail: 'HTTP request · step 11 of 15',
      icon: 'http-request',
    });
    expect(view.finding?.title).toBe('queryOrder failed: HTTP 502');
  });

  test('have fields in words, with codes', () => {
    expect(fields(view)).toEqual([
      'Entered: 14:02:50.100 (0:39.1)',
      'Left: 14:02:53.300 (0:42.3)',
      'Time in node: 3.2 s',
      'Exit: Failure (failure)',
      'Response code: 502 Bad Gateway',
      'Kind: HTTP request (http-request)',
      'In flow: Order status ‹ Main flow',
      'Node ID: node-queryOrder',
    ]);
    expect(fields(view, 1)).toEqual(['method: GET', 'url: ${url}', 'timeoutMs: 5000']);
  });

  test('have the variables, with what this step changed', () => {
    expect(view.variables.map(({ name, change }) => [name, change])).toEqual([
      ['lang', undefined],
      ['entry', undefined],
      ['orderNo', undefined],
      ['responseCode', 'new'],
      ['responseBody', 'new'],
    ]);
    expect(view.variables.at(-1)?.children.map(({ name, value }) => `${name}: ${value}`)).toEqual([
      'error: "upstream connect error"',
      'traceId: "7f3e9c20b1"',
    ]);
  });

  test('have the raw record', () => {
    expect(view.source).toEqual({
      operation: 'ListIvrTrackingDetails',
      pointer: '/Data/List/10',
      text: '{\n  "NodeName": "queryOrder",\n  "NodeExitCode": "failure"\n}',
      telling: [2],
    });
  });

  test('are in Chinese where it is asked for', () => {
    const chinese = detailsOf(sampleTrace(), { language: 'zh-cn', render: inChinese })('step-11');
    expect(chinese.detail).toBe('HTTP 请求 · 第 11 步，共 15 步');
    expect(fields(chinese)[3]).toBe('出口: 失败 (failure)');
  });

  test('of a step that was not left say so', () => {
    const trace = makeTrace({ steps: [{ node: 'Menu', kind: 'play', from: 1 }] });
    expect(fields(details(trace, 'step-1'))[1]).toBe('Left: end not given');
    const running = { ...trace, summary: { ...trace.summary, outcome: 'in-progress' } } as const;
    expect(fields(details(running, 'step-1'))[1]).toBe('Left: not left yet');
  });
});

describe('variables', () => {
  const steps = (...variables: readonly NonNullable<StepSpec['variables']>[]) =>
    makeTrace({
      steps: variables.map((values, index) => ({
        node: 'Ask',
        kind: 'collect-digits',
        from: index,
        variables: values,
      })),
    });
  const short = ({ name, value, change, before }: VariableView) =>
    `${name}=${value}${change === undefined ? '' : ` ${change}`}${before === undefined ? '' : ` ${before}`}`;

  test('that a later visit changed show the value before', () => {
    const trace = steps({ digits: '2026111', kept: 1 }, { digits: '20261117088', kept: 1 });
    expect(variablesAt(trace, 1).map(short)).toEqual(['digits="20261117088" changed "2026111"', 'kept=1']);
  });

  test('of which only number became text are not called changed', () => {
    const trace = steps(
      { tries: 0, body: { done: true, n: '1' } },
      { tries: '0', body: { done: 'true', n: 2 } },
    );
    expect(variablesAt(trace, 1).map(short)).toEqual(['tries="0"', 'body={2} changed {"done":true,"n":"1"}']);
    expect(variablesAt(trace, 1)[1]?.children.map(short)).toEqual(['done="true"', 'n=2 changed "1"']);
    const unset = steps({ a: null, b: '' }, { a: 'null', b: '0' });
    expect(variablesAt(unset, 1).map(short)).toEqual(['a="null" changed null', 'b="0" changed ""']);
  });

  test('of the first step are not called new', () => {
    expect(variablesAt(steps({ digits: '' }), 0).map(short)).toEqual(['digits=""']);
  });

  test('in JSON text are opened, and only the parts that changed are marked', () => {
    const trace = steps(
      { body: '{"id":90071992547409931,"state":"new"}' },
      { body: '{"id":90071992547409931,"state":"paid"}' },
    );
    const [body] = variablesAt(trace, 1);
    expect(body).toMatchObject({ type: 'object', value: '{2}', change: 'changed' });
    expect(body?.children.map(short)).toEqual(['id="90071992547409931"', 'state="paid" changed "new"']);
  });

  test('that only look like JSON stay text', () => {
    expect(variablesAt(steps({ a: '{not json', b: '['.repeat(100) }), 0).map(({ type }) => type)).toEqual([
      'string',
      'string',
    ]);
  });

  test('named like members of every object are values like others', () => {
    const trace = steps(
      {},
      Object.fromEntries<JsonValue>([
        ['__proto__', 'x'],
        ['constructor', 1],
      ]),
    );
    expect(
      variablesAt(trace, 1)
        .map(({ name }) => name)
        .sort(),
    ).toEqual(['__proto__', 'constructor']);
  });
});

describe('details of an event', () => {
  test('have its time, lane, party and how long it lasted', () => {
    const view = details(sampleTrace(), 'event-6');
    expect(view).toMatchObject({ name: 'Ringing', icon: 'agent', detail: 'Agent · event 6 of 13' });
    expect(fields(view)).toEqual([
      'At: 14:04:46.500 (2:35.5)',
      'Lane: Agent',
      'Agent: 8012 · Li Na (8012@production)',
      'Lasted: 6 s',
    ]);
    expect(view.source?.pointer).toBe('/Data/Events/5');
  });

  test('name the reason and the provider’s further fields', () => {
    const trace = makeTrace({ events: [{ lane: 'queue', name: 'left-queue', at: 3 }] });
    const [event] = trace.events;
    if (event === undefined) throw new Error('one event');
    const told = { ...event, reason: { code: '15' }, details: { deviceNo: '1177', list: [1, 2] } };
    const view = details({ ...trace, events: [told] }, 'event-1');
    expect(fields(view)).toContain('Reason: 15');
    expect(fields(view, 1)).toEqual(['deviceNo: 1177', 'list: [1,2]']);
  });
});

describe('details of the call', () => {
  const view = details(sampleTrace());

  test('name the places of the numbers, and not beside them', () => {
    const summary = { caller: '13812342315', callerLocation: '浙江省-杭州', calleeLocation: ' ' };
    const trace = makeTrace({ summary: { ...summary, callee: '4008123456' } });
    const told = fields(details(trace));
    expect(told).toContain('Caller: 13812342315');
    expect(told).toContain('Caller’s location: 浙江省-杭州');
    expect(told.filter((field) => field.includes('location'))).toHaveLength(1);
  });

  test('tell our outcome and the provider’s apart', () => {
    const labels = detailsOf(sampleTrace(), { language: 'zh-cn', render: inChinese })(undefined)
      .groups.flatMap(({ fields }) => fields)
      .map(({ label }) => label);
    expect(labels.slice(0, 2)).toEqual(['结果', '服务商给出的结果']);
  });

  test('tell the summary, the longest waits and the slowest nodes', () => {
    expect(view.item).toBeUndefined();
    expect(view.groups.map(({ title }) => title)).toEqual(['This call', 'Longest waits', 'Slowest nodes']);
    expect(fields(view)).toContain('Disposition: Success (success)'.replace(' (success)', ''));
    expect(fields(view)).toContain('Contact ID: job-1');
    expect(fields(view, 1)[0]).toMatch(/^After-sales: 1 m 41 s/);
    expect(fields(view, 2).map((field) => field.split(':')[0])).toEqual([
      'Order number',
      'Order number',
      'Order number',
      'Welcome prompt',
      'Order number',
    ]);
  });

  test('have the first problem and what is missing', () => {
    expect(view.finding?.item).toBe('step-11');
    expect(details(gapTrace()).gaps).toEqual([
      { lane: 'ivr', title: 'IVR steps are not offered', text: 'One flat record.' },
    ]);
  });

  test('stand in for an item that the trace does not have', () => {
    expect(details(sampleTrace(), 'nothing')).toEqual(view);
  });
});

describe('the raw record', () => {
  const source = (given: Partial<Source>): CallTrace =>
    makeTrace({
      steps: [{ node: 'Menu', kind: 'play', from: 0, to: 1 }],
      sources: [{ id: 'steps', operation: 'ListIvrTrackingDetail', format: 'json', ...given }],
    });

  test('of XML is its element tree', () => {
    const trace = source({
      format: 'xml',
      text: '<R><Data><List><a>1</a></List><List><a>2</a></List></Data></R>',
    });
    const pointed = {
      ...trace,
      steps: trace.steps.map((step) => ({ ...step, source: { source: 'steps', pointer: '/R/Data/List/1' } })),
    };
    expect(details(pointed, 'step-1').source?.text).toBe('{\n  "a": "2"\n}');
  });

  test('of a text that is neither is read by who knows it', () => {
    const trace = source({ format: 'text', text: 'odd' });
    expect(details(trace, 'step-1').source).toBeUndefined();
    const view = detailsOf(trace, {
      ...english,
      readSource: () => ({ Data: { List: [{ odd: true }] } }),
    })('step-1');
    expect(view.source?.text).toContain('"odd": true');
  });

  test('is the record around a field from which an event was read', () => {
    const trace = source({ body: { rows: [{ waitBegin: '1794971138000', deviceNo: '8' }] } });
    const pointed = {
      ...trace,
      steps: trace.steps.map((step) => ({
        ...step,
        source: { source: 'steps', pointer: '/rows/0/waitBegin' },
      })),
    };
    expect(details(pointed, 'step-1').source).toMatchObject({
      pointer: '/rows/0/waitBegin',
      text: '{\n  "waitBegin": "1794971138000",\n  "deviceNo": "8"\n}',
    });
  });

  test('is masked with the rest', () => {
    const trace = source({ body: { Data: { List: [{ Caller: '13812342315' }] } } });
    expect(detailsOf(trace, { ...english, mask: true })('step-1').source?.text).toContain('138****2315');
    expect(details(trace, 'step-1').source?.text).toContain('13812342315');
  });
});

test('gaps are named by lane, and as a part where something is there', () => {
  const trace = makeTrace({
    events: [{ lane: 'queue', name: 'enqueued', at: 1 }],
    gaps: [
      { kind: 'not-given', lane: 'ivr', message: 'why' },
      { kind: 'not-offered', lane: 'queue', message: 'why' },
      { kind: 'repaired', message: 'why' },
    ],
  });
  expect(viewOf(trace).gaps.map(({ title }) => title)).toEqual([
    'IVR steps were not among the responses',
    'Part of the queue data is not offered',
    'Response was damaged and mended',
  ]);
});

test('what a hung-up meaning of a provider is called where it is none of ours', () => {
  const trace = makeTrace({
    summary: { outcome: 'completed', hungUpBy: coded('carrier', 'Carrier'), endedAt: at(3) },
  });
  expect(viewOf(trace).summary.facts.map(({ text }) => text)).toContain('hung up by Carrier');
});
