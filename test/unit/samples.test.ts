import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { readResponses } from '../../src/providers/read.ts';
import { parseDocument } from '../../src/trace/document/parse.ts';
import { serialise } from '../../src/trace/document/serialise.ts';
import type { CallTrace, Outcome } from '../../src/trace/model.ts';

const folder = new URL('../../media/samples/', import.meta.url);

function readSample(slug: string, files: readonly string[]): CallTrace {
  const { traces, problems } = readResponses(
    files.map((name) => ({ name, bytes: readFileSync(new URL(`${slug}/${name}`, folder)) })),
  );
  expect(problems).toEqual([]);
  expect(traces).toHaveLength(1);
  const [trace] = traces;
  if (trace === undefined) throw new Error(`${slug} was not read`);
  return trace;
}

interface IndexEntry {
  readonly slug: string;
  readonly files: readonly string[];
}

function isIndex(value: unknown): value is readonly IndexEntry[] {
  return (
    Array.isArray(value) &&
    value.every((entry: unknown) => typeof entry === 'object' && entry !== null && 'slug' in entry)
  );
}

const index: unknown = JSON.parse(readFileSync(new URL('index.json', folder), 'utf8'));
const samples = isIndex(index) ? index : [];

const outcomes: Readonly<Record<string, Outcome>> = {
  'http-node-fails': 'failed',
  'self-service-completed': 'completed',
  'invalid-digits-three-times': 'abandoned',
  'queue-overflow': 'voicemail',
  'abandoned-while-ringing': 'abandoned',
  'transfer-two-agents': 'completed',
  'bot-flow': 'abandoned',
  'outbound-not-answered': 'not-answered',
  'ivr-2017': 'completed',
  'queue-timeout-2017-xml': 'failed',
  'huawei-inbound': 'completed',
  'laaffic-outbound': 'completed',
  'string-numbers-2020': 'transferred',
};

describe('the sample calls', () => {
  it('are the ones that this table knows', () => {
    expect(samples.map((sample) => sample.slug)).toEqual(Object.keys(outcomes));
  });

  it.each(samples)(
    '$slug is one call with the outcome of its story, and no code of it is unknown',
    ({ slug, files }) => {
      const trace = readSample(slug, files);
      expect(trace.summary.outcome).toBe(outcomes[slug]);
      const codes = [
        ...trace.steps.flatMap((step) => [step.kind, step.exit]),
        ...trace.events.map((event) => event.name),
      ];
      expect(codes.filter((coded) => coded !== undefined && coded.meaning === undefined)).toEqual([]);
    },
  );

  // `npx vitest run test/unit/samples.test.ts --update` writes them anew.
  it.each(samples)('$slug ships with the trace that is made from it', async ({ slug, files }) => {
    const text = serialise(readSample(slug, files));
    expect(parseDocument(text, slug)).toMatchObject({ ok: true });
    await expect(text).toMatchFileSnapshot(new URL(`${slug}/${slug}.calltrace.json`, folder).pathname);
  });
});
