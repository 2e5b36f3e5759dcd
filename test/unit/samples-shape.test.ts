/**
 * The sample calls are read here with nothing but JSON.parse and xml2js, so that a mistake in a sample cannot hide
 * behind the same mistake in a normaliser.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parseStringPromise } from 'xml2js';
import { describe, expect, it } from 'vitest';

const folder = fileURLToPath(new URL('../../media/samples/', import.meta.url));

type Fields = Readonly<Record<string, unknown>>;

function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function at(value: unknown, ...path: readonly string[]): unknown {
  return path.reduce<unknown>((inner, key) => (isFields(inner) ? inner[key] : undefined), value);
}

function list(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

function text(value: unknown): string {
  if (typeof value === 'string') return value;
  if (typeof value === 'number') return String(value);
  throw new Error(`Expected text or a number, found ${JSON.stringify(value)}`);
}

/** Every text and number in a parsed response, each with the key that it stands under. */
function leaves(value: unknown, key = ''): readonly (readonly [string, string])[] {
  if (typeof value === 'string' || typeof value === 'number') return [[key, String(value)]];
  if (Array.isArray(value)) return value.flatMap((item) => leaves(item, key));
  return isFields(value) ? Object.entries(value).flatMap(([name, inner]) => leaves(inner, name)) : [];
}

/** Epoch milliseconds from an epoch in text, or from the plain local time (UTC+8) of the older providers. */
function instant(value: unknown): number {
  const time = text(value);
  return /^\d+$/.test(time) ? Number(time) : Date.parse(`${time.slice(0, 19).replace(' ', 'T')}+08:00`);
}

interface Sample {
  readonly slug: string;
  readonly provider: string;
  readonly files: readonly string[];
  readonly title: unknown;
  readonly story: unknown;
}

const index: unknown = JSON.parse(readFileSync(`${folder}index.json`, 'utf8'));
const samples: readonly Sample[] = list(index).map((entry) => ({
  slug: text(at(entry, 'slug')),
  provider: text(at(entry, 'provider')),
  files: list(at(entry, 'files')).map(text),
  title: at(entry, 'title'),
  story: at(entry, 'story'),
}));

const textOf = (slug: string, file: string): string => readFileSync(`${folder}${slug}/${file}`, 'utf8');

async function parsed(sample: Sample): Promise<ReadonlyMap<string, unknown>> {
  const answers = new Map<string, unknown>();
  for (const file of sample.files) {
    const source = textOf(sample.slug, file);
    const answer: unknown = file.endsWith('.xml')
      ? await parseStringPromise(source, { explicitArray: false })
      : JSON.parse(source);
    answers.set(file, answer);
  }
  return answers;
}

const named = (answers: ReadonlyMap<string, unknown>, start: string): readonly unknown[] =>
  [...answers].filter(([file]) => file.startsWith(start)).map(([, answer]) => answer);

/** The call's own record: when the call began and ended, by the provider that keeps one. */
function callWindow(sample: Sample, answers: ReadonlyMap<string, unknown>): readonly [number, number] {
  switch (sample.provider) {
    case 'alibaba-ccc-2020': {
      const record = at(named(answers, 'GetCallDetailRecord.')[0], 'Data');
      return [instant(at(record, 'StartTime')), instant(at(record, 'ReleaseTime'))];
    }
    case 'alibaba-ccc-2017': {
      const record = leaves(named(answers, 'ListCallDetailRecords.')[0]);
      const value = (key: string): number => Number(record.find(([name]) => name === key)?.[1]);
      return [value('StartTime'), value('StartTime') + value('Duration') * 1000];
    }
    case 'huawei-aicc': {
      const [record] = list(at(named(answers, 'querycalls.')[0], 'resultDesc', 'data'));
      return [instant(at(record, 'waitBegin')), instant(at(record, 'callEnd'))];
    }
    case 'laaffic': {
      const [record] = list(at(named(answers, 'ccRecordQuery.')[0], 'data', 'records'));
      return [instant(at(record, 'callStartTime')), instant(at(record, 'callEndTime'))];
    }
    default:
      throw new Error(`${sample.slug}: unknown provider ${sample.provider}`);
  }
}

const timeKeys = new Set(
  [
    'StartTime EstablishedTime ReleaseTime EnterTime LeaveTime EventTime TimeStamp startTime stopTime logDate',
    'waitBegin ackBegin callBegin callEnd callStartTime answerTime callEndTime',
  ].flatMap((line) => line.split(' ')),
);

describe('index.json', () => {
  it('names every folder and every response in it, the failed call first', () => {
    const folders = readdirSync(folder, { withFileTypes: true }).filter((entry) => entry.isDirectory());
    expect(samples.map(({ slug }) => slug).sort()).toEqual(folders.map(({ name }) => name).sort());
    for (const { slug, files } of samples) {
      const inFolder = [...files, `${slug}.calltrace.json`];
      expect(inFolder.sort(), slug).toEqual(readdirSync(`${folder}${slug}`).sort());
    }
    expect(samples[0]?.slug).toBe('http-node-fails');
  });

  it('has a title and a story of two sentences in both languages', () => {
    for (const { slug, title, story } of samples) {
      expect(text(at(title, 'en')).length, slug).toBeGreaterThan(10);
      expect(text(at(title, 'zh-cn')), slug).toMatch(/\p{Script=Han}/u);
      expect(text(at(story, 'en')).match(/\.(?=\s|$)/g), slug).toHaveLength(2);
      expect(text(at(story, 'zh-cn')).match(/。/g), slug).toHaveLength(2);
    }
  });

  it('covers every provider, both formats and the older forms of answer', () => {
    expect(new Set(samples.map(({ provider }) => provider))).toEqual(
      new Set(['alibaba-ccc-2017', 'alibaba-ccc-2020', 'huawei-aicc', 'laaffic']),
    );
    expect(samples.some(({ files }) => files.every((file) => file.endsWith('.xml')))).toBe(true);
    const all = samples.flatMap(({ slug, files }) => files.map((file) => textOf(slug, file)));
    for (const trait of [
      '"CdrAgentEvents"',
      '"AgentEvents"',
      '"EnterTime": "',
      '"NodeVariables": "{',
      '"acid"',
    ]) {
      expect(
        all.some((source) => source.includes(trait)),
        trait,
      ).toBe(true);
    }
  });
});

describe.each(samples)('$slug', (sample) => {
  it('is made of successful answers about one call', async () => {
    const answers = await parsed(sample);
    const ids = new Set<string>();
    for (const [file, answer] of answers) {
      const all = leaves(answer);
      const status = all.find(([key]) => ['Code', 'code', 'resultCode', 'status'].includes(key))?.[1];
      expect(['OK', '0100000', '0'], file).toContain(status);
      const idKey = sample.provider === 'laaffic' ? /^callSessionId$/ : /^(ContactId|acid|callId)$/;
      const found = all.filter(([key]) => idKey.test(key)).map(([, id]) => id);
      found.forEach((id) => ids.add(id));
      const mayHaveNone = file.startsWith('GetContactFlow') || file.startsWith('ListCallEventDetail');
      const isEmptyPage = at(answer, 'Data', 'TotalCount') === 0;
      expect(found.length > 0 || mayHaveNone || isEmptyPage, file).toBe(true);
    }
    expect(ids.size).toBe(1);
  });

  it('has every moment of the call inside the call, on the one day', async () => {
    const answers = await parsed(sample);
    const [start, end] = callWindow(sample, answers);
    const day = Date.parse('2026-11-18T00:00:00+08:00');
    expect(start).toBeGreaterThan(day);
    expect(end).toBeLessThan(day + 86_400_000);
    expect(end).toBeGreaterThan(start);
    const times = [...answers]
      .filter(([file]) => !file.startsWith('GetContactFlow'))
      .flatMap(([file, answer]) => leaves(answer).map(([key, value]) => ({ file, key, value })))
      .filter(({ key, value }) => timeKeys.has(key) && value !== '' && value !== '0')
      .map((moment) => ({ ...moment, time: instant(moment.value) }));
    expect(times.filter(({ time }) => !(time >= start && time <= end))).toEqual([]);
    expect(times.some(({ time }) => time === start)).toBe(true);
  });

  it('holds no secret, no foreign host and no number that could be somebody’s', () => {
    const everything = sample.files.map((file) => textOf(sample.slug, file)).join('\n');
    expect(everything).not.toMatch(
      /OSSAccessKeyId|Signature=|AccessKey|Authorization|password|secret|\btoken\b/i,
    );
    for (const [, host] of everything.matchAll(/https?:\/\/([^/"\s\\]+)/g)) {
      expect(host).toMatch(/(^|\.)example\.(com|cn)$/);
    }
    for (const [address] of everything.matchAll(/(?<![\d.])\d{1,3}(\.\d{1,3}){3}(?![\d.])/g)) {
      expect(address).toMatch(/^192\.0\.2\./);
    }
    for (const [mobile] of everything.matchAll(/(?<!\d)1[3-9]\d{9}(?!\d)/g))
      expect(mobile).toMatch(/^1380000/);
  });
});

/** The rows of ListIvrTrackingDetails over all pages, by time of entry; ties keep their order. */
function ivrRows(answers: ReadonlyMap<string, unknown>): readonly Fields[] {
  return named(answers, 'ListIvrTrackingDetails.')
    .flatMap((answer) => list(at(answer, 'Data', 'List')).filter(isFields))
    .sort((a, b) => instant(a['EnterTime']) - instant(b['EnterTime']));
}

interface GroupEvent {
  readonly group: unknown;
  readonly name: string;
  readonly time: number;
}

function eventsOf(record: unknown, kind: 'Agent' | 'Ivr' | 'Queue' | 'Customer'): readonly GroupEvent[] {
  const groups = [...list(at(record, `${kind}Events`)), ...list(at(record, `Cdr${kind}Events`))];
  return groups.flatMap((group) =>
    list(at(group, 'EventSequence')).map((event) => ({
      group,
      name: text(at(event, 'Event')),
      time: instant(at(event, 'EventTime')),
    })),
  );
}

/** The names that the node types had in the traces of 2021; flow definitions always had the newer ones. */
const typesOf2021: Fields = { PLAY_OR_SAY: 'PLAY_SAY', BRANCH: 'SPLIT', FUNCTION_COMPUTE: 'RUN_FUNCTION' };

describe.each(samples.filter(({ provider }) => provider === 'alibaba-ccc-2020'))('$slug (2020)', (sample) => {
  it('has a record whose durations, groups and trace agree', async () => {
    const answers = await parsed(sample);
    const record = at(named(answers, 'GetCallDetailRecord.')[0], 'Data');
    const [start, end] = callWindow(sample, answers);
    const rows = ivrRows(answers);
    if (/^inbound$/i.test(text(at(record, 'ContactType')))) {
      expect(Number(at(record, 'CallDuration'))).toBe(Math.floor((end - start) / 1000));
      expect(instant(rows[0]?.['EnterTime'])).toBe(start);
      expect(eventsOf(record, 'Ivr')[0]).toMatchObject({ name: 'Route2IVR', time: start });
    } else {
      expect(rows).toEqual([]);
    }
    const flowIds = new Set(eventsOf(record, 'Ivr').map(({ group }) => at(group, 'FlowId')));
    expect(new Set(rows.map((row) => row['FlowId']))).toEqual(flowIds);
    const totals = named(answers, 'ListIvrTrackingDetails.').map((page) =>
      Number(at(page, 'Data', 'TotalCount')),
    );
    expect(new Set(totals)).toEqual(new Set([rows.length]));
  });

  it('queues only while the flow transfers, and rings only an assigned or consulted agent', async () => {
    const answers = await parsed(sample);
    const record = at(named(answers, 'GetCallDetailRecord.')[0], 'Data');
    const transfers = ivrRows(answers).filter((row) => row['NodeType'] === 'TRANSFER_TO_AGENT');
    const queue = eventsOf(record, 'Queue');
    for (const { group, name, time } of queue) {
      const transfer = transfers.find(
        (row) => instant(row['EnterTime']) <= time && time <= instant(row['LeaveTime']),
      );
      expect(JSON.stringify(transfer?.['NodeProperties']), name).toContain(text(at(group, 'QueueId')));
    }
    expect(queue.filter(({ name }) => name === 'Enqueue').length).toBeGreaterThanOrEqual(transfers.length);
    const agents = eventsOf(record, 'Agent');
    for (const { time } of agents.filter(({ name }) => name === 'Ringing')) {
      const cause = [...queue, ...agents].find(
        (event) =>
          ['AssignAgent', 'Consulting'].includes(event.name) && time - event.time < 500 && time >= event.time,
      );
      expect(cause).toBeDefined();
    }
  });

  it('states how long an agent’s state lasted, as its events say', async () => {
    const record = at(named(await parsed(sample), 'GetCallDetailRecord.')[0], 'Data');
    for (const group of list(at(record, 'AgentEvents'))) {
      const sequence = list(at(group, 'EventSequence'));
      sequence.forEach((event, place) => {
        const duration = at(event, 'Duration');
        if (duration === undefined) return;
        const lasted = instant(at(sequence[place + 1], 'EventTime')) - instant(at(event, 'EventTime'));
        expect(duration).toBe(Math.floor(lasted / 1000));
      });
    }
  });

  it('walks only along the edges of its designed flows', async () => {
    const answers = await parsed(sample);
    const rows = ivrRows(answers);
    const flows = new Map(
      named(answers, 'GetContactFlow.').map((answer) => [
        at(answer, 'Data', 'ContactFlowId'),
        at(answer, 'Data'),
      ]),
    );
    expect(new Set(rows.map((row) => row['FlowId']))).toEqual(new Set(flows.keys()));
    for (const [flowId, flow] of flows) {
      const definition: unknown = JSON.parse(text(at(flow, 'Definition')));
      const activities = new Map(
        list(at(definition, 'activities')).map((activity) => [at(activity, 'id'), activity]),
      );
      const visits = rows.filter((row) => row['FlowId'] === flowId);
      visits.forEach((row, place) => {
        const activity = activities.get(row['NodeId']);
        const type = text(row['NodeType']);
        expect(at(activity, 'name')).toBe(row['NodeName']);
        expect(at(activity, 'type')).toBe(typesOf2021[type] ?? type);
        expect(at(flow, 'Name')).toBe(row['FlowName']);
        const next = visits[place + 1];
        expect(instant(row['LeaveTime'])).toBeLessThanOrEqual(
          instant(next?.['EnterTime'] ?? row['LeaveTime']),
        );
        const edge = list(at(activity, 'events')).find((event) => {
          const name = at(event, 'event');
          return name === row['NodeExitCode'] || (name === 'complete' && row['NodeExitCode'] === 'Success');
        });
        expect(edge, `${text(row['NodeName'])} has the exit ${text(row['NodeExitCode'])}`).toBeDefined();
        // A transfer that reached an agent leaves the flow there; every other exit leads to the next visit.
        if (next !== undefined) expect(at(edge, 'next')).toBe(next['NodeId']);
      });
      for (const activity of activities.values()) {
        for (const event of list(at(activity, 'events'))) {
          const target = at(event, 'next');
          expect(target === null || activities.has(target)).toBe(true);
        }
      }
    }
  });
});

describe('huawei-inbound', () => {
  it('passes the call on from device to device, with one last row that is not listed last', async () => {
    const sample = samples.find(({ slug }) => slug === 'huawei-inbound');
    if (sample === undefined) throw new Error('The sample huawei-inbound is missing.');
    const rows = list(at(named(await parsed(sample), 'querycalltracedetail.')[0], 'resultDesc'));
    expect(rows.at(-1)).not.toMatchObject({ callIdNum: '-1' });
    const byTime = [...rows].sort((a, b) => instant(at(a, 'waitBegin')) - instant(at(b, 'waitBegin')));
    expect(byTime.map((row) => at(row, 'callIdNum'))).toEqual(['1', '2', '3', '4', '-1']);
    byTime.slice(1).forEach((row, place) => {
      expect(at(row, 'waitBegin')).toBe(at(byTime[place], 'callEnd'));
    });
  });
});

describe('the 2017 samples', () => {
  it.each(['ivr-2017', 'queue-timeout-2017-xml'])(
    '%s: the IVR begins with the call and queues when it transfers',
    async (slug) => {
      const sample = samples.find((candidate) => candidate.slug === slug);
      if (sample === undefined) throw new Error(`The sample ${slug} is missing.`);
      const answers = await parsed(sample);
      const [start] = callWindow(sample, answers);
      const track = named(answers, 'ListIvrTrackingDetail.')[0];
      const body =
        at(track, 'ivrTrackingDetails') ?? at(track, 'ListIvrTrackingDetailResponse', 'ivrTrackingDetails');
      const rows = list(at(body, 'list'));
      expect(Number(at(body, 'totalCount'))).toBe(rows.length);
      expect(instant(at(rows[0], 'startTime'))).toBe(start);
      const log = named(answers, 'ListCallEventDetailByContactId.')[0];
      const data = at(log, 'Data') ?? at(log, 'ListCallEventDetailByContactIdResponse', 'Data');
      const events = list(at(data, 'Events', 'CallEventDetail'));
      const enqueued = events.find((event) => at(event, 'Event') === 'EnterQueue');
      const request = rows.find((row) => at(row, 'nodeType') === 'requestagent');
      expect(instant(at(enqueued, 'TimeStamp'))).toBe(instant(at(request, 'startTime')));
    },
  );
});
