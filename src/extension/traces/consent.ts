import type { CallBook, CallKey } from '../calls/book.ts';
import { rawAddress, traceAddress, type UriParts } from './address.ts';
import type { CallStore } from './store/store.ts';

/**
 * Which calls may be asked for when their documents are opened or read. The address of a document can stand in any text
 * that comes from outside, and VS Code looks at what stands behind addresses without anyone asking (a preview of
 * Markdown does): so a provider is asked only for calls that a person chose here, now or before.
 */
export interface CallConsent {
  /** A person wants to see this call. */
  readonly allow: (key: CallKey) => void;
  /** Whether reading this document asks nobody whom no person wanted to ask. */
  readonly given: (uri: UriParts) => Promise<boolean>;
}

export interface ConsentTools {
  /** Whether reading this call asks a provider over the network: there is a connection that leads to it. */
  readonly asks: (key: CallKey) => Promise<boolean>;
  /** Whether the trace is there already, or on its way because somebody asked for it. */
  readonly isThere: (key: CallKey) => boolean;
  readonly book: Pick<CallBook, 'pinned' | 'history'>;
  readonly store: () => Promise<Pick<CallStore, 'get'>>;
}

export function createConsent({ asks, isThere, book, store }: ConsentTools): CallConsent {
  const chosen = new Set<string>();
  const idOf = ({ provider, instance, contactId }: CallKey) =>
    JSON.stringify([provider, instance, contactId]);
  return {
    allow: (key) => void chosen.add(idOf(key)),
    given: async (uri) => {
      const key = traceAddress(uri) ?? rawAddress(uri);
      if (key === undefined) return true;
      const id = idOf(key);
      return (
        chosen.has(id) ||
        isThere(key) ||
        !(await asks(key)) ||
        [...book.pinned(), ...book.history()].some((call) => idOf(call) === id) ||
        (await (await store()).get(key)) !== undefined
      );
    },
  };
}
