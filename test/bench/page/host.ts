import { createMessenger } from '../../../src/protocol/messenger.ts';
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
 * Stands in for the extension host, in a worker of the page: gets a document's bytes and does with them what the
 * extension's reading thread does, with the same functions.
 */

const timed: [name: string, at: number][] = [];
const note = (name: string) => timed.push([name, performance.timeOrigin + performance.now()]);

const messenger = createMessenger({
  post: (message) => self.postMessage(message),
  // What the viewer tells without asking is for nobody here.
  report: () => undefined,
  describe: (error) => ({ text: String(error) }),
});

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

note('worker started');
const opened = new Promise<{ readonly file: string; readonly bytes: ArrayBuffer }>((resolve) => {
  self.addEventListener('message', ({ data }: MessageEvent<{ file?: string; bytes?: ArrayBuffer }>) => {
    const { file, bytes } = data;
    if (file !== undefined && bytes !== undefined) resolve({ file, bytes });
  });
}).then(({ file, bytes }) => open(file, new Uint8Array(bytes)));
messenger.answer(toHost.ready, async () => ({
  settings: { times: 'elapsed' as const },
  content: { view: (await opened).view },
}));
messenger.answer(toHost.details, async ({ item }) => {
  const details = (await opened).details(item);
  note('details');
  self.postMessage({ timed });
  return details;
});

self.addEventListener('message', ({ data }: MessageEvent<object>) => {
  if (!('bytes' in data)) messenger.receive(data);
});
