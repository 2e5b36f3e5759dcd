import { maskerFor, maskParts } from './mask.ts';
import type { Masker } from './mask-text.ts';
import type { CallTrace, JsonValue, Source, SourceRef } from './model.ts';
import { sourceValue, type Mend } from './source/parse.ts';

/**
 * A trace to be given to others: like the masked view of it, and the raw responses masked too, value by value, by the
 * same rules (they stand at `Masker`). What was kept as exact text becomes its value tree, in which pointers mean the
 * same places.
 */
export function maskForSharing(trace: CallTrace, menders: readonly Mend[]): CallTrace {
  const values = trace.sources.map((source) => sourceValue(source, menders));
  const masker = maskerFor(
    trace,
    values.filter((value) => value !== undefined),
  );
  const at = (ref: SourceRef): SourceRef => ({ ...ref, pointer: masker.pointer(ref.pointer) });
  const masked = maskParts(trace, masker);
  return {
    ...masked,
    steps: masked.steps.map((step) => ({ ...step, source: at(step.source) })),
    events: masked.events.map((event) => ({ ...event, source: at(event.source) })),
    flows: masked.flows.map((flow) => ({ ...flow, source: at(flow.source) })),
    gaps: masked.gaps.map((gap) => ({ ...gap, ...(gap.source && { source: at(gap.source) }) })),
    sources: trace.sources.map((source, index) => maskSource(source, values[index], masker)),
  };
}

function maskSource(source: Source, value: JsonValue | undefined, masker: Masker): Source {
  const { id, operation, version, name, format, requestId, fetchedAt } = source;
  return {
    id,
    operation: masker.text(operation),
    ...(version === undefined ? {} : { version: masker.text(version) }),
    ...(name === undefined ? {} : { name: masker.text(name) }),
    format,
    ...(requestId === undefined ? {} : { requestId }),
    ...(fetchedAt === undefined ? {} : { fetchedAt }),
    // What cannot be read as values cannot be masked by value either: it is left out.
    body: value === undefined ? {} : masker.json(value),
  };
}
