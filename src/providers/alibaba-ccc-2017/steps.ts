import { numberOf, textOf, valueOf, type RawRecord } from '../../trace/source/record.ts';
import type { ParsedResponse } from '../../trace/source/response.ts';
import { isArray } from '../../trace/pointer.ts';
import type { Zone } from '../../trace/time.ts';
import { coded } from '../alibaba-codes.ts';
import { has } from '../alibaba-envelope.ts';
import {
  defined,
  detailsOf,
  fieldNames,
  momentIn,
  pagePlaceOf,
  rowsOf,
  sourceOf,
  unreadableRows,
  type Rows,
} from '../alibaba-fields.ts';
import { groupByContact, moreRows } from '../alibaba-group.ts';
import { unreadableTimes } from '../durations.ts';
import type { CallFragment, PagePlace, StepDraft } from '../provider.ts';
import { decodeFlowName, type FlowName } from './flow-name.ts';
import { exitMeaning, nodeKind } from './labels.ts';

const operation = 'ListIvrTrackingDetail';

const names = fieldNames(
  [
    'ContactId',
    'acid',
    'CallingNumber',
    'CalledNumber',
    'NodeName',
    'NodeType',
    'StartTime',
    'StopTime',
    'Status',
    'InputData',
    'OutputData',
    'Description',
  ],
  ['FlowName', 'DeviceID', 'TenantId'],
);

/**
 * The steps of ListIvrTrackingDetail, one fragment per call: asked without a contact id it answers with several. Times
 * are epoch ms or plain Beijing time in whole seconds, so many steps begin and end in the same second and keep the
 * provider's order.
 */
export function readSteps(response: ParsedResponse, body: RawRecord, zone: Zone): readonly CallFragment[] {
  const { list, total, place } = listOf(body);
  const flowOf = flowNames(zone);
  const { groups, gaps } = groupByContact(response, list.rows, list.unreadable);
  return groups.map(({ contactId, rows }): CallFragment => {
    const unreadTimes = rows.flatMap((row) => unreadableTimes(row, zone, response.id, 'StopTime'));
    const steps = rows.map((row) => stepOf(response, row, zone, flowOf));
    const timeless = rows.filter((_, index) => steps[index] === undefined).map((row) => row.pointer);
    const text = (...fields: readonly string[]) =>
      rows.map((row) => textOf(row, ...fields)).find((value) => value !== undefined);
    const flowName = text('FlowName');
    return {
      kind: 'call',
      contactId,
      own: rows.map((row) => row.pointer),
      ...defined({
        instance: flowName === undefined ? undefined : flowOf(flowName)?.instance,
        // Only a list of one call says how many rows that call has.
        rows: groups.length === 1 && total > 0 ? { operation, what: 'steps' as const, total } : undefined,
        page: place,
      }),
      summary: defined({ caller: text('CallingNumber'), callee: text('CalledNumber') }),
      steps: steps.filter((step) => step !== undefined),
      events: [],
      gaps: [
        ...gaps,
        ...unreadableRows(response, 'alibaba.gap.row-time', timeless),
        ...unreadTimes,
        ...moreRows(groups.length, total, list.rows.length, response),
      ],
    };
  });
}

/** What tells a page, and a row, from an object around one. */
const pageFields = ['List', 'IvrTrackingDetail', 'TotalCount', 'PageNumber'];
const rowFields = ['ContactId', 'acid', 'NodeName', 'NodeType', 'StartTime'];

/** `IvrTrackingDetails` is a page around the list, or the list itself. */
export function listOf(body: RawRecord): {
  readonly list: Rows;
  readonly total: number;
  readonly place: PagePlace | undefined;
} {
  const page = rowsOf(body, 'IvrTrackingDetails', [...pageFields, ...rowFields]);
  const [only] = page.rows;
  if (isArray(valueOf(body, 'IvrTrackingDetails')) || only === undefined) {
    return { list: page, total: 0, place: undefined };
  }
  const total = numberOf(only, 'TotalCount') ?? 0;
  const name = has(only, 'List') ? 'List' : 'IvrTrackingDetail';
  return { list: rowsOf(only, name, rowFields), total, place: pagePlaceOf(only) };
}

function stepOf(
  response: ParsedResponse,
  row: RawRecord,
  zone: Zone,
  flowOf: (path: string) => FlowName | undefined,
): StepDraft | undefined {
  const enteredAt = momentIn(row, zone, 'StartTime');
  if (enteredAt === undefined) return undefined;
  const path = textOf(row, 'FlowName');
  const flow = path === undefined ? undefined : flowOf(path);
  // Nodes have no other name here than their technical id.
  const node = textOf(row, 'NodeName');
  return {
    ...defined({
      flowId: flow?.flowId,
      flowVersion: flow?.version,
      nodeId: node,
      nodeName: node,
      leftAt: momentIn(row, zone, 'StopTime'),
      exit: coded(textOf(row, 'Status'), exitMeaning),
      description: textOf(row, 'Description'),
      input: textOf(row, 'InputData'),
      output: textOf(row, 'OutputData'),
      details: detailsOf(row, names),
    }),
    kind: coded(textOf(row, 'NodeType') ?? '', nodeKind),
    enteredAt,
    source: sourceOf(response, row.pointer),
  };
}

/** Decodes each path once: the rows of a call repeat a few long ones. */
function flowNames(zone: Zone): (path: string) => FlowName | undefined {
  const known = new Map<string, FlowName | undefined>();
  return (path) => {
    if (!known.has(path)) known.set(path, decodeFlowName(path, zone));
    return known.get(path);
  };
}
