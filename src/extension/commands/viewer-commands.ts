import type { ViewerAct } from '../../protocol/command-messages.ts';
import type { TraceEditors } from '../editor/editor.ts';
import type { Register } from './register.ts';

/** Commands about what the active viewer shows, and how. */
export function registerViewerCommands(register: Register, editors: TraceEditors): void {
  const act = (what: ViewerAct) => () => editors.active()?.act(what);
  register('nextProblem', act('next-problem'));
  register('previousProblem', act('previous-problem'));
  register('foldAll', act('fold-all'));
  register('unfoldAll', act('unfold-all'));
  register('toggleTimeBars', act('heat'));
  register('showPath', act('design-path'));
  register('showOverDesign', act('design-over'));
  register('showAsDesigned', act('design-placed'));
  register('fitFlow', act('fit-flow'));
  register('zoomFlow', act('zoom-flow'));
  register('showWholeCall', act('whole-call'));
  register('zoomTimeline', act('zoom-timeline'));
  register('toggleLongWaits', act('compress'));
  register('timesElapsed', act('times-elapsed'));
  register('timesLocal', act('times-local'));
  register('timesUtc', act('times-utc'));
  register('timesZone', act('times-zone'));
}
