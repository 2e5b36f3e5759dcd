import { createHash } from 'node:crypto';
import { json } from './alibaba-answers.ts';
import { pageOf, type Paging } from './paging.ts';
import { populate, type CallPopulation, type SimulatedCall } from './population.ts';
import { startServer, type Answer, type ServerOptions, type SimulatorServer } from './server.ts';

export interface LaafficSimulatorOptions extends ServerOptions {
  readonly apiKey?: string;
  readonly apiSecret?: string;
  readonly calls?: CallPopulation;
}

export interface LaafficSimulator extends SimulatorServer {
  readonly apiKey: string;
  readonly apiSecret: string;
  readonly callSessionId: (index: number) => string;
}

type Row = Readonly<Record<string, unknown>>;

const skewSeconds = 5 * 60;
const day = 24 * 3_600_000;

/** Starts a server for ccRecordQuery of LAAFFIC's voice API v3 on this machine; its plain times are those of UTC+8. */
export async function startLaafficSimulator(
  options: LaafficSimulatorOptions = {},
): Promise<LaafficSimulator> {
  const apiKey = options.apiKey ?? 'madeUpKy';
  const apiSecret = options.apiSecret ?? 'madeUpSecret';
  const now = options.now ?? Date.now;
  const calls = options.calls ?? populate({ count: 300, newest: now() - 60_000, seed: 3 });
  const server = await startServer(
    {
      operationOf: ({ target }) => target.split('?')[0]?.split('/').at(-1) ?? '',
      errorAnswer: ({ status, code, message }) => json(status, { status: code, reason: message }, code),
      verify: ({ headers, body, target, method }) => {
        const query = new Map<string, string>();
        const refuse = (status: string, reason: string) => ({
          ok: false as const,
          query,
          answer: failure(status, reason),
        });
        const time = headers['timestamp'] ?? '';
        if (headers['api-key'] !== apiKey || !/^\d{10}$/.test(time))
          return refuse('-1', 'authentication failed');
        const sign = createHash('md5').update(`${apiKey}${apiSecret}${time}`).digest('hex');
        if (headers['sign']?.toLowerCase() !== sign) return refuse('-1', 'authentication failed');
        if (Math.abs(Number(time) - now() / 1000) > skewSeconds) return refuse('-16', 'timestamp expires');
        const request = parsed(body);
        for (const [key, value] of Object.entries(paramsOf(request))) query.set(key, JSON.stringify(value));
        query.set('current', String(request['current']));
        const known = method === 'POST' && target.split('?')[0] === '/v3/voice/ccRecordQuery';
        return {
          ok: true,
          query,
          answer: () =>
            known
              ? records(request, calls, now(), options.paging)
              : json(404, { message: 'Not Found' }, '404'),
        };
      },
    },
    options,
  );
  return { ...server, apiKey, apiSecret, callSessionId: (index) => idOf(calls.startOf(index), index) };
}

const failure = (status: string, reason: string): Answer => json(200, { status, reason }, status);

const isRow = (value: unknown): value is Row =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

function parsed(body: Uint8Array): Row {
  try {
    const value: unknown = JSON.parse(Buffer.from(body).toString('utf8'));
    return isRow(value) ? value : {};
  } catch {
    return {};
  }
}

const paramsOf = (request: Row): Row => (isRow(request['params']) ? request['params'] : {});

const plain = (epochMs: number | undefined) =>
  epochMs === undefined ? '' : new Date(epochMs + 8 * 3_600_000).toISOString().slice(0, 19).replace('T', ' ');

/** Day, month, year and time of the local clock, as real ids begin. */
const idOf = (startedAt: number, index: number) =>
  `${plain(startedAt).replace(/\D/g, '')}${1000 + (index % 9000)}`;

const hangupReason = (call: SimulatedCall): number => {
  if (call.direction === 'outbound') return call.answeredAt === undefined ? 0 : 1;
  return call.answeredAt === undefined ? 8 : 9;
};

const directions = { customer: 0, agent: 1, system: 3 } as const;

function recordOf(call: SimulatedCall): Row {
  const inbound = call.direction === 'inbound';
  const talked =
    call.answeredAt !== undefined && call.endedAt !== undefined ? call.endedAt - call.answeredAt : 0;
  return {
    callSessionId: idOf(call.startedAt, call.index),
    callId: '',
    called: inbound ? call.centre : call.customer,
    caller: inbound ? call.customer : call.centre,
    calledInfo: '',
    ccode: '86',
    ccodeName: '中国',
    agentName: call.ringsAt === undefined ? '' : call.agent.name,
    agentGroupName: call.queue.name,
    callDuration: Math.round(talked / 1000),
    callType: inbound ? 2 : 3,
    hangupReason: hangupReason(call),
    hangingDirection: directions[call.hungUpBy],
    labels: [],
    remark: '',
    callStartTime: plain(call.startedAt),
    answerTime: plain(call.answeredAt),
    callEndTime: plain(call.endedAt),
    voiceUrl: '',
  };
}

function records(request: Row, calls: CallPopulation, now: number, paging: Paging | undefined): Answer {
  const params = paramsOf(request);
  const current = Number(request['current']);
  const size = Number(request['size']);
  const withOffset = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d[+-]\d\d:\d\d$/;
  const times = [params['strTime'], params['endTime']].map((time) =>
    typeof time === 'string' && withOffset.test(time) ? Date.parse(time) : Number.NaN,
  );
  const [from = Number.NaN, to = Number.NaN] = times;
  if (!(current >= 1) || !(size >= 1 && size <= 100) || Number.isNaN(from + to))
    return failure('-22', 'parameter error');
  if (to - from > 31 * day || from < now - 62 * day) return failure('-25', 'out of time range');
  const list = (name: string) => (Array.isArray(params[name]) ? params[name].map(String) : undefined);
  const types = list('callType');
  const reasons = list('hangupReason');
  const seats = list('seatNameList');
  const rows: Row[] = [];
  for (let index = 0; index < calls.count; index += 1) {
    const began = calls.startOf(index);
    if (began < from) break;
    if (began > to) continue;
    const call = calls.call(index);
    if (call.endedAt === undefined || call.endedAt > now) continue;
    const row = recordOf(call);
    const text = (name: string) => String(row[name]);
    if (types !== undefined && !types.includes(text('callType'))) continue;
    if (reasons !== undefined && !reasons.includes(text('hangupReason'))) continue;
    if (seats !== undefined && !seats.includes(text('agentName'))) continue;
    const group = params['sipGroupName'];
    if (typeof group === 'string' && group !== row['agentGroupName']) continue;
    const number = params['calledOrCaller'];
    if (typeof number === 'string' && ![row['called'], row['caller']].includes(number)) continue;
    rows.push(row);
  }
  const { list: page, total } = pageOf(rows, (current - 1) * size, size, paging);
  return json(200, { status: '0', reason: 'success', data: { total, size, current, records: page } }, 'OK');
}
