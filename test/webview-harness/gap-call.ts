import type { DetailsView, TraceView } from '../../src/trace/view/types.ts';

/** A call of a provider that gives no IVR steps: legs instead of a flow, and gaps that say so. */

const start = 1_794_969_665_000;
const at = (seconds: number): number => start + seconds * 1000;

const gaps = [
  {
    lane: 'ivr' as const,
    title: 'IVR steps are not offered',
    text: 'LAAFFIC’s call record has no flow, node or digit data.',
  },
  {
    title: 'SIP code was not in the answer',
    text: 'Field hangupCode is absent from ccRecordQuery for this call.',
  },
];

export const gapCall: TraceView = {
  language: 'en',
  zone: '+08:00',
  title: '8621****77 → 86138****2315 · 10:41 · completed',
  summary: {
    direction: 'outbound',
    caller: '8621****77',
    callee: '86138****2315',
    outcome: 'completed',
    outcomeText: 'Completed',
    outcomeSeverity: 'none',
    facts: [
      { id: 'direction', text: 'Outbound' },
      { id: 'date', text: '2026-11-18 10:41:05 UTC+8' },
      { id: 'duration', text: '1 m 17 s' },
      { id: 'hung-up-by', text: 'agent hung up' },
      { id: 'agents', text: '1 agent', tooltip: '1021' },
      { id: 'provider', text: 'LAAFFIC · sales' },
    ],
    shares: [
      { id: 'ringing', text: 'ringing 9 s', durationMs: 9000 },
      { id: 'talking', text: 'talking 1 m 08 s', durationMs: 68_000 },
    ],
  },
  findings: [],
  gaps,
  graph: {
    kind: 'legs',
    nodes: [
      {
        id: 'start',
        shape: 'pill',
        icon: 'call-outbound',
        name: 'Call placed',
        detail: '',
        order: '',
        time: '',
        severity: 'none',
        unfinished: false,
        items: ['e1'],
        visits: [],
      },
      {
        id: 'gap',
        shape: 'gap',
        icon: 'gap',
        name: 'IVR steps are not offered',
        detail: 'LAAFFIC’s call record has no flow, node or digit data.',
        order: '',
        time: '',
        severity: 'none',
        unfinished: false,
        items: [],
        visits: [],
      },
      {
        id: 'customer',
        shape: 'party',
        icon: 'customer',
        name: 'Customer',
        detail: '86138****2315 · rang',
        order: '',
        time: '9 s',
        severity: 'none',
        unfinished: false,
        items: ['e2'],
        visits: [],
      },
      {
        id: 'agent',
        shape: 'party',
        icon: 'agent',
        name: 'Agent 1021',
        detail: 'Talked',
        order: '',
        time: '1 m 08 s',
        severity: 'none',
        unfinished: false,
        items: ['e3'],
        visits: [],
      },
      {
        id: 'end',
        shape: 'pill',
        icon: 'hang-up',
        name: 'Agent hung up',
        detail: '',
        order: '',
        time: '',
        severity: 'none',
        unfinished: false,
        items: ['e4'],
        visits: [],
      },
    ],
    edges: [
      { id: '1', from: 'start', to: 'gap', label: '', severity: 'none', count: 1, back: false },
      { id: '2', from: 'gap', to: 'customer', label: '', severity: 'none', count: 1, back: false },
      { id: '3', from: 'customer', to: 'agent', label: 'Answered', severity: 'none', count: 1, back: false },
      { id: '4', from: 'agent', to: 'end', label: '', severity: 'none', count: 1, back: false },
    ],
    boxes: [],
  },
  timeline: {
    from: at(0),
    to: at(77),
    rows: [
      {
        id: 'customer',
        lane: 'customer',
        name: 'Customer',
        depth: 0,
        marks: [],
        segments: [
          {
            id: 's1',
            kind: 'ringing',
            from: at(0),
            to: at(9),
            name: 'Ringing',
            duration: '9 s',
            severity: 'none',
            item: 'e2',
          },
          {
            id: 's2',
            kind: 'connected',
            from: at(9),
            to: at(77),
            name: 'Connected',
            duration: '1 m 08 s',
            severity: 'none',
            item: 'e3',
          },
        ],
      },
      {
        id: 'ivr',
        lane: 'ivr',
        name: 'IVR',
        depth: 0,
        segments: [],
        marks: [],
        gap: 'Not offered by LAAFFIC: no IVR steps',
      },
      {
        id: 'agent',
        lane: 'agent',
        name: 'Agent 1021',
        depth: 0,
        marks: [],
        segments: [
          {
            id: 's3',
            kind: 'talking',
            from: at(9),
            to: at(77),
            name: 'Talking',
            duration: '1 m 08 s',
            severity: 'none',
            item: 'e3',
          },
        ],
      },
      {
        id: 'system',
        lane: 'system',
        name: 'System',
        depth: 0,
        segments: [],
        marks: [
          { item: 'e1', at: at(0), name: 'callTime', severity: 'none' },
          { item: 'e3', at: at(9), name: 'answerTime', severity: 'none' },
          { item: 'e4', at: at(77), name: 'hangup', severity: 'none' },
        ],
      },
    ],
  },
  rows: [
    {
      item: 'e1',
      kind: 'event',
      lane: 'system',
      icon: 'system',
      at: at(0),
      name: 'callTime',
      detail: '',
      exit: '',
      severity: 'none',
      depth: 0,
    },
    {
      item: 'e2',
      kind: 'event',
      lane: 'customer',
      icon: 'customer',
      at: at(0),
      name: 'Ringing',
      detail: '86138****2315',
      exit: '',
      severity: 'none',
      depth: 0,
    },
    {
      item: 'e3',
      kind: 'event',
      lane: 'agent',
      icon: 'agent',
      at: at(9),
      name: 'answerTime',
      detail: '1021',
      exit: '',
      severity: 'none',
      depth: 0,
    },
    {
      item: 'e4',
      kind: 'event',
      lane: 'system',
      icon: 'system',
      at: at(77),
      name: 'hangup',
      detail: '',
      exit: '',
      severity: 'none',
      depth: 0,
    },
  ],
};

export function gapCallDetails(item: string | undefined): DetailsView {
  const row = gapCall.rows.find((candidate) => candidate.item === item);
  if (row !== undefined) {
    return {
      item: row.item,
      icon: row.icon,
      name: row.name,
      detail: row.detail,
      variables: [],
      gaps: [],
      groups: [
        {
          title: 'This event',
          fields: [{ label: 'At', value: '10:41:05.000', code: '0:00', severity: 'none' }],
        },
      ],
      source: {
        operation: 'ccRecordQuery',
        pointer: '/data/0',
        text: '{\n  "callTime": "2026-11-18 10:41:05"\n}',
      },
    };
  }
  return {
    icon: 'call-outbound',
    name: 'This call',
    detail: '',
    groups: [
      {
        title: 'This call',
        fields: [
          { label: 'Outcome', value: 'Completed', code: '16 · normal clearing', severity: 'none' },
          { label: 'Rang', value: '9 s', severity: 'none' },
          { label: 'Talked', value: '1 m 08 s', severity: 'none' },
          { label: 'Hung up by', value: 'Agent', code: 'hangingDirection 1', severity: 'none' },
        ],
      },
    ],
    variables: [],
    gaps,
  };
}
