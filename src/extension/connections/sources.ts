import { CallTraceError } from '../../http/errors.ts';
import type { CallTrace } from '../../trace/model.ts';
import type { CallSource, FetchContext, ListedCall } from '../calls/source.ts';
import type { Texts } from '../texts.ts';
import type { LiveTools } from './alibaba-2020.ts';
import type { ConnectionEntry, ConnectionRecord } from './record.ts';
import type { ConnectionStore } from './store.ts';

type Fetch = (
  record: ConnectionRecord,
  contactId: string,
  context: FetchContext,
  tools: LiveTools,
) => Promise<CallTrace | undefined>;

/** How the calls of each provider are fetched; loaded when one is. */
const fetchers: Readonly<Record<ConnectionRecord['provider'], () => Promise<Fetch>>> = {
  'alibaba-ccc-2020': async () => (await import('./alibaba-2020.ts')).fetchAlibaba2020,
};

export interface ConnectionSources {
  readonly list: () => Promise<readonly CallSource[]>;
  readonly forget: (connectionId: string) => void;
}

/** The stored connections as sources. Each lists the calls that were looked up in it since the window was opened. */
export function createConnectionSources(
  store: ConnectionStore,
  tools: LiveTools,
  texts: Texts,
  onDidLookUp: () => void,
): ConnectionSources {
  const lookedUp = new Map<string, Map<string, ListedCall>>();

  const sourceOf = async (entry: ConnectionEntry): Promise<CallSource> => {
    const render = await texts.render();
    return {
      id: entry.id,
      kind: 'connection',
      provider: entry.provider,
      instance: entry.instance,
      name: entry.name,
      description: `${render({ key: `extension.provider.${entry.provider}` })} · ${entry.instance}`,
      calls: () => Promise.resolve([...(lookedUp.get(entry.id)?.values() ?? [])].reverse()),
      trace: async (contactId, context) => {
        const record = await store.record(entry.id);
        if (record === undefined) {
          throw new CallTraceError({
            kind: 'credentials',
            text: { key: 'extension.connection.secret-lost', args: { name: entry.name } },
            action: 'edit-connection',
            retries: 0,
          });
        }
        const fetch = await fetchers[record.provider]();
        const trace = await fetch(record, contactId, context, tools);
        if (trace !== undefined) {
          const calls = lookedUp.get(entry.id) ?? new Map<string, ListedCall>();
          lookedUp.set(entry.id, calls);
          const { summary, zone } = trace;
          calls.set(contactId, { contactId, summary, zone });
          onDidLookUp();
        }
        return trace;
      },
    };
  };

  return {
    list: async () => Promise.all((await store.list()).map(sourceOf)),
    forget: (id) => lookedUp.delete(id),
  };
}
