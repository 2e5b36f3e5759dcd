import { neighbourProblem, type Actions, type State } from '../state.ts';

/** What the keys of the whole viewer need. */
export interface ViewerKeysTools {
  readonly state: State;
  readonly actions: Actions;
  readonly focusFilter: () => void;
}

/** Keys that mean the same wherever the focus is in the viewer. */
export function onViewerKey(event: KeyboardEvent, { state, actions, focusFilter }: ViewerKeysTools): void {
  const { content, selection } = state;
  if (content.kind !== 'shown' || event.defaultPrevented) return;
  const { key, shiftKey } = event;
  if ((event.ctrlKey || event.metaKey) && !event.altKey && !shiftKey && key === 'f') {
    event.preventDefault();
    focusFilter();
  }
  if (event.ctrlKey || event.altKey || event.metaKey) return;
  if (key === 'Escape') actions.select(undefined);
  if (key === 'F3') {
    event.preventDefault();
    actions.goToMatch(shiftKey ? -1 : 1);
  }
  if (key !== 'F8') return;
  event.preventDefault();
  const item = neighbourProblem(content.view, selection, shiftKey ? -1 : 1);
  if (item !== undefined) actions.select(item);
}
