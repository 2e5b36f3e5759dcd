import type { Outcome } from '../../trace/model.ts';

/**
 * How a call ended, in our words, from hangupReason and hangingDirection; undefined for a reason that no page has.
 *
 * `taken`: the record has an answer time or a duration. An end by hanging up (1, 3, 9) is a completed call only where
 * somebody had taken it. An inbound call that was not answered (8) was abandoned where the customer hung up, and not
 * answered where the centre ended it (nobody on duty, a time-out): only the first is a caller who gave up.
 * An outbound call that was not answered, whatever the cause (0, 5, 6, 7), has not failed.
 */
export function outcomeOf(
  reason: string | undefined,
  direction: string | undefined,
  taken: boolean,
): Outcome | undefined {
  switch (reason) {
    case '0':
    case '5':
    case '6':
    case '7':
      return 'not-answered';
    case '1':
    case '3':
    case '9':
      return taken ? 'completed' : 'not-answered';
    case '2':
      return 'abandoned';
    case '4':
      return 'failed';
    case '8':
      return direction === '0' ? 'abandoned' : 'not-answered';
    default:
      return undefined;
  }
}
