import type { CallsTools } from './calls.ts';
import { createInputBox } from '../window/quick-input.ts';

/** Typing pauses this long before rows change, ms. */
const pause = 120;

/** "Find in Calls…": narrows the loaded rows while somebody types. Escape puts back what was found before. */
export async function findInCalls({ tree, texts }: CallsTools): Promise<void> {
  const render = await texts.render();
  const before = tree.found();
  const box = createInputBox(render({ key: 'calls.find.prompt' }));
  box.title = render({ key: 'calls.find.title' });
  box.placeholder = render({ key: 'calls.find.hint' });
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
