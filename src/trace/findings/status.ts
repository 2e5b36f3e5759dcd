import { eventMeaningOf, exitOf, nodeKindOf } from '../label.ts';
import type { CallEvent, IvrStep, JsonObject, JsonValue, NodeKind } from '../model.ts';
import { isObject } from '../pointer.ts';
import type { Severity } from '../view/names.ts';

/**
 * How bad the way is in which the call left a step. What a machine should have done and did not is an error; what the
 * caller or the load did is a warning. A survey that the caller leaves unanswered is neither.
 */
export function stepSeverity(step: IvrStep): Severity {
  const kind = nodeKindOf(step.kind);
  if (kind === 'survey') return 'none';
  switch (exitOf(step)) {
    case 'failure':
      return 'error';
    case 'timeout':
      if (kind === 'wait') return 'none';
      return callsService(kind) ? 'error' : 'warning';
    case 'invalid':
    case 'overflow':
      return 'warning';
    case 'success':
      return isFailureCode(responseCodeOf(step)) ? 'warning' : 'none';
    case 'hang-up':
    case 'default':
    case 'branch':
    case undefined:
      return 'none';
  }
}

/** Whether a node asks another system, which can answer with a response code. */
export function callsService(kind: NodeKind | undefined): boolean {
  return kind === 'http-request' || kind === 'function';
}

const codeKeys = ['responsecode', 'httpstatus', 'httpcode', 'statuscode', 'http', 'status', 'code'];

/**
 * The response code (HTTP, 100 to 599) that a step which asks another system carries in what came out of it, under
 * any of the names that flows use.
 */
export function responseCodeOf(step: IvrStep): number | undefined {
  if (!callsService(nodeKindOf(step.kind))) return undefined;
  const output = isObject(step.output) ? step.output : undefined;
  for (const values of [step.variables, output, step.details]) {
    const code = values === undefined ? undefined : codeIn(values);
    if (code !== undefined) return code;
  }
  return undefined;
}

function codeIn(values: JsonObject): number | undefined {
  let best = codeKeys.length;
  let found: number | undefined;
  for (const key of Object.keys(values)) {
    // Of several spellings of a name the last one counts.
    const place = codeKeys.indexOf(key.toLowerCase().replaceAll('_', ''));
    const code = place < 0 || place > best ? undefined : asCode(values[key]);
    if (code !== undefined) [best, found] = [place, code];
  }
  return found;
}

function asCode(value: JsonValue | undefined): number | undefined {
  const text = typeof value === 'number' ? String(value) : typeof value === 'string' ? value.trim() : '';
  return /^[1-5]\d\d$/.test(text) ? Number(text) : undefined;
}

/** Whether a response code says that the other system did not do what it was asked. */
export function isFailureCode(code: number | undefined): boolean {
  return code !== undefined && code >= 400;
}

/** Reason phrases of RFC 9110 and RFC 6585 that flows meet. */
const reasons: ReadonlyMap<number, string> = new Map([
  [400, 'Bad Request'],
  [401, 'Unauthorized'],
  [403, 'Forbidden'],
  [404, 'Not Found'],
  [405, 'Method Not Allowed'],
  [408, 'Request Timeout'],
  [409, 'Conflict'],
  [413, 'Content Too Large'],
  [415, 'Unsupported Media Type'],
  [422, 'Unprocessable Content'],
  [429, 'Too Many Requests'],
  [500, 'Internal Server Error'],
  [501, 'Not Implemented'],
  [502, 'Bad Gateway'],
  [503, 'Service Unavailable'],
  [504, 'Gateway Timeout'],
]);

/** A response code with its reason phrase: `502 Bad Gateway`. */
export function responseText(code: number): string {
  const reason = reasons.get(code);
  return reason === undefined ? String(code) : `${code} ${reason}`;
}

/** How bad an event is by itself. */
export function eventSeverity(event: CallEvent): Severity {
  switch (eventMeaningOf(event)) {
    case 'queue-timeout':
    case 'queue-overflow':
    case 'abandoned-in-queue':
    case 'abandoned-in-ivr':
    case 'gave-up-while-ringing':
    case 'queue-failed':
    case 'agent-assign-failed':
    case 'dispatch-failed':
    case 'ringing-timeout':
      return 'warning';
    default:
      return 'none';
  }
}

const rank: Readonly<Record<Severity, number>> = { none: 0, warning: 1, error: 2 };

export function worse(a: Severity, b: Severity): Severity {
  return rank[a] >= rank[b] ? a : b;
}

/** Negative where `a` is worse than `b`. */
export function compareSeverity(a: Severity, b: Severity): number {
  return rank[b] - rank[a];
}
