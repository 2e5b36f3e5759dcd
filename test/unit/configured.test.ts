import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { readResponses } from '../../src/providers/read.ts';
import { renderIn } from '../../src/trace/catalogue.ts';
import { configuredOf } from '../../src/trace/configured.ts';
import { parseDocument } from '../../src/trace/document/parse.ts';
import { markdownOf } from '../../src/trace/export/markdown.ts';
import type { CallTrace } from '../../src/trace/model.ts';
import { textOfTrace } from '../../src/trace/text/render.ts';
import { detailsOf } from '../../src/trace/view/details.ts';
import { traceView } from '../../src/trace/view/view.ts';
import { makeTrace, type StepSpec } from './support/make-trace.ts';

const inEnglish = renderIn('en');
const inChinese = renderIn('zh-cn');

function reported(): CallTrace {
  const name = '38-configured-and-real-timeout.json';
  const [trace] = readResponses([
    { name, bytes: readFileSync(new URL(`../fixtures/reported/${name}`, import.meta.url)) },
  ]).traces;
  if (trace === undefined) throw new Error('nothing was read');
  return trace;
}

const titlesOf = (trace: CallTrace) =>
  traceView(trace, { language: 'en', render: inEnglish }).findings.map(({ title }) => title);

describe('a node that took another time than it is set to', () => {
  const trace = reported();

  test('is a problem', () => {
    const found = traceView(trace, { language: 'en', render: inEnglish }).findings;
    expect(found.map(({ title }) => title)).toEqual([
      'Digits timed out 1×',
      '收号 took 12 s, set to 5 s',
      'Queue timed out after 1 m 30 s in 转人工',
      '转人工 took 1 m 30 s, set to 30 s',
    ]);
    expect(found[1]?.text).toBe('收号 is set to time out after 5 s; it really left by “Timeout” after 12 s.');
    expect(
      traceView(trace, { language: 'zh-cn', render: inChinese }).findings.map(({ title }) => title),
    ).toContain('“收号”配置 5 秒，实际 12 秒');
  });

  test('has its settings beside what happened: in details, text and Markdown', () => {
    const details = detailsOf(trace, { language: 'en', render: inEnglish })('s2').groups[0]?.fields ?? [];
    expect(details.find(({ label }) => label === 'Configured')?.value).toBe('timeout 5 s · 1 try');
    expect(textOfTrace(trace, inEnglish)).toContain('→ Timeout · configured: timeout 30 s');
    const view = traceView(trace, { language: 'en', render: inEnglish });
    expect(markdownOf(view, { trace, render: inEnglish })).toContain(
      '12 s (configured: timeout 5 s · 1 try)',
    );
  });
});

const digits = (properties: StepSpec['properties'], to: number, exit: StepSpec['exit'] = 'timeout') =>
  makeTrace({
    steps: [{ node: 'Menu', kind: 'collect-digits', from: 0, to, exit, ...(properties && { properties }) }],
  });
const queue = (properties: StepSpec['properties'], to: number, exit: StepSpec['exit'] = 'timeout') =>
  makeTrace({
    steps: [
      { node: 'Sales', kind: 'transfer-to-agent', from: 0, to, exit, ...(properties && { properties }) },
    ],
  });
const differs = (trace: CallTrace) => titlesOf(trace).filter((title) => title.includes('set to'));

describe('input that was waited for', () => {
  test.each([
    ['as long as it is set', { timeout: 5 }, 5],
    ['as often as it is set', { timeout: 5, maxTries: 3, say: '' }, 15.5],
    ['with a prompt that is not told', { timeout: 5 }, 60],
    ['with a prompt before it', { timeout: 5, say: '请输入电梯编号后四位，以井号键结束。' }, 11],
    ['with a prompt from a file, of which the length is not known', { timeout: 5, play: 'a.wav' }, 60],
  ] as const)('%s is no problem', (_, properties, to) => expect(differs(digits(properties, to))).toEqual([]));

  test('much longer, or shorter, is one', () => {
    expect(differs(digits({ timeout: '5', maxTries: '2', say: 'Press 1' }, 25))).toEqual([
      'Menu took 25 s, set to 5 s',
    ]);
    expect(differs(digits({ timeout: 10 }, 2))).toEqual(['Menu took 2 s, set to 10 s']);
  });

  test('and given is no problem', () => expect(differs(digits({ timeout: 5 }, 40, 'success'))).toEqual([]));
});

describe('a queue', () => {
  test('that timed out when it should is no problem', () =>
    expect(differs(queue({ queuingTimeoutSeconds: 60 }, 62))).toEqual([]));

  test('in which callers wait longer than is set is one, however the wait ended', () => {
    expect(differs(queue({ queuingTimeoutSeconds: 60 }, 120, 'hang-up'))).toEqual([
      'Sales took 2 m, set to 1 m',
    ]);
    expect(differs(queue({ queuingTimeoutSeconds: 60 }, 30, 'hang-up'))).toEqual([]);
  });
});

test('what the step does not say is known by the design', () => {
  const trace = queue(undefined, 20, 'success');
  const flows: CallTrace['flows'] = [
    {
      id: 'flow-Main flow',
      nodes: [
        {
          id: 'node-Sales',
          kind: { code: 'TRANSFER_TO_AGENT' },
          properties: { queuingTimeoutSeconds: '90', queuingOverflowThreshold: 5 },
          exits: [],
        },
      ],
      source: { source: 'flows', pointer: '' },
    },
  ];
  const [step] = trace.steps;
  expect(step && configuredOf({ ...trace, flows }, step)).toEqual({ timeoutMs: 90_000, queueLength: 5 });
});

test.each(['0', '-5', 'soon', '99999999', null])('a setting of %s is none', (timeout) => {
  const trace = digits({ timeout }, 5);
  const [step] = trace.steps;
  expect(step && configuredOf(trace, step)).toEqual({});
});

const samples = new URL('../../media/samples/', import.meta.url);
test.each(
  readdirSync(samples, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => name),
)('the sample %s did as it is set', (slug) => {
  const document = parseDocument(
    readFileSync(new URL(`${slug}/${slug}.calltrace.json`, samples), 'utf8'),
    slug,
  );
  if (!document.ok) throw new Error(`${slug} is not valid`);
  expect(differs(document.trace)).toEqual([]);
});
