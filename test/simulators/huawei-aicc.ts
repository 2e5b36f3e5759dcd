import { createHmac } from 'node:crypto';
import { json } from './alibaba-answers.ts';
import { pageOf, type Paging } from './paging.ts';
import { populate, type CallPopulation, type SimulatedCall } from './population.ts';
import {
  startServer,
  type Answer,
  type ReceivedRequest,
  type ServerOptions,
  type SimulatorServer,
} from './server.ts';

export interface HuaweiSimulatorOptions extends ServerOptions {
  readonly accessKey?: string;
  readonly secretKey?: string;
  readonly ccId?: number;
  readonly vdn?: number;
  readonly calls?: CallPopulation;
  /** How many refused signatures lock the address out. */
  readonly lockAfter?: number;
  /** Which form of time the server parses. */
  readonly timestamp?: 'milliseconds' | 'seconds';
  /** What the server takes for its own name, where a proxy in between changes it. */
  readonly host?: string;
  /** What IDs begin with: when the call began, in seconds, or nothing that tells it. */
  readonly callIds?: 'start' | 'plain';
}

export interface HuaweiSimulator extends SimulatorServer {
  readonly accessKey: string;
  readonly secretKey: string;
  readonly ccId: number;
  readonly vdn: number;
  readonly callId: (index: number) => string;
}

type Row = Readonly<Record<string, unknown>>;

const skewMs = 15 * 60_000;
const hour = 3_600_000;

/** Starts a server for CC-CMS of Huawei AICC on this machine: querycalls (v1, v2) and querycalltracedetail. */
export async function startHuaweiSimulator(options: HuaweiSimulatorOptions = {}): Promise<HuaweiSimulator> {
  const accessKey = options.accessKey ?? 'made-up-ak';
  const secretKey = options.secretKey ?? 'made-up-sk';
  const ccId = options.ccId ?? 1;
  const vdn = options.vdn ?? 170;
  const now = options.now ?? Date.now;
  const calls = options.calls ?? populate({ count: 300, newest: now() - 60_000, seed: 2 });
  const idOfCall = (index: number) =>
    options.callIds === 'plain'
      ? `call-${index + 100}`
      : `${Math.floor(calls.startOf(index) / 1000)}-${index + 100}`;
  let refused = 0;
  const server = await startServer(
    {
      operationOf: ({ target }) => target.split('?')[0]?.split('/').at(-1) ?? '',
      errorAnswer: ({ status, code, message }) =>
        status === 200 ? result(code, message) : springError(status, code, '', now()),
      verify: (request) => {
        const path = request.target.split('?')[0] ?? '';
        const query = new Map<string, string>();
        if (refused >= (options.lockAfter ?? 5)) {
          return { ok: false, query, answer: springError(403, 'Forbidden', path, now()) };
        }
        if (!isSigned(request, accessKey, secretKey, now(), options)) {
          refused += 1;
          return { ok: false, query, answer: springError(401, 'Unauthorized', path, now()) };
        }
        refused = 0;
        const parameters = parsed(request.body);
        const asked = new Map(Object.entries(parameters).map(([key, value]) => [key, String(value)]));
        return {
          ok: true,
          query: asked,
          answer: () => {
            const { paging } = options;
            return operate(path, parameters, { calls, ccId, vdn, now: now(), idOf: idOfCall, paging });
          },
        };
      },
    },
    options,
  );
  return { ...server, accessKey, secretKey, ccId, vdn, callId: idOfCall };
}

/** The server's side of auth-v2, written from the rules and sharing no code with the product. */
function isSigned(
  { method, target, headers, body }: ReceivedRequest,
  accessKey: string,
  secretKey: string,
  now: number,
  options: HuaweiSimulatorOptions,
): boolean {
  const [scheme, key, time = '', names = '', signature] = (headers['authorization'] ?? '').split('/');
  if (scheme !== 'auth-v2' || key !== accessKey || signature === undefined) return false;
  const form = options.timestamp === 'seconds' ? /^[\d-]+T[\d:]+Z$/ : /^[\d-]+T[\d:]+\.\d{3}Z$/;
  if (!form.test(time) || Math.abs(Date.parse(time) - now) > skewMs) return false;
  const signed = names.split(';');
  if (!signed.includes('host') || signed.some((name) => headers[name] === undefined)) return false;
  if (options.host !== undefined && headers['host'] !== options.host) return false;
  const hmac = (secret: string, text: string) => createHmac('sha256', secret).update(text).digest('hex');
  const lines = [
    method,
    target.split('?')[0] ?? '',
    names,
    ...signed.map((name) => `${encode(name)}:${encode(headers[name] ?? '')}`).sort(),
    encode(Buffer.from(body).toString('utf8')),
  ];
  const signingKey = hmac(secretKey, `auth-v2/${accessKey}/${time}/${names}`);
  return hmac(signingKey, lines.join('\n')) === signature;
}

function encode(text: string): string {
  return [...Buffer.from(text, 'utf8')]
    .map((byte) => {
      const character = String.fromCharCode(byte);
      return /[A-Za-z0-9\-_.~]/.test(character)
        ? character
        : `%${byte.toString(16).toUpperCase().padStart(2, '0')}`;
    })
    .join('');
}

function parsed(body: Uint8Array): Row {
  try {
    const value: unknown = JSON.parse(Buffer.from(body).toString('utf8'));
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : {};
  } catch {
    return {};
  }
}

const springError = (status: number, error: string, path: string, timestamp: number): Answer =>
  json(status, { timestamp, status, error, message: 'No message available', path }, String(status));

const result = (resultCode: string, resultDesc: unknown): Answer =>
  json(200, { resultCode, resultDesc }, resultCode === '0100000' ? 'OK' : resultCode);

interface World {
  readonly calls: CallPopulation;
  readonly ccId: number;
  readonly vdn: number;
  readonly now: number;
  readonly idOf: (index: number) => string;
  readonly paging: Paging | undefined;
}

/** A call is logged a moment after it began: at the edge of a month that may be the next one. */
const loggedAt = (call: SimulatedCall) => call.startedAt + 500;

function operate(path: string, parameters: Row, world: World): Answer {
  if (Number(parameters['ccId']) !== world.ccId || Number(parameters['vdn']) !== world.vdn) {
    return result('0100002', '参数不合法');
  }
  if (path.endsWith('/vdn/querycalls')) return queryCalls(parameters, world);
  if (path.endsWith('/vdn/querycalltracedetail')) return queryTrace(parameters, world);
  return springError(404, 'Not Found', path, world.now);
}

/** A number as this interface sends it; what did not come is 0. */
const text = (value: number | undefined) => String(value ?? 0);

const reasonOf = (call: SimulatedCall): number => {
  if (call.story === 'queue-timeout') return 2;
  if (call.story === 'outbound-unanswered') return 26;
  if (call.hungUpBy === 'agent') return 16;
  return call.answeredAt === undefined ? 89 : 88;
};

function queryCalls(parameters: Row, { calls, vdn, now, idOf, paging }: World): Answer {
  const from = Number(parameters['beginDate']);
  const to = Number(parameters['endDate']);
  const limit = Number(parameters['limit'] ?? 100);
  const offset = Number(parameters['offset'] ?? 0);
  const isCallIn = parameters['isCallIn'];
  const midnight = Math.floor((now + 8 * hour) / (24 * hour)) * 24 * hour - 8 * hour;
  const wrong =
    !(from >= midnight - 24 * hour) ||
    !(to <= midnight + 24 * hour) ||
    !(limit >= 1 && limit <= 100 && offset >= 0) ||
    (isCallIn !== 'true' && isCallIn !== 'false');
  if (wrong) return result('0100002', '参数不合法');
  const data: Row[] = [];
  for (let index = 0; index < calls.count; index += 1) {
    const began = calls.startOf(index);
    if (began < from) break;
    if (began > to) continue;
    const call = calls.call(index);
    const inbound = call.direction === 'inbound';
    if (String(inbound) !== isCallIn) continue;
    const callerNo = inbound ? call.customer : call.centre;
    const calleeNo = inbound ? call.centre : call.customer;
    if (parameters['callerNo'] !== '' && parameters['callerNo'] !== callerNo) continue;
    if (parameters['calleeNo'] !== '' && parameters['calleeNo'] !== calleeNo) continue;
    data.push({
      logDate: text(loggedAt(call)),
      callerNo,
      calleeNo,
      callId: idOf(index),
      callType: inbound ? '0' : '8',
      waitBegin: text(call.queuedAt ?? call.startedAt),
      ackBegin: text(call.ringsAt),
      callBegin: text(call.answeredAt),
      callEnd: text(call.endedAt),
      vdn: text(vdn),
      leaveReason: text(reasonOf(call)),
      mediaType: '5',
      subMediaType: '0',
    });
  }
  // The order of rows is not documented: here it is that of the data, oldest first.
  data.reverse();
  const { list, total } = pageOf(data, offset, limit, paging);
  return result('0100000', { data: list, count: total });
}

function queryTrace(parameters: Row, { calls, idOf }: World): Answer {
  const asked = parameters['callId'];
  const callId = typeof asked === 'string' ? asked : '';
  const index = Number(callId.split('-')[1]) - 100;
  const known = Number.isInteger(index) && index >= 0 && index < calls.count && idOf(index) === callId;
  if (!known) return result('0100000', []);
  const call = calls.call(index);
  const month = (at: number) => new Date(at + 8 * hour).toISOString().slice(0, 7);
  if (month(Number(parameters['logDate'])) !== month(loggedAt(call))) return result('0100000', []);
  return result('0100000', devicesOf(call, callId));
}

function devicesOf(call: SimulatedCall, callId: string): readonly Row[] {
  const inbound = call.direction === 'inbound';
  const base = {
    callId,
    mediaType: '5',
    subMediaType: '0',
    callerNo: inbound ? call.customer : call.centre,
    calleeNo: inbound ? call.centre : call.customer,
    subCcNo: '0',
    callType: inbound ? '0' : '8',
    releaseCause: '0',
    CurrentSkillID: call.queuedAt === undefined ? '' : call.queue.id,
  };
  const row = (
    deviceType: number,
    deviceNo: string,
    times: readonly [number | undefined, number | undefined, number | undefined, number | undefined],
    EnterReason: number,
    LeaveReason: number,
  ): Row => ({
    ...base,
    waitBegin: text(times[0]),
    ackBegin: text(times[1]),
    callBegin: text(times[2]),
    callEnd: text(times[3]),
    deviceType: String(deviceType),
    deviceNo,
    deviceIn: deviceNo,
    EnterReason: String(EnterReason),
    LeaveReason: String(LeaveReason),
  });
  const end = reasonOf(call);
  const rows: Row[] = [];
  if (inbound) {
    const left = call.queuedAt ?? call.endedAt;
    rows.push(
      row(
        3,
        '1001',
        [call.startedAt, call.startedAt, call.startedAt, left],
        0,
        call.queuedAt === undefined ? end : 28,
      ),
    );
  }
  if (call.queuedAt !== undefined) {
    const left = call.ringsAt ?? call.endedAt;
    rows.push(
      row(
        1,
        call.queue.id,
        [call.queuedAt, undefined, undefined, left],
        28,
        call.ringsAt === undefined ? end : 0,
      ),
    );
  }
  if (call.ringsAt !== undefined) {
    const left = call.transferredAt ?? call.endedAt;
    rows.push(
      row(
        2,
        call.agent.id,
        [call.ringsAt, call.ringsAt, call.answeredAt, left],
        0,
        call.transferredAt === undefined ? end : 0,
      ),
    );
  }
  if (call.transferredAt !== undefined) {
    const at = call.transferredAt;
    rows.push(row(2, call.secondAgent.id, [at, at + 500, at + 4000, call.endedAt], 0, end));
  }
  const over = call.endedAt !== undefined;
  // The last record of a call is marked once it is over; the order is that of the database.
  return rows
    .map((one, at) => ({ ...one, callIdNum: over && at === rows.length - 1 ? '-1' : String(at + 1) }))
    .reverse();
}
