import { parseStringPromise } from 'xml2js';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { canonicalQuery, rpcPublicParameters, signRpc } from '../../src/providers/alibaba-signing.ts';
import { startSimulator2017, type Simulator2017 } from '../simulators/alibaba-ccc-2017.ts';
import { isRow } from '../simulators/alibaba-ccc-2020-calls.ts';
import { startSimulator, type Simulator } from '../simulators/alibaba-ccc-2020.ts';
import { populate } from '../simulators/population.ts';

const clock = Date.UTC(2026, 9, 20, 6);
const day = 24 * 3_600_000;
const calls = populate({ count: 250, newest: clock - 60_000, running: 2 });
const now = () => clock;
let newer: Simulator;
let older: Simulator2017;
beforeAll(async () => {
  [newer, older] = await Promise.all([startSimulator({ calls, now }), startSimulator2017({ calls, now })]);
});
afterAll(() => Promise.all([newer.close(), older.close()]));

type Query = Readonly<Record<string, string>>;
interface Way {
  readonly format?: 'JSON' | 'XML' | 'none';
  readonly secret?: string;
  readonly nonce?: string;
  readonly epochMs?: number;
  /** Sent in place of what was signed. */
  readonly changed?: Query;
}
interface Reply {
  readonly status: number;
  readonly text: string;
}

let sent = 0;
/** Sends a request by POST, signed with the product's own function, all in the form body. */
async function ask(server: Simulator, action: string, query: Query, way: Way = {}): Promise<Reply> {
  sent += 1;
  const { Format, ...common } = rpcPublicParameters({
    action,
    version: server === newer ? '2020-07-01' : '2017-07-05',
    format: way.format === 'XML' ? 'XML' : 'JSON',
    credentials: server,
    epochMs: way.epochMs ?? clock,
    nonce: way.nonce ?? `nonce-${sent}`,
  });
  const format: Query = way.format === 'none' || Format === undefined ? {} : { Format };
  const parameters = { ...common, ...format, InstanceId: server.instanceId, ...query };
  const accessKeySecret = way.secret ?? server.accessKeySecret;
  const { signature } = signRpc({ method: 'POST', parameters, accessKeySecret });
  const reply = await fetch(server.url, {
    method: 'POST',
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    body: canonicalQuery({ ...parameters, ...way.changed, Signature: signature }),
  });
  return { status: reply.status, text: await reply.text() };
}

function at(value: unknown, ...path: readonly string[]): unknown {
  let found = value;
  for (const name of path) found = isRow(found) ? found[name] : undefined;
  return found;
}
const json = ({ text }: Reply): unknown => JSON.parse(text);
const code = (reply: Reply) => at(json(reply), 'Code');
const rows = (list: unknown): readonly unknown[] => {
  if (!Array.isArray(list)) throw new Error(`No list: ${JSON.stringify(list)}`);
  return list;
};
const page = { PageNumber: '1', PageSize: '100' };
const lately: Query = { StartTime: String(clock - day), EndTime: String(clock), StopTime: String(clock) };

describe.each([
  ['2020-07-01', () => newer, 'ListCallDetailRecordsV2'],
  ['2017-07-05', () => older, 'ListCallDetailRecords'],
] as const)('%s', (_, server, list) => {
  const query = { ...page, ...lately };

  it('refuses a wrong secret, an unknown key, a stale time, a changed body', async () => {
    expect(code(await ask(server(), list, query, { secret: 'other' }))).toBe('SignatureDoesNotMatch');
    expect(code(await ask(server(), list, query, { changed: { PageSize: '99' } }))).toBe(
      'SignatureDoesNotMatch',
    );
    expect(code(await ask(server(), list, query, { changed: { AccessKeyId: 'other' } }))).toBe(
      'InvalidAccessKeyId.NotFound',
    );
    for (const epochMs of [clock - 901_000, clock + 901_000]) {
      expect(code(await ask(server(), list, query, { epochMs }))).toBe('InvalidTimeStamp.Expired');
    }
    expect((await ask(server(), list, query, { epochMs: clock - 899_000 })).status).toBe(200);
  });

  it('takes a nonce once, and remembers none of a refused request', async () => {
    const nonce = `nonce-once-${list}`;
    expect(code(await ask(server(), list, query, { nonce, secret: 'other' }))).toBe('SignatureDoesNotMatch');
    expect((await ask(server(), list, query, { nonce })).status).toBe(200);
    expect(code(await ask(server(), list, query, { nonce }))).toBe('SignatureNonceUsed');
  });

  it('answers and refuses in well-formed XML where nobody asks for JSON', async () => {
    for (const format of ['XML', 'none'] as const) {
      const good: unknown = await parseStringPromise((await ask(server(), list, query, { format })).text);
      expect(at(good, `${list}Response`)).toMatchObject({ Code: ['OK'] });
      const bad = await ask(server(), list, query, { format, secret: 'a<b>&c' });
      expect(bad.status).toBe(400);
      expect(at(await parseStringPromise(bad.text), 'Error', 'Code')).toEqual(['SignatureDoesNotMatch']);
    }
  });

  it('refuses pages that do not exist, and instances and operations that it does not know', async () => {
    expect((await ask(server(), list, { ...query, PageSize: '101' })).status).toBe(400);
    expect((await ask(server(), list, { ...query, PageNumber: '0' })).status).toBe(400);
    expect(code(await ask(server(), list, { ...query, InstanceId: 'other' }))).toBe('NotExists.InstanceId');
    expect(code(await ask(server(), 'DropEverything', query))).toBe('InvalidAction.NotFound');
  });
});

describe('2020-07-01', () => {
  const ask2020 = async (query: Query) =>
    at(json(await ask(newer, 'ListCallDetailRecordsV2', { ...lately, ...query })), 'Data');
  const ids = (data: unknown) => rows(at(data, 'List')).map((row) => at(row, 'ContactId'));

  it('counts on the first page only; pages neither overlap nor leave anything out', async () => {
    const pages = await Promise.all(
      ['1', '2', '3', '4'].map((PageNumber) => ask2020({ PageNumber, PageSize: '100' })),
    );
    expect(pages.map((data) => at(data, 'TotalCount'))).toEqual([250, 0, 0, 0]);
    expect(pages.map((data) => ids(data).length)).toEqual([100, 100, 50, 0]);
    expect(new Set(pages.flatMap(ids)).size).toBe(250);
  });

  it('honours the window, the order and a filter', async () => {
    const from = calls.startOf(20);
    const to = calls.startOf(10);
    const window = { ...page, StartTime: String(from), EndTime: String(to) };
    const found = ids(await ask2020(window));
    expect(found).toHaveLength(11);
    expect(ids(await ask2020({ ...window, SortOrder: 'ASC' }))).toEqual([...found].reverse());
    const outbound = await ask2020({ ...page, ContactTypeList: '["OUTBOUND"]' });
    const directions = rows(at(outbound, 'List')).map((row) => at(row, 'ContactType'));
    expect(new Set(directions)).toEqual(new Set(['OUTBOUND']));
  });

  it('refuses a page after the hundredth', async () => {
    const reply = await ask(newer, 'ListCallDetailRecordsV2', { PageNumber: '101', PageSize: '1' });
    expect(code(reply)).toBe('Parameter.Maximum');
  });
});

describe('2017-07-05', () => {
  it('refuses more than seven days', async () => {
    const week = { ...page, StopTime: String(clock) };
    const list = (from: number) => ask(older, 'ListCallDetailRecords', { ...week, StartTime: String(from) });
    expect((await list(clock - 7 * day)).status).toBe(200);
    expect(code(await list(clock - 7 * day - 1))).toBe('Parameter.Invalid');
  });

  it('tracks the last half hour unless a window is given, in the small letters of the documented sample', async () => {
    const old = Array.from({ length: 250 }, (_, index) => calls.call(index)).find(
      ({ startedAt, direction }) => direction === 'inbound' && startedAt < clock - 3_600_000,
    );
    if (old === undefined) throw new Error('No call is old enough.');
    const ContactId = older.contactId(old.index);
    const track = async (query: Query) => {
      const reply = await ask(older, 'ListIvrTrackingDetail', { ...page, ContactId, ...query });
      return rows(at(json(reply), 'ivrTrackingDetails', 'list'));
    };
    expect(await track({})).toEqual([]);
    const window = { StartTime: String(old.startedAt), StopTime: String(clock) };
    const steps = await track(window);
    expect(steps).toHaveLength(old.steps.length);
    expect(at(steps[0], 'acid')).toBe(ContactId);
    expect(at(steps[0], 'startTime')).toMatch(/^2026-10-20 \d\d:\d\d:\d\d\.0$/);
  });

  it('says which calls it does not know', async () => {
    const reply = await ask(older, 'ListCallEventDetailByContactId', { ContactId: '1' });
    expect(reply.status).toBe(404);
    expect(code(reply)).toBe('NotExists.JobId');
  });
});
