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
 * Stands in for the extension host, in a worker of the page: fetches a document's bytes and does with them what the
 * extension's reading thread does, with the same functions.
 */

const timed: [name: string, at: number][] = [];
const note = (name: string) => timed.push([name, performance.timeOrigin + performance.now()]);

const messenger = createMessenger({
  post: (message) => self.postMessage(message),
  report: (what) => {
    throw new Error(what);
  },
  describe: (error) => ({ text: String(error) }),
});

async function open(name: string) {
  note('worker started');
  const response = await fetch(name);
  const bytes = new Uint8Array(await response.arrayBuffer());
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

const opened = open(`/data/${new URLSearchParams(self.location.search).get('document') ?? ''}`);
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

self.addEventListener('message', ({ data }) => messenger.receive(data));
