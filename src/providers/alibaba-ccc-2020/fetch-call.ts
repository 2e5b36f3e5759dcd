import { recordsOf, textOf } from '../../trace/source/record.ts';
import { pageOf } from '../alibaba-answer.ts';
import { fetchPages, type Pages } from '../fetch-pages.ts';
import { attempt, createTracker, type FetchProgress, type Outcome } from '../fetching.ts';
import type { CallSources, SourceFailure } from '../live.ts';
import { pageSize, type Client, type OperationResult } from './client.ts';
import { fetchFlows } from './fetch-flows.ts';

export interface FetchOptions {
  readonly signal?: AbortSignal | undefined;
  readonly onProgress?: (progress: FetchProgress) => void;
}

/**
 * Fetches everything that makes up the trace of one call: event log, IVR tracking pages in order, flow definitions. A part that fails is reported beside the others; flow
 * definitions are welcome, not needed.
 *
 * @throws CallTraceError when nothing about the call could be fetched, or when it was cancelled.
 */
export async function fetchCallSources(
  client: Client,
  contactId: string,
  { signal, onProgress }: FetchOptions = {},
): Promise<CallSources> {
  const track = createTracker(onProgress);
  const [detail, tracking] = await Promise.all([
    attempt(track('GetCallDetailRecord', () => client.getCallDetailRecord(contactId, { signal }))),
    attempt(
      fetchPages(
        trackingOperation,
        pageSize,
        (page) => track(trackingOperation, () => client.listIvrTrackingDetails(contactId, page, { signal })),
        ({ envelope }) => {
          const { rows, total } = pageOf(envelope);
          return { rows: rows.map(({ object }) => object), total };
        },
      ),
    ),
  ]);
  const failures = [
    ...(detail.ok ? [] : [{ operation: 'GetCallDetailRecord', missing: partyLanes, error: detail.error }]),
    ...failureOf(tracking),
  ];
  const stopped = failures.find(({ error }) => error.kind === 'cancelled');
  if (stopped !== undefined) throw stopped.error;
  // For a call that does not exist the tracking list may be empty instead of refused.
  const rows = tracking.ok ? tracking.value.pages.flatMap(({ envelope }) => pageOf(envelope).rows) : [];
  if (!detail.ok && rows.length === 0) throw detail.error;

  const seen = new Map<string, string | undefined>();
  if (detail.ok && detail.value.envelope.data !== undefined) {
    for (const group of recordsOf(detail.value.envelope.data, 'IvrEvents', 'CdrIvrEvents')) {
      note(seen, textOf(group, 'FlowId'), undefined);
    }
  }
  for (const row of rows) note(seen, textOf(row, 'FlowId'), textOf(row, 'FlowName'));
  const flows = await fetchFlows(client, seen, track, signal);
  return {
    responses: [
      ...(detail.ok ? [detail.value] : []),
      ...(tracking.ok ? tracking.value.pages : []),
      ...flows.results,
    ].map(({ response }: OperationResult) => response),
    failures: [...failures, ...flows.failures],
  };
}

const trackingOperation = 'ListIvrTrackingDetails';

/** Whose events stand in the record, and nowhere else. */
const partyLanes = ['customer', 'queue', 'agent'] as const;

function failureOf(tracking: Outcome<Pages<OperationResult>>): readonly SourceFailure[] {
  const error = tracking.ok ? tracking.value.failure : tracking.error;
  return error === undefined ? [] : [{ operation: trackingOperation, missing: ['ivr'], error }];
}

function note(seen: Map<string, string | undefined>, id: string | undefined, name: string | undefined): void {
  if (id !== undefined && seen.get(id) === undefined) seen.set(id, name);
}
