import { filteringOf } from '../../src/extension/reader/filtering.ts';
import { renderIn } from '../../src/trace/catalogue.ts';
import { analyse } from '../../src/trace/view/analysis.ts';
import { changesOf } from '../../src/trace/view/history.ts';
import { packView } from '../../src/trace/view/packed.ts';
import { viewOf } from '../../src/trace/view/view.ts';
import { createMessenger } from '../../src/protocol/messenger.ts';
import { actsPossible } from '../../src/protocol/command-messages.ts';
import { filterToHost } from '../../src/protocol/filter-messages.ts';
import { inspectorToHost } from '../../src/protocol/inspector-messages.ts';
import { toHost, type InitialState } from '../../src/protocol/messages.ts';
import { travelPossible } from '../../src/protocol/travel-messages.ts';
import { encodeMessage } from '../../src/protocol/wire.ts';
import type { Sample } from './samples.ts';

/** The extension host of the harness: answers within the page, with what the reader answers with. */

interface Harness {
  readonly sample: Sample;
  /** What to show of it. */
  readonly state: 'shown' | 'problem' | 'stale';
  readonly kept: unknown;
  /** What the viewer said, for a test to look at. */
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

const { sample, state, kept, said } = window.harness;
const { trace, language } = sample;
const options = { language, render: renderIn(language), mask: true };
const analysis = analyse(trace, options);
const view = packView(viewOf(analysis));
const { filter, complete } = filteringOf(analysis);
const problem = {
  text: 'Line 214: “entered” is not a time with an offset from UTC. Correct it, or undo the last change.',
  line: 214,
};
let memory: unknown = kept;

const messenger = createMessenger({
  post: (message) => window.dispatchEvent(new MessageEvent('message', { data: encodeMessage(message) })),
  report: (what) => said.push(['report', what]),
  describe: (error) => ({ text: String(error) }),
});

function content(): InitialState['content'] {
  switch (state) {
    case 'shown':
      return { view };
    case 'problem':
      return { problem };
    case 'stale':
      return {
        view,
        stale: problem,
        notices: [{ text: 'The document is larger than 50 MB and is shown read-only.', actions: [] }],
      };
  }
}

messenger.answer(toHost.ready, () => ({
  settings: { times: 'elapsed' as const },
  content: content(),
}));
messenger.answer(toHost.details, ({ item }) => {
  const details = sample.details[item ?? ''];
  if (details === undefined) throw new Error(`There are no details of ${String(item)}.`);
  return details;
});
messenger.answer(inspectorToHost.variableChanges, changesOf(trace, options));
messenger.answer(filterToHost.filter, filter);
messenger.answer(filterToHost.complete, complete);
messenger.on(toHost.selected, (message) => said.push(['selected', message]));
messenger.on(toHost.selectedItself, (message) => said.push(['selected-itself', message]));
messenger.on(actsPossible, (message) => said.push(['acts-possible', message]));
messenger.on(travelPossible, (message) => said.push(['travel-possible', message]));
messenger.on(toHost.openText, (message) => said.push(['open-text', message]));
messenger.on(toHost.openProblem, (message) => said.push(['open-problem', message]));
messenger.on(toHost.copy, (message) => said.push(['copy', message]));
messenger.on(toHost.viewState, (message) => said.push(['view-state', message]));
messenger.on(toHost.error, (message) => said.push(['error', message]));

window.acquireVsCodeApi = () => ({
  postMessage: (message: unknown) => messenger.receive(structuredClone(message)),
  getState: () => memory,
  setState: (value: unknown) => {
    memory = structuredClone(value);
  },
});
