import type * as vscode from 'vscode';
import { CallTraceError } from '../../http/errors.ts';
import { providersOf } from '../../providers/contact-id.ts';
import { dayWanted } from '../../providers/huawei-aicc/live.ts';
import type { Message } from '../../trace/message.ts';
import type { CallSource, FetchContext } from '../calls/source.ts';
import { SentenceError } from '../explain.ts';
import { traceUri, type StoredTrace, type TraceLibrary } from '../traces/library.ts';

/** What one source said about one contact ID. */
export type Answer =
  | {
      readonly kind: 'found';
      readonly source: CallSource;
      readonly contactId: string;
      readonly uri: vscode.Uri;
      readonly stored: StoredTrace;
    }
  /** `text`: how far it looked and what it keeps, where it says so. */
  | {
      readonly kind: 'unknown';
      readonly source: CallSource;
      readonly contactId: string;
      readonly text?: Message;
    }
  /** It can only look when it is told on which day the call was. */
  | { readonly kind: 'day-needed'; readonly source: CallSource; readonly contactId: string }
  | {
      readonly kind: 'failed';
      readonly source: CallSource;
      readonly contactId: string;
      readonly error: unknown;
    }
  | { readonly kind: 'cancelled'; readonly source: CallSource; readonly contactId: string };

export type Found = Extract<Answer, { kind: 'found' }>;

/** Asks one source for one call; what goes wrong is an answer too. */
export async function ask(
  source: CallSource,
  contactId: string,
  library: Pick<TraceLibrary, 'read'>,
  context: FetchContext,
): Promise<Answer> {
  const { provider, instance } = source;
  const uri = traceUri({ provider, instance, contactId });
  try {
    return { kind: 'found', source, contactId, uri, stored: await library.read(uri, context) };
  } catch (error) {
    return refusal(error, source, contactId, context.signal);
  }
}

function refusal(error: unknown, source: CallSource, contactId: string, signal: AbortSignal): Answer {
  if (error instanceof SentenceError && error.text.key === 'extension.trace.not-found') {
    return { kind: 'unknown', source, contactId };
  }
  if (error instanceof CallTraceError && error.kind === 'not-found') {
    if (error.text.key === dayWanted) return { kind: 'day-needed', source, contactId };
    // An instance or an address that does not exist is a mistake in the connection, not a call that is missing.
    if (error.action !== 'edit-connection') return { kind: 'unknown', source, contactId, text: error.text };
  }
  const cancelled = signal.aborted || (error instanceof CallTraceError && error.kind === 'cancelled');
  return cancelled ? { kind: 'cancelled', source, contactId } : { kind: 'failed', source, contactId, error };
}

/**
 * The sources to ask for a contact ID: the samples, which are here, and the connections of the providers that the
 * form of the ID tells of; all connections where it tells of none. Connections that were left out of look-ups are not
 * among them.
 */
export function fitting(contactId: string, sources: readonly CallSource[]): readonly CallSource[] {
  const providers: readonly string[] = providersOf(contactId);
  const asked = sources.filter(({ inLookUps }) => inLookUps);
  if (providers.length === 0) return asked;
  return asked.filter(({ kind, provider }) => kind === 'samples' || providers.includes(provider));
}

/** Two connections to the same instance give the same document: its room asks the first one that may. */
export function withoutDoubles(sources: readonly CallSource[]): readonly CallSource[] {
  const places = new Map<string, CallSource>();
  for (const source of sources) {
    const place = `${source.provider}/${source.instance}`;
    if (!places.has(place)) places.set(place, source);
  }
  return [...places.values()];
}
