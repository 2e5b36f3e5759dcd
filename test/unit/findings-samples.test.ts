import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { readResponses } from '../../src/providers/read.ts';
import { renderIn } from '../../src/trace/catalogue.ts';
import { parseDocument } from '../../src/trace/document/parse.ts';
import { findings } from '../../src/trace/findings/findings.ts';
import { phraseText } from '../../src/trace/format.ts';
import type { CallTrace } from '../../src/trace/model.ts';

const english = renderIn('en');
const chinese = renderIn('zh-cn');
const samples = new URL('../../media/samples/', import.meta.url);
const payloads = new URL('../fixtures/payloads/', import.meta.url);

function sample(slug: string): CallTrace {
  const document = parseDocument(
    readFileSync(new URL(`${slug}/${slug}.calltrace.json`, samples), 'utf8'),
    slug,
  );
  if (!document.ok) throw new Error(`${slug} is not valid`);
  return document.trace;
}

/** Severity, the step or event that is named, and the title, in the order in which they are shown. */
const told = (trace: CallTrace) =>
  findings(trace).map(({ severity, item, title }) => `${severity} ${item}: ${phraseText(title, english)}`);

/** Every problem of every sample call; those without one are clean. */
const expected: Readonly<Record<string, readonly string[]>> = {
  'http-node-fails': [
    'error s11: queryOrder failed: HTTP 502',
    'error s19: IVR exception ended the call',
    'warning s4: Digits timed out 2×, invalid 1×',
    'warning s15: After-sales was full',
    'warning e7: 8012 · Li Na did not answer',
    'warning s16: Queue timed out after 2 m in General service',
  ],
  'self-service-completed': [],
  'invalid-digits-three-times': ['warning s4: Invalid digits 3×'],
  'queue-overflow': ['warning s5: 投诉专席 was full'],
  'abandoned-while-ringing': ['warning e4: Gave up while 8015 · 坐席小周 rang'],
  'transfer-two-agents': [],
  'bot-flow': ['warning s8: Caller hung up in 改地址机器人'],
  'outbound-not-answered': ['warning e2: Not reached: Switched off'],
  'ivr-2017': [],
  'queue-timeout-2017-xml': ['error s10: Queue timed out after 1 m in 账户专席'],
  'huawei-inbound': ['warning e3: Queue timed out after 1 m in 8 · billing_zh'],
  'laaffic-outbound': [],
  'string-numbers-2020': [
    'warning e4: 7001 · 值班坐席 did not answer',
    'warning s7: Queue timed out after 30 s in 值班组',
  ],
};

describe('the problems of the sample calls', () => {
  it('are all in the table', () => {
    const slugs = readdirSync(samples, { withFileTypes: true }).filter((entry) => entry.isDirectory());
    expect(slugs.map(({ name }) => name).sort()).toEqual(Object.keys(expected).sort());
  });

  it.each(Object.entries(expected))('%s', (slug, problems) => {
    expect(told(sample(slug))).toEqual(problems);
  });

  it.each(Object.keys(expected))(
    '%s: each names what is there, in whole sentences of both languages',
    (slug) => {
      const trace = sample(slug);
      const items = new Set([...trace.steps, ...trace.events].map(({ id }) => id));
      for (const { item, effect, also = [], title, text } of findings(trace)) {
        for (const id of [item, ...also, ...(effect === undefined ? [] : [effect])])
          expect(items).toContain(id);
        for (const render of [english, chinese]) {
          const words = [title, ...text].map((phrase) => phraseText(phrase, render));
          expect(words.join('\n')).not.toMatch(/finding\.|undefined|[{}]/);
        }
        for (const sentence of text) {
          expect(phraseText(sentence, english)).toMatch(/\.$/);
          expect(phraseText(sentence, chinese)).toMatch(/[一-鿿].*。$/);
        }
      }
    },
  );

  it('say what came of it, and where that is seen', () => {
    const [first] = findings(sample('http-node-fails'));
    expect(first?.text.map((phrase) => phraseText(phrase, english))).toEqual([
      'queryOrder answered 502 Bad Gateway after 3.2 s; the flow left it by “Failure”.',
      'Its message was: “upstream connect error”.',
      '“Order status?” then took its default branch.',
      'The caller was then queued for an agent in “After-sales”.',
    ]);
    expect(first?.effect).toBe('s14');
  });
});

describe('the problems of the payloads in the documentation', () => {
  /** Contradictions that the documentation's own examples have: rows that they announce, events two years later. */
  const wrong: Readonly<Record<string, string>> = {
    'alibaba-2017-listivrtrackingdetail.json': 'warning s2: 14 records are missing',
    'alibaba-2017-listivrtrackingdetail.xml': 'warning s2: 14 records are missing',
    'alibaba-2020-listivrtrackingdetails-2021doc.json': 'warning s1: 3 records are missing',
    'alibaba-2020-listivrtrackingdetails-2021doc.xml': 'warning s1: 3 records are missing',
    'alibaba-2020-listivrtrackingdetails-2024doc.json': 'warning s1: 2 records are missing',
    'alibaba-2020-getcalldetailrecord-old.json': 'warning e1: 3 records lie outside the call',
    'alibaba-2020-getcalldetailrecord-old.xml': 'warning e1: 3 records lie outside the call',
    'alibaba-2020-getcalldetailrecord-2021doc.json': 'warning e1: 3 records lie outside the call',
    'alibaba-2020-getcalldetailrecord-2021doc.xml': 'warning e1: 3 records lie outside the call',
    'alibaba-2020-getcalldetailrecord-2024doc.json': 'warning e2: 3 records lie outside the call',
    'alibaba-2020-getcalldetailrecord-new.json': 'warning e2: 3 records lie outside the call',
    'huawei-querycalltracedetail.response.json': 'error e2: The call failed: All resources occupied',
    'huawei-querycalltracedetail.verbatim.txt': 'error e2: The call failed: All resources occupied',
  };

  it.each(readdirSync(payloads))('%s', (name) => {
    const { traces } = readResponses([{ name, bytes: readFileSync(new URL(name, payloads)) }]);
    const problem = wrong[name];
    expect(traces.flatMap(told)).toEqual(problem === undefined ? [] : [problem]);
  });
});
