import type { CallTrace } from '../model.ts';
import { formatIso } from '../time.ts';
import { callTraceSchema, type CallTraceDocument } from './schema.ts';

/**
 * The canonical document of a trace: JSON indented by two blanks, members in the order of the schema, times in the
 * provider's zone, a line break at the end. Equal traces give equal text.
 */
export function serialise(trace: CallTrace): string {
  return `${JSON.stringify(ordered(callTraceSchema, documentOf(trace)), null, 2)}\n`;
}

/** The document form of a trace: the same with its times as ISO 8601 text. */
export function documentOf(trace: CallTrace): CallTraceDocument {
  const iso = (epochMs: number) => formatIso(epochMs, trace.zone);
  const { startedAt, establishedAt, endedAt, ...summary } = trace.summary;
  return {
    ...trace,
    summary: {
      ...summary,
      ...(startedAt === undefined ? {} : { startedAt: iso(startedAt) }),
      ...(establishedAt === undefined ? {} : { establishedAt: iso(establishedAt) }),
      ...(endedAt === undefined ? {} : { endedAt: iso(endedAt) }),
    },
    steps: trace.steps.map(({ enteredAt, leftAt, ...step }) => ({
      ...step,
      enteredAt: iso(enteredAt),
      ...(leftAt === undefined ? {} : { leftAt: iso(leftAt) }),
    })),
    events: trace.events.map(({ at, ...event }) => ({ ...event, at: iso(at) })),
    flows: trace.flows.map(({ updatedAt, ...flow }) => ({
      ...flow,
      ...(updatedAt === undefined ? {} : { updatedAt: iso(updatedAt) }),
    })),
    sources: trace.sources.map(({ fetchedAt, ...source }) => ({
      ...source,
      ...(fetchedAt === undefined ? {} : { fetchedAt: iso(fetchedAt) }),
    })),
  };
}

/** Members in the order in which the schema names them; maps and providers' own values stay in theirs. */
function ordered(schema: unknown, value: unknown): unknown {
  if (Array.isArray(value)) {
    const items = member(schema, 'items');
    return items === undefined ? value : value.map((item) => ordered(items, item));
  }
  const properties = member(schema, 'properties');
  if (!isRecord(properties) || !isRecord(value)) return value;
  return Object.fromEntries(
    Object.entries(properties).flatMap(([key, inner]) =>
      value[key] === undefined ? [] : [[key, ordered(inner, value[key])]],
    ),
  );
}

function member(value: unknown, key: string): unknown {
  return isRecord(value) ? value[key] : undefined;
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}
