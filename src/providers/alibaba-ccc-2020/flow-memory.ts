import type { OperationResult } from '../alibaba-client.ts';
import type { Client } from './client.ts';

/** A flow can be published at any time: what a list of flows said counts for this long, ms. */
const freshMs = 5 * 60_000;

/** Searches that are kept; the definition of a flow may be some hundred kilobytes. */
const most = 40;

/**
 * The client, with the answers about flows kept for a while: the list of flows holds each flow's published version with
 * its definition, so a hundred calls through the same flow ask for it once.
 */
export function rememberFlows(client: Client, now: () => number): Client {
  const kept = new Map<string, { readonly at: number; readonly answer: OperationResult }>();
  const remembered = async (key: string, ask: () => Promise<OperationResult>): Promise<OperationResult> => {
    const known = kept.get(key);
    if (known !== undefined && now() - known.at < freshMs) return known.answer;
    // Only answers are shared, not questions: whoever asked first may give up.
    const answer = await ask();
    kept.delete(key);
    kept.set(key, { at: now(), answer });
    for (const oldest of [...kept.keys()].slice(0, Math.max(0, kept.size - most))) kept.delete(oldest);
    return answer;
  };
  return {
    ...client,
    listContactFlows: (page, pattern, options) =>
      remembered(JSON.stringify(['list', page, pattern]), () =>
        client.listContactFlows(page, pattern, options),
      ),
    getContactFlow: (flowId, draftId, options) =>
      remembered(JSON.stringify(['get', flowId, draftId]), () =>
        client.getContactFlow(flowId, draftId, options),
      ),
  };
}
