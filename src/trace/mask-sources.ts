import { maskForView, maskerFor, maskNumber } from './mask.ts';
import type { CallTrace, JsonValue, Source } from './model.ts';
import { isArray, isObject } from './pointer.ts';
import { sourceValue, type Mend } from './source/parse.ts';

/**
 * A trace to be given to others: like the masked view of it, and the raw responses masked too, value by value. What was
 * kept as exact text becomes its value tree, in which pointers mean the same places.
 *
 * Masked are the numbers of this call wherever they stand; numbers, names, places and links in fields that are known to
 * hold those of people; and mobile numbers anywhere. Ids, codes, times and the texts of the flow stay readable.
 */
export function maskForSharing(trace: CallTrace, menders: readonly Mend[]): CallTrace {
  const ofCall = maskerFor(trace);
  const mask = (text: string) => maskMobiles(ofCall(text));
  const masked = maskForView(trace);
  return {
    ...masked,
    summary: {
      ...masked.summary,
      ...(masked.summary.callerLocation === undefined ? {} : { callerLocation: hidden }),
      ...(masked.summary.calleeLocation === undefined ? {} : { calleeLocation: hidden }),
      agents: masked.summary.agents.map(withoutName),
      ...(masked.summary.details === undefined ? {} : { details: maskFields(masked.summary.details, mask) }),
    },
    steps: masked.steps.map((step) => ({
      ...step,
      ...(step.variables === undefined ? {} : { variables: maskFields(step.variables, mask) }),
      ...(step.channelVariables === undefined
        ? {}
        : { channelVariables: maskFields(step.channelVariables, mask) }),
      ...(step.input === undefined ? {} : { input: maskValue(undefined, step.input, mask) }),
      ...(step.output === undefined ? {} : { output: maskValue(undefined, step.output, mask) }),
      ...(step.details === undefined ? {} : { details: maskFields(step.details, mask) }),
    })),
    events: masked.events.map((event) => ({
      ...event,
      ...(event.party === undefined || event.lane !== 'agent' ? {} : { party: withoutName(event.party) }),
      ...(event.details === undefined ? {} : { details: maskFields(event.details, mask) }),
    })),
    sources: trace.sources.map((source) => maskSource(source, mask, menders)),
  };
}

type Mask = (text: string) => string;

function maskSource(source: Source, mask: Mask, menders: readonly Mend[]): Source {
  const value = source.body ?? sourceValue(source, menders);
  const { id, operation, version, name, format, requestId, fetchedAt } = source;
  return {
    id,
    operation,
    ...(version === undefined ? {} : { version }),
    ...(name === undefined ? {} : { name }),
    format,
    ...(requestId === undefined ? {} : { requestId }),
    ...(fetchedAt === undefined ? {} : { fetchedAt }),
    // What cannot be read as values cannot be masked by value either: it is left out.
    body: value === undefined ? {} : maskValue(undefined, value, mask),
  };
}

const personal =
  /^(calling|called|caller|callee|customer|broker|additionalbroker|phone|mobile|number|calledorcaller|cdr)(number|no|id|info)?$|originatornumber$|destinationnumber$|location$|^(file|voice|recording|audio|media)?url$|^(agent|customer|user|seat|display)names?$|^(ram)?(agent)?name$|^email$/i;
/** In place of what nothing may be seen of. */
const hidden = '***';
const names = /names?$/i;
const whole = /(url|location)$/i;

function maskFields(
  map: Readonly<Record<string, JsonValue>>,
  mask: Mask,
): Readonly<Record<string, JsonValue>> {
  return Object.fromEntries(Object.entries(map).map(([key, value]) => [key, maskValue(key, value, mask)]));
}

function maskValue(key: string | undefined, value: JsonValue, mask: Mask): JsonValue {
  if (isArray(value)) return value.map((one) => maskValue(key, one, mask));
  if (isObject(value)) return maskFields(value, mask);
  const named =
    key !== undefined && personal.test(key.trim()) && !/^(flow|node|skillgroup|queue|instance)/i.test(key);
  if (typeof value === 'number') return named ? hidden : value;
  if (typeof value !== 'string' || value === '') return value;
  if (!named) return maskInJson(value, mask);
  if (whole.test(key)) return hidden;
  if (names.test(key)) return maskName(value);
  return mask(maskNumber(value));
}

/** Variables hold JSON as text: what is in it is masked value by value too. */
function maskInJson(text: string, mask: Mask): string {
  if (!/^\s*[[{]/.test(text)) return mask(text);
  try {
    const value: unknown = JSON.parse(text);
    return isJsonValue(value) ? JSON.stringify(maskValue(undefined, value, mask)) : mask(text);
  } catch {
    return mask(text);
  }
}

/** What JSON.parse gives is one; only the type checker does not know. */
const isJsonValue = (value: unknown): value is JsonValue => value !== undefined;

/** The first character of each name of a list. */
const maskName = (text: string) =>
  text.replace(/[^,，\s]+/gu, (name) => `${String.fromCodePoint(name.codePointAt(0) ?? 42)}**`);

const withoutName = <T extends { readonly name?: string }>(party: T): T =>
  party.name === undefined ? party : { ...party, name: maskName(party.name) };

/** Eleven digits of a mobile number of China, also with its country code, that stand alone. */
const maskMobiles = (text: string) =>
  text.replace(/(?<![\dA-Za-z-])(?:\+?86)?1[3-9]\d{9}(?![\dA-Za-z-])/g, maskNumber);
