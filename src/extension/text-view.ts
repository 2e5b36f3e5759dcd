import * as vscode from 'vscode';
import type { TraceReader } from './reader/reader.ts';
import { maskedSetting, viewsMasked } from './settings.ts';
import type { Texts } from './texts.ts';
import { traceSuffix } from './traces/address.ts';
import { nameOf } from './files/open-text.ts';
import { contentOf, type ContentTools } from './traces/content.ts';
import type { CallConsent } from './traces/consent.ts';
import { patiently } from './traces/patience.ts';

const textScheme = 'calltrace-text';

export interface TextViewTools extends ContentTools {
  readonly reader: TraceReader;
  readonly consent: CallConsent;
  readonly texts: Texts;
}

/**
 * Renders traces as plain text, in documents that a screen reader reads line by line. They are masked as viewers are, and
 * follow when that is switched.
 */
export function registerTextView(tools: TextViewTools): vscode.Disposable {
  const { library, reader, consent, texts } = tools;
  const changed = new vscode.EventEmitter<vscode.Uri>();
  const again = (meant: (shown: vscode.Uri) => boolean) => {
    for (const { uri } of vscode.workspace.textDocuments) {
      if (uri.scheme === textScheme && meant(uri)) changed.fire(uri);
    }
  };
  const listening = vscode.Disposable.from(
    changed,
    vscode.workspace.onDidChangeConfiguration((event) => {
      if (event.affectsConfiguration(maskedSetting)) again(() => true);
    }),
    library.onDidChange((trace) => again(({ query }) => query === trace.toString())),
  );
  const provider: vscode.TextDocumentContentProvider = {
    onDidChange: changed.event,
    provideTextDocumentContent: async (uri, token) => {
      const trace = vscode.Uri.parse(uri.query, true);
      if (!(await consent.given(trace))) return (await texts.render())({ key: 'traces.not-chosen' });
      const document = reader.document();
      try {
        return await patiently(
          { key: 'extension.progress.reading-call' },
          texts,
          async (context) => {
            const content = await contentOf(trace, tools, context);
            const input = { name: nameOf(trace), content, mask: viewsMasked() };
            const reading = await document.read(input, context.signal);
            return reading.ok ? await document.asText() : reading.problem.text;
          },
          token,
        );
      } finally {
        document.dispose();
      }
    },
  };
  return vscode.Disposable.from(
    listening,
    vscode.workspace.registerTextDocumentContentProvider(textScheme, provider),
  );
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
