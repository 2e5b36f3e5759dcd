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
      if (flow() !== undefined) return flow();
      actions.arrange({ narrowTab: 'flow' });
      await drawn(viewer);
      return flow();
    },
    async timeline() {
      if (timeline() !== undefined) return timeline();
      actions.arrange(narrow() ? { narrowTab: 'timeline' } : { tab: 'timeline' });
      await drawn(viewer);
      return timeline();
    },
  };
}

/** A part learns with its first frame how large it is, and is drawn with the one after it. */
async function drawn({ updateComplete }: ViewerPart): Promise<void> {
  await updateComplete;
  for (let frame = 0; frame < 2; frame += 1) await new Promise(requestAnimationFrame);
}
