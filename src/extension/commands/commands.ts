import * as vscode from 'vscode';
import type { CallSource } from '../calls/source.ts';
import type { Samples } from '../calls/samples.ts';
import type { ConnectionStore } from '../connections/store.ts';
import type { TraceEditors } from '../editor/editor.ts';
import type { Log } from '../log.ts';
import { notifyFailure } from '../notify.ts';
import type { TraceReader } from '../reader/reader.ts';
import type { Texts } from '../texts.ts';
import { traceAddress } from '../traces/address.ts';
import type { TraceLibrary } from '../traces/library.ts';
import { registerOpenCommands } from './open.ts';
import type { Register } from './register.ts';
import { targetsOf } from './target.ts';

/** What commands work on. */
export interface CommandTools {
  readonly texts: Texts;
  readonly log: Log;
  readonly reader: TraceReader;
  readonly library: TraceLibrary;
  readonly samples: () => Promise<Samples>;
  readonly sources: () => Promise<readonly CallSource[]>;
  readonly store: ConnectionStore;
  readonly editors: TraceEditors;
  /** `publisher.name` */
  readonly extensionId: string;
  readonly refreshCalls: () => void;
}

/** Every command of the extension; what one does is loaded when it is first run. */
export function registerCommands(tools: CommandTools): vscode.Disposable {
  const { texts, log, reader, library, store, editors } = tools;
  const registered: vscode.Disposable[] = [];
  const register: Register = (name, run) => {
    registered.push(
      vscode.commands.registerCommand(`callTraceInspector.${name}`, async (...args: readonly unknown[]) => {
        try {
          await run(...args);
        } catch (error) {
          await notifyFailure(error, texts, log, { retry: () => run(...args) });
        }
      }),
    );
  };

  registerOpenCommands(register, editors);
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
    if (uri !== undefined) await saveTrace(uri, library, texts);
  });
  register('showAsText', async (argument, all) => {
    const { showAsText } = await import('../text-view.ts');
    for (const uri of targetsOf(argument, all)) await showAsText(uri);
  });
  register('copyContactId', async (argument, all) => {
    const ids = targetsOf(argument, all).flatMap((uri) => contactIdOf(uri, editors));
    if (ids.length > 0) await vscode.env.clipboard.writeText(ids.join('\n'));
  });
  register('addConnection', async () => {
    const { addConnection } = await import('./connections.ts');
    await addConnection(store, texts);
  });
  register('editConnection', async (argument) => {
    const { editConnection } = await import('./connections.ts');
    await editConnection(argument, store, texts);
  });
  register('removeConnection', async (argument) => {
    const { removeConnection } = await import('./connections.ts');
    await removeConnection(argument, store, texts);
  });
  register('refreshCalls', () => tools.refreshCalls());
  register('showLog', () => log.show());
  return new vscode.Disposable(() => {
    for (const command of registered) command.dispose();
  });
}

function contactIdOf(uri: vscode.Uri, editors: TraceEditors): readonly string[] {
  const address = traceAddress(uri);
  if (address !== undefined) return [address.contactId];
  const panel = editors.panels().find(({ document }) => document.uri.toString() === uri.toString());
  const contactId = panel?.document.state().contactId;
  return contactId === undefined ? [] : [contactId];
}
