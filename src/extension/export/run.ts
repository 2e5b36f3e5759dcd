import * as vscode from 'vscode';
import { pictureRequests } from '../../protocol/picture-messages.ts';
import type { ExportChoice } from '../../trace/export/export.ts';
import { arrangementOf } from '../../trace/graph/arranged.ts';
import { SentenceError } from '../explain.ts';
import type { TraceEditors } from '../editor/editor.ts';
import { askTarget, type SaveTarget } from '../files/ask-target.ts';
import { writeFile } from '../files/write.ts';
import type { TraceReader } from '../reader/reader.ts';
import { fileName, traceAddress } from '../traces/address.ts';
import { nameOf } from '../files/open-text.ts';
import { contentOf, type ContentTools } from '../traces/content.ts';
import { patiently } from '../traces/patience.ts';
import type { Texts } from '../texts.ts';
import { askHow, askThing } from './ask.ts';
import { givenChoice, rememberedChoice, usualChoice, type Choice } from './choice.ts';
import { exportName, isPicture, type ExportThing } from './things.ts';
import { asked, sightOfOpen, viewerOf } from './viewer.ts';
import { showMessage } from '../window/messages.ts';

export interface ExportTools extends ContentTools {
  readonly texts: Texts;
  readonly reader: TraceReader;
  readonly editors: TraceEditors;
  readonly state: vscode.Memento;
}

/** Pixels of a PNG for a CSS pixel: sharp on dense screens. */
const pngScale = 2;
const stateKey = 'export';

/**
 * "Export…": asks what, then where to and how, as far as it is not given, and does it.
 * @param argument of a key binding, see `givenChoice`
 */
export async function exportTrace(
  uri: vscode.Uri,
  thing: ExportThing | undefined,
  argument: unknown,
  tools: ExportTools,
): Promise<void> {
  const render = await tools.texts.render();
  const given = givenChoice(argument);
  const kept = tools.state.get(stateKey);
  const what = thing ?? given.thing ?? (await askThing(render, lastOf(kept)));
  if (what === undefined) return;
  const choice =
    given.to === undefined
      ? await askHow(what, { ...rememberedChoice(kept), ...given.choice }, render)
      : { ...usualChoice, ...given.choice, to: given.to };
  if (choice === undefined) return;
  if (given.to === undefined) {
    const { to, colours, part } = choice;
    await tools.state.update(stateKey, { to, colours, part, last: what.id });
  }
  // The place is asked first, so that a picture is not made for nothing.
  const target =
    choice.to !== 'file'
      ? undefined
      : given.file === undefined
        ? await askPlace(uri, what, tools)
        : { uri: vscode.Uri.parse(given.file, true), replace: true };
  if (choice.to === 'file' && target === undefined) return;
  const made = await patiently({ key: 'export.progress' }, tools.texts, (context) =>
    make(uri, what, choice, tools, context.signal),
  );
  if (target === undefined) {
    if (typeof made === 'string') await vscode.env.clipboard.writeText(made);
    void showMessage(
      'information',
      render({ key: 'export.copied', args: { thing: render({ key: `export.thing.${what.id}` }) } }),
    );
    return;
  }
  const bytes = typeof made === 'string' ? new TextEncoder().encode(made) : made;
  await writeFile(target.uri, bytes, target.replace);
  await tellSaved(target.uri, choice, tools.texts);
}

function lastOf(kept: unknown): string | undefined {
  return typeof kept === 'object' && kept !== null && 'last' in kept && typeof kept.last === 'string'
    ? kept.last
    : undefined;
}

async function askPlace(
  uri: vscode.Uri,
  thing: ExportThing,
  { texts }: ExportTools,
): Promise<SaveTarget | undefined> {
  const render = await texts.render();
  const address = traceAddress(uri);
  return askTarget(
    {
      title: render({ key: `export.thing.${thing.id}` }),
      kind: render({ key: `export.filter.${thing.ending}` }),
      ending: `.${thing.ending}`,
      ...(isBesideFiles(uri) ? { folder: vscode.Uri.joinPath(uri, '..') } : {}),
      name: exportName(address === undefined ? nameOf(uri) : fileName(address.contactId), thing),
    },
    texts,
  );
}

const isBesideFiles = ({ scheme }: vscode.Uri) => scheme === 'file' || scheme === 'vscode-remote';

/** What is to be written; of a PNG for the clipboard nothing is left to do. */
async function make(
  uri: vscode.Uri,
  thing: ExportThing,
  choice: Choice,
  tools: ExportTools,
  signal: AbortSignal,
): Promise<string | Uint8Array> {
  const png = thing.ending === 'png';
  const needed = png || (isPicture(thing) && (choice.colours === 'theme' || choice.part === 'visible'));
  const viewer = needed
    ? await viewerOf(uri, tools.editors, png && choice.to === 'clipboard', signal)
    : undefined;
  const sight =
    viewer !== undefined
      ? await asked(() => viewer.ask(pictureRequests.sight, {}))
      : isPicture(thing)
        ? await sightOfOpen(uri, tools.editors)
        : undefined;
  const visible = choice.part === 'visible';
  const text = await textOf(
    uri,
    thing,
    {
      unmasked: !choice.masked,
      ...(sight !== undefined && choice.colours === 'theme' ? { palette: sight.palette } : {}),
      ...(sight === undefined ? {} : { ...arrangementOf(sight), heat: sight.heat, compress: sight.compress }),
      ...(visible && sight?.nodes !== undefined ? { nodes: sight.nodes } : {}),
      ...(visible && sight?.range !== undefined ? { range: sight.range } : {}),
      ...(sight?.zone === undefined ? {} : { times: 'zone', zone: sight.zone }),
    },
    tools,
    signal,
  );
  if (!png || viewer === undefined) return text;
  const wanted = { svg: text, scale: pngScale };
  if (choice.to === 'clipboard') {
    const { copied } = await copying(() => viewer.ask(pictureRequests.copyRaster, wanted));
    if (!copied) throw new SentenceError({ key: 'export.too-large' });
    return new Uint8Array();
  }
  const picture = await asked(() => viewer.ask(pictureRequests.raster, wanted));
  if (picture.png === undefined) throw new SentenceError({ key: 'export.too-large' });
  return picture.png;
}

/** A browser may refuse its clipboard to pages: then the picture can still be saved. */
async function copying<T>(copy: () => Promise<T>): Promise<T> {
  try {
    return await copy();
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new SentenceError({ key: 'export.clipboard-refused', args: { reason } });
  }
}

async function textOf(
  uri: vscode.Uri,
  thing: ExportThing,
  choice: ExportChoice,
  { reader, ...tools }: ExportTools,
  signal: AbortSignal,
): Promise<string> {
  const document = reader.document();
  try {
    const content = await contentOf(uri, tools, { signal, onProgress: () => undefined });
    const reading = await document.read({ name: nameOf(uri), content }, signal);
    if (!reading.ok) {
      const args = { name: nameOf(uri), reason: reading.problem.text };
      throw new SentenceError({ key: 'export.no-trace', args });
    }
    return await document.exported(thing.format, choice);
  } finally {
    document.dispose();
  }
}

async function tellSaved(target: vscode.Uri, { masked }: Choice, texts: Texts): Promise<void> {
  const render = await texts.render();
  const open = render({ key: 'export.open' });
  const key = masked ? 'export.saved' : 'export.saved-unmasked';
  const sentence = render({ key, args: { name: nameOf(target) } });
  void showMessage('information', sentence, [{ title: open }]).then((chosen) => {
    if (chosen !== undefined) void vscode.commands.executeCommand('vscode.open', target);
  });
}
