import { gapsOnce, gapTitleOf } from '../gap.ts';
import type { CallTrace } from '../model.ts';
import { startOf } from '../span.ts';
import { theCall, type Finding } from './finding.ts';

/**
 * Parts of the call that were asked for and not given: what is in them is not known, so that it cannot be said that
 * there are no problems. Without the design of a flow nothing of the call is missing.
 */
export function missingPartFindings(trace: CallTrace): readonly Finding[] {
  return gapsOnce(trace).flatMap((gap, index): readonly Finding[] => {
    const { kind, message, args = {} } = gap;
    if ((kind !== 'refused' && kind !== 'not-answered') || message.startsWith('gap.flow-')) return [];
    const title = gapTitleOf(trace, gap);
    return [
      {
        id: `data:part-missing:${String(index)}`,
        severity: 'warning',
        about: 'data',
        title: { key: title.key, args: title.args ?? {} },
        text: [{ key: message, args }],
        item: theCall,
        at: startOf(trace) ?? 0,
      },
    ];
  });
}
