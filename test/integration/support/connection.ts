import type { Simulator } from '../../simulators/alibaba-ccc-2020.ts';
import { startExtension } from './window.ts';

/** Stores a connection to a simulator, or replaces the one with this id. @returns its id */
export async function connectTo(
  simulator: Simulator,
  changes: { readonly accessKeySecret?: string; readonly id?: string } = {},
): Promise<string> {
  const { store } = await startExtension();
  const entry = await store.save(
    {
      name: 'Test bench',
      record: {
        provider: 'alibaba-ccc-2020',
        endpoint: simulator.url,
        trust: { kind: 'system' },
        allowPlainHttp: false,
        instanceId: simulator.instanceId,
        key: {
          kind: 'stored',
          accessKeyId: simulator.accessKeyId,
          accessKeySecret: changes.accessKeySecret ?? simulator.accessKeySecret,
        },
        scheme: 'v3',
      },
    },
    changes.id,
  );
  return entry.id;
}
