import * as vscode from 'vscode';
import type { TraceReader } from './reader/reader.ts';
import type { Texts } from './texts.ts';
import { traceSuffix } from './traces/address.ts';
import { contentOf, nameOf } from './traces/content.ts';
import type { TraceLibrary } from './traces/library.ts';
import { patiently } from './traces/patience.ts';

const textScheme = 'calltrace-text';

/** Renders traces as plain text, in documents that a screen reader reads line by line. */
export function registerTextView(
  library: TraceLibrary,
  reader: TraceReader,
  texts: Texts,
): vscode.Disposable {
  return vscode.workspace.registerTextDocumentContentProvider(textScheme, {
    provideTextDocumentContent: async (uri, token) => {
      const trace = vscode.Uri.parse(uri.query, true);
      const document = reader.document();
      try {
        return await patiently(
          { key: 'extension.progress.reading-call' },
          texts,
          async (context) => {
            const content = await contentOf(trace, library, context);
            const reading = await document.read({ name: nameOf(trace), content }, context.signal);
            return reading.ok ? await document.asText() : reading.problem.text;
          },
          token,
        );
      } finally {
        document.dispose();
      }
    },
  });
}

/** "Show Trace as Text". */
export async function showAsText(trace: vscode.Uri): Promise<void> {
  const name = nameOf(trace);
  const uri = vscode.Uri.from({
    scheme: textScheme,
    path: `/${name.slice(0, -traceSuffix.length)}.txt`,
    query: trace.toString(),
  });
  await vscode.window.showTextDocument(uri, { preview: true });
}
