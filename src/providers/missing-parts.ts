import type { CallTrace, Gap } from '../trace/model.ts';
import type { SourceFailure } from './live.ts';

/**
 * The gap of a part that could not be fetched. Sentences of the provider name the operation themselves; those of the
 * network do not.
 */
export function gapOfFailure({ operation, lane, error }: SourceFailure): Gap {
  const { key, args } = error.text;
  const own = args?.['operation'] !== undefined;
  return {
    kind: 'not-answered',
    ...(lane === undefined ? {} : { lane }),
    message: own ? key : `connection.gap.${error.kind}`,
    args: own
      ? args
      : {
          operation,
          reason: error.code ?? (error.status === undefined ? error.kind : String(error.status)),
        },
  };
}

/** The trace with what could not be fetched for it; that an operation is not among the responses is then said better. */
export function withMissing(trace: CallTrace, missing: readonly Gap[]): CallTrace {
  const operations = new Set(
    missing.flatMap(({ args }) => (args?.['operation'] === undefined ? [] : [args['operation']])),
  );
  const known = trace.gaps.filter(
    ({ kind, args }) => kind !== 'not-given' || !operations.has(args?.['operation'] ?? ''),
  );
  return { ...trace, gaps: [...known, ...missing] };
}
