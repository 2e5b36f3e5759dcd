import type { JsonObject } from '../../trace/model.ts';
import { numberOf, textOf, type RawRecord } from '../../trace/source/record.ts';
import type { ParsedResponse } from '../../trace/source/response.ts';
import { coded } from '../alibaba-codes.ts';
import {
  alibabaZone,
  defined,
  detailsOf,
  fieldNames,
  jsonMapOf,
  momentOf,
  pagePlaceOf,
  rowsOf,
  sourceOf,
  unreadableRows,
} from '../alibaba-fields.ts';
import { groupByContact, moreRows } from '../alibaba-group.ts';
import type { CallFragment, StepDraft } from '../provider.ts';
import { unreadableTimes } from '../durations.ts';
import { rowFields } from './detect.ts';
import { exitMeaning, nodeKind } from './labels.ts';

const operation = 'ListIvrTrackingDetails';

const names = fieldNames(
  [
    'Instance',
    'InstanceId',
    'ContactId',
    'Caller',
    'Callee',
    'FlowId',
    'FlowName',
    'NodeId',
    'NodeName',
    'NodeType',
    'EnterTime',
    'LeaveTime',
    'NodeExitCode',
    'ChannelId',
    'NodeProperties',
    'NodeVariables',
    'ChannelVariables',
    'eventTime',
    'eventType',
    'nodeAction',
  ],
  [],
);

/**
 * The steps of ListIvrTrackingDetails, one fragment per call. Times are epoch ms. A row without contact id or without
 * a time of entering becomes a gap.
 */
export function readSteps(response: ParsedResponse, data: RawRecord): readonly CallFragment[] {
  const { rows, unreadable } = rowsOf(data, 'List', rowFields);
  const { groups, gaps } = groupByContact(response, rows, unreadable);
  const total = numberOf(data, 'TotalCount') ?? 0;
  return groups.map(({ contactId, rows: own }): CallFragment => {
    const steps = own.map((row) => {
      const enteredAt = momentOf(row, 'EnterTime');
      return enteredAt === undefined ? undefined : stepOf(response, row, enteredAt);
    });
    const timeless = own.filter((_, index) => steps[index] === undefined).map((row) => row.pointer);
    const first = own[0];
    return {
      kind: 'call',
      contactId,
      own: own.map((row) => row.pointer),
      ...defined({
        instance: first === undefined ? undefined : textOf(first, 'Instance', 'InstanceId'),
        // Only a list of one call says how many rows that call has.
        rows: groups.length === 1 && total > 0 ? { operation, what: 'steps' as const, total } : undefined,
        page: pagePlaceOf(data),
      }),
      summary: defined({
        caller: first === undefined ? undefined : textOf(first, 'Caller'),
        callee: first === undefined ? undefined : textOf(first, 'Callee'),
      }),
      steps: steps.filter((step) => step !== undefined),
      events: [],
      gaps: [
        ...gaps,
        ...unreadableRows(response, 'alibaba.gap.row-time', timeless),
        ...own.flatMap((row) => unreadableTimes(row, alibabaZone, response.id, 'LeaveTime')),
        ...moreRows(groups.length, total, rows.length, response),
      ],
    };
  });
}

/** A step of a row, or of a pushed message, whose fields have the same names. */
export function stepOf(response: ParsedResponse, row: RawRecord, enteredAt: number): StepDraft {
  const properties = jsonMapOf(row, 'NodeProperties');
  const variables = jsonMapOf(row, 'NodeVariables');
  const channelVariables = channelVariablesOf(row);
  const unread = [
    ...(properties === undefined ? ['NodeProperties'] : []),
    ...(variables === undefined ? ['NodeVariables'] : []),
    ...(channelVariables === undefined ? ['ChannelVariables'] : []),
  ];
  return {
    ...defined({
      flowId: textOf(row, 'FlowId'),
      flowName: textOf(row, 'FlowName'),
      nodeId: textOf(row, 'NodeId'),
      nodeName: textOf(row, 'NodeName'),
      leftAt: momentOf(row, 'LeaveTime'),
      exit: coded(textOf(row, 'NodeExitCode'), exitMeaning),
      channelId: textOf(row, 'ChannelId'),
      properties,
      variables,
      channelVariables,
      details: detailsOf(row, names, unread),
    }),
    kind: coded(textOf(row, 'NodeType') ?? '', nodeKind),
    enteredAt,
    source: sourceOf(response, row.pointer),
  };
}

/** Associated data: `A=B;C=D`, or a map. A piece without `=` belongs to the value before it. */
function channelVariablesOf(row: RawRecord): JsonObject | undefined {
  const map = jsonMapOf(row, 'ChannelVariables');
  if (map !== undefined) return map;
  const text = textOf(row, 'ChannelVariables');
  return text === undefined ? undefined : pairsOf(text);
}

export function pairsOf(text: string): JsonObject | undefined {
  const pairs: [string, string][] = [];
  for (const piece of text.trim().split(';')) {
    const at = piece.indexOf('=');
    const last = pairs.at(-1);
    if (at > 0) pairs.push([piece.slice(0, at).trim(), piece.slice(at + 1)]);
    else if (piece === '') continue;
    else if (last !== undefined) last[1] += `;${piece}`;
    else return undefined;
  }
  return pairs.length === 0 ? undefined : Object.fromEntries(pairs);
}
