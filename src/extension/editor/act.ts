import * as vscode from 'vscode';
import type { CallSource, SourcePlace } from '../calls/source.ts';
import type { Log } from '../log.ts';
import { traceAddress } from '../traces/address.ts';
import type { CallConsent } from '../traces/consent.ts';
import type { TraceLibrary } from '../traces/library.ts';

export interface ActTools {
  readonly library: TraceLibrary;
  readonly consent: CallConsent;
  readonly log: Log;
  readonly sourcesFor: (place: SourcePlace) => Promise<readonly CallSource[]>;
}

/** Does what an action above a drawing, or in place of one, says. An unknown one comes from no viewer of ours. */
export async function actInViewer(action: string, uri: vscode.Uri, tools: ActTools): Promise<void> {
  const run = (command: string, ...args: readonly unknown[]) =>
    vscode.commands.executeCommand(`callTraceInspector.${command}`, ...args);
  const ofConnection = async (command: string) => {
    const address = traceAddress(uri);
    const source = address && (await tools.sourcesFor(address))[0];
    await run(command, source && { kind: 'source', source });
  };
  switch (action) {
    case 'look-up': {
      const address = traceAddress(uri);
      if (address !== undefined) tools.consent.allow(address);
      tools.library.forget(uri);
      return;
    }
    case 'retry':
      tools.library.forget(uri);
      return;
    case 'refresh':
      await run('refreshTrace', uri);
      return;
    case 'unmask':
      await run('toggleMasking');
      return;
    case 'edit-connection':
      return ofConnection('editConnection');
    case 'accept-certificate':
      return ofConnection('acceptCertificate');
    case 'look-up-again':
      await run('lookUp');
      return;
    case 'show-log':
      tools.log.show();
      return;
    default:
      tools.log.error(`Viewer: no action is called ${JSON.stringify(action.slice(0, 40))}`);
  }
}
