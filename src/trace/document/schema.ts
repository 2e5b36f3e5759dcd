import Type, { type Static, type TNumber, type TSchema } from 'typebox';
import { lanes } from '../lanes.ts';

/**
 * The one definition of a call trace. The types (`../model.ts`), the validation (`./parse.ts`) and the JSON Schema
 * that the editor uses for `*.calltrace.json` all come from here.
 *
 * It is written over the representation of a time, because that is the only thing in which the two forms differ:
 * ISO 8601 text with an offset in the document, epoch milliseconds in the model.
 */

/** Any JSON value, as providers put it into variables and as sources keep it. */
export type JsonValue =
  null | boolean | number | string | readonly JsonValue[] | { readonly [key: string]: JsonValue };

export type JsonObject = Readonly<Record<string, JsonValue>>;

const json = (description: string) => Type.Unsafe<JsonValue>({ description });
const text = (description: string) => Type.String({ description });
const closed = { additionalProperties: false } as const;

const jsonMap = (description: string) =>
  Type.Unsafe<JsonObject>({ type: 'object', additionalProperties: {}, description });

export const providerIds = ['alibaba-ccc-2017', 'alibaba-ccc-2020', 'huawei-aicc', 'laaffic'] as const;
export const directions = ['inbound', 'outbound', 'internal', 'unknown'] as const;
export const outcomes = [
  'completed',
  'abandoned',
  'not-answered',
  'rejected',
  'failed',
  'transferred',
  'voicemail',
  'in-progress',
  'unknown',
] as const;
export const gapKinds = [
  'not-offered',
  'refused',
  'not-answered',
  'not-given',
  'incomplete',
  'repaired',
] as const;

const oneOf = <const T extends readonly string[]>(values: T, description: string) =>
  Type.Unsafe<T[number]>({ type: 'string', enum: [...values], description });

const coded = (description: string) =>
  Type.Object(
    {
      code: text('The code exactly as the provider spelled it.'),
      meaning: Type.Optional(
        text('What the code means, in the words of this format. Absent when the code is not a known one.'),
      ),
    },
    { ...closed, description },
  );

const stated = (description: string) => Type.Number({ minimum: 0, description });

const sourceRef = Type.Object(
  {
    source: text('The id of an entry of "sources".'),
    pointer: text('JSON pointer (RFC 6901) to the place in that response; for XML into its element tree.'),
  },
  { ...closed, description: 'The place in a raw provider response from which this was read.' },
);

const party = (description: string) =>
  Type.Object(
    {
      id: Type.Optional(text("The provider's id of the agent, queue or customer.")),
      name: Type.Optional(text('The name as the provider gives it.')),
    },
    { ...closed, description },
  );

const flow = <T extends TSchema>(time: (description: string) => T) =>
  Type.Object(
    {
      id: text('The id of the designed flow.'),
      name: Type.Optional(text('The name of the designed flow.')),
      type: Type.Optional(coded('Main flow, sub-flow or survey flow.')),
      updatedAt: Type.Optional(time('When the definition was last changed. The call may be older.')),
      nodes: Type.Array(
        Type.Object(
          {
            id: text('The id of the node; equals the nodeId of the steps that visited it.'),
            name: Type.Optional(text('The name given by the designer of the flow.')),
            kind: coded('What the node does.'),
            position: Type.Optional(
              Type.Object(
                { x: Type.Number({ description: 'Pixels.' }), y: Type.Number({ description: 'Pixels.' }) },
                { ...closed, description: "The node's place in the provider's flow designer." },
              ),
            ),
            properties: Type.Optional(jsonMap('The static configuration of the node.')),
            exits: Type.Array(
              Type.Object(
                {
                  code: text('The exit, as the provider spells it.'),
                  next: Type.Optional(
                    text('The id of the node that the exit leads to; absent where it ends.'),
                  ),
                },
                closed,
              ),
              { description: 'The ways out of the node.' },
            ),
          },
          closed,
        ),
        { description: 'The boxes of the flow, in the order of the definition.' },
      ),
      source: sourceRef,
    },
    { ...closed, description: 'An IVR flow as it was designed.' },
  );

const step = <T extends TSchema>(time: (description: string) => T) =>
  Type.Object(
    {
      id: text('Unique within this document.'),
      parent: Type.Optional(text('The id of the step that called the sub-flow in which this step ran.')),
      flowId: Type.Optional(text('The id of the flow.')),
      flowName: Type.Optional(text('The name of the flow.')),
      flowVersion: Type.Optional(text('The version of the flow, where the provider tells it.')),
      nodeId: Type.Optional(text('The id of the node within its flow.')),
      nodeName: Type.Optional(text('The name given by the designer of the flow.')),
      kind: coded('What the node does.'),
      visit: Type.Integer({
        minimum: 1,
        description: 'How many times the call had come to this node, with this visit.',
      }),
      enteredAt: time('When the call entered the node.'),
      leftAt: Type.Optional(time('When the call left the node; absent when that is not known.')),
      exit: Type.Optional(coded('The exit by which the call left the node.')),
      description: Type.Optional(text("The provider's own remark.")),
      channelId: Type.Optional(text('The leg of the call.')),
      input: Type.Optional(json('What went into the node.')),
      output: Type.Optional(json('What came out of the node.')),
      properties: Type.Optional(jsonMap('The static configuration of the node.')),
      variables: Type.Optional(jsonMap('The values that the node produced.')),
      channelVariables: Type.Optional(
        jsonMap('The data associated with the call when the node was visited.'),
      ),
      details: Type.Optional(jsonMap("Further fields, by the provider's names.")),
      source: sourceRef,
    },
    { ...closed, description: 'One visit of the call to one node of a flow.' },
  );

const event = <T extends TSchema>(time: (description: string) => T) =>
  Type.Object(
    {
      id: text('Unique within this document.'),
      lane: oneOf(lanes, 'Where it happened: customer, ivr, queue, agent or system.'),
      at: time('When it happened.'),
      name: coded('What happened.'),
      party: Type.Optional(party('The agent, queue or customer.')),
      flowId: Type.Optional(text('The flow in which it happened.')),
      durationMs: Type.Optional(
        Type.Number({
          minimum: 0,
          description: 'How long the state that began here lasted, in milliseconds.',
        }),
      ),
      reason: Type.Optional(coded('Why it happened.')),
      details: Type.Optional(jsonMap("Further fields, by the provider's names.")),
      source: sourceRef,
    },
    { ...closed, description: 'Something that happened at one moment.' },
  );

const summary = <T extends TSchema>(time: (description: string) => T) =>
  Type.Object(
    {
      direction: oneOf(directions, 'Who called whom.'),
      contactType: Type.Optional(coded("The provider's kind of call.")),
      mediaType: Type.Optional(coded('Voice, video or chat.')),
      caller: Type.Optional(text('The calling number.')),
      callee: Type.Optional(text('The called number.')),
      callerLocation: Type.Optional(text('Where the calling number is registered.')),
      calleeLocation: Type.Optional(text('Where the called number is registered.')),
      startedAt: Type.Optional(
        time('Inbound: when the call reached the centre. Outbound: when dialling began.'),
      ),
      establishedAt: Type.Optional(time('When it was answered; absent when it never was.')),
      endedAt: Type.Optional(time('When the last party hung up.')),
      durationMs: Type.Optional(
        Type.Number({ minimum: 0, description: 'The duration that the provider states, in milliseconds.' }),
      ),
      durations: Type.Optional(
        Type.Object(
          {
            ivrMs: Type.Optional(stated('In the IVR.')),
            waitingMs: Type.Optional(stated('Waiting in queues, without ringing.')),
            ringingMs: Type.Optional(stated('Dialling, and while phones rang.')),
            talkingMs: Type.Optional(stated('Talking to agents, with what they kept the caller on hold.')),
          },
          { ...closed, description: 'Where the time went, as the call record states it, in milliseconds.' },
        ),
      ),
      outcome: oneOf(outcomes, 'How the call ended, in the words of this format.'),
      disposition: Type.Optional(coded("The provider's own word for how the call ended.")),
      hungUpBy: Type.Optional(coded('Who ended the call.')),
      releaseReason: Type.Optional(coded('The technical reason of the end.')),
      earlyMedia: Type.Optional(coded("What the carrier's announcement said.")),
      agents: Type.Array(party('An agent.'), { description: 'The agents who had to do with the call.' }),
      queues: Type.Array(party('A queue or skill group.'), {
        description: 'The queues that the call passed.',
      }),
      recorded: Type.Optional(Type.Boolean({ description: 'Whether a recording can be fetched.' })),
      details: Type.Optional(jsonMap("Further fields of the call record, by the provider's names.")),
    },
    { ...closed, description: 'Who, when, how long and how it ended.' },
  );

/** Something that is missing, as documents and stored calls hold it. */
export const gapSchema = Type.Object(
  {
    kind: oneOf(
      gapKinds,
      'not-offered: the provider never gives it. refused: the account lacks the right to ask for it. not-answered: it was asked for and the provider failed. not-given: it was not among the responses read. incomplete: part of it is missing. repaired: the response was damaged and was mended to be read.',
    ),
    lane: Type.Optional(oneOf(lanes, 'The lane in which it is missing.')),
    message: text('Key of the sentence that explains it.'),
    args: Type.Optional(
      Type.Record(Type.String(), Type.Union([Type.String(), Type.Number()]), {
        description: 'Values that the sentence names.',
      }),
    ),
    source: Type.Optional(sourceRef),
  },
  { ...closed, description: 'Something that the provider does not give or did not answer.' },
);

const source = <T extends TSchema>(time: (description: string) => T) =>
  Type.Object(
    {
      id: text('Unique within this document.'),
      operation: text("The provider's operation that answered."),
      version: Type.Optional(text('The version of the interface, or the generation of its answer.')),
      name: Type.Optional(text('The file or document that it was read from.')),
      place: Type.Optional(
        Type.Object(
          {
            line: Type.Integer({ minimum: 1, description: 'Line of the text, from 1.' }),
            column: Type.Integer({ minimum: 1, description: 'Column, from 1, in UTF-16 units.' }),
            pointer: Type.Optional(text('JSON pointer, where the file is JSON.')),
          },
          { ...closed, description: 'Where in that file it stood, where it was not all of it.' },
        ),
      ),
      format: oneOf(['json', 'xml', 'text'] as const, 'The form in which the provider answered.'),
      requestId: Type.Optional(text("The provider's id of the request.")),
      fetchedAt: Type.Optional(time('When it was fetched.')),
      body: Type.Optional(json('The response, where JSON keeps every token of it.')),
      text: Type.Optional(text('The response as exact text, where it is not JSON or JSON would change it.')),
    },
    {
      ...closed,
      description:
        'One raw provider response, kept word for word; of a list that holds other calls too, the rows of this call in their exact text.',
    },
  );

const callTrace = <T extends TSchema>(time: (description: string) => T) =>
  Type.Object(
    {
      schema: Type.Literal('call-trace/1', { description: 'The version of this format.' }),
      provider: oneOf(providerIds, 'The contact-centre interface that the call comes from.'),
      instance: Type.Optional(text('The instance or call centre.')),
      contactId: text("The provider's identifier of the call."),
      zone: Type.String({
        pattern: '^[+-]\\d{2}:\\d{2}$',
        description:
          "The provider's zone as an offset from UTC. The times of this document are written in it.",
      }),
      summary: summary(time),
      steps: Type.Array(step(time), { description: 'The IVR steps, by time.' }),
      events: Type.Array(event(time), { description: 'The events, by time.' }),
      flows: Type.Array(flow(time), { description: 'The designed flows that the call passed, where known.' }),
      gaps: Type.Array(gapSchema, { description: 'What is missing, and why.' }),
      sources: Type.Array(source(time), { description: 'The raw responses from which the trace was made.' }),
    },
    { ...closed, title: 'Call trace', description: 'Everything known about one call of a contact centre.' },
  );

const isoTime = (description: string) =>
  Type.String({
    pattern: '^\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}(\\.\\d{1,3})?(Z|[+-]\\d{2}:\\d{2})$',
    description: `${description} ISO 8601 with an offset.`,
  });
/** The canonical document, `*.calltrace.json`. Also the JSON Schema that the editor uses. */
export const callTraceSchema = callTrace(isoTime);

/** Makes every level readonly, as all data of a trace is. */
export type DeepReadonly<T> = T extends readonly (infer Item)[]
  ? readonly DeepReadonly<Item>[]
  : T extends object
    ? { readonly [Key in keyof T]: DeepReadonly<T[Key]> }
    : T;

export type CallTraceDocument = DeepReadonly<Static<typeof callTraceSchema>>;
/** The same with times as epoch milliseconds. */
export type CallTraceModel = DeepReadonly<Static<ReturnType<typeof callTrace<TNumber>>>>;
