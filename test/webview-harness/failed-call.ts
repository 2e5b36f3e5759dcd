import type { DetailsView, GraphNodeView, RowView, Severity, TraceView } from '../../src/trace/view/types.ts';

/** A call whose order query failed, with everything that the viewer can draw, in both languages. */

const start = 1_794_981_731_000;
const at = (seconds: number): number => start + Math.round(seconds * 1000);

const words = {
  en: {
    title: '138****2315 → 4008-123-456 · 14:02 · transferred',
    outcome: 'Transferred',
    facts: [
      'Inbound',
      '2026-11-18 14:02:11 UTC+8',
      '5 m 32 s',
      'customer hung up',
      '2 agents',
      '2 queues',
      'Alibaba CCC · production',
    ],
    shares: ['IVR 42 s', 'waiting 1 m 53 s', 'ringing 11 s', 'talking 2 m 46 s'],
    failed: [
      'Function ‘queryOrder’ failed: HTTP 502',
      'The order service answered 502 Bad Gateway after 3.2 s. The flow left by Failure, orderStatus stayed unset, so “Order status?” fell to Default and the caller was queued.',
    ],
    waited: [
      'Waited 1 m 42 s in After-sales',
      'The queue was full, and the call overflowed to General service.',
    ],
    digits: [
      'Digits timed out 2×',
      'The caller pressed nothing within 8 s, twice, before “Order number” got a number.',
    ],
    names: [
      'Call arrives',
      'Welcome prompt',
      'Language',
      'Order number',
      'Order status',
      'Build request',
      'queryOrder',
      'Order status?',
      'After-sales',
      'General service',
      '8012 · Li Na',
      '8027 · Chen Wei',
      'Customer hung up',
    ],
    kinds: {
      play: 'Play / say',
      branch: 'Branch',
      digits: 'Collect digits',
      set: 'Set variables',
      http: 'HTTP request',
      transfer: 'Transfer to agent',
      sub: 'Sub-flow',
    },
    exits: {
      branchA: 'Branch-A · Chinese',
      timeout: 'Timeout 2×',
      invalid: 'Invalid 1×',
      success: 'Success',
      failure: 'Failure',
      fallback: 'Default',
      overflow: 'Overflow',
      blind: 'Blind transfer',
    },
    visits: '4 visits',
    rang: (s: number) => `Rang ${s} s, talked`,
    lanes: ['Customer', 'IVR', 'Queue', 'System'],
    agents: ['8012 Li Na', '8027 Chen Wei'],
    connected: 'Connected',
    talking: 'Talking',
    ringing: 'Ringing',
    d: (text: string) => text,
    step: (n: number) => `step ${n} of 13`,
    fields: ['Entered', 'Left', 'Time in node', 'Exit', 'Response code', 'Request', 'Timeout set', 'In flow'],
    thisStep: 'This step',
    inFlow: 'Order status ‹ Main flow',
    notSet: 'not set',
  },
  'zh-cn': {
    title: '138****2315 → 4008-123-456 · 14:02 · 已转接',
    outcome: '已转接',
    facts: [
      '呼入',
      '2026-11-18 14:02:11 UTC+8',
      '5 分 32 秒',
      '客户挂机',
      '2 名坐席',
      '2 个技能组',
      '阿里云 CCC · 生产',
    ],
    shares: ['IVR 42 秒', '排队 1 分 53 秒', '振铃 11 秒', '通话 2 分 46 秒'],
    failed: [
      '函数 queryOrder 失败：HTTP 502',
      '订单服务在 3.2 秒后返回 502 Bad Gateway，流程从“失败”出口离开；orderStatus 未赋值，“订单状态？”走缺省出口，客户转入排队。',
    ],
    waited: ['在“售后服务”等待 1 分 42 秒', '队列已满，呼叫溢出到综合服务。'],
    digits: ['收号超时 2 次', '客户两次在 8 秒内未按键，第四次才输入订单号。'],
    names: [
      '呼入',
      '欢迎语',
      '语言选择',
      '订单号',
      '订单查询',
      '组装请求',
      'queryOrder',
      '订单状态？',
      '售后服务',
      '综合服务',
      '8012 · 李娜',
      '8027 · 陈伟',
      '客户挂机',
    ],
    kinds: {
      play: '放音',
      branch: '分支',
      digits: '收号',
      set: '设置变量',
      http: 'HTTP 请求',
      transfer: '转人工',
      sub: '子流程',
    },
    exits: {
      branchA: '分支 A · 中文',
      timeout: '超时 2 次',
      invalid: '无效 1 次',
      success: '成功',
      failure: '失败',
      fallback: '缺省',
      overflow: '队列溢出',
      blind: '直接转接',
    },
    visits: '4 次',
    rang: (s: number) => `振铃 ${s} 秒，通话`,
    lanes: ['客户', 'IVR', '队列', '系统'],
    agents: ['8012 李娜', '8027 陈伟'],
    connected: '已接通',
    talking: '通话',
    ringing: '振铃',
    d: (text: string) => text.replace(' m ', ' 分 ').replace(' s', ' 秒'),
    step: (n: number) => `第 ${n} 步，共 13 步`,
    fields: ['进入', '离开', '停留', '出口', '响应码', '请求', '超时设置', '所在流程'],
    thisStep: '本步骤',
    inFlow: '订单查询 ‹ 主流程',
    notSet: '未赋值',
  },
} as const;

type Words = (typeof words)[keyof typeof words];

function nodesOf(t: Words): readonly GraphNodeView[] {
  const { kinds: k, names: n, d } = t;
  const node = (
    id: string,
    shape: GraphNodeView['shape'],
    icon: GraphNodeView['icon'],
    name: string,
    detail: string,
    order: string,
    time: string,
    items: readonly string[],
    more: Partial<GraphNodeView> = {},
  ): GraphNodeView => ({
    id,
    shape,
    icon,
    name,
    detail,
    order,
    time: d(time),
    severity: 'none',
    unfinished: false,
    items,
    visits: [],
    ...more,
  });
  return [
    node('n-start', 'pill', 'call-inbound', n[0], '', '1', '', ['s1']),
    node('n-welcome', 'rectangle', 'play', n[1], k.play, '2', '6.4 s', ['s2']),
    node('n-language', 'branch', 'branch', n[2], k.branch, '3', '', ['s3']),
    node(
      'n-digits',
      'rectangle',
      'collect-digits',
      n[3],
      `${k.digits} · ${t.visits}`,
      '4–7',
      '32.5 s',
      ['s4', 's5', 's6', 's7'],
      {
        severity: 'warning',
        visits: [
          { item: 's4', exit: 'timeout', severity: 'warning' },
          { item: 's5', exit: 'timeout', severity: 'warning' },
          { item: 's6', exit: 'invalid', severity: 'error' },
          { item: 's7', exit: 'success', severity: 'none' },
        ],
      },
    ),
    node('n-build', 'rectangle', 'set-variables', n[5], k.set, '9', '', ['s9'], { box: 'b-order' }),
    node('n-query', 'rectangle', 'http-request', n[6], `${k.http} · 502`, '10', '3.2 s', ['s10'], {
      box: 'b-order',
      severity: 'error',
    }),
    node('n-status', 'branch', 'branch', n[7], k.branch, '11', '', ['s11']),
    node('n-after', 'queue', 'transfer-to-agent', n[8], k.transfer, '12', '1 m 42 s', ['s12'], {
      severity: 'warning',
    }),
    node('n-general', 'queue', 'transfer-to-agent', n[9], k.transfer, '13', '11 s', ['s13']),
    node('n-8012', 'party', 'agent', n[10], t.rang(6), '', '1 m 58 s', ['e8']),
    node('n-8027', 'party', 'agent', n[11], t.rang(5), '', '48 s', ['e11']),
    node('n-end', 'pill', 'hang-up', n[12], '', '', '', ['e13']),
  ];
}

export function failedCall(language: keyof typeof words): TraceView {
  const t: Words = words[language];
  const { exits: x, names: n, d, kinds: k } = t;
  const rows: RowView[] = [];
  const step = (
    order: number,
    icon: RowView['icon'],
    from: number,
    to: number,
    name: string,
    detail: string,
    exit: string,
    severity: Severity = 'none',
    depth = 0,
  ): void => {
    rows.push({
      item: `s${order}`,
      kind: 'step',
      lane: 'ivr',
      icon,
      order,
      at: at(from),
      durationMs: Math.round((to - from) * 1000),
      name,
      detail,
      exit,
      severity,
      depth,
    });
  };
  const event = (
    id: number,
    lane: RowView['lane'],
    icon: RowView['icon'],
    from: number,
    name: string,
    detail: string,
    severity: Severity = 'none',
  ): void => {
    rows.push({
      item: `e${id}`,
      kind: 'event',
      lane,
      icon,
      at: at(from),
      name,
      detail,
      exit: '',
      severity,
      depth: 0,
    });
  };
  event(1, 'system', 'system', 0, 'Route2IVR', '');
  event(2, 'customer', 'customer', 0.1, t.connected, '138****2315');
  step(1, 'start', 0, 0.03, n[0], '', '');
  step(2, 'play', 0.03, 6.4, n[1], k.play, x.success);
  step(3, 'branch', 6.4, 6.41, n[2], k.branch, x.branchA);
  step(4, 'collect-digits', 6.41, 14.5, n[3], k.digits, x.timeout.slice(0, -3), 'warning');
  step(5, 'collect-digits', 14.5, 22.6, n[3], k.digits, x.timeout.slice(0, -3), 'warning');
  step(6, 'collect-digits', 22.6, 29.9, n[3], k.digits, x.invalid.slice(0, -3), 'error');
  step(7, 'collect-digits', 29.9, 38.9, n[3], k.digits, x.success);
  step(8, 'sub-flow', 38.9, 42.3, n[4], k.sub, '');
  step(9, 'set-variables', 38.9, 39.1, n[5], k.set, x.success, 'none', 1);
  step(10, 'http-request', 39.1, 42.3, n[6], k.http, x.failure, 'error', 1);
  step(11, 'branch', 42.3, 42.31, n[7], k.branch, x.fallback);
  step(12, 'transfer-to-agent', 42.4, 144.3, n[8], k.transfer, x.overflow, 'warning');
  event(3, 'queue', 'queue', 42.5, 'Enqueue', n[8]);
  event(4, 'queue', 'queue', 144.3, 'QueueOverflow', n[8], 'warning');
  step(13, 'transfer-to-agent', 144.3, 155.6, n[9], k.transfer, x.success);
  event(5, 'queue', 'queue', 144.4, 'Enqueue', n[9]);
  event(6, 'system', 'system', 155.6, 'AssignAgent', '8012');
  event(7, 'agent', 'agent', 155.7, 'Ringing', '8012');
  event(8, 'agent', 'agent', 161.8, 'Established', '8012');
  event(9, 'agent', 'agent', 279.6, 'BlindTransfer', '8012 → 8027');
  event(10, 'agent', 'agent', 279.7, 'Ringing', '8027');
  event(11, 'agent', 'agent', 284.6, 'Established', '8027');
  event(12, 'agent', 'agent', 332, 'Released', '8027');
  event(13, 'customer', 'customer', 332, n[12], '138****2315');
  const mark = (id: number, seconds: number, name: string, severity: Severity = 'none') => ({
    item: `e${id}`,
    at: at(seconds),
    name,
    severity,
  });
  const node = (
    order: number,
    icon: GraphNodeView['icon'],
    from: number,
    to: number,
    name: string,
    severity: Severity = 'none',
  ) => ({
    id: `seg-${order}`,
    kind: 'node' as const,
    from: at(from),
    to: at(to),
    name,
    duration: d(`${(to - from).toFixed(1)} s`),
    severity,
    icon,
    item: `s${order}`,
  });
  return {
    language,
    zone: '+08:00',
    title: t.title,
    summary: {
      direction: 'inbound',
      caller: '138****2315',
      callee: '4008-123-456',
      outcome: 'transferred',
      outcomeText: t.outcome,
      outcomeSeverity: 'none',
      facts: (['direction', 'date', 'duration', 'hung-up-by', 'agents', 'queues', 'provider'] as const).map(
        (id, place) => ({ id, text: t.facts[place] ?? '' }),
      ),
      shares: (['ivr', 'waiting', 'ringing', 'talking'] as const).map((id, place) => ({
        id,
        text: t.shares[place] ?? '',
        durationMs: [42_000, 113_000, 11_000, 166_000][place] ?? 0,
      })),
    },
    findings: [
      { id: 'f1', severity: 'error', title: t.failed[0], text: t.failed[1], item: 's10', at: at(39.1) },
      { id: 'f2', severity: 'warning', title: t.digits[0], text: t.digits[1], item: 's4', at: at(6.4) },
      { id: 'f3', severity: 'warning', title: t.waited[0], text: t.waited[1], item: 's12', at: at(42.4) },
    ],
    gaps: [],
    graph: {
      kind: 'flow',
      nodes: nodesOf(t),
      boxes: [
        {
          id: 'b-order',
          name: n[4],
          time: d('3.4 s'),
          order: '8',
          severity: 'error',
          stepCount: 2,
          items: ['s8'],
        },
      ],
      edges: [
        ['n-start', 'n-welcome', '', 'none', false],
        ['n-welcome', 'n-language', '', 'none', false],
        ['n-language', 'n-digits', x.branchA, 'none', false],
        ['n-digits', 'n-digits', x.timeout, 'warning', true],
        ['n-digits', 'n-digits', x.invalid, 'error', true],
        ['n-digits', 'n-build', x.success, 'none', false],
        ['n-build', 'n-query', '', 'none', false],
        ['n-query', 'n-status', x.failure, 'error', false],
        ['n-status', 'n-after', x.fallback, 'none', false],
        ['n-after', 'n-general', x.overflow, 'warning', false],
        ['n-general', 'n-8012', '', 'none', false],
        ['n-8012', 'n-8027', x.blind, 'none', false],
        ['n-8027', 'n-end', '', 'none', false],
      ].map(([from, to, label, severity, back], place) => ({
        id: `edge-${place}`,
        from: String(from),
        to: String(to),
        label: String(label),
        severity: severity === 'error' || severity === 'warning' ? severity : 'none',
        count: 1,
        back: back === true,
      })),
    },
    timeline: {
      from: at(0),
      to: at(332),
      rows: [
        {
          id: 'customer',
          lane: 'customer',
          name: t.lanes[0],
          depth: 0,
          marks: [],
          segments: [
            {
              id: 'c1',
              kind: 'connected',
              from: at(0),
              to: at(332),
              name: t.connected,
              duration: d('5 m 32 s'),
              severity: 'none',
              item: 'e2',
            },
          ],
        },
        {
          id: 'ivr',
          lane: 'ivr',
          name: t.lanes[1],
          depth: 0,
          marks: [],
          segments: [
            node(2, 'play', 0, 6.4, n[1]),
            node(4, 'collect-digits', 6.41, 14.5, n[3], 'warning'),
            node(5, 'collect-digits', 14.5, 22.6, n[3], 'warning'),
            node(6, 'collect-digits', 22.6, 29.9, n[3], 'error'),
            node(7, 'collect-digits', 29.9, 38.9, n[3]),
            { ...node(8, 'sub-flow', 38.9, 42.3, n[4]), kind: 'sub-flow' },
          ],
        },
        {
          id: 'ivr-1',
          lane: 'ivr',
          name: n[4],
          depth: 1,
          marks: [],
          segments: [
            node(9, 'set-variables', 38.9, 39.1, n[5]),
            node(10, 'http-request', 39.1, 42.3, `${n[6]} · 502`, 'error'),
          ],
        },
        {
          id: 'queue',
          lane: 'queue',
          name: t.lanes[2],
          depth: 0,
          marks: [],
          segments: [
            {
              id: 'q1',
              kind: 'waiting',
              from: at(42.4),
              to: at(144.3),
              name: n[8],
              duration: d('1 m 42 s'),
              severity: 'warning',
              item: 's12',
            },
            {
              id: 'q2',
              kind: 'waiting',
              from: at(144.3),
              to: at(155.6),
              name: n[9],
              duration: d('11 s'),
              severity: 'none',
              item: 's13',
            },
          ],
        },
        {
          id: 'a1',
          lane: 'agent',
          name: t.agents[0],
          depth: 0,
          marks: [],
          segments: [
            {
              id: 'a1r',
              kind: 'ringing',
              from: at(155.6),
              to: at(161.8),
              name: t.ringing,
              duration: d('6 s'),
              severity: 'none',
              item: 'e7',
            },
            {
              id: 'a1t',
              kind: 'talking',
              from: at(161.8),
              to: at(279.6),
              name: t.talking,
              duration: d('1 m 58 s'),
              severity: 'none',
              item: 'e8',
            },
          ],
        },
        {
          id: 'a2',
          lane: 'agent',
          name: t.agents[1],
          depth: 0,
          marks: [],
          segments: [
            {
              id: 'a2r',
              kind: 'ringing',
              from: at(279.6),
              to: at(284.6),
              name: t.ringing,
              duration: d('5 s'),
              severity: 'none',
              item: 'e10',
            },
            {
              id: 'a2t',
              kind: 'talking',
              from: at(284.6),
              to: at(332),
              name: t.talking,
              duration: d('48 s'),
              severity: 'none',
              item: 'e11',
            },
          ],
        },
        {
          id: 'system',
          lane: 'system',
          name: t.lanes[3],
          depth: 0,
          segments: [],
          marks: [
            mark(1, 0, 'Route2IVR'),
            mark(3, 42.5, 'Enqueue'),
            mark(4, 144.3, 'QueueOverflow', 'warning'),
            mark(6, 155.6, 'AssignAgent'),
            mark(9, 279.6, 'BlindTransfer'),
            mark(12, 332, 'Released'),
          ],
        },
      ],
    },
    rows,
  };
}

const raw = `{
  "Instance": "ccc-demo",
  "Callee": "4008123456",
  "EnterTime": 1794981770100,
  "NodeExitCode": "Failure",
  "FlowName": "Order status",
  "NodeType": "HTTP_REQUEST",
  "NodeName": "queryOrder",
  "ContactId": "job-109634426711902315",
  "LeaveTime": 1794981773300,
  "NodeProperties": {
    "url": "https://oms.example.cn/v2/orders/20261117088"
  }
}`;

/** Details as the host gives them: in full for the failed step, short for the rest. */
export function failedCallDetails(language: keyof typeof words, item: string | undefined): DetailsView {
  const t: Words = words[language];
  const view = failedCall(language);
  const row = view.rows.find((candidate) => candidate.item === item);
  const finding = view.findings.find((candidate) => candidate.item === item);
  const field = (label: string | undefined, value: string, code?: string, severity: Severity = 'none') => ({
    label: label ?? '',
    value,
    severity,
    ...(code === undefined ? {} : { code }),
  });
  if (item === undefined || row === undefined) {
    return {
      icon: 'call-inbound',
      name: t.title,
      detail: '',
      groups: [{ title: '', fields: t.facts.map((fact) => field(fact, fact)) }],
      variables: [],
      gaps: [],
    };
  }
  const [entered, left, time, exit, code, request, timeout, flow] = t.fields;
  return {
    item,
    icon: row.icon,
    name: row.name,
    detail: row.order === undefined ? row.detail : `${row.detail} · ${t.step(row.order)}`,
    ...(finding === undefined ? {} : { finding }),
    groups: [
      {
        title: t.thisStep,
        fields: [
          field(entered, '14:02:50.100', '0:39.1'),
          field(left, '14:02:53.300', '0:42.3'),
          field(time, t.d('3.2 s')),
          field(exit, row.exit, 'NodeExitCode', row.severity),
          ...(item === 's10'
            ? [
                field(code, '502 Bad Gateway', undefined, 'error'),
                field(request, 'GET oms.example.cn/v2/orders'),
                field(timeout, t.d('5 s')),
              ]
            : []),
          field(flow, t.inFlow),
        ],
      },
    ],
    variables: [
      { name: 'orderNo', value: '"20261117088"', type: 'string', children: [] },
      { name: 'lang', value: '"zh"', type: 'string', change: 'changed', before: '"en"', children: [] },
      {
        name: 'request',
        value: '{2}',
        type: 'object',
        children: [
          {
            name: 'url',
            value: '"https://oms.example.cn/v2/orders/20261117088"',
            type: 'string',
            children: [],
          },
          { name: 'timeoutMs', value: '5000', type: 'number', children: [] },
        ],
      },
      { name: 'responseCode', value: '502', type: 'number', change: 'new', children: [] },
      {
        name: 'responseBody',
        value: '{2}',
        type: 'object',
        change: 'new',
        children: [
          { name: 'error', value: '"upstream connect error"', type: 'string', change: 'new', children: [] },
          { name: 'traceId', value: '"7f3e9c20b1"', type: 'string', change: 'new', children: [] },
        ],
      },
      { name: 'orderStatus', value: t.notSet, type: 'null', children: [] },
    ],
    gaps: [],
    source: { operation: 'ListIvrTrackingDetails', pointer: '/Data/List/9', text: raw },
  };
}
