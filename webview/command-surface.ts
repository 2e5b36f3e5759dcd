import type { CommandSurface } from './commands.ts';
import { FlowPart } from './parts/flow.ts';
import { TimelinePart } from './parts/timeline.ts';
import type { ViewerPart } from './parts/viewer.ts';
import type { Actions } from './state.ts';

/** What commands act on, in the page: a part that is not shown, in another tab, is shown first. */
export function commandSurface(viewer: ViewerPart, actions: Actions): CommandSurface {
  const narrow = () => viewer.querySelector('.viewer.narrow') !== null;
  const flow = () => {
    const part = viewer.querySelector('call-trace-flow');
    return part instanceof FlowPart ? part : undefined;
  };
  const timeline = () => {
    const part = viewer.querySelector('call-trace-timeline');
    return part instanceof TimelinePart ? part : undefined;
  };
  return {
    state: () => viewer.state,
    async flow() {
      if (flow() === undefined) actions.arrange({ narrowTab: 'flow' });
      await viewer.updateComplete;
      await flow()?.updateComplete;
      return flow();
    },
    async timeline() {
      if (timeline() === undefined)
        actions.arrange(narrow() ? { narrowTab: 'timeline' } : { tab: 'timeline' });
      await viewer.updateComplete;
      await timeline()?.updateComplete;
      return timeline();
    },
  };
}
