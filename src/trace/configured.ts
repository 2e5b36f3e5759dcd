import type { Phrase } from './format.ts';
import { nodeKindOf } from './label.ts';
import type { CallTrace, IvrStep, JsonObject, JsonValue, NodeKind, ProviderId } from './model.ts';

/** What a node is set to allow. */
export interface Configured {
  /** After how long it gives up, ms: waiting for input after a prompt, or waiting in the queue. */
  readonly timeoutMs?: number;
  /** How often it asks for input. */
  readonly tries?: number;
  /** How many callers may wait in the queue. */
  readonly queueLength?: number;
}

/** The names of settings in the configuration of a node; times in seconds. */
interface Settings {
  readonly timeoutSeconds?: string;
  readonly tries?: string;
  readonly queueLength?: string;
}

/**
 * Where providers write what a node is set to, by the kind of node; from the pages on pushed events of Alibaba Cloud CCC
 * 2020-07-01. The others do not tell how nodes are configured.
 */
const settings: Readonly<Record<ProviderId, Partial<Record<NodeKind, Settings>>>> = {
  'alibaba-ccc-2017': {},
  'alibaba-ccc-2020': {
    'collect-digits': { timeoutSeconds: 'timeout', tries: 'maxTries' },
    'transfer-to-agent': {
      timeoutSeconds: 'queuingTimeoutSeconds',
      queueLength: 'queuingOverflowThreshold',
    },
  },
  'huawei-aicc': {},
  laaffic: {},
};

/** What the node of a step was set to: as the step says, else as the design does, which may be newer than the call. */
export function configuredOf(trace: CallTrace, step: IvrStep): Configured {
  const kind = nodeKindOf(step.kind);
  const names = kind === undefined ? undefined : settings[trace.provider][kind];
  if (names === undefined) return {};
  const sources = [step.properties, designOf(trace, step)];
  const number = (name: string | undefined): number | undefined =>
    name === undefined
      ? undefined
      : sources.map((source) => positiveIn(source, name)).find((value) => value !== undefined);
  const seconds = number(names.timeoutSeconds);
  const tries = number(names.tries);
  const queueLength = number(names.queueLength);
  return {
    ...(seconds === undefined ? {} : { timeoutMs: seconds * 1000 }),
    ...(tries === undefined ? {} : { tries }),
    ...(queueLength === undefined ? {} : { queueLength }),
  };
}

function designOf({ flows }: CallTrace, { flowId, nodeId }: IvrStep): JsonObject | undefined {
  if (flowId === undefined || nodeId === undefined) return undefined;
  return flows.find(({ id }) => id === flowId)?.nodes.find(({ id }) => id === nodeId)?.properties;
}

/** Longer than a day nothing is set to. */
const most = 86_400;

function positiveIn(source: JsonObject | undefined, name: string): number | undefined {
  const value: JsonValue | undefined =
    source !== undefined && Object.hasOwn(source, name) ? source[name] : '';
  const number = typeof value === 'number' ? value : typeof value === 'string' ? Number(value) : NaN;
  return number > 0 && number <= most ? number : undefined;
}

/** The settings in words, one phrase each. */
export function configuredPhrases({ timeoutMs, tries, queueLength }: Configured): readonly Phrase[] {
  return [
    ...(timeoutMs === undefined
      ? []
      : [{ key: 'configured.timeout', args: { limit: { durationMs: timeoutMs } } }]),
    ...(tries === undefined ? [] : [{ key: 'configured.tries', args: { count: tries } }]),
    ...(queueLength === undefined ? [] : [{ key: 'configured.queue', args: { count: queueLength } }]),
  ];
}
