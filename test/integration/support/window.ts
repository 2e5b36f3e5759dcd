import * as assert from 'node:assert/strict';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import * as vscode from 'vscode';
import { parseDocument } from '../../../src/trace/document/parse.ts';
import type { CallTrace } from '../../../src/trace/model.ts';
import type { TestWindow } from '../../../src/extension/activate.ts';
import type { DocumentState } from '../../../src/extension/editor/document.ts';
import { traceAddress } from '../../../src/extension/traces/address.ts';
import type { TracePanel } from '../../../src/extension/editor/panel.ts';

const id = 'call-trace-inspector.call-trace-inspector';

/** The extension, activated, with what it shows to tests. */
export async function startExtension(): Promise<TestWindow> {
  const extension = vscode.extensions.getExtension<TestWindow>(id);
  assert.ok(extension, 'the extension is installed');
  return extension.activate();
}

/** The project's folder. */
export function root(): string {
  const extension = vscode.extensions.getExtension(id);
  assert.ok(extension);
  return extension.extensionPath;
}

/** Waits until something is there; says what was missing after `ms`. */
export async function until<T>(
  what: string,
  look: () => T | undefined | Promise<T | undefined>,
  ms = 20_000,
): Promise<T> {
  const end = Date.now() + ms;
  for (;;) {
    const found = await look();
    if (found !== undefined) return found;
    if (Date.now() > end) assert.fail(`Waited ${ms} ms in vain: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
}

/** Chooses a call, as a person does in the Calls view: without that its provider is not asked. */
export async function choose(uri: vscode.Uri): Promise<vscode.Uri> {
  const { consent } = await startExtension();
  const address = traceAddress(uri);
  if (address !== undefined) consent.allow(address);
  return uri;
}

/** Opens a document that a person chose in the viewer and waits until it has been read. */
export async function openInViewer(uri: vscode.Uri): Promise<TracePanel> {
  await choose(uri);
  return openUnasked(uri);
}

/** The same without that a person chose it. */
export async function openUnasked(uri: vscode.Uri): Promise<TracePanel> {
  const { editors } = await startExtension();
  await vscode.commands.executeCommand('vscode.open', uri, { preview: false });
  const panel = await until(`a viewer of ${uri.toString()}`, () =>
    editors.panels().find(({ document }) => document.uri.toString() === uri.toString()),
  );
  await panel.document.loaded;
  return panel;
}

/** Waits until the state of a viewer's document is as wanted. */
export async function stateOf(
  panel: TracePanel,
  what: string,
  wanted: (state: DocumentState) => boolean,
): Promise<DocumentState> {
  return until(what, () => (wanted(panel.document.state()) ? panel.document.state() : undefined));
}

export async function closeEverything(): Promise<void> {
  // What is not saved would ask a person.
  for (const document of vscode.workspace.textDocuments.filter(({ isDirty }) => isDirty)) {
    await vscode.window.showTextDocument(document);
    await vscode.commands.executeCommand('workbench.action.revertAndCloseActiveEditor');
  }
  await vscode.commands.executeCommand('workbench.action.closeAllEditors');
}

/** A file in the folder that the window has open. */
export function workspaceFile(name: string, content: string | Uint8Array): vscode.Uri {
  const folder = vscode.workspace.workspaceFolders?.[0]?.uri.fsPath;
  assert.ok(folder, 'a folder is open');
  const path = join(folder, name);
  mkdirSync(join(path, '..'), { recursive: true });
  writeFileSync(path, content);
  return vscode.Uri.file(path);
}

export const text = (bytes: Uint8Array): string => new TextDecoder().decode(bytes);

/** What is in the active tab. */
export function activeTab(): vscode.Tab {
  const tab = vscode.window.tabGroups.activeTabGroup.activeTab;
  assert.ok(tab, 'a tab is active');
  return tab;
}

/** The names of the sample calls' documents. */
export async function sampleUris(): Promise<readonly vscode.Uri[]> {
  const folder = vscode.Uri.parse('calltrace:/sample/samples');
  const entries = await vscode.workspace.fs.readDirectory(folder);
  return entries.map(([name]) => vscode.Uri.joinPath(folder, name));
}

/** The trace that a document says. */
export function traceIn(bytes: Uint8Array | string): CallTrace {
  const reading = parseDocument(typeof bytes === 'string' ? bytes : text(bytes), 'a document');
  if (!reading.ok) assert.fail(JSON.stringify(reading.problem));
  return reading.trace;
}
