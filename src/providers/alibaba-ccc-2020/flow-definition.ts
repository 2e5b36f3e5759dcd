import type { DesignedFlow, DesignedNode, Gap, JsonObject } from '../../trace/model.ts';
import { numberOf, record, recordOf, textOf, type RawRecord } from '../../trace/source/record.ts';
import type { ParsedResponse } from '../../trace/source/response.ts';
import { coded, flowType } from '../alibaba-codes.ts';
import { defined, jsonMapOf, momentOf, rowsOf, sourceOf, unreadableRows } from '../alibaba-fields.ts';
import type { FlowsFragment } from '../provider.ts';
import { nodeKind } from './labels.ts';

/**
 * The designed flows of GetContactFlow and ListContactFlows. `Definition` is JSON in text:
 * `{ activities: [{ type, id, name, properties: { position }, events: [{ event, next }] }] }`. A definition that cannot
 * be read is a gap, because the call itself can be.
 */
export function readFlows(
  response: ParsedResponse,
  rows: readonly RawRecord[],
  unreadable: readonly string[],
): readonly FlowsFragment[] {
  const read = rows.map((row) => readFlow(response, row));
  const gaps = [
    ...unreadableRows(response, 'alibaba.gap.row', unreadable),
    ...read.flatMap((flow) => flow.gaps),
  ];
  return [{ kind: 'flows', flows: read.flatMap(({ flow }) => (flow === undefined ? [] : [flow])), gaps }];
}

interface ReadFlow {
  readonly flow: DesignedFlow | undefined;
  readonly gaps: readonly Gap[];
}

function readFlow(response: ParsedResponse, row: RawRecord): ReadFlow {
  // Ids of the documentation's samples end in line breaks.
  const id = textOf(row, 'ContactFlowId', 'FlowId');
  const name = textOf(row, 'Name', 'ContactFlowName');
  const source = sourceOf(response, row.pointer);
  const definition = jsonMapOf(row, 'Definition');
  const activities = definition === undefined ? undefined : rowsOf(record(definition, ''), 'activities');
  if (id === undefined || activities === undefined || activities.rows.length === 0) {
    const args = { flow: name ?? id ?? '–', name: response.name };
    return {
      flow: undefined,
      gaps: [{ kind: 'incomplete', lane: 'ivr', message: 'alibaba.gap.flow-unreadable', args, source }],
    };
  }
  const nodes = activities.rows.map(nodeOf).filter((node) => node !== undefined);
  const lost = activities.rows.length - nodes.length + activities.unreadable.length;
  const partly: Gap = {
    kind: 'incomplete',
    lane: 'ivr',
    message: 'alibaba.gap.flow-nodes-unreadable',
    args: { flow: name ?? id, name: response.name, count: lost },
    source,
  };
  return {
    flow: {
      id,
      ...defined({
        name,
        type: coded(textOf(row, 'Type'), flowType),
        updatedAt: momentOf(row, 'UpdatedTime'),
      }),
      nodes,
      source,
    },
    gaps: lost === 0 ? [] : [partly],
  };
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
    exits: rowsOf(activity, 'events').rows.flatMap((exit) => {
      const code = textOf(exit, 'event');
      return code === undefined ? [] : [{ code, ...defined({ next: textOf(exit, 'next') }) }];
    }),
  };
}

function withoutPosition(properties: JsonObject): JsonObject | undefined {
  const rest = Object.entries(properties).filter(([name]) => name.toLowerCase() !== 'position');
  return rest.length === 0 ? undefined : Object.fromEntries(rest);
}
