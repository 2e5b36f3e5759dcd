import * as vscode from 'vscode';
import { SentenceError } from '../explain.ts';
import { patiently } from '../traces/patience.ts';
import { callsFor } from './calls-target.ts';
import type { CallsTools } from './calls.ts';

/**
 * "Open Recording": asks for a link, which works for a while only, and opens it in the browser. It is not kept.
 * @throws SentenceError where there is none
 */
export async function openRecording(argument: unknown, tools: CallsTools): Promise<void> {
  const [node] = callsFor(argument, undefined, tools);
  const ask = node?.source?.recording;
  if (node === undefined || ask === undefined) return;
  const { contactId } = node.key;
  const link = await patiently({ key: 'calls.recording.asking' }, tools.texts, (context) =>
    ask(contactId, context),
  );
  if (link === undefined) throw new SentenceError({ key: 'calls.recording.none', args: { contactId } });
  const uri = URL.canParse(link) ? new URL(link) : undefined;
  if (uri?.protocol !== 'https:' && uri?.protocol !== 'http:') {
    throw new SentenceError({ key: 'calls.recording.no-link', args: { contactId } });
  }
  await vscode.env.openExternal(vscode.Uri.parse(link, true));
}
