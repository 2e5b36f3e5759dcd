import { findNodeAtLocation, parseTree } from 'jsonc-parser';
import { Compile } from 'typebox/compile';
import type { CallTrace, IvrStep } from '../model.ts';
import { pointerTo, pointerTokens } from '../pointer.ts';
import { placeOf, ProblemError, type Problem } from '../problem.ts';
import { parseJson } from '../source/json.ts';
import { defaultReadLimits } from '../source/response.ts';
import { parseIso, zoneMinutes } from '../time.ts';
import { callTraceSchema, type CallTraceDocument } from './schema.ts';

/** Checked by generated code where code may be generated, by walking the schema elsewhere. */
const validator = Compile(callTraceSchema);

export type DocumentReading =
  { readonly ok: true; readonly trace: CallTrace } | { readonly ok: false; readonly problem: Problem };

/**
 * Reads a canonical document (`*.calltrace.json`). What is wrong with it is answered, not thrown, with its line: text
 * that is no JSON, a value that the schema refuses, and what a schema cannot say (days that do not exist, ids that are
 * not unique, parents and sources that are not there).
 */
export function parseDocument(text: string, name: string): DocumentReading {
  try {
    return { ok: true, trace: readDocument(text, name) };
  } catch (error) {
    if (error instanceof ProblemError) return { ok: false, problem: error.problem };
    throw error;
  }
}

function readDocument(text: string, name: string): CallTrace {
  if (text.trim() === '') throw new ProblemError({ message: { key: 'read.empty', args: { name } } });
  const value: unknown = parseJson(text.replace(/^\uFEFF/, ''), name, {
    ...defaultReadLimits,
    maxDepth: 256,
  });
  const refuse = (pointer: string, key: string, args: Problem['message']['args']): never => {
    const offset = offsetOf(text, pointer);
    const place = placeOf(text, offset);
    throw new ProblemError({
      message: { key, args: { name, pointer: pointer === '' ? '/' : pointer, ...place, ...args } },
      pointer,
      offset,
      ...place,
    });
  };
  const schema = schemaOf(value);
  if (schema !== 'call-trace/1') {
    return schema === undefined
      ? refuse('', 'document.not-a-trace', {})
      : refuse('/schema', 'document.other-schema', { schema });
  }
  if (!validator.Check(value)) {
    const error = innermost(validator.Errors(value));
    return refuse(error.instancePath, 'document.invalid', { reason: error.message });
  }
  return decode(value, refuse);
}

interface SchemaError {
  readonly instancePath: string;
  readonly message: string;
}

/** The error that is deepest in the document: the others only say that something inside them is wrong. */
function innermost(errors: readonly SchemaError[]): SchemaError {
  const depth = (error: SchemaError) => error.instancePath.split('/').length;
  return errors.reduce(
    (best, error) => (depth(error) > depth(best) ? error : best),
    errors[0] ?? { instancePath: '', message: '' },
  );
}

function schemaOf(value: unknown): string | undefined {
  return typeof value === 'object' && value !== null && 'schema' in value && typeof value.schema === 'string'
    ? value.schema
    : undefined;
}

type Refuse = (pointer: string, key: string, args: Problem['message']['args']) => never;

function decode(document: CallTraceDocument, refuse: Refuse): CallTrace {
  const time = (text: string, pointer: string): number =>
    parseIso(text) ?? refuse(pointer, 'document.no-such-time', { value: text });
  if (zoneOf(document.zone) === undefined) refuse('/zone', 'document.no-such-zone', { value: document.zone });
  const { startedAt, establishedAt, endedAt, ...summary } = document.summary;
  const trace: CallTrace = {
    ...document,
    summary: {
      ...summary,
      ...(startedAt === undefined ? {} : { startedAt: time(startedAt, '/summary/startedAt') }),
      ...(establishedAt === undefined
        ? {}
        : { establishedAt: time(establishedAt, '/summary/establishedAt') }),
      ...(endedAt === undefined ? {} : { endedAt: time(endedAt, '/summary/endedAt') }),
    },
    steps: document.steps.map(({ enteredAt, leftAt, ...step }, index) => ({
      ...step,
      enteredAt: time(enteredAt, `/steps/${index}/enteredAt`),
      ...(leftAt === undefined ? {} : { leftAt: time(leftAt, `/steps/${index}/leftAt`) }),
    })),
    events: document.events.map(({ at, ...event }, index) => ({
      ...event,
      at: time(at, `/events/${index}/at`),
    })),
    flows: document.flows.map(({ updatedAt, ...flow }, index) => ({
      ...flow,
      ...(updatedAt === undefined ? {} : { updatedAt: time(updatedAt, `/flows/${index}/updatedAt`) }),
    })),
    sources: document.sources.map(({ fetchedAt, ...source }, index) => ({
      ...source,
      ...(fetchedAt === undefined ? {} : { fetchedAt: time(fetchedAt, `/sources/${index}/fetchedAt`) }),
    })),
  };
  checkReferences(trace, refuse);
  return trace;
}

function zoneOf(zone: string): number | undefined {
  try {
    return zoneMinutes(zone);
  } catch {
    return undefined;
  }
}

function checkReferences(trace: CallTrace, refuse: Refuse): void {
  const items = [
    ...trace.steps.map((step, index) => ({ id: step.id, pointer: pointerTo('/steps', index, 'id') })),
    ...trace.events.map((event, index) => ({ id: event.id, pointer: pointerTo('/events', index, 'id') })),
  ];
  checkUnique(items, refuse);
  checkUnique(
    trace.sources.map((source, index) => ({ id: source.id, pointer: pointerTo('/sources', index, 'id') })),
    refuse,
  );
  checkParents(trace.steps, refuse);
  const sources = new Set(trace.sources.map((source) => source.id));
  for (const member of ['steps', 'events', 'flows', 'gaps'] as const) {
    trace[member].forEach((item, index) => {
      if (item.source !== undefined && !sources.has(item.source.source)) {
        refuse(pointerTo('', member, index, 'source', 'source'), 'document.no-such-source', {
          id: item.source.source,
        });
      }
    });
  }
}

function checkUnique(
  items: readonly { readonly id: string; readonly pointer: string }[],
  refuse: Refuse,
): void {
  const seen = new Set<string>();
  for (const { id, pointer } of items) {
    if (seen.has(id)) refuse(pointer, 'document.id-twice', { id });
    seen.add(id);
  }
}

/** A sub-flow's steps come after the step that called it, so a parent that stands earlier also rules out circles. */
function checkParents(steps: readonly IvrStep[], refuse: Refuse): void {
  const seen = new Set<string>();
  steps.forEach((step, index) => {
    if (step.parent !== undefined && !seen.has(step.parent)) {
      refuse(pointerTo('/steps', index, 'parent'), 'document.no-such-parent', { id: step.parent });
    }
    seen.add(step.id);
  });
}

/** Offset of the value at a pointer, or of the nearest value around it. */
export function offsetOf(text: string, pointer: string): number {
  const root = parseTree(text);
  if (root === undefined) return 0;
  const path: (string | number)[] = pointerTokens(pointer).map((token) =>
    /^\d+$/.test(token) ? Number(token) : token,
  );
  for (let length = path.length; length > 0; length -= 1) {
    const node = findNodeAtLocation(root, path.slice(0, length));
    if (node !== undefined) return node.offset;
  }
  return root.offset;
}
