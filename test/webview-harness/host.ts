import { createMessenger } from '../../src/protocol/messenger.ts';
import { toHost, toWebview, type InitialState } from '../../src/protocol/messages.ts';
import { failedCall, failedCallDetails } from './failed-call.ts';
import { gapCall, gapCallDetails } from './gap-call.ts';

/** The extension host of the harness: answers from fixtures, in the page. */

interface Harness {
  readonly fixture: string;
  readonly language: string;
  readonly kept: unknown;
  readonly said: unknown[];
}

interface Page {
  harness: Harness;
  host?: unknown;
  acquireVsCodeApi?: unknown;
  dispatchEvent(event: unknown): void;
}

declare const window: Page;
declare const MessageEvent: new (type: string, init: { data: unknown }) => unknown;

const { fixture, language: tag, kept, said } = window.harness;
const language = tag === 'zh-cn' ? 'zh-cn' : 'en';
let state: unknown = kept;

const messenger = createMessenger({
  post: (message) => window.dispatchEvent(new MessageEvent('message', { data: structuredClone(message) })),
  report: (what) => said.push(['report', what]),
  describe: (error) => ({ text: String(error) }),
});

function content(): InitialState['content'] {
  switch (fixture) {
    case 'gap':
      return { view: gapCall };
    case 'problem':
      return {
        problem: {
          text: 'Line 214: “entered” is not a time with an offset from UTC. Correct it, or undo the last change.',
          line: 214,
        },
      };
    case 'stale':
      return {
        view: failedCall(language),
        stale: { text: 'Line 214: “entered” is not a time with an offset from UTC.', line: 214 },
        notice: 'The document is larger than 50 MB: it is shown read-only.',
      };
    default:
      return { view: failedCall(language) };
  }
}

messenger.answer(toHost.ready, () => ({
  language,
  settings: { times: 'elapsed' as const },
  content: content(),
}));
messenger.answer(toHost.details, ({ item }) =>
  fixture === 'gap' ? gapCallDetails(item) : failedCallDetails(language, item),
);
for (const event of [
  toHost.selected,
  toHost.openText,
  toHost.copy,
  toHost.viewState,
  toHost.error,
  toHost.openProblem,
]) {
  messenger.on<unknown>(
    { name: event.name, payload: { check: (value): value is unknown => event.payload.check(value) } },
    (payload) => said.push([event.name, payload]),
  );
}

window.acquireVsCodeApi = () => ({
  postMessage: (message: unknown) => messenger.receive(structuredClone(message)),
  getState: () => state,
  setState: (value: unknown) => {
    state = structuredClone(value);
  },
});
window.host = { messenger, toWebview };
