import type { CommandSurface } from './commands.ts';
import type { ViewerPart } from './parts/viewer.ts';
import type { Actions } from './state.ts';

/** What commands act on, in the page: a part that is not shown, in another tab, is shown first. */
export function commandSurface(viewer: ViewerPart, actions: Actions): CommandSurface {
  const narrow = () => viewer.querySelector('.viewer.narrow') !== null;
  return {
    state: () => viewer.state,
    async flow() {
      if (viewer.flowPart === undefined) actions.arrange({ narrowTab: 'flow' });
      await viewer.drawn();
      return viewer.flowPart;
    },
    async timeline() {
      if (viewer.timelinePart === undefined)
        actions.arrange(narrow() ? { narrowTab: 'timeline' } : { tab: 'timeline' });
      await viewer.drawn();
      return viewer.timelinePart;
    },
  };
}
