import { walkKeys, type WalkKey } from './walk.ts';

/** What a person does in the timeline with the keyboard. */
export interface KeyActs {
  /** To another bar or moment. */
  readonly walk: (to: WalkKey) => void;
  /** Moves the time in sight. */
  readonly pan: (direction: 1 | -1) => void;
  readonly zoomBy: (direction: 1 | -1) => void;
  readonly zoomToRange: () => void;
  readonly showAll: () => void;
  /** Begins or ends the range at the selection. */
  readonly mark: (end: 'from' | 'to') => void;
  /** Gives up what is in the way; answers whether anything was. */
  readonly leave: () => boolean;
}

/** Does what a key stands for; one that means nothing here goes on to the whole viewer. */
export function onTimelineKey(event: KeyboardEvent, acts: KeyActs): void {
  if (event.ctrlKey || event.altKey || event.metaKey) return;
  const act = actOf(event, acts);
  if (act === undefined || act() === false) return;
  event.preventDefault();
}

function actOf({ key, shiftKey }: KeyboardEvent, acts: KeyActs): (() => unknown) | undefined {
  const to = walkKeys[key];
  if (to !== undefined) return shiftKey ? panTo(to, acts) : () => acts.walk(to);
  switch (key) {
    case '+':
    case '=':
      return () => acts.zoomBy(1);
    case '-':
      return () => acts.zoomBy(-1);
    case '0':
      return acts.showAll;
    case 'Enter':
    case 'z':
      return acts.zoomToRange;
    case '[':
      return () => acts.mark('from');
    case ']':
      return () => acts.mark('to');
    case 'Escape':
      return acts.leave;
    default:
      return undefined;
  }
}

function panTo(to: WalkKey, acts: KeyActs): (() => void) | undefined {
  if (to === 'left') return () => acts.pan(-1);
  return to === 'right' ? () => acts.pan(1) : undefined;
}
