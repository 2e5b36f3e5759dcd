import { createMessenger } from '../../../src/protocol/messenger.ts';
import { encodeMessage } from '../../../src/protocol/wire.ts';
import { toHost } from '../../../src/protocol/messages.ts';
import { renderIn } from '../../../src/trace/catalogue.ts';
import { parseDocument } from '../../../src/trace/document/parse.ts';
import type { Source } from '../../../src/trace/model.ts';
import { decodeText } from '../../../src/trace/source/decode.ts';
import { defaultReadLimits } from '../../../src/trace/source/response.ts';
import { analyse } from '../../../src/trace/view/analysis.ts';
import { detailsOf } from '../../../src/trace/view/details.ts';
import { packView } from '../../../src/trace/view/packed.ts';
import { viewOf } from '../../../src/trace/view/view.ts';

/*
 * Stands in for the extension host, which runs before a viewer is opened: a worker that a page before started. It fetches
 * a document's bytes and does with them what the extension's reading thread does, with the same functions.
 */

const timed: [name: string, at: number][] = [];
const note = (name: string) => timed.push([name, performance.timeOrigin + performance.now()]);

function open(name: string, bytes: Uint8Array) {
  note('bytes');
  const parsed = parseDocument(decodeText(bytes, name, defaultReadLimits), name);
  if (!parsed.ok) throw new Error(parsed.problem.message.key);
  note('trace');
  const options = {
    language: 'en' as const,
    render: renderIn('en'),
    mask: false,
    readSource: ({ body }: Source) => body,
  };
  const analysis = analyse(parsed.trace, options);
  const drawn = viewOf(analysis);
  note('view');
  const view = packView(drawn);
  note('packed');
  return { view, details: detailsOf(parsed.trace, options, analysis) };
}

function serve(port: MessagePort, file: string): void {
  const messenger = createMessenger({
    post: (message) => port.postMessage(encodeMessage(message)),
    // What the viewer tells without asking is for nobody here.
    report: () => undefined,
    describe: (error) => ({ text: String(error) }),
  });
  const opened = fetch(`/data/${file}`)
    .then((response) => response.arrayBuffer())
    .then((bytes) => open(file, new Uint8Array(bytes)));
  messenger.answer(toHost.ready, async () => {
    const { view, details } = await opened;
    const item = view.findings[0]?.item;
    const first = { ...(item === undefined ? {} : { item }), view: details(item) };
    note('details');
    port.postMessage({ timed });
    return { settings: { times: 'elapsed' as const }, content: { view }, details: first };
  });
  messenger.answer(toHost.details, async ({ item }) => (await opened).details(item));
  port.addEventListener('message', ({ data }) => messenger.receive(data));
}

self.addEventListener('connect', (event) => {
  const port = event instanceof MessageEvent ? event.ports[0] : undefined;
  if (port === undefined) return;
  port.addEventListener('message', ({ data }: MessageEvent<{ readonly file?: string }>) => {
    if (data.file === undefined) return;
    note('asked');
    serve(port, data.file);
  });
  port.start();
  port.postMessage('ready');
});
