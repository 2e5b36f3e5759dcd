import { expect, test } from 'vitest';
import { readFailure } from '../../src/extension/editor/read-failure.ts';
import { SentenceError } from '../../src/extension/explain.ts';
import { CallTraceError, type ErrorKind } from '../../src/http/errors.ts';
import { renderIn } from '../../src/trace/catalogue.ts';
import { ProblemError } from '../../src/trace/problem.ts';

const request = (kind: ErrorKind) =>
  new CallTraceError({ kind, text: { key: 'error.cancelled' }, action: 'none', retries: 0 });
const viewOf = (error: unknown, live: boolean) =>
  readFailure(error, { name: 'call.calltrace.json', live }, renderIn('en'));
const actionsOf = (error: unknown, live: boolean) => viewOf(error, live).actions?.map(({ id }) => id);

test('a failure of the network is not one of the document', () => {
  expect(viewOf(request('network'), true).title).toBe('The call could not be fetched');
  expect(actionsOf(request('network'), true)).toEqual(['retry', 'show-log']);
});

test('neither is what somebody cancelled', () => {
  for (const error of [request('cancelled'), new SentenceError({ key: 'error.cancelled' })]) {
    expect(viewOf(error, true).title).toBe('Reading was cancelled');
    expect(viewOf(error, true).text).toContain('call.calltrace.json');
    expect(actionsOf(error, true)).toEqual(['retry']);
    expect(actionsOf(error, false)).toEqual(['retry']);
  }
});

test('a file that cannot be opened is told from one that holds no call', () => {
  const gone = new SentenceError({ key: 'extension.file.not-found', args: { name: 'call.calltrace.json' } });
  expect(viewOf(gone, false).title).toBe('The document could not be opened');
  expect(actionsOf(gone, false)).toEqual(['retry']);
  const problem = new ProblemError({ message: { key: 'read.empty', args: { name: 'x' } } });
  expect(viewOf(problem, false).title).toBeUndefined();
  expect(viewOf(problem, false).actions).toBeUndefined();
});
