import { join } from 'node:path';
import { serialise } from '../trace/document/serialise.ts';
import type { Message } from '../trace/message.ts';
import type { CallTrace } from '../trace/model.ts';
import { fileNamesOf } from './file-name.ts';
import type { ConvertPlan } from './plan.ts';

/** A text for standard output, or for a file. Its parts are made when they are written: each holds all its sources. */
export interface Output {
  readonly file?: string;
  readonly parts: Iterable<string>;
}

export type Choice<T> =
  | { readonly ok: true; readonly value: T }
  /** 1: there is no such call; 2: the command has to say more. */
  | { readonly ok: false; readonly status: 1 | 2; readonly message: Message };

/** The calls that a command asks for. */
export function chosen(
  traces: readonly CallTrace[],
  contact: string | undefined,
): Choice<readonly CallTrace[]> {
  if (contact === undefined) return { ok: true, value: traces };
  const value = traces.filter(({ contactId }) => contactId === contact);
  if (value.length > 0 || traces.length === 0) return { ok: true, value };
  return {
    ok: false,
    status: 1,
    message: { key: 'cli.no-such-contact', args: { id: contact, ids: idsOf(traces) } },
  };
}

/** What `convert` writes, and where. Several calls cannot be one document. */
export function outputsOf(traces: readonly CallTrace[], plan: ConvertPlan): Choice<readonly Output[]> {
  const { to, form } = plan;
  if (to.kind === 'folder') {
    const names = fileNamesOf(traces.map(({ contactId }) => contactId));
    const value = traces.map((trace, index) => ({
      file: join(to.path, names[index] ?? ''),
      parts: made([trace], serialise),
    }));
    return { ok: true, value };
  }
  if (traces.length === 0) return { ok: true, value: [] };
  if (form === 'document' && traces.length > 1) {
    return {
      ok: false,
      status: 2,
      message: { key: 'cli.usage.several-calls', args: { count: traces.length, ids: idsOf(traces) } },
    };
  }
  const parts = made(traces, form === 'lines' ? line : serialise);
  return { ok: true, value: [to.kind === 'file' ? { file: to.path, parts } : { parts }] };
}

function* made(traces: readonly CallTrace[], textOf: (trace: CallTrace) => string): Iterable<string> {
  for (const trace of traces) yield textOf(trace);
}

/** The document in one line: the same members in the same order. */
function line(trace: CallTrace): string {
  return `${JSON.stringify(JSON.parse(serialise(trace)))}\n`;
}

/** Several calls cannot be one drawing or table. */
export function oneCallOnly(traces: readonly CallTrace[]): Message {
  return { key: 'cli.usage.one-call', args: { count: traces.length, ids: idsOf(traces) } };
}

const shownIds = 10;

function idsOf(traces: readonly CallTrace[]): string {
  const ids = traces.slice(0, shownIds).map(({ contactId }) => contactId);
  return ids.join(', ') + (traces.length > shownIds ? ', …' : '');
}
