import { CallTraceError } from '../../http/errors.ts';
import type { CallFilter, CallPager, FilterOffer, LiveProvider } from '../../providers/live.ts';
import { gapsOfFailure, withMissing } from '../../providers/missing-parts.ts';
import type { Gap } from '../../trace/model.ts';
import { ProblemError } from '../../trace/problem.ts';
import { usualZone, type CallSource } from '../calls/source.ts';
import { lazily } from '../lazily.ts';
import type { TraceReader } from '../reader/reader.ts';
import type { Texts } from '../texts.ts';
import type { LiveProviders } from './live-provider.ts';
import type { ConnectionEntry, ConnectionProvider } from './record.ts';
import type { ConnectionStore } from './store.ts';

/** What connections need of their surroundings. */
export interface LiveTools {
  readonly reader: Pick<TraceReader, 'responses'>;
  readonly log: { readonly info: (line: string) => void };
}

/** The stored connections as sources of calls. */
export interface ConnectionSources {
  readonly list: () => Promise<readonly CallSource[]>;
}

/** One provider is kept per connection, however often its source is asked for. */
export function createConnectionSources(
  store: Pick<ConnectionStore, 'list' | 'record'>,
  { reader, log }: LiveTools,
  texts: Texts,
): ConnectionSources {
  const providers = lazily(async (): Promise<LiveProviders> => {
    const [{ keepProviders }, { loggedEnvironment }, { send }] = await Promise.all([
      import('./live-provider.ts'),
      import('./request-log.ts'),
      import('../../http/send.ts'),
    ]);
    return keepProviders(() => loggedEnvironment(send, (line) => log.info(line)));
  });

  const providerOf = async ({ id, name }: ConnectionEntry): Promise<LiveProvider> => {
    const record = await store.record(id);
    if (record !== undefined) return (await providers()).of(id, record);
    throw new CallTraceError({
      kind: 'credentials',
      text: { key: 'extension.connection.secret-lost', args: { name } },
      action: 'edit-connection',
      retries: 0,
    });
  };

  /** The zone that was entered; a connection whose record cannot be read now is as usual. */
  const zoneOf = async ({ id, provider }: ConnectionEntry): Promise<string> => {
    if (!zoned.has(provider)) return usualZone;
    const record = await store.record(id).catch(() => undefined);
    return record !== undefined && 'zone' in record ? record.zone : usualZone;
  };

  const sourceOf = async (entry: ConnectionEntry): Promise<CallSource> => {
    const [render, filters, zone] = await Promise.all([
      texts.render(),
      filtersOf(entry.provider),
      zoneOf(entry),
    ]);
    const provider = () => providerOf(entry);
    return {
      id: entry.id,
      kind: 'connection',
      provider: entry.provider,
      instance: entry.instance,
      instanceName: entry.instanceName,
      formerly: entry.formerly,
      inLookUps: entry.inLookUps,
      ...(entry.changedAt === undefined ? {} : { changedAt: entry.changedAt }),
      name: entry.name,
      description: `${render({ key: `extension.provider.${entry.provider}` })} · ${entry.instanceName}`,
      zone,
      filters,
      list: (filter) => pagerOf(provider, filter ?? { range: filters.range }),
      fetch: async (contactId, hint, context) => {
        const { responses, failures } = await (await provider()).fetch(contactId, hint, context);
        const { traces, problems } = await reader.responses(responses, context.signal);
        // Answers may name other calls too, such as one that this call was transferred from.
        const trace = traces.find((one) => one.contactId === contactId);
        if (trace === undefined) {
          const [problem] = problems;
          if (problem !== undefined) throw new ProblemError(problem.problem);
          const [failure] = failures;
          if (failure !== undefined) throw failure.error;
          return undefined;
        }
        const missing = [
          ...failures.flatMap(gapsOfFailure),
          ...problems.map(({ problem: { message } }): Gap => {
            const args = message.args === undefined ? {} : { args: message.args };
            return { kind: 'not-answered', message: message.key, ...args };
          }),
        ];
        const known = withMissing(trace, missing);
        // It brings the readers of JSON and XML along, which nothing needs at activation.
        const { ownResponses } = await import('../../providers/own-rows.ts');
        return {
          trace: { ...known, instance: trace.instance ?? entry.instanceName },
          responses: ownResponses(traces, trace, responses),
          missing,
        };
      },
      ...(recorded.has(entry.provider)
        ? { recording: async (contactId, context) => (await provider()).recording?.(contactId, context) }
        : {}),
    };
  };

  return { list: async () => Promise.all((await store.list()).map(sourceOf)) };
}

/** The providers whose interface gives a link to a call's recording. */
const recorded: ReadonlySet<ConnectionProvider> = new Set(['alibaba-ccc-2020']);

/** The providers whose times have no zone, so that it is a part of their connections. */
const zoned: ReadonlySet<ConnectionProvider> = new Set(['laaffic']);

/** A list belongs to the provider that it was begun with. */
function pagerOf(provider: () => Promise<LiveProvider>, filter: CallFilter): CallPager {
  let pager: CallPager | undefined;
  return {
    next: async (context) => {
      pager ??= (await provider()).list(filter);
      return pager.next(context);
    },
  };
}

async function filtersOf(provider: ConnectionProvider): Promise<FilterOffer> {
  switch (provider) {
    case 'alibaba-ccc-2020':
      return (await import('../../providers/alibaba-ccc-2020/filters.ts')).alibaba2020Filters;
    case 'alibaba-ccc-2017':
      return (await import('../../providers/alibaba-ccc-2017/filters.ts')).alibaba2017Filters;
    case 'huawei-aicc':
      return (await import('../../providers/huawei-aicc/filters.ts')).huaweiFilters;
    case 'laaffic':
      return (await import('../../providers/laaffic/filters.ts')).laafficFilters;
  }
}
