import { textOf, type RawRecord } from '../../trace/source/record.ts';
import type { ParsedResponse } from '../../trace/source/response.ts';
import { momentOf } from '../alibaba-fields.ts';
import type { StepDraft } from '../provider.ts';
import { stepOf } from './steps.ts';

/**
 * The steps of pushed `IvrTracking` messages: one message when a node is entered, one when it is left, which has what came
 * out of it. One of them alone is a step with the one time that is known.
 */
export function trackedSteps(response: ParsedResponse, rows: readonly RawRecord[]): readonly StepDraft[] {
  const byTime = rows
    .flatMap((row) => {
      const at = momentOf(row, 'eventTime');
      return at === undefined ? [] : [{ row, at }];
    })
    .sort((a, b) => a.at - b.at);
  const steps: StepDraft[] = [];
  /** Places of the visits that nobody left yet, by channel and node. */
  const open = new Map<string, number>();
  for (const { row, at } of byTime) {
    const node = JSON.stringify([textOf(row, 'channelId'), textOf(row, 'flowId'), textOf(row, 'nodeId')]);
    const leaves = /^leave$/i.test(textOf(row, 'nodeAction') ?? '');
    const entered = open.get(node);
    const begun = entered === undefined ? undefined : steps[entered];
    if (leaves && entered !== undefined && begun !== undefined) {
      steps[entered] = { ...stepOf(response, row, begun.enteredAt), leftAt: at };
      open.delete(node);
    } else {
      steps.push({ ...stepOf(response, row, at), ...(leaves ? { leftAt: at } : {}) });
      if (!leaves) open.set(node, steps.length - 1);
    }
  }
  return steps;
}
