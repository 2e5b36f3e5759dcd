import * as vscode from 'vscode';
import type { CallBook, CallKey } from '../calls/book.ts';
import type { CallSource } from '../calls/source.ts';
import type { Samples } from '../calls/samples.ts';
import { isCallNode, type CallsTree } from '../calls/tree.ts';
import type { ConnectionTools } from './connections.ts';
import type { ConnectionStore } from '../connections/store.ts';
import type { TraceEditors } from '../editor/editor.ts';
import type { Log } from '../log.ts';
import { notifyFailure } from '../notify.ts';
import type { TraceReader } from '../reader/reader.ts';
import type { Texts } from '../texts.ts';
import { traceAddress } from '../traces/address.ts';
import type { CallConsent } from '../traces/consent.ts';
import type { UnsavedTexts } from '../files/unsaved.ts';
import type { TraceLibrary } from '../traces/library.ts';
import { registerCallsCommands } from './calls.ts';
import type { CallStore } from '../traces/store/store.ts';
import { registerExportCommands } from '../export/register.ts';
import { registerViewerMenu } from '../text/viewer-menu.ts';
import { registerOpenCommands } from './open.ts';
import type { Register } from './register.ts';
import { activeUri, targetsOf } from './target.ts';
import { registerViewerCommands } from './viewer-commands.ts';

/** What commands work on. */
export interface CommandTools {
  readonly texts: Texts;
  readonly log: Log;
  readonly reader: TraceReader;
  readonly library: TraceLibrary;
  readonly unsaved: UnsavedTexts;
  readonly consent: CallConsent;
  readonly samples: () => Promise<Samples>;
  readonly sources: () => Promise<readonly CallSource[]>;
  readonly store: ConnectionStore;
  readonly forget?: NonNullable<ConnectionTools['forget']>;
  readonly editors: TraceEditors;
  /** `publisher.name` */
  readonly extensionId: string;
  readonly tree: CallsTree;
  readonly book: CallBook;
  readonly traceStore: () => Promise<CallStore>;
  readonly state: vscode.Memento;
}

/** Every command of the extension; what one does is loaded when it is first run. */
export function registerCommands(tools: CommandTools): vscode.Disposable {
  const { texts, log, reader, library, editors } = tools;
  const registered: vscode.Disposable[] = [];
  /** Keys of the view pass the word `selection` where its menus pass rows. */
  const rowsOf = (args: readonly unknown[]): readonly unknown[] => {
    if (args[0] !== 'selection') return args;
    const selected = tools.tree.selection();
    return [selected[0], selected];
  };
  const register: Register = (name, run) => {
    registered.push(
      vscode.commands.registerCommand(`callTraceInspector.${name}`, async (...given: readonly unknown[]) => {
        const args = rowsOf(given);
        for (const key of callsIn(args)) tools.consent.allow(key);
        try {
          return await run(...args);
        } catch (error) {
          await notifyFailure(error, texts, log, { retry: () => run(...args) });
          return undefined;
        }
      }),
    );
  };

  registerOpenCommands(register, editors, tools.unsaved);
  registerExportCommands(register, tools);
  registerViewerMenu(register, editors);
  registerViewerCommands(register, editors);
  register('openSample', async () => {
    const { openSample } = await import('./sample.ts');
    await openSample(await tools.samples(), texts);
  });
  register('inspectFile', async (argument, all) => {
    const { inspect } = await import('./inspect.ts');
    await inspect(argument, all, reader, texts);
  });
  register('lookUp', async (argument) => {
    const { lookUp } = await import('./look-up.ts');
    await lookUp(argument, tools);
  });
  register('lookUpSelection', async () => {
    const { lookUpSelection } = await import('./look-up-selection.ts');
    await lookUpSelection(tools);
  });
  register('lookUpTerminalSelection', async () => {
    const { lookUpTerminalSelection } = await import('./look-up-selection.ts');
    await lookUpTerminalSelection(tools);
  });
  register('copyLink', async (argument, all) => {
    const { copyLinks } = await import('./look-up-link.ts');
    await copyLinks(targetsOf(argument, all), tools.extensionId, texts);
  });
  register('saveTraceAs', async (argument) => {
    const { saveTrace } = await import('./save.ts');
    const [uri] = targetsOf(argument, undefined);
    if (uri !== undefined) await saveTrace(uri, tools);
  });
  const traces = () => import('./traces.ts');
  register('openRaw', async (argument, all) => {
    for (const uri of targetsOf(argument, all)) await (await traces()).openRaw(uri, library, texts);
  });
  register('refreshTrace', async (argument, all) =>
    (await traces()).refreshTraces(targetsOf(argument, all), library, texts),
  );
  register('saveMaskedCopy', async (argument) => {
    const [uri] = targetsOf(argument, undefined);
    const { saveMaskedCopy } = await import('./save.ts');
    if (uri !== undefined) await saveMaskedCopy(uri, tools);
  });
  register('toggleMasking', async () => (await traces()).toggleMasking(texts));
  register('clearStoredTraces', async () =>
    (await traces()).clearStoredTraces(await tools.traceStore(), texts),
  );
  register('showAsText', async (argument, all) => {
    const { showAsText } = await import('../text-view.ts');
    for (const uri of targetsOf(argument, all)) await showAsText(uri);
  });
  register('copyContactId', async (argument, all) => {
    const ids = targetsOf(argument, all).flatMap((uri) => contactIdOf(uri, editors));
    if (ids.length > 0) await vscode.env.clipboard.writeText(ids.join('\n'));
  });
  const connections = () => import('./connections.ts');
  const shown = async (id: string) => {
    const source = (await tools.sources()).find((one) => one.id === id);
    if (source !== undefined) await tools.tree.showSource(source);
  };
  register('addConnection', async (provider) =>
    (await connections()).addConnection(provider, { ...tools, shown }),
  );
  register('editConnection', async (of) => (await connections()).editConnection(of, tools));
  register('reenterConnection', async (of) => (await connections()).reenterConnection(of, tools));
  register('duplicateConnection', async (of) =>
    (await connections()).duplicateConnection(of, { ...tools, shown }),
  );
  register('testConnection', async (of) => (await connections()).testConnection(of, tools));
  register('renameConnection', async (of) => (await connections()).renameConnection(of, tools));
  register('removeConnection', async (of) => (await connections()).removeConnection(of, tools));
  register('acceptCertificate', async (of) => (await connections()).acceptConnectionCertificate(of, tools));
  registerCallsCommands(register, { tree: tools.tree, library, texts, activeUri });
  register('showLog', () => log.show());
  return new vscode.Disposable(() => {
    for (const command of registered) command.dispose();
  });
}

/** The calls that a person runs a command on: rows of the view, or documents that a menu passes. */
function callsIn(args: readonly unknown[]): readonly CallKey[] {
  return args.flat().flatMap((one) => {
    if (isCallNode(one)) return [one.key];
    const address = one instanceof vscode.Uri ? traceAddress(one) : undefined;
    return address === undefined ? [] : [address];
  });
}

function contactIdOf(uri: vscode.Uri, editors: TraceEditors): readonly string[] {
  const address = traceAddress(uri);
  if (address !== undefined) return [address.contactId];
  const panel = editors.panels().find(({ document }) => document.uri.toString() === uri.toString());
  const contactId = panel?.document.state().contactId;
  return contactId === undefined ? [] : [contactId];
}
