import { send } from '../../http/send.ts';
import type { LiveEnvironment } from '../../providers/live.ts';
import type { Message } from '../../trace/message.ts';
import { explain } from '../explain.ts';
import type { Texts } from '../texts.ts';
import { askConnection, type AskTools, type AskedConnection, type Draft } from './ask-connection.ts';
import type { Offered } from './ask-step.ts';
import { acceptCertificate } from './certificate.ts';
import { brandOf, endpointAt } from './forms.ts';
import { cliProfiles } from './keys.ts';
import { liveProviderOf } from './live-provider.ts';
import type { ConnectionEntry, ConnectionProvider, ConnectionRecord } from './record.ts';
import { loggedEnvironment } from './request-log.ts';
import { askModally } from '../window/messages.ts';

export interface EditTools {
  readonly texts: Texts;
  readonly log: { readonly info: (line: string) => void };
}

/** Environment of requests that belong to no kept provider: tests, and lists to choose from. */
export const passingEnvironment = ({ log }: Pick<EditTools, 'log'>): LiveEnvironment =>
  loggedEnvironment(send, (line) => log.info(line));

/** Asks for a connection; undefined: given up. */
export async function editDraft(
  title: Message,
  start: Draft | undefined,
  tools: EditTools,
  provider?: ConnectionProvider,
): Promise<AskedConnection | undefined> {
  const { texts } = tools;
  const render = await texts.render();
  const asking: AskTools = {
    title,
    render,
    test: async (record, context) =>
      (await (await liveProviderOf(record, passingEnvironment(tools))).test(context)).text,
    offers: async (offer, record, signal) =>
      offer === 'profiles' ? offeredProfiles() : offeredInstances(record(), signal),
    certificate: async (values) => {
      try {
        return await acceptCertificate(values['endpoint'] ?? '', texts);
      } catch (error) {
        const { text, cancelled } = explain(error, render);
        if (!cancelled) await askModally('error', text);
        return undefined;
      }
    },
  };
  return askConnection(start, asking, provider);

  async function offeredProfiles(): Promise<readonly Offered[]> {
    return (await cliProfiles()).map(({ name, mode, usable }) => ({
      value: name,
      label: name,
      description: mode,
      ...(usable
        ? {}
        : {
            refusal: render({ key: 'connection.offer.profiles.other-mode', args: { profile: name, mode } }),
          }),
    }));
  }

  async function offeredInstances(
    record: ConnectionRecord,
    signal: AbortSignal,
  ): Promise<readonly Offered[]> {
    const live = await liveProviderOf(record, passingEnvironment(tools));
    const instances = (await live.instances?.({ signal, onProgress: () => undefined })) ?? [];
    return instances.map(({ id, name }) => ({ value: id, label: id, description: name }));
  }
}

/** What is still known of a connection whose secret was lost, as answers. */
export function remainsOf({ name, provider, instanceName }: ConnectionEntry): Draft {
  switch (provider) {
    case 'alibaba-ccc-2020':
    case 'alibaba-ccc-2017':
      // The endpoint was lost with the secret; the usual one may be another region's.
      return { provider, values: { name, instanceId: instanceName, endpoint: '' } };
    case 'huawei-aicc': {
      const [ccId = '', vdn = ''] = instanceName.split('-');
      return { provider, values: { name, ccId, vdn } };
    }
    case 'laaffic': {
      const endpoint = endpointAt(instanceName);
      return {
        provider,
        values:
          endpoint === undefined
            ? { name, brand: 'other', endpoint: '' }
            : { name, brand: brandOf(endpoint), endpoint },
      };
    }
  }
}
