import { ofAgent } from './mask-fields.ts';
import { createMasker, type Masker } from './mask-text.ts';
import { findPeople } from './mask-people.ts';
import type { CallEvent, CallTrace, Coded, DesignedFlow, IvrStep, JsonValue, Lane, Party } from './model.ts';

/**
 * The trace with everything about people masked (the rules stand at `Masker`), for showing it. The sources stay: what is
 * shown of them is masked when it is shown.
 */
export function maskForView(trace: CallTrace): CallTrace {
  return maskParts(trace, maskerFor(trace));
}

/**
 * What masks the values of a trace, and of sources of it.
 * @param sources values in which people are looked for too
 */
export function maskerFor(trace: CallTrace, sources: readonly JsonValue[] = []): Masker {
  const { summary, steps, events, flows } = trace;
  const kept = [
    trace.contactId,
    trace.instance,
    ...steps.flatMap(({ flowId, nodeId }) => [flowId, nodeId]),
    ...events.map(({ flowId }) => flowId),
    ...flows.flatMap(({ id, nodes }) => [id, ...nodes.map((node) => node.id)]),
    ...trace.sources.map(({ requestId }) => requestId),
  ];
  const { people, look } = findPeople(new Set(kept.filter((id) => id !== undefined)));
  const lookAtParty = ({ id, name }: Party, lane: Lane) => {
    const { id: ofId, name: ofName } = partyFields[lane];
    look(id, ofId);
    look(name, ofName);
  };
  look(summary.caller, 'caller');
  look(summary.callee, 'callee');
  look(summary.details);
  for (const agent of summary.agents) lookAtParty(agent, 'agent');
  for (const step of steps) {
    for (const value of [step.description, step.input, step.output]) look(value);
    for (const map of [step.properties, step.variables, step.channelVariables, step.details]) look(map);
  }
  for (const event of events) {
    if (event.party !== undefined) lookAtParty(event.party, partyLane(event));
    look(event.details);
  }
  for (const { properties } of flows.flatMap(({ nodes }) => nodes)) look(properties);
  for (const value of sources) look(value);
  return createMasker(people);
}

/** As which field names and codes of the design are masked. */
const designed = 'nodeName';

/** As which fields the id and the name of a party are masked. */
const partyFields: Readonly<Record<Lane, { readonly id?: string; readonly name?: string }>> = {
  customer: { id: 'customerId', name: 'customerName' },
  agent: { id: 'agentId', name: 'agentName' },
  queue: { name: 'queueName' },
  ivr: {},
  system: {},
};

/** The trace with all parts but its sources masked. */
export function maskParts(trace: CallTrace, masker: Masker): CallTrace {
  const { summary } = trace;
  const { text } = masker;
  const coded = (part: Coded | undefined) => part && { ...part, code: text(part.code, designed) };
  const own = new Set(
    trace.events.filter((event) => event.lane !== partyLane(event)).map(({ party }) => party?.id),
  );
  own.delete(undefined);
  const { disposition, hungUpBy, releaseReason, earlyMedia, contactType, mediaType } = summary;
  return {
    ...trace,
    summary: {
      ...summary,
      ...present({
        caller: summary.caller && text(summary.caller, 'caller'),
        callee: summary.callee && text(summary.callee, 'callee'),
        callerLocation: summary.callerLocation && text(summary.callerLocation, 'callerLocation'),
        calleeLocation: summary.calleeLocation && text(summary.calleeLocation, 'calleeLocation'),
        disposition: coded(disposition),
        hungUpBy: coded(hungUpBy),
        releaseReason: coded(releaseReason),
        earlyMedia: coded(earlyMedia),
        contactType: coded(contactType),
        mediaType: coded(mediaType),
        details: summary.details && masker.map(summary.details),
      }),
      agents: summary.agents.map((agent) => maskParty(agent, 'agent', masker)),
      queues: summary.queues.map((queue) => maskParty(queue, own.has(queue.id) ? 'agent' : 'queue', masker)),
    },
    steps: trace.steps.map((step) => maskStep(step, masker)),
    events: trace.events.map((event) => maskEvent(event, masker)),
    flows: trace.flows.map((flow) => maskFlow(flow, masker)),
    gaps: trace.gaps.map(({ args, ...gap }) => ({
      ...gap,
      ...(args === undefined
        ? {}
        : {
            args: Object.fromEntries(
              Object.entries(args).map(([key, arg]) => [key, typeof arg === 'string' ? text(arg) : arg]),
            ),
          }),
    })),
  };
}

/** Without the members that are undefined. */
function present<T extends object>(members: T): { [Key in keyof T]?: Exclude<T[Key], undefined> };
function present(members: object): object {
  return Object.fromEntries(Object.entries(members).filter(([, value]) => value !== undefined));
}

/** The queue of one agent is called like the agent. */
function partyLane({ lane, details }: CallEvent): Lane {
  return lane === 'queue' && ofAgent(details?.['QueueType']) ? 'agent' : lane;
}

function maskParty({ id, name }: Party, lane: Lane, { text }: Masker): Party {
  const fields = partyFields[lane];
  return present({ id: id && text(id, fields.id), name: name && text(name, fields.name) });
}

function maskEvent(event: CallEvent, masker: Masker): CallEvent {
  const { name, party, reason, details } = event;
  return {
    ...event,
    name: { ...name, code: masker.text(name.code, designed) },
    ...present({
      party: party && maskParty(party, partyLane(event), masker),
      reason: reason && { ...reason, code: masker.text(reason.code, designed) },
      details: details && masker.map(details),
    }),
  };
}

function maskStep(step: IvrStep, masker: Masker): IvrStep {
  const { text, json, map } = masker;
  const { exit, input, output, properties, variables, channelVariables, details } = step;
  return {
    ...step,
    kind: { ...step.kind, code: text(step.kind.code, designed) },
    ...present({
      flowName: step.flowName && text(step.flowName, designed),
      flowVersion: step.flowVersion && text(step.flowVersion, designed),
      nodeName: step.nodeName && text(step.nodeName, designed),
      exit: exit && { ...exit, code: text(exit.code, designed) },
      description: step.description && text(step.description),
      channelId: step.channelId && text(step.channelId),
      input: input === undefined ? undefined : json(input),
      output: output === undefined ? undefined : json(output),
      properties: properties && map(properties),
      variables: variables && map(variables),
      channelVariables: channelVariables && map(channelVariables),
      details: details && map(details),
    }),
  };
}

function maskFlow(flow: DesignedFlow, masker: Masker): DesignedFlow {
  const { text } = masker;
  return {
    ...flow,
    ...present({ name: flow.name && text(flow.name, designed) }),
    nodes: flow.nodes.map(({ name, kind, properties, exits, ...node }) => ({
      ...node,
      ...present({ name: name && text(name, designed), properties: properties && masker.map(properties) }),
      kind: { ...kind, code: text(kind.code, designed) },
      exits: exits.map((exit) => ({ ...exit, code: text(exit.code, designed) })),
    })),
  };
}
