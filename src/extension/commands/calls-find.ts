import * as vscode from 'vscode';
import type { CallsTools } from './calls.ts';

/** Typing pauses this long before rows change, ms. */
const pause = 120;

/** "Find in Calls…": narrows the loaded rows while somebody types. Escape puts back what was found before. */
export async function findInCalls({ tree, texts }: CallsTools): Promise<void> {
  const render = await texts.render();
  const before = tree.found();
  const box = vscode.window.createInputBox();
  box.title = render({ key: 'calls.find.title' });
  box.placeholder = render({ key: 'calls.find.hint' });
  box.prompt = render({ key: 'calls.find.prompt' });
  box.value = before;
  let timer: NodeJS.Timeout | undefined;
  let accepted = false;
  await new Promise<void>((resolve) => {
    box.onDidChangeValue((value) => {
      clearTimeout(timer);
      timer = setTimeout(() => tree.find(value), pause);
    });
    box.onDidAccept(() => {
      accepted = true;
      box.hide();
    });
    box.onDidHide(() => {
      clearTimeout(timer);
      tree.find(accepted ? box.value : before);
      resolve();
    });
    box.show();
  });
  box.dispose();
}
