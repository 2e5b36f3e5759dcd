import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it, test } from 'vitest';
import { readResponses } from '../../src/providers/read.ts';
import { renderIn } from '../../src/trace/catalogue.ts';
import { findings } from '../../src/trace/findings/findings.ts';
import type { CallTrace } from '../../src/trace/model.ts';
import { textOfTrace } from '../../src/trace/text/render.ts';
import { sharesOf, type Shares } from '../../src/trace/timeline/shares.ts';
import { analyse } from '../../src/trace/view/analysis.ts';
import { traceView } from '../../src/trace/view/view.ts';
import { makeTrace, at } from './support/make-trace.ts';

/*
 * What a record, or a row of a list, tells of its call when nothing else is read: it claims nothing that the whole
 * trace does not say, and tells the problem that the provider names.
 */

const inEnglish = renderIn('en');
const inChinese = renderIn('zh-cn');

const samples = new URL('../../media/samples/', import.meta.url);
const payloads = new URL('../fixtures/payloads/', import.meta.url);
const reported = new URL('../fixtures/reported/', import.meta.url);

function read(folder: URL, ...files: readonly string[]): readonly CallTrace[] {
  return readResponses(files.map((name) => ({ name, bytes: readFileSync(new URL(name, folder)) }))).traces;
}

function only(traces: readonly CallTrace[]): CallTrace {
  const [trace] = traces;
  if (trace === undefined) throw new Error('nothing was read');
  return trace;
}

function sharesIn(trace: CallTrace): Shares {
  const { tracks, depths, ends } = analyse(trace, { language: 'en', render: inEnglish });
  return sharesOf(trace, tracks, depths, ends);
}

/** The shares as they are told. */
const toldIn = (trace: CallTrace) =>
  traceView(trace, { language: 'en', render: inEnglish }).summary.shares.map(({ text }) => text);
const titlesIn = (trace: CallTrace) =>
  traceView(trace, { language: 'en', render: inEnglish }).findings.map(({ title }) => title);

const slugs = readdirSync(samples, { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map(({ name }) => name);
/** Each answer of each sample that tells of the call as a whole, with the sample. */
const records = slugs.flatMap((slug) =>
  readdirSync(new URL(`${slug}/`, samples))
    .filter((name) => !/calltrace\.json$|ContactFlow|IvrTracking/.test(name))
    .map((name) => ({ slug, name })),
);

describe('a record of a sample alone', () => {
  it('is looked at for each provider', () => {
    expect(records.length).toBeGreaterThan(18);
  });

  // Seconds are cut in rows.
  it.each(records)('$slug/$name claims no more talking and ringing than the whole', ({ slug, name }) => {
    const folder = new URL(`${slug}/`, samples);
    const files = readdirSync(folder).filter((file) => !file.endsWith('.calltrace.json'));
    const whole = sharesIn(only(read(folder, ...files)));
    const alone = sharesIn(only(read(folder, name)));
    expect(alone.talking).toBeLessThanOrEqual(whole.talking + 1000);
    expect(alone.ringing).toBeLessThanOrEqual(whole.ringing + 1000);
  });

  it.each(records)('$slug/$name tells of a failed or abandoned call why', ({ slug, name }) => {
    const trace = only(read(new URL(`${slug}/`, samples), name));
    const { outcome } = trace.summary;
    if (outcome === 'failed' || outcome === 'abandoned') expect(findings(trace)).not.toEqual([]);
  });
});

/** Operations that answer for a call, as payloads are named. */
const ofCalls = readdirSync(payloads).filter((name) =>
  /(calldetailrecord|recentcall|calleventdetail|querycalls-v2\.response|tracedetail\.synthetic|ccRecordQuery\.response)/.test(
    name,
  ),
);

test.each(ofCalls)('%s counts nothing twice, and nothing beyond the call', (name) => {
  for (const trace of read(payloads, name)) {
    const { ivr, waiting, ringing, talking, unknown } = sharesIn(trace);
    const { startedAt, endedAt, durationMs, durations = {} } = trace.summary;
    const length =
      startedAt !== undefined && endedAt !== undefined ? endedAt - startedAt : (durationMs ?? Infinity);
    expect(ivr + waiting + ringing + talking + unknown).toBeLessThanOrEqual(length);
    if (trace.events.length > 0 || durations.talkingMs !== undefined) continue;
    // A list that tells no times of parts tells at most how long an answered outbound call was.
    expect(talking).toBeLessThanOrEqual(trace.summary.direction === 'outbound' ? (durationMs ?? 0) : 0);
  }
});

describe('the record of a caller who gave up in the queue', () => {
  const trace = only(read(reported, '08-abandoned-in-queue.json'));

  it('tells IVR and waiting, and no talking', () => {
    expect(toldIn(trace)).toEqual(['IVR 10 s', 'waiting 50 s']);
    expect(titlesIn(trace)).toEqual(['Gave up after 50 s in 售后']);
  });
});

describe('rows of a list', () => {
  const [late, exception] = read(reported, '09-row-queue-timeout.json');
  if (late === undefined || exception === undefined) throw new Error('there are two rows');

  it('tell where the time went as they state it', () => {
    expect(toldIn(late)).toEqual(['IVR 15 s', 'waiting 45 s']);
    expect(toldIn(exception)).toEqual(['IVR 1 m']);
  });

  it('tell the reason of a failure, which is a problem of the call itself', () => {
    expect(titlesIn(late)).toEqual(['The call failed: Queue timeout']);
    expect(titlesIn(exception)).toEqual(['IVR exception ended the call']);
    const [finding] = findings(late);
    expect(finding?.item).toBe('');
    expect(finding?.at).toBe(late.summary.endedAt);
    expect(textOfTrace(late, inEnglish)).toContain('By the call record, the caller waited 45 s in 售后.');
    expect(textOfTrace(late, inChinese, { language: 'zh-cn' })).toContain('按话单，客户在“售后”排队 45 秒。');
  });

  it('are drawn as connected where the IVR or a queue had the call', () => {
    const { timeline } = traceView(late, { language: 'en', render: inEnglish });
    expect(timeline.rows.flatMap(({ segments }) => segments).map(({ kind }) => kind)).toEqual(['connected']);
  });
});

describe('a record that does not tell what happened', () => {
  const ended = { startedAt: at(0), endedAt: at(60), durationMs: 60_000 } as const;

  it('of an inbound call says that it is not known', () => {
    const trace = makeTrace({ summary: { ...ended, establishedAt: at(20), outcome: 'completed' } });
    expect(toldIn(trace)).toEqual(['not known 1 m']);
    const [row] = traceView(trace, { language: 'en', render: inEnglish }).timeline.rows;
    expect(row?.segments.map(({ kind, name }) => `${kind} ${name}`)).toEqual([
      'unknown Not known',
      'connected Connected',
    ]);
  });

  it('of a call that an agent dialled says that it rang and that they talked', () => {
    const summary = { ...ended, direction: 'outbound', establishedAt: at(20), outcome: 'completed' } as const;
    expect(toldIn(makeTrace({ summary: { ...summary, durationMs: 40_000 } }))).toEqual([
      'ringing 20 s',
      'talking 40 s',
    ]);
    const contactType = { code: '1', meaning: 'group-call-to-agent' };
    expect(toldIn(makeTrace({ summary: { ...summary, contactType } }))).toEqual(['not known 1 m']);
  });

  it.each([
    ['abandoned', 'Caller gave up: Abandoned in the IVR'],
    ['not-answered', 'Nobody answered: Abandoned in the IVR'],
  ] as const)('of a call that was %s tells it as a problem', (outcome, title) => {
    const disposition = { code: 'AbandonedInIVR', meaning: 'abandoned-in-ivr' };
    expect(titlesIn(makeTrace({ summary: { ...ended, outcome, disposition } }))).toEqual([title]);
  });

  it('of a caller who dials claims no ringing', () => {
    const trace = makeTrace({
      summary: { ...ended, establishedAt: at(20), outcome: 'completed' },
      events: [
        { lane: 'customer', name: 'dialing', at: 0 },
        { lane: 'agent', name: 'established', at: 20, party: { id: '1' } },
        { lane: 'agent', name: 'released', at: 60, party: { id: '1' } },
      ],
    });
    expect(toldIn(trace)).toEqual(['talking 40 s', 'not known 20 s']);
  });
});
