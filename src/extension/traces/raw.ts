import * as vscode from 'vscode';
import type { RawResponse } from '../../trace/source/response.ts';
import { rawPath, traceScheme, type RawAddress, type TraceAddress } from './address.ts';

/** The raw responses of a call as documents beside its trace, in the order in which it was read from them. */
export function rawAddresses(
  address: Omit<TraceAddress, 'query'>,
  responses: readonly RawResponse[],
): readonly RawAddress[] {
  const { provider, instance, contactId } = address;
  return responses.map(({ name, operation, bytes }, index) => ({
    provider,
    instance,
    contactId,
    number: index + 1,
    operation: operation ?? name,
    ending: endingOf(bytes),
  }));
}

export function rawUri(address: RawAddress): vscode.Uri {
  return vscode.Uri.from({ scheme: traceScheme, path: rawPath(address) });
}

/** By the first character that is not a blank: what editors then show in colours. */
function endingOf(bytes: Uint8Array): RawAddress['ending'] {
  const start = new TextDecoder().decode(bytes.subarray(0, 200)).trimStart();
  if (start.startsWith('<')) return 'xml';
  return start.startsWith('{') || start.startsWith('[') ? 'json' : 'txt';
}
