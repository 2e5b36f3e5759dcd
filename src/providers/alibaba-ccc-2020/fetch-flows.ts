import { CallTraceError } from '../../http/errors.ts';
import { textOf, type RawRecord } from '../../trace/source/record.ts';
import { pageOf } from '../alibaba-answer.ts';
import type { Client, OperationResult } from './client.ts';
import { attempt, type Track } from '../fetching.ts';
import type { SourceFailure } from '../live.ts';

/** Ids of the flows that a call passed, with their names as far as they are known. */
export type SeenFlows = ReadonlyMap<string, string | undefined>;

/** No call passes more flows; a hostile answer must not cause thousands of requests. */
const mostFlows = 20;

/** Flows whose names contain the one searched for; the wanted one is among the first. */
const searchPage = { number: 1, size: 20 } as const;

/** Where a flow is looked up whose name is not known; only its name is taken from there, as the page is large. */
const wholePage = { number: 1, size: 100 } as const;

interface Found {
  readonly row: RawRecord | undefined;
  readonly reply: OperationResult;
}

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
  seen: SeenFlows,
  track: Track,
  signal: AbortSignal | undefined,
): Promise<Flows> {
  const searches = new Map<string | undefined, Promise<OperationResult>>();
  const search = (name: string | undefined) => {
    const page = name === undefined ? wholePage : searchPage;
    const running =
      searches.get(name) ?? track('ListContactFlows', () => client.listContactFlows(page, name, { signal }));
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
    if (!known) failures.push({ operation, missing: 'flow', error });
  };

  /** The flow's row in the list and the reply that has it; without a name the list is looked through for one. */
  const find = async (flowId: string, name: string | undefined): Promise<Found> => {
    const reply = await search(name);
    const row = pageOf(reply.envelope).rows.find(
      (candidate) => textOf(candidate, 'ContactFlowId') === flowId,
    );
    const nameFound = row === undefined ? undefined : textOf(row, 'Name');
    return name === undefined && nameFound !== undefined ? find(flowId, nameFound) : { row, reply };
  };

  const fetchFlow = async ([flowId, name]: readonly [string, string | undefined]) => {
    const found = await attempt(find(flowId, name));
    if (!found.ok) {
      fail('ListContactFlows', found.error);
      return;
    }
    const { row, reply } = found.value;
    if (row !== undefined && textOf(row, 'Definition') !== undefined) {
      results.add(reply);
      return;
    }
    const draftId = row === undefined ? undefined : textOf(row, 'DraftId');
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
