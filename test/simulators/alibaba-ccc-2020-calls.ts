import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

export type Row = Readonly<Record<string, unknown>>;

/** What the simulated contact centre knows. */
export interface Population {
  /** `Data` of GetCallDetailRecord by contact id. */
  readonly details: ReadonlyMap<string, Row>;
  /** The exact bytes of GetCallDetailRecord's whole answer, where they come from a file. */
  readonly answers: ReadonlyMap<string, Uint8Array>;
  /** Rows of ListIvrTrackingDetails by contact id. */
  readonly tracking: ReadonlyMap<string, readonly Row[]>;
  /** Flows with their definitions by flow id. */
  readonly flows: ReadonlyMap<string, Row>;
  /** Calls that are worked out when they are asked for. */
  readonly made?: MadeCalls;
}

/** A large population in the wire form of this interface. */
export interface MadeCalls {
  /** Records that began in a window (epoch ms) and are wanted, newest first. */
  readonly between: (from: number, to: number, wanted: (row: Row) => boolean) => readonly Row[];
  readonly detail: (contactId: string) => Row | undefined;
  readonly tracking: (contactId: string) => readonly Row[] | undefined;
}

/** A call with a sub-flow; the contact id does not fit into a double, as real ones do not. */
export const builtInContactId = 'job-109634426711871319';
export const builtInFlowName = '主流程 main';
const instance = 'ccc-test';
const mainFlow = 'edaf2eaa-8f88-44ca-812e-41b3cd2b7a90';
const subFlow = '274601be-a6d5-4429-bcef-32b51d031c6e';
const began = Date.UTC(2026, 9, 12, 2, 15, 0);

/** The call that every simulator knows, and one with as many steps as wanted for tests of paging. */
export function builtInPopulation(loops: Readonly<Record<string, number>> = {}): Population {
  const tracking = new Map<string, readonly Row[]>([[builtInContactId, builtInRows()]]);
  const details = new Map([[builtInContactId, detailOf(builtInContactId)]]);
  for (const [contactId, steps] of Object.entries(loops)) {
    details.set(contactId, detailOf(contactId));
    tracking.set(
      contactId,
      Array.from({ length: steps }, (_, index) => rowOf(contactId, index, 'PLAY_SAY', mainFlow)),
    );
  }
  const flows = new Map([
    [mainFlow, flowOf(mainFlow, builtInFlowName, 'MAIN_FLOW')],
    [subFlow, flowOf(subFlow, '订单查询 order', 'SUB_FLOW')],
  ]);
  return { details, answers: new Map(), tracking, flows };
}

function builtInRows(): readonly Row[] {
  const types = [
    'INCOMING_CALL',
    'PLAY_SAY',
    'GATHER_INPUT',
    'SUB',
    'SUB_START',
    'HTTP_REQUEST',
    'SUB_END',
    'HANGUP',
  ];
  return types.map((type, index) =>
    rowOf(builtInContactId, index, type, index > 3 && index < 7 ? subFlow : mainFlow),
  );
}

function rowOf(contactId: string, index: number, type: string, flowId: string): Row {
  return {
    Instance: instance,
    ContactId: contactId,
    ChannelId: '65cp2c15-92ac-4e67-98b2-073a3c541c5d',
    Caller: '1332315****',
    Callee: '0533128****',
    FlowId: flowId,
    FlowName: flowId === mainFlow ? builtInFlowName : '订单查询 order',
    NodeId: `e0bc${index.toString(16).padStart(4, '0')}`,
    NodeName: `放音 ${index + 1}`,
    NodeType: type,
    EnterTime: began + index * 2000,
    LeaveTime: began + index * 2000 + 1500,
    NodeExitCode: 'Success',
    NodeProperties: { say: '您好。' },
    NodeVariables: { digits: String(index) },
    ChannelVariables: 'A=B;C=D',
  };
}

function detailOf(contactId: string): Row {
  return {
    ContactId: contactId,
    InstanceId: instance,
    ContactType: 'INBOUND',
    ContactDisposition: 'Success',
    CallingNumber: '1332315****',
    CalledNumber: '0533128****',
    StartTime: began,
    ReleaseTime: began + 60_000,
    CallDuration: 60,
    ReleaseInitiator: 'customer',
    AgentEvents: [],
    QueueEvents: [],
    IvrEvents: [
      { FlowId: mainFlow, FlowType: 'MAIN_FLOW', EventSequence: [{ Event: 'Route2IVR', EventTime: began }] },
    ],
    CustomerEvents: [
      { CustomerId: '1332315****', EventSequence: [{ Event: 'Released', EventTime: began + 60_000 }] },
    ],
  };
}

function flowOf(flowId: string, name: string, type: string): Row {
  const activities = [
    { type: 'INCOMING_CALL', id: 'e0bc0000', name: '开始', properties: {}, events: [], nodeIndex: 0 },
  ];
  return {
    ContactFlowId: flowId,
    InstanceId: instance,
    Name: name,
    Type: type,
    Published: true,
    DraftId: `draft-${flowId.slice(0, 8)}`,
    Definition: JSON.stringify({ activities, description: '' }),
  };
}

/**
 * Adds the calls of a folder of raw responses (one folder a call, JSON files of any name): what a file is shows its
 * content. Files of other providers are passed over.
 */
export function withSamples(population: Population, folder: string): Population {
  const details = new Map(population.details);
  const answers = new Map(population.answers);
  const tracking = new Map(population.tracking);
  const flows = new Map(population.flows);
  const addFlow = (flow: Row) => {
    if (typeof flow['ContactFlowId'] === 'string') flows.set(flow['ContactFlowId'].trim(), flow);
  };
  for (const path of jsonFiles(folder)) {
    const bytes = readFileSync(path);
    const answer: unknown = JSON.parse(bytes.toString('utf8'));
    const data = isRow(answer) ? answer['Data'] : undefined;
    if (!isRow(data)) continue;
    const list = rowsIn(data['List']);
    if (typeof data['ContactId'] === 'string') {
      details.set(data['ContactId'], data);
      answers.set(data['ContactId'], bytes);
    } else if (data['Definition'] !== undefined) {
      addFlow(data);
    }
    for (const row of list) {
      if (row['Definition'] !== undefined) addFlow(row);
      else if (row['NodeType'] !== undefined && typeof row['ContactId'] === 'string') {
        tracking.set(row['ContactId'], [...(tracking.get(row['ContactId']) ?? []), row]);
      }
    }
  }
  return { details, answers, tracking, flows };
}

function jsonFiles(folder: string): readonly string[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { withFileTypes: true })
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .flatMap((entry) => {
      const path = join(folder, entry.name);
      if (entry.isDirectory()) return jsonFiles(path);
      return entry.name.endsWith('.json') ? [path] : [];
    });
}

export function isRow(value: unknown): value is Row {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

const rowsIn = (value: unknown): readonly Row[] => (Array.isArray(value) ? value.filter(isRow) : []);
