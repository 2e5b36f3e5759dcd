import type { DesignedFlow, DesignedNode, Gap, JsonObject } from '../../trace/model.ts';
import type { Message } from '../../trace/message.ts';
import { ProblemError } from '../../trace/problem.ts';
import { numberOf, record, recordOf, textOf, type RawRecord } from '../../trace/source/record.ts';
import type { ParsedResponse } from '../../trace/source/response.ts';
import type { Zone } from '../../trace/time.ts';
import { coded, flowType } from '../alibaba-codes.ts';
import { defined, jsonMapOf, momentIn, noRows, rowsOf, sourceOf } from '../alibaba-fields.ts';
import type { FlowsFragment } from '../provider.ts';
import { nodeKind } from './labels.ts';

/**
 * The designed flows of GetContactFlow and ListContactFlows. `Definition` is JSON in text:
 * `{ activities: [{ type, id, name, properties: { position }, events: [{ event, next }] }] }`. A definition that cannot
 * be read is a gap beside the others. Throws ProblemError where none can be read; the call is read without it.
 *
 * @param zone of `UpdatedTime`, which is plain text
 */
export function readFlows(
  response: ParsedResponse,
  rows: readonly RawRecord[],
  unreadable: readonly string[],
  zone: Zone,
): readonly FlowsFragment[] {
  const read = rows.map((row) => readFlow(response, row, zone));
  const flows = read.flatMap(({ flow }) => (flow === undefined ? [] : [flow]));
  const gaps: readonly Gap[] = [
    ...read.flatMap((flow) => (flow.problem === undefined ? [] : [gapOf(flow.problem)])),
    ...unreadable.map((pointer) => gapOf({ key: 'alibaba.gap.row', args: { name: response.name, pointer } })),
  ];
  const problem = read.find((flow) => flow.flow === undefined)?.problem;
  if (flows.length === 0 && problem !== undefined) {
    throw new ProblemError({ message: problem, pointer: rows[0]?.pointer ?? '' });
  }
  return [{ kind: 'flows', flows, gaps }];
}

const gapOf = ({ key, args }: Message): Gap => ({
  kind: 'incomplete',
  lane: 'ivr',
  message: key,
  ...(args === undefined ? {} : { args }),
});

interface ReadFlow {
  readonly flow: DesignedFlow | undefined;
  readonly problem?: Message;
}

function readFlow(response: ParsedResponse, row: RawRecord, zone: Zone): ReadFlow {
  // Ids of the documentation's samples end in line breaks.
  const id = textOf(row, 'ContactFlowId', 'FlowId');
  const name = textOf(row, 'Name', 'ContactFlowName');
  const args = { flow: name ?? id ?? '–', name: response.name };
  const definition = jsonMapOf(row, 'Definition');
  const activities =
    definition === undefined ? noRows : rowsOf(record(definition, ''), 'activities', ['id', 'type']);
  const nodes = activities.rows.map(nodeOf).filter((node) => node !== undefined);
  if (id === undefined || nodes.length === 0) {
    return { flow: undefined, problem: { key: 'alibaba.gap.flow-unreadable', args } };
  }
  const lost = activities.rows.length - nodes.length + activities.unreadable.length;
  const flow: DesignedFlow = {
    id,
    ...defined({
      name,
      type: coded(textOf(row, 'Type'), flowType),
      updatedAt: momentIn(row, zone, 'UpdatedTime'),
    }),
    nodes,
    source: sourceOf(response, row.pointer),
  };
  if (lost === 0) return { flow };
  return { flow, problem: { key: 'alibaba.gap.flow-nodes-unreadable', args: { ...args, count: lost } } };
}

function nodeOf(activity: RawRecord): DesignedNode | undefined {
  const id = textOf(activity, 'id');
  if (id === undefined) return undefined;
  const map = jsonMapOf(activity, 'properties');
  const properties = map === undefined ? undefined : record(map, '');
  const position = properties === undefined ? undefined : recordOf(properties, 'position');
  const x = position === undefined ? undefined : numberOf(position, 'x');
  const y = position === undefined ? undefined : numberOf(position, 'y');
  return {
    id,
    ...defined({
      name: textOf(activity, 'name'),
      position: x === undefined || y === undefined ? undefined : { x, y },
      properties: map === undefined ? undefined : withoutPosition(map),
    }),
    kind: coded(textOf(activity, 'type') ?? '', nodeKind),
    exits: rowsOf(activity, 'events', ['event', 'next']).rows.flatMap((exit) => {
      const code = textOf(exit, 'event');
      return code === undefined ? [] : [{ code, ...defined({ next: textOf(exit, 'next') }) }];
    }),
  };
}

function withoutPosition(properties: JsonObject): JsonObject | undefined {
  const rest = Object.entries(properties).filter(([name]) => name.toLowerCase() !== 'position');
  return rest.length === 0 ? undefined : Object.fromEntries(rest);
}
