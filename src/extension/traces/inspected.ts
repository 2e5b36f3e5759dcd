import * as vscode from 'vscode';
import type { RawResponse } from '../../trace/source/response.ts';
import { SentenceError } from '../explain.ts';
import type { TraceReader } from '../reader/reader.ts';
import { nameOf, openText } from '../files/open-text.ts';
import { isReadable } from './readable.ts';
import { readContent } from '../files/read.ts';
import { traceAddress } from './address.ts';
import { traceUri, type TraceRoom } from './library.ts';

/** First two parts of the path of a call that is read from files that are not canonical documents. */
export const inspectedAddress = { provider: 'inspected', instance: 'files' } as const;

/** The document of a call that stands in files: its query names them, so it can be made again after a restart. */
export function inspectedUri(contactId: string, files: readonly vscode.Uri[]): vscode.Uri {
  return traceUri({ ...inspectedAddress, contactId }, JSON.stringify(files.map((file) => file.toString())));
}

/**
 * The files that the query of such a document names.
 * @throws SentenceError for anything else, and for what is no file
 */
export function filesOf(query: string): readonly vscode.Uri[] {
  const files = parsedFiles(query);
  if (files === undefined) throw new SentenceError({ key: 'extension.trace.not-an-address' });
  const folders = vscode.workspace.workspaceFolders ?? [];
  const places = folders.map(({ uri }) => uri);
  const other = files.find((file) => !isReadable(file, places) && openText(file) === undefined);
  if (other !== undefined) {
    throw new SentenceError({ key: 'extension.inspect.no-file', args: { name: other.toString(true) } });
  }
  return files;
}

function parsedFiles(query: string): readonly vscode.Uri[] | undefined {
  try {
    const names: unknown = JSON.parse(query);
    if (!Array.isArray(names) || names.length === 0) return undefined;
    return names.map((name: unknown) => {
      if (typeof name !== 'string') throw new TypeError('not a name');
      return vscode.Uri.parse(name, true);
    });
  } catch {
    return undefined;
  }
}

/** The files behind an inspected call; none for every other document. */
export function inspectedFiles(uri: vscode.Uri): readonly vscode.Uri[] {
  if (traceAddress(uri)?.provider !== inspectedAddress.provider) return [];
  try {
    return filesOf(uri.query);
  } catch {
    return [];
  }
}

/** Reads inspected calls from their files. */
export function createInspectedRoom(reader: TraceReader): TraceRoom {
  return async ({ contactId, query }, { signal }) => {
    const responses = await responsesOf(filesOf(query));
    const { traces, problems } = await reader.responses(responses, signal);
    const trace = traces.find((one) => one.contactId === contactId);
    const [problem] = problems;
    if (trace === undefined && problem !== undefined) throw new SentenceError(problem.problem.message);
    return trace && { trace, responses };
  };
}

/** The bytes of files; of a file that an editor has open, the text that stands there. */
export async function responsesOf(files: readonly vscode.Uri[]): Promise<readonly RawResponse[]> {
  const encoder = new TextEncoder();
  return Promise.all(
    files.map(async (file) => {
      const content = openText(file)?.getText() ?? (await readContent(file));
      return { name: nameOf(file), bytes: typeof content === 'string' ? encoder.encode(content) : content };
    }),
  );
}
