import type { CommandSurface } from './commands.ts';
import type { ViewerPart } from './parts/viewer.ts';
import type { Actions } from './state.ts';

/** What commands act on, in the page: a part that is not shown, in another tab, is shown first. */
export function commandSurface(viewer: ViewerPart, actions: Actions): CommandSurface {
  const narrow = () => viewer.querySelector('.viewer.narrow') !== null;
  return {
    state: () => viewer.state,
    async flow() {
      if (viewer.flowPart === undefined) {
        actions.arrange({ narrowTab: 'flow' });
        await sized(viewer);
      }
      return viewer.flowPart;
    },
    async timeline() {
      if (viewer.timelinePart === undefined) {
        actions.arrange(narrow() ? { narrowTab: 'timeline' } : { tab: 'timeline' });
        await sized(viewer);
      }
      return viewer.timelinePart;
    },
  };
}

/** A part learns with its first frame how large it is, and is drawn with the one after it. */
async function sized({ updateComplete }: ViewerPart): Promise<void> {
  await updateComplete;
  for (let frame = 0; frame < 2; frame += 1) await new Promise(requestAnimationFrame);
}
