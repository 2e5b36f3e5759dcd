import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { menders, readResponses } from '../../src/providers/read.ts';
import { parseDocument } from '../../src/trace/document/parse.ts';
import { serialise } from '../../src/trace/document/serialise.ts';
import { maskForSharing } from '../../src/trace/mask-sources.ts';
import type { CallTrace, JsonValue } from '../../src/trace/model.ts';
import { isArray, isObject, valueAt } from '../../src/trace/pointer.ts';
import { sourceValue } from '../../src/trace/source/parse.ts';
import type { RawResponse } from '../../src/trace/source/response.ts';

const payloads = new URL('../fixtures/payloads/', import.meta.url);
const samples = new URL('../../media/samples/', import.meta.url);

const raw = (folder: URL, name: string): RawResponse => ({
  name,
  bytes: new Uint8Array(readFileSync(new URL(name, folder))),
});

/** Every payload alone, and the responses of every sample together. */
const groups: readonly (readonly [string, readonly RawResponse[]])[] = [
  ...readdirSync(payloads).map((name) => [name, [raw(payloads, name)]] as const),
  ...readdirSync(samples, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => {
      const folder = new URL(`${name}/`, samples);
      const files = readdirSync(folder).filter((file) => !file.endsWith('.calltrace.json'));
      return [name, files.map((file) => raw(folder, file))] as const;
    }),
];
const cases = groups.flatMap(([name, responses]) =>
  readResponses(responses).traces.map((trace) => [`${name} ${trace.contactId}`, trace] as const),
);

/** What the fields of a value say that is about people, by fields that are named here and nowhere else. */
function secretsOf(value: JsonValue, key = ''): readonly string[] {
  if (isArray(value)) return value.flatMap((one) => secretsOf(one, key));
  if (isObject(value)) return Object.entries(value).flatMap(([field, one]) => secretsOf(one, field));
  const text = typeof value === 'string' || typeof value === 'number' ? String(value).trim() : '';
  if (text.startsWith('{')) return [];
  if (/^(AgentNames?|agentName|RealName|ContactName|DisplayName)$/.test(key)) {
    return text.split(',').filter((name) => name.length > 1 && !/^agent$|坐席$/.test(name));
  }
  if (/^(Caller|Callee|Called|Calling)(Number|No)?$|^CustomerId$|^Phone$/i.test(key)) {
    const digits = text.replace(/^\+/, '');
    return /^\d{7,15}$/.test(digits) && !/^[48]00\d{7}$/.test(digits) ? [digits] : [];
  }
  if (/^(Email|FileUrl|voiceUrl|(Caller|Callee)Location)$/i.test(key)) return text === '' ? [] : [text];
  if (/^(AgentIds?|UserId)$/.test(key)) return text.split(',').filter((id) => /[a-z].*@/.test(id));
  return [];
}

/** Names of queues, which stay, also where a queue is called after an agent. */
function designedIn(value: JsonValue, key = ''): readonly string[] {
  if (isArray(value)) return value.flatMap((one) => designedIn(one, key));
  if (isObject(value)) return Object.entries(value).flatMap(([field, one]) => designedIn(one, field));
  return typeof value === 'string' && /^SkillGroupNames?$/.test(key) ? value.split(',') : [];
}

/** The call as far as masking must not change it. */
const structure = (trace: CallTrace | undefined) =>
  trace && {
    contactId: trace.contactId,
    instance: trace.instance,
    outcome: trace.summary.outcome,
    direction: trace.summary.direction,
    times: [trace.summary.startedAt, trace.summary.establishedAt, trace.summary.endedAt],
    agents: trace.summary.agents.length,
    steps: trace.steps.map(
      ({ id, kind, exit, nodeId, nodeName, flowId, enteredAt, leftAt, visit, parent }) => ({
        ...{ id, kind, exit, nodeId, nodeName, flowId, enteredAt, leftAt, visit, parent },
      }),
    ),
    events: trace.events.map(({ id, lane, name, at, durationMs, reason }) => ({
      ...{ id, lane, name, at, durationMs, reason },
    })),
    parties: trace.events.map(({ party }) =>
      trace.events.findIndex((event) => event.party?.id === party?.id),
    ),
  };

test('there are calls of every provider to be masked, and people in them', () => {
  expect(new Set(cases.map(([, { provider }]) => provider)).size).toBe(4);
  expect(
    cases.flatMap(([, { sources }]) => sources.flatMap(valuesOf).flatMap((one) => secretsOf(one))).length,
  ).toBeGreaterThan(100);
});

const valuesOf = (source: CallTrace['sources'][number]) => sourceValue(source, menders) ?? [];

describe('a masked copy of', () => {
  test.each(cases)('%s has no number, name, address or place of a person in it', (name, trace) => {
    const designed = trace.sources.flatMap((source) => designedIn(valuesOf(source)));
    const whole = serialise(maskForSharing(trace, menders));
    const text = designed.reduce((rest, one) => (one === '' ? rest : rest.replaceAll(one, '')), whole);
    const secrets = trace.sources.flatMap((source) => secretsOf(valuesOf(source)));
    expect(
      secrets.filter((secret) => text.includes(secret)),
      name,
    ).toEqual([]);
  });

  test.each(cases)('%s is a valid document of the same call', (name, trace) => {
    const masked = maskForSharing(trace, menders);
    const parsed = parseDocument(serialise(masked), name);
    expect(parsed).toEqual({ ok: true, trace: masked });
    expect(structure(masked)).toEqual(structure(trace));
    for (const { source } of [...masked.steps, ...masked.events]) {
      const body = masked.sources.find(({ id }) => id === source.source)?.body;
      expect(body !== undefined && valueAt(body, source.pointer)).toBeDefined();
    }
  });

  test.each(cases)('%s has sources from which the same call can be read again', (_, trace) => {
    const { sources } = maskForSharing(trace, menders);
    const again = readResponses(
      sources.map(({ name, operation, body }) => ({
        name: name ?? operation,
        operation,
        bytes: new TextEncoder().encode(JSON.stringify(body)),
      })),
    );
    const same = again.traces.find(({ contactId }) => contactId === trace.contactId);
    expect(structure(same)).toEqual(structure(trace));
  });
});
