import * as vscode from 'vscode';
import { callRow } from '../calls/row.ts';
import { sampleAddress, type Samples } from '../calls/samples.ts';
import type { Texts } from '../texts.ts';
import { traceUri } from '../traces/library.ts';
import { showQuickPick } from '../window/quick-input.ts';

/** "Open Sample Call": a list of the samples by title, with their stories. */
export async function openSample(samples: Samples, texts: Texts): Promise<void> {
  const [render, calls] = await Promise.all([texts.render(), samples.calls()]);
  const items = calls.map(({ sample, trace }) => {
    const row = callRow(trace, render, false);
    return {
      label: sample.title[texts.language],
      description: render({ key: `extension.provider.${trace.provider}` }),
      detail: sample.story[texts.language],
      iconPath: new vscode.ThemeIcon(row.icon.id),
      contactId: trace.contactId,
    };
  });
  const chosen = await showQuickPick(items, {
    title: render({ key: 'extension.samples.pick' }),
    matchOnDescription: true,
    matchOnDetail: true,
  });
  if (chosen !== undefined) await openSampleCall(chosen.contactId);
}

export async function openSampleCall(contactId: string): Promise<void> {
  await vscode.commands.executeCommand('vscode.open', traceUri({ ...sampleAddress, contactId }));
}
