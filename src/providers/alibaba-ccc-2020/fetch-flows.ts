import { CallTraceError } from '../../http/errors.ts';
import { textOf, type RawRecord } from '../../trace/source/record.ts';
import { pageOf } from '../alibaba-answer.ts';
import type { Client, OperationResult } from './client.ts';
import { attempt, type SourceFailure, type Track } from './outcome.ts';

/** Ids of the flows that a call passed, with their names as far as they are known. */
export type SeenFlows = Map<string, string | undefined>;

/** No call passes more flows; a hostile answer must not cause thousands of requests. */
const mostFlows = 20;

/** Flows whose names contain the one searched for; the wanted one is among the first. */
const searchPage = { number: 1, size: 20 } as const;

export interface Flows {
  readonly results: readonly OperationResult[];
  /** One for each kind of failure, not one for each flow. */
  readonly failures: readonly SourceFailure[];
}

/**
 * Fetches the definitions of flows. The list of flows has them as they are published, and can be searched by name;
 * GetContactFlow wants the id of a draft, so it is asked only for what the list does not give.
 *
 * @throws CallTraceError when it was cancelled, and for no other reason.
 */
export async function fetchFlows(
  client: Client,
  seen: ReadonlyMap<string, string | undefined>,
  track: Track,
  signal: AbortSignal | undefined,
): Promise<Flows> {
  const searches = new Map<string, Promise<OperationResult>>();
  const search = (name: string) => {
    const running =
      searches.get(name) ??
      track('ListContactFlows', () => client.listContactFlows(searchPage, name, { signal }));
    searches.set(name, running);
    return running;
  };
  const results = new Set<OperationResult>();
  const failures: SourceFailure[] = [];
  const fail = (operation: string, error: CallTraceError) => {
    if (error.kind === 'cancelled') throw error;
    const known = failures.some(
      (other) =>
        other.operation === operation &&
        other.error.code === error.code &&
        other.error.text.key === error.text.key,
    );
    if (!known) failures.push({ operation, error });
  };

  const fetchFlow = async ([flowId, name]: readonly [string, string | undefined]) => {
    let listed: RawRecord | undefined;
    if (name !== undefined) {
      const found = await attempt(search(name));
      if (!found.ok) {
        fail('ListContactFlows', found.error);
        return;
      }
      listed = pageOf(found.value.envelope).rows.find((row) => textOf(row, 'ContactFlowId') === flowId);
      if (listed !== undefined && textOf(listed, 'Definition') !== undefined) {
        results.add(found.value);
        return;
      }
    }
    const draftId = listed === undefined ? undefined : textOf(listed, 'DraftId');
    const fetched = await attempt(
      track('GetContactFlow', () => client.getContactFlow(flowId, draftId, { signal })),
    );
    if (!fetched.ok) fail('GetContactFlow', fetched.error);
    else if (hasDefinition(fetched.value)) results.add(fetched.value);
    else fail('GetContactFlow', withoutDefinition(flowId));
  };

  const flows = [...seen];
  await Promise.all(flows.slice(0, mostFlows).map(fetchFlow));
  for (const [flowId] of flows.slice(mostFlows)) fail('ListContactFlows', withoutDefinition(flowId));
  return { results: [...results], failures };
}

function hasDefinition({ envelope }: OperationResult): boolean {
  return envelope.data !== undefined && textOf(envelope.data, 'Definition') !== undefined;
}

const withoutDefinition = (flowId: string) =>
  new CallTraceError({
    kind: 'provider',
    text: { key: 'error.provider.flow', args: { flowId } },
    action: 'none',
    retries: 0,
  });
