/** Provider responses of any size, deterministic, in each provider's wire form. Times in epoch ms unless said. */

const start = 1_794_981_731_000;

/** A small deterministic generator (mulberry32): values from 0 up to 1. */
function random(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

const kinds = ['PLAY_SAY', 'GATHER_INPUT', 'SPLIT', 'SET_VARIABLES', 'RUN_FUNCTION', 'JSON_PARSER'] as const;
const exits = ['Success', 'Success', 'Success', 'Timeout', 'Failure', 'Branch-A'] as const;

const pick = <T>(items: readonly [T, ...T[]] | readonly T[], value: number): T => {
  const item = items[Math.floor(value * items.length)];
  if (item === undefined) throw new Error('nothing to pick from');
  return item;
};

/** ListIvrTrackingDetails of 2020 with `rows` rows: 300 nodes in loops, sub-flows now and then. */
export function ivrTracking2020(rows: number): string {
  const next = random(42);
  let time = start;
  const list = Array.from({ length: rows }, (_, index) => {
    const node = Math.floor(next() * 300);
    const enter = time;
    time += 5 + Math.floor(next() * 900);
    const inSub = index % 40 >= 20 && index % 40 < 30;
    const kind =
      index % 40 === 19
        ? 'SUB'
        : index % 40 === 20
          ? 'SUB_START'
          : index % 40 === 29
            ? 'SUB_END'
            : pick(kinds, next());
    return {
      Instance: 'ccc-bench',
      ContactId: 'job-109634426711871319',
      ChannelId: 'ch-customer-0001',
      Caller: '138****2315',
      Callee: '4000000000',
      FlowId: inSub ? 'flow-sub' : 'flow-main',
      FlowName: inSub ? '订单查询' : '主流程',
      NodeId: `${kind}-${String(node)}`,
      NodeName: `节点 ${String(node)}`,
      NodeType: kind,
      EnterTime: enter,
      LeaveTime: time,
      NodeExitCode: pick(exits, next()),
      NodeProperties: { say: '请输入订单号', timeout: 5 },
      NodeVariables: { digits: String(Math.floor(next() * 10_000)), attempt: 1 + Math.floor(next() * 3) },
      ChannelVariables: 'lang=zh;vip=1',
    };
  });
  return JSON.stringify({
    Code: 'OK',
    HttpStatusCode: 200,
    RequestId: 'D2RB671A-3E24-4A04-81E6-6C4F5B39DF75',
    Data: { PageNumber: 1, PageSize: rows, TotalCount: rows, List: list },
  });
}

/** GetCallDetailRecord of 2020 for the same call, with `events` agent events. */
export function callDetailRecord2020(events: number): string {
  const sequence = Array.from({ length: events }, (_, index) => ({
    Event: (['Ringing', 'Established', 'Released'] as const)[index % 3],
    EventTime: start + index * 3000,
    Duration: 3,
  }));
  return JSON.stringify({
    Code: 'OK',
    HttpStatusCode: 200,
    RequestId: '7BEEA660-A45A-45E3-98CC-AFC65E715C23',
    Data: {
      ContactId: 'job-109634426711871319',
      InstanceId: 'ccc-bench',
      ContactType: 'INBOUND',
      ContactDisposition: 'Success',
      CallingNumber: '138****2315',
      CalledNumber: '4000000000',
      StartTime: start,
      ReleaseTime: start + events * 3000,
      AgentEvents: [
        { AgentId: 'agent@ccc-bench', AgentName: '坐席', SkillGroupId: 'g', EventSequence: sequence },
      ],
    },
  });
}

/** ListIvrTrackingDetail of 2017 with plain times at UTC+8, in JSON or XML. */
export function ivrTracking2017(rows: number, format: 'json' | 'xml'): string {
  const list = Array.from({ length: rows }, (_, index) => {
    const time = new Date(start + index * 1000 + 8 * 3_600_000)
      .toISOString()
      .replace('T', ' ')
      .replace(/Z$/, '')
      .slice(0, 21);
    return {
      flowName:
        'flow/acc1/d278629c-c687-4aa3-b044-4fe9b012e7ef_8Cvg_0mcsm6K/x/d278629c-c687-4aa3-b044-4fe9b012e7ef_8Cvg_0mcsm6K_20181109110118.flow',
      nodeName: `node${String(index % 300)}`,
      nodeType: (['tts', 'getdigits', 'branching', 'assign'] as const)[index % 4],
      acid: '3433583180',
      callingNumber: '13800000042',
      calledNumber: '057100000000',
      startTime: time,
      stopTime: time,
      status: '_success',
      inputData: '',
      outputData: String(index),
      description: '',
      tenantId: 'acc1',
    };
  });
  const head = {
    requestId: '2a644ab1-7db5-413c-a744-299247f6537e',
    success: true,
    code: 'OK',
    httpStatusCode: 200,
  };
  if (format === 'json') {
    return JSON.stringify({
      ...head,
      ivrTrackingDetails: { totalCount: rows, pageNumber: 1, pageSize: rows, list },
    });
  }
  const element = (name: string, value: unknown): string => `<${name}>${String(value)}</${name}>`;
  const elements = (record: object) =>
    Object.entries(record)
      .map(([name, value]) => element(name, value))
      .join('');
  return element(
    'ListIvrTrackingDetailResponse',
    elements(head) +
      element(
        'ivrTrackingDetails',
        element('totalCount', rows) + list.map((row) => element('list', elements(row))).join(''),
      ),
  );
}

/** querycalltracedetail with `rows` stays on devices. */
export function huaweiTrace(rows: number): string {
  const list = Array.from({ length: rows }, (_, index) => {
    const time = (offset: number) => String(start + index * 4000 + offset);
    return {
      callId: '1794981731-92',
      mediaType: '5',
      subMediaType: '0',
      callIdNum: String(index === rows - 1 ? -1 : index + 1),
      callerNo: '80000888',
      calleeNo: '624192',
      waitBegin: time(0),
      ackBegin: time(1000),
      callBegin: time(2000),
      callEnd: time(4000),
      subCcNo: '0',
      deviceType: String(1 + (index % 3)),
      deviceNo: String(index % 50),
      deviceIn: 'defaultAudioSkill',
      callType: '0',
      releaseCause: '0',
      EnterReason: '0',
      LeaveReason: index === rows - 1 ? '15' : '0',
      CurrentSkillID: '8',
    };
  });
  return JSON.stringify({ resultCode: '0100000', resultDesc: list });
}

/** ccRecordQuery with `rows` calls. */
export function laafficRecords(rows: number): string {
  const plain = (epochMs: number) =>
    new Date(epochMs + 8 * 3_600_000).toISOString().slice(0, 19).replace('T', ' ');
  const records = Array.from({ length: rows }, (_, index) => ({
    callId: '',
    callSessionId: String(23_112_023_432_602_000 + index),
    called: '91861****978737',
    caller: '91778800001',
    ccode: '91',
    ccodeName: 'India',
    agentName: `0705C049_${String(index % 40)}`,
    agentGroupName: 'agentGroupName',
    callDuration: 12,
    callType: 3,
    hangingDirection: 1,
    hangupReason: 1,
    labels: ['tag1'],
    callStartTime: plain(start + index * 60_000),
    answerTime: plain(start + index * 60_000 + 2000),
    callEndTime: plain(start + index * 60_000 + 14_000),
  }));
  return JSON.stringify({
    status: '0',
    reason: 'success',
    data: { records, total: rows, size: rows, current: 1 },
  });
}
