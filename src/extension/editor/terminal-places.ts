import { isAbsolute } from 'node:path';
import * as vscode from 'vscode';
import { notifyFailure } from '../notify.ts';
import type { Log } from '../log.ts';
import type { Texts } from '../texts.ts';
import { isFile } from '../files/type-at.ts';
import { readContent } from '../files/read.ts';
import { openText } from '../files/open-text.ts';
import { traceViewType, type TraceEditors } from './editor.ts';
import { namedPlaces, offsetOf, type NamedPlace } from './trace-places.ts';

class PlaceLink extends vscode.TerminalLink {
  readonly file: vscode.Uri;
  readonly place: NamedPlace;

  constructor(file: vscode.Uri, place: NamedPlace, tooltip: string) {
    super(place.start, place.length, tooltip);
    this.file = file;
    this.place = place;
  }
}

/**
 * Links of terminals that name a line of a trace: they lead to its step in the viewer. VS Code's own link would open the
 * viewer without telling it the line.
 */
export function registerTerminalPlaces(editors: TraceEditors, texts: Texts, log: Log): vscode.Disposable {
  const provider: vscode.TerminalLinkProvider<PlaceLink> = {
    provideTerminalLinks: async ({ line, terminal }) => {
      const found = namedPlaces(line);
      if (found.length === 0) return [];
      const render = await texts.render();
      const links = await Promise.all(
        found.map(async (place) => {
          const file = await fileOf(place.path, terminal);
          return file && new PlaceLink(file, place, render({ key: 'extension.place.link' }));
        }),
      );
      return links.filter((link) => link !== undefined);
    },
    handleTerminalLink: async ({ file, place }) => {
      try {
        await openAt(file, place, editors);
      } catch (error) {
        await notifyFailure(error, texts, log);
      }
    },
  };
  return vscode.window.registerTerminalLinkProvider(provider);
}

/** Opens the viewer of a trace at the step or event around a place of its text. */
async function openAt(file: vscode.Uri, place: NamedPlace, editors: TraceEditors): Promise<void> {
  const content = openText(file)?.getText() ?? (await readContent(file));
  const text = typeof content === 'string' ? content : new TextDecoder().decode(content);
  await vscode.commands.executeCommand('vscode.openWith', file, traceViewType);
  await editors.selectAt(file, offsetOf(text, place));
}

/** The file that a path in a terminal means: from its current folder, as far as that is known, or from the workspace's. */
async function fileOf(path: string, terminal: vscode.Terminal): Promise<vscode.Uri | undefined> {
  const folders = (vscode.workspace.workspaceFolders ?? []).map(({ uri }) => uri);
  const current = terminal.shellIntegration?.cwd;
  const candidates = isAbsolute(path)
    ? [(current ?? folders[0])?.with({ path: vscode.Uri.file(path).path }) ?? vscode.Uri.file(path)]
    : [...(current === undefined ? [] : [current]), ...folders].map((folder) =>
        vscode.Uri.joinPath(folder, path),
      );
  for (const file of candidates) if (await isFile(file)) return file;
  // VS Code may have a link of its own.
  return undefined;
}
