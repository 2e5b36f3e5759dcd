import { createMessenger } from '../src/protocol/messenger.ts';
import { toHost } from '../src/protocol/messages.ts';
import { decodeMessage } from '../src/protocol/wire.ts';
import { afterPaint } from './after-paint.ts';
import { commandSurface } from './command-surface.ts';
import { actsTeller, answerCommands } from './commands.ts';
import { markWhenDrawn } from './drawn.ts';
import { measureIn } from './font.ts';
import { ViewerPart } from './parts/viewer.ts';
import { watchContextMenu } from './context-menu.ts';
import { needControls } from './need-controls.ts';
import { answerPictures } from './picture/answers.ts';
import { createSession, type Kept } from './session.ts';
import { initialState } from './state.ts';
import { watchTravelKeys } from './travel-keys.ts';
import { stringsOfPage } from './page-strings.ts';

/** What VS Code gives every webview, once. */
interface VsCodeApi {
  postMessage(message: unknown): void;
  getState(): unknown;
  setState(state: Kept): void;
}

/** As long as `.late` hides what is waited for. */
const waitsMs = 300;

declare function acquireVsCodeApi(): VsCodeApi;

function start(): void {
  const vscode = acquireVsCodeApi();

  const report = (text: string, stack?: string): void =>
    messenger.send(toHost.error, { text, ...(stack === undefined ? {} : { stack }) });
  const messenger = createMessenger({
    post: (message) => vscode.postMessage(message),
    report,
    describe: (error) => ({ text: error instanceof Error ? error.message : String(error) }),
  });
  window.addEventListener('message', ({ data }) => messenger.receive(decodeMessage(data)));
  window.addEventListener('error', ({ message, error }) =>
    report(message, error instanceof Error ? error.stack : undefined),
  );
  window.addEventListener('unhandledrejection', ({ reason }) =>
    report(String(reason), reason instanceof Error ? reason.stack : undefined),
  );
  window.addEventListener('pagehide', () => messenger.dispose());

  const strings = stringsOfPage();
  const viewer = new ViewerPart();
  const markDrawn = markWhenDrawn(() => viewer.drawn());
  const tellActs = actsTeller(messenger);
  const session = createSession({
    messenger,
    memory: { read: () => vscode.getState(), write: (kept) => vscode.setState(kept) },
    strings,
    changed(state) {
      viewer.state = state;
      tellActs(state);
      markDrawn(state);
    },
    focusFilter: () => void viewer.focusFilter(),
  });
  viewer.state = initialState;
  viewer.strings = strings;
  viewer.actions = session.actions;
  viewer.measure = measureIn(document.body);
  document.body.append(viewer);
  answerPictures(messenger, viewer);
  answerCommands(messenger, commandSurface(viewer, session.actions), session.actions);
  watchContextMenu(viewer);
  watchTravelKeys(session.actions);
  void session.start();
  // The ring that turns while a call is waited for; what comes at once shows none.
  afterPaint(waitsMs, () => {
    if (viewer.state.content.kind === 'loading') needControls();
  });
}

start();
