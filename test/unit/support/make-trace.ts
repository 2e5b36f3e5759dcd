import type {
  CallEvent,
  CallSummary,
  CallTrace,
  Coded,
  EventMeaning,
  ExitMeaning,
  Gap,
  IvrStep,
  JsonObject,
  JsonValue,
  Lane,
  NodeKind,
  Party,
  Source,
} from '../../../src/trace/model.ts';

/** 2026-11-18 14:02:11 at UTC+8, the beginning of the calls made here. */
export const callStart = Date.UTC(2026, 10, 18, 6, 2, 11);

/** A moment of the call: seconds since its beginning. */
export const at = (seconds: number): number => callStart + Math.round(seconds * 1000);

export const coded = (meaning: string, code = meaning): Coded => ({ code, meaning });

/** What a step is made of; times in seconds since the beginning of the call. */
export interface StepSpec {
  readonly node: string;
  readonly kind: NodeKind;
  readonly from: number;
  /** Absent: the step is not left. */
  readonly to?: number;
  readonly exit?: ExitMeaning;
  readonly exitCode?: string;
  readonly id?: string;
  readonly parent?: string;
  readonly flow?: string;
  readonly visit?: number;
  readonly variables?: JsonObject;
  readonly channelVariables?: JsonObject;
  readonly properties?: JsonObject;
  readonly input?: JsonValue;
  readonly output?: JsonValue;
}

export interface EventSpec {
  readonly lane: Lane;
  readonly name: EventMeaning;
  readonly at: number;
  readonly party?: Party;
  readonly seconds?: number;
  readonly code?: string;
}

export interface TraceSpec {
  readonly provider?: CallTrace['provider'];
  readonly summary?: Partial<CallSummary>;
  readonly steps?: readonly StepSpec[];
  readonly events?: readonly EventSpec[];
  readonly gaps?: readonly Gap[];
  readonly sources?: readonly Source[];
}

/** A step with what a test does not name filled in. */
export function makeStep(spec: StepSpec, index: number): IvrStep {
  const { node, kind, flow = 'Main flow', exit, exitCode, to } = spec;
  return {
    id: spec.id ?? `step-${index + 1}`,
    ...(spec.parent === undefined ? {} : { parent: spec.parent }),
    flowId: `flow-${flow}`,
    flowName: flow,
    nodeId: `node-${node}`,
    nodeName: node,
    kind: coded(kind),
    visit: spec.visit ?? 1,
    enteredAt: at(spec.from),
    ...(to === undefined ? {} : { leftAt: at(to) }),
    ...(exit === undefined ? {} : { exit: coded(exit, exitCode ?? exit) }),
    ...(spec.variables === undefined ? {} : { variables: spec.variables }),
    ...(spec.channelVariables === undefined ? {} : { channelVariables: spec.channelVariables }),
    ...(spec.properties === undefined ? {} : { properties: spec.properties }),
    ...(spec.input === undefined ? {} : { input: spec.input }),
    ...(spec.output === undefined ? {} : { output: spec.output }),
    source: { source: 'steps', pointer: `/Data/List/${index}` },
  };
}

/** An event with what a test does not name filled in. */
export function makeEvent(spec: EventSpec, index: number): CallEvent {
  return {
    id: `event-${index + 1}`,
    lane: spec.lane,
    at: at(spec.at),
    name: coded(spec.name, spec.code ?? spec.name),
    ...(spec.party === undefined ? {} : { party: spec.party }),
    ...(spec.seconds === undefined ? {} : { durationMs: spec.seconds * 1000 }),
    source: { source: 'events', pointer: `/Data/Events/${index}` },
  };
}

/** A trace with what a test does not name filled in: an inbound call of which nothing else is known. */
export function makeTrace(spec: TraceSpec = {}): CallTrace {
  return {
    schema: 'call-trace/1',
    provider: spec.provider ?? 'alibaba-ccc-2020',
    instance: 'production',
    contactId: 'job-1',
    zone: '+08:00',
    summary: {
      direction: 'inbound',
      caller: '13812342315',
      callee: '4008123456',
      startedAt: callStart,
      outcome: 'unknown',
      agents: [],
      queues: [],
      ...spec.summary,
    },
    steps: (spec.steps ?? []).map(makeStep),
    events: (spec.events ?? []).map(makeEvent),
    flows: [],
    gaps: spec.gaps ?? [],
    sources: spec.sources ?? [],
  };
}
