import { createTransport } from '../../http/transport.ts';
import type { LiveEnvironment, LiveProvider } from '../../providers/live.ts';
import { ownSurroundings, resolveKey, type KeySurroundings, type ResolvedKey } from './keys.ts';
import type { AlibabaKey, ConnectionRecord } from './record.ts';

/**
 * The provider behind a connection: its key resolved, its trust and address as the record says, and only that.
 *
 * @throws SentenceError when the key is in a profile or variable that is not there; CallTraceError when an address,
 *   certificate or key cannot be used
 */
export async function liveProviderOf(
  record: ConnectionRecord,
  environment: LiveEnvironment,
  surroundings: KeySurroundings = ownSurroundings(),
): Promise<LiveProvider> {
  return providerWith(record, await keyOf(record, surroundings), environment);
}

/** What keeps the provider of each connection: its queue of requests and its correction of the clock. */
export interface LiveProviders {
  /** Made anew when the record, or a key that is kept elsewhere, changed. Throws as `liveProviderOf`. */
  readonly of: (id: string, record: ConnectionRecord) => Promise<LiveProvider>;
  readonly forget: (id: string) => void;
}

export function keepProviders(
  environmentOf: (record: ConnectionRecord) => LiveEnvironment,
  surroundings: () => KeySurroundings = ownSurroundings,
): LiveProviders {
  const kept = new Map<string, { readonly made: string; readonly provider: Promise<LiveProvider> }>();
  return {
    of: async (id, record) => {
      const key = await keyOf(record, surroundings());
      const made = JSON.stringify([record, key]);
      const known = kept.get(id);
      if (known?.made === made) return known.provider;
      const provider = providerWith(record, key, environmentOf(record));
      kept.set(id, { made, provider });
      provider.catch(() => {
        if (kept.get(id)?.provider === provider) kept.delete(id);
      });
      return provider;
    },
    forget: (id) => kept.delete(id),
  };
}

const noKey: ResolvedKey = { accessKeyId: '', accessKeySecret: '' };

function keyOf(record: ConnectionRecord, surroundings: KeySurroundings): Promise<ResolvedKey> {
  const key: AlibabaKey | undefined = 'key' in record ? record.key : undefined;
  return key === undefined ? Promise.resolve(noKey) : resolveKey(key, surroundings);
}

async function providerWith(
  record: ConnectionRecord,
  key: ResolvedKey,
  environment: LiveEnvironment,
): Promise<LiveProvider> {
  const { endpoint, trust, allowPlainHttp } = record;
  const surroundings: LiveEnvironment = {
    ...environment,
    http: { ...environment.http, allowPlainHttp, transport: createTransport(trust) },
  };
  switch (record.provider) {
    case 'alibaba-ccc-2020': {
      const { createAlibaba2020 } = await import('../../providers/alibaba-ccc-2020/live.ts');
      const { instanceId, scheme } = record;
      return createAlibaba2020({ endpoint, instanceId, scheme, ...key }, surroundings);
    }
    case 'alibaba-ccc-2017': {
      const { createAlibaba2017 } = await import('../../providers/alibaba-ccc-2017/live.ts');
      const { instanceId, scheme, format } = record;
      return createAlibaba2017({ endpoint, instanceId, scheme, format, ...key }, surroundings);
    }
    case 'huawei-aicc': {
      const { createHuawei } = await import('../../providers/huawei-aicc/live.ts');
      const { ccId, vdn, accessKey, secretKey, timestamp, signedHost } = record;
      return createHuawei(
        {
          endpoint,
          ccId,
          vdn,
          accessKey,
          secretKey,
          timestamp,
          ...(signedHost === undefined ? {} : { signedHost }),
        },
        surroundings,
      );
    }
    case 'laaffic': {
      const { createLaaffic } = await import('../../providers/laaffic/live.ts');
      const { apiKey, apiSecret, zone } = record;
      return createLaaffic({ endpoint, apiKey, apiSecret, zone }, surroundings);
    }
  }
}
