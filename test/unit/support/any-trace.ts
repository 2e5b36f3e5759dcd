import fc from 'fast-check';
import { directions, gapKinds, outcomes, providerIds } from '../../../src/trace/document/schema.ts';
import { lanes } from '../../../src/trace/model.ts';
import type {
  CallEvent,
  CallTrace,
  Coded,
  IvrStep,
  JsonObject,
  JsonValue,
  SourceRef,
} from '../../../src/trace/model.ts';

/** Arbitrary traces: everything that the schema allows, and nothing that it does not. */

const text = fc.oneof(
  fc.string(),
  fc.constantFrom('排队', '', ' ', '__proto__', '109634426711871319', 'a/b~c', '"\\\n'),
);
const time = fc.integer({ min: 0, max: 4_133_952_000_000 });
const json: fc.Arbitrary<JsonValue> = fc.letrec<{ value: JsonValue }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 3 },
    fc.constant(null),
    fc.boolean(),
    fc.double({ noNaN: true, noDefaultInfinity: true }).map((value) => (Object.is(value, -0) ? 0 : value)),
    text,
    fc.array(tie('value'), { maxLength: 3 }),
    fc.dictionary(text, tie('value'), { maxKeys: 3, noNullPrototype: true }),
  ),
})).value;
const jsonMap: fc.Arbitrary<JsonObject> = fc.dictionary(text, json, { maxKeys: 3, noNullPrototype: true });

/** Members that may be absent are absent, never undefined. */
const optional = <T>(members: { [Key in keyof T]: fc.Arbitrary<T[Key]> }) =>
  fc.record(members, { requiredKeys: [] });

const coded: fc.Arbitrary<Coded> = fc.record({ code: text, meaning: text }, { requiredKeys: ['code'] });
const party = optional({ id: text, name: text });
const ref: fc.Arbitrary<SourceRef> = fc.record({
  source: fc.constantFrom('source1', 'source2'),
  pointer: text,
});
const joined = <A, B>(a: fc.Arbitrary<A>, b: fc.Arbitrary<B>) =>
  fc.tuple(a, b).map(([first, second]) => ({ ...first, ...second }));

const step = (index: number): fc.Arbitrary<IvrStep> =>
  joined(
    fc.record({
      id: fc.constant(`s${index}`),
      kind: coded,
      visit: fc.integer({ min: 1, max: 99 }),
      enteredAt: time,
      source: ref,
    }),
    optional({
      ...(index === 0 ? {} : { parent: fc.nat({ max: index - 1 }).map((parent) => `s${parent}`) }),
      flowId: text,
      flowName: text,
      flowVersion: text,
      nodeId: text,
      nodeName: text,
      leftAt: time,
      exit: coded,
      description: text,
      channelId: text,
      input: json,
      output: json,
      properties: jsonMap,
      variables: jsonMap,
      channelVariables: jsonMap,
      details: jsonMap,
    }),
  );

const event = (index: number): fc.Arbitrary<CallEvent> =>
  joined(
    fc.record({
      id: fc.constant(`e${index}`),
      lane: fc.constantFrom(...lanes),
      at: time,
      name: coded,
      source: ref,
    }),
    optional({ party, flowId: text, durationMs: fc.nat(), reason: coded, details: jsonMap }),
  );

const several = <T>(item: (index: number) => fc.Arbitrary<T>, max: number) =>
  fc.nat({ max }).chain((count) => fc.tuple(...Array.from({ length: count }, (_, index) => item(index))));

export const anyTrace: fc.Arbitrary<CallTrace> = joined(
  fc.record({
    schema: fc.constant('call-trace/1' as const),
    provider: fc.constantFrom(...providerIds),
    contactId: text,
    zone: fc.constantFrom('+08:00', '+00:00', '-03:30', '+14:00'),
    summary: joined(
      fc.record({
        direction: fc.constantFrom(...directions),
        outcome: fc.constantFrom(...outcomes),
        agents: fc.array(party, { maxLength: 3 }),
        queues: fc.array(party, { maxLength: 3 }),
      }),
      optional({
        contactType: coded,
        mediaType: coded,
        caller: text,
        callee: text,
        callerLocation: text,
        calleeLocation: text,
        startedAt: time,
        establishedAt: time,
        endedAt: time,
        durationMs: fc.nat(),
        disposition: coded,
        hungUpBy: coded,
        releaseReason: coded,
        earlyMedia: coded,
        recorded: fc.boolean(),
        details: jsonMap,
      }),
    ),
    steps: several(step, 5),
    events: several(event, 5),
    flows: fc.array(
      joined(
        fc.record({
          id: text,
          nodes: fc.array(
            joined(
              fc.record({
                id: text,
                kind: coded,
                exits: fc.array(fc.record({ code: text, next: text }, { requiredKeys: ['code'] }), {
                  maxLength: 2,
                }),
              }),
              optional({
                name: text,
                position: fc.record({ x: fc.integer(), y: fc.integer() }),
                properties: jsonMap,
              }),
            ),
            { maxLength: 3 },
          ),
          source: ref,
        }),
        optional({ name: text, type: coded, updatedAt: time }),
      ),
      { maxLength: 2 },
    ),
    gaps: fc.array(
      joined(
        fc.record({ kind: fc.constantFrom(...gapKinds), message: text }),
        optional({
          lane: fc.constantFrom(...lanes),
          args: fc.dictionary(fc.string(), fc.oneof(fc.string(), fc.integer()), {
            maxKeys: 2,
            noNullPrototype: true,
          }),
          source: ref,
        }),
      ),
      { maxLength: 2 },
    ),
    sources: fc.tuple(
      ...(['source1', 'source2'] as const).map((id) =>
        joined(
          fc.record({
            id: fc.constant(id),
            operation: text,
            format: fc.constantFrom('json' as const, 'xml' as const, 'text' as const),
          }),
          optional({ version: text, name: text, requestId: text, fetchedAt: time, body: json, text }),
        ),
      ),
    ),
  }),
  optional({ instance: text }),
);
