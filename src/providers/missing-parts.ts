import type { CallTrace, Gap } from '../trace/model.ts';
import type { SourceFailure } from './live.ts';

/**
 * The gaps of a part that could not be fetched, one for each lane that is empty without it. Sentences of the provider
 * name the operation themselves; those of the network do not.
 */
export function gapsOfFailure({ operation, missing, error }: SourceFailure): readonly Gap[] {
  const { key, args } = error.text;
  const kind = error.kind === 'permission' ? 'refused' : 'not-answered';
  const reason = error.code ?? (error.status === undefined ? error.kind : String(error.status));
  if (missing === 'flow') {
    return [{ kind, lane: 'ivr', message: `gap.flow-${kind}`, args: { operation, reason } }];
  }
  const gap: Gap =
    args?.['operation'] !== undefined
      ? { kind, message: key, args }
      : { kind, message: `connection.gap.${error.kind}`, args: { operation, reason } };
  if (missing === undefined || missing.length === 0) return [gap];
  return missing.map((lane): Gap => ({ ...gap, lane }));
}

/** The trace with what could not be fetched for it; that an operation is not among the responses is then said better. */
export function withMissing(trace: CallTrace, missing: readonly Gap[]): CallTrace {
  const operations = new Set(missing.map(({ args }) => args?.['operation']));
  const flow = missing.some(({ message }) => message.startsWith('gap.flow-'));
  const saidBetter = ({ kind, message, args }: Gap) =>
    kind === 'not-given' &&
    ((args?.['operation'] !== undefined && operations.has(args['operation'])) ||
      // The definition of a flow can be had by two operations.
      (flow && message === 'alibaba.gap.flow-not-given'));
  return { ...trace, gaps: [...trace.gaps.filter((gap) => !saidBetter(gap)), ...missing] };
}
