import * as vscode from 'vscode';
import { summaryLine } from '../calls/row.ts';
import { SentenceError } from '../explain.ts';
import { traceAddress } from '../traces/address.ts';
import { callsFor } from './calls-target.ts';
import type { CallsTools } from './calls.ts';

/** "Pin": keeps calls at the top of the view. */
export async function pin(argument: unknown, all: unknown, tools: CallsTools): Promise<void> {
  // The first of the selection is to stand first.
  for (const { key, call } of [...callsFor(argument, all, tools)].reverse()) {
    await tools.tree.book.pin({ ...key, summary: call.summary, zone: call.zone, hint: call.hint });
  }
}

export async function unpin(argument: unknown, all: unknown, tools: CallsTools): Promise<void> {
  for (const { key } of callsFor(argument, all, tools)) await tools.tree.book.unpin(key);
}

/** "Copy Summary": a line a call, with numbers masked. */
export async function copySummaries(argument: unknown, all: unknown, tools: CallsTools): Promise<void> {
  const calls = callsFor(argument, all, tools);
  if (calls.length === 0) return;
  const render = await tools.texts.render();
  await vscode.env.clipboard.writeText(calls.map(({ call }) => summaryLine(call, render)).join('\n'));
}

/**
 * "Reveal in Calls": where the call of the active editor stands.
 * @throws SentenceError where it is of no connection
 */
export async function revealCall(argument: unknown, tools: CallsTools): Promise<void> {
  const uri = argument instanceof vscode.Uri ? argument : tools.activeUri();
  const address = uri && traceAddress(uri);
  if (address === undefined) return;
  const { provider, instance, contactId } = address;
  if (!(await tools.tree.showCall({ provider, instance, contactId }))) {
    throw new SentenceError({ key: 'calls.reveal.none', args: { contactId } });
  }
}
