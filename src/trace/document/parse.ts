import { Compile } from 'typebox/compile';
import type { CallTrace, IvrStep } from '../model.ts';
import { pointerTo } from '../pointer.ts';
import { ProblemError, type Problem } from '../problem.ts';
import { parseJson } from '../source/json.ts';
import { deepestFile, defaultReadLimits } from '../source/response.ts';
import { positionsIn } from '../text/positions.ts';
import { isInCalendar, parseIso, zoneMinutes } from '../time.ts';
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
    maxDepth: deepestFile,
  });
  const refuse = (pointer: string, key: string, args: Problem['message']['args']): never => {
    const positions = positionsIn(text);
    const offset = positions.offsetOf(pointer);
    const place = positions.placeOf(offset);
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

/** Something with times: text in the document, numbers in the model. */
type Times<Key extends string> = Partial<Record<Key, unknown>>;

/** Turns the document into the model where it stands: it was parsed for this alone, and a copy of a large one takes time. */
function decode(document: CallTraceDocument, refuse: Refuse): CallTrace {
  if (zoneOf(document.zone) === undefined) refuse('/zone', 'document.no-such-zone', { value: document.zone });
  const decodeTime = <Key extends string>(item: Times<Key>, key: Key, member: string, index: number) => {
    const text = item[key];
    if (typeof text !== 'string') return;
    const moment = parseIso(text);
    item[key] =
      (moment !== undefined && isInCalendar(moment) ? moment : undefined) ??
      refuse(pointerTo('', member, ...(index < 0 ? [] : [index]), key), 'document.no-such-time', {
        value: text,
      });
  };
  for (const key of ['startedAt', 'establishedAt', 'endedAt'] as const) {
    decodeTime(document.summary, key, 'summary', -1);
  }
  document.steps.forEach((step, index) => {
    decodeTime(step, 'enteredAt', 'steps', index);
    decodeTime(step, 'leftAt', 'steps', index);
  });
  document.events.forEach((event, index) => decodeTime(event, 'at', 'events', index));
  document.flows.forEach((flow, index) => decodeTime(flow, 'updatedAt', 'flows', index));
  document.sources.forEach((source, index) => decodeTime(source, 'fetchedAt', 'sources', index));
  const trace: unknown = document;
  if (!isDecoded(trace)) throw new TypeError('A document that was checked is not one.');
  checkReferences(trace, refuse);
  return trace;
}

/** Decoding made it one; this states it without walking the tree. */
function isDecoded(value: unknown): value is CallTrace {
  return typeof value === 'object' && value !== null;
}

function zoneOf(zone: string): number | undefined {
  try {
    return zoneMinutes(zone);
  } catch {
    return undefined;
  }
}

function checkReferences(trace: CallTrace, refuse: Refuse): void {
  checkUnique(trace, ['steps', 'events'], refuse);
  checkUnique(trace, ['sources'], refuse);
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

/** No id stands twice among all of these members. */
function checkUnique(
  trace: CallTrace,
  members: readonly ('steps' | 'events' | 'sources')[],
  refuse: Refuse,
): void {
  const seen = new Set<string>();
  for (const member of members) {
    trace[member].forEach(({ id }, index) => {
      if (seen.has(id)) refuse(pointerTo('', member, index, 'id'), 'document.id-twice', { id });
      seen.add(id);
    });
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
