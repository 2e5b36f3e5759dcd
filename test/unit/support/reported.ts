import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { readResponses } from '../../../src/providers/read.ts';
import { parseDocument } from '../../../src/trace/document/parse.ts';
import type { CallTrace } from '../../../src/trace/model.ts';

const folder = join(import.meta.dirname, '../../fixtures/reported');

/** The text of an input on which the program once went wrong. */
export const reportedText = (name: string): string => readFileSync(join(folder, name), 'utf8');

/** The call of such an input: a document, or a response of a provider. */
export function reportedTrace(name: string): CallTrace {
  if (name.endsWith('.calltrace.json')) {
    const parsed = parseDocument(reportedText(name), name);
    if (!parsed.ok) throw new Error(parsed.problem.message.key);
    return parsed.trace;
  }
  const { traces } = readResponses([{ name, bytes: readFileSync(join(folder, name)) }], {});
  const [trace] = traces;
  if (trace === undefined) throw new Error(`${name} holds no call`);
  return trace;
}
