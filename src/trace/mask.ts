import type { CallEvent, CallTrace, IvrStep, JsonObject, JsonValue, Party } from './model.ts';
import { isArray, isObject } from './pointer.ts';

const digitsOf = (text: string) => text.replace(/\D/g, '');

/** Numbers of a business that anybody may call: 400 and 800 numbers, and short ones of at most six digits. */
function isPublic(digits: string): boolean {
  return digits.length < 7 || (digits.length === 10 && /^[48]00/.test(digits));
}

/**
 * A phone number with its middle hidden: `138****2315`, `86138****2315`, `8621****77`. Separators stay. A number that
 * is masked already, a public one and anything that is not a number stay as they are.
 */
export function maskNumber(text: string): string {
  const digits = digitsOf(text);
  if (text.includes('*') || isPublic(digits)) return text;
  const tail = digits.length >= 11 ? 4 : 2;
  const hiddenFrom = digits.length - tail - 4;
  let position = 0;
  return text.replace(/\d/g, (digit) => {
    const hidden = position >= hiddenFrom && position < hiddenFrom + 4;
    position += 1;
    return hidden ? '*' : digit;
  });
}

/**
 * The trace with the phone numbers of the call masked, for showing it: in the summary, the parties and the data of
 * steps and events, value by value. Keys, ids and times stay. The sources stay too: what is shown of them is masked
 * when it is shown (`maskJson`).
 */
export function maskForView(trace: CallTrace): CallTrace {
  const mask = maskerFor(trace);
  const { summary } = trace;
  return {
    ...trace,
    summary: {
      ...summary,
      ...(summary.caller === undefined ? {} : { caller: maskNumber(summary.caller) }),
      ...(summary.callee === undefined ? {} : { callee: maskNumber(summary.callee) }),
      ...(summary.details === undefined ? {} : { details: maskMap(summary.details, mask) }),
    },
    steps: trace.steps.map((step) => maskStep(step, mask)),
    events: trace.events.map((event) => maskEvent(event, mask)),
  };
}

type MaskText = (text: string) => string;

/** Masks the numbers of this call inside a text. Masks nothing else, so that ids and order numbers stay readable. */
export function maskerFor(trace: CallTrace): MaskText {
  const customers = trace.events.flatMap((event) => (event.lane === 'customer' ? [event.party?.id] : []));
  const numbers = new Set(
    [trace.summary.caller, trace.summary.callee, ...customers].filter((text) => text !== undefined),
  );
  const hidden = [...numbers]
    .map((number) => ({ number, masked: maskNumber(number) }))
    .filter(({ number, masked }) => number !== masked)
    .sort((a, b) => b.number.length - a.number.length);
  return (text) => hidden.reduce((shown, { number, masked }) => shown.replaceAll(number, masked), text);
}

/** A JSON value whose texts are masked; its keys stay. */
export function maskJson(value: JsonValue, mask: MaskText): JsonValue {
  if (typeof value === 'string') return mask(value);
  if (isArray(value)) return value.map((item) => maskJson(item, mask));
  return isObject(value) ? maskMap(value, mask) : value;
}

function maskMap(map: JsonObject, mask: MaskText): JsonObject {
  return Object.fromEntries(Object.entries(map).map(([key, value]) => [key, maskJson(value, mask)]));
}

function maskParty(party: Party, mask: MaskText): Party {
  return {
    ...(party.id === undefined ? {} : { id: mask(party.id) }),
    ...(party.name === undefined ? {} : { name: mask(party.name) }),
  };
}

function maskEvent(event: CallEvent, mask: MaskText): CallEvent {
  return {
    ...event,
    ...(event.party === undefined ? {} : { party: maskParty(event.party, mask) }),
    ...(event.details === undefined ? {} : { details: maskMap(event.details, mask) }),
  };
}

function maskStep(step: IvrStep, mask: MaskText): IvrStep {
  return {
    ...step,
    ...(step.description === undefined ? {} : { description: mask(step.description) }),
    ...(step.input === undefined ? {} : { input: maskJson(step.input, mask) }),
    ...(step.output === undefined ? {} : { output: maskJson(step.output, mask) }),
    ...(step.properties === undefined ? {} : { properties: maskMap(step.properties, mask) }),
    ...(step.variables === undefined ? {} : { variables: maskMap(step.variables, mask) }),
    ...(step.channelVariables === undefined
      ? {}
      : { channelVariables: maskMap(step.channelVariables, mask) }),
    ...(step.details === undefined ? {} : { details: maskMap(step.details, mask) }),
  };
}
