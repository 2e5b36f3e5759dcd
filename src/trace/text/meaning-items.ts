import { durationText } from '../format.ts';
import { exitWord, wordOf } from '../label.ts';
import type { CallEvent, IvrStep } from '../model.ts';
import { pointerTo } from '../pointer.ts';
import { configuredText, stepDuration } from '../step.ts';
import { partyName } from '../timeline/tracks.ts';
import type { MeaningContext, Token, Words } from './meaning-types.ts';
import { codedWords, durationWords, fieldWords, sourceWords, timeWords } from './meaning-words.ts';

/** What a key or value of a step means; `token.path` begins inside the step. */
export function meaningOfStep(context: MeaningContext, index: number, token: Token): Words | undefined {
  const { trace, render } = context;
  const step = trace.steps[index];
  if (step === undefined) return undefined;
  const label = (name: string) => render({ key: `details.${name}` });
  const [member, inner] = token.path;
  switch (member) {
    case 'id': {
      const args = { order: index + 1, count: trace.steps.length, name: context.stepName(step) };
      return { title: render({ key: 'hover.step', args }), lines: [stepLine(context, step)] };
    }
    case 'parent':
      return parentWords(context, step);
    case 'flowId':
    case 'flowName':
    case 'flowVersion':
      return flowWords(context, step.flowId, step.flowName, step.flowVersion);
    case 'nodeId':
    case 'nodeName':
    case 'visit':
      return nodeWords(context, step);
    case 'kind':
      return codedWords(context, label('kind'), 'kind', step.kind);
    case 'enteredAt':
      return timeWords(context, label('entered'), step.enteredAt);
    case 'leftAt': {
      const duration = stepDuration(step);
      if (step.leftAt === undefined || duration === undefined) return undefined;
      const took = render({ key: 'hover.in-node', args: { duration: durationText(duration, render) } });
      const configured = configuredText(trace, step, render);
      const lines = configured === '' ? [took] : [took, configured];
      return timeWords(context, label('left'), step.leftAt, lines);
    }
    case 'exit': {
      if (step.exit === undefined) return undefined;
      const words = codedWords(context, label('exit'), 'exit', step.exit);
      return { ...words, title: `${label('exit')}: ${exitWord(render, step)}` };
    }
    case 'description':
      return { title: label('remark'), lines: [] };
    case 'channelId':
      return channelWords(context, step);
    case 'source':
      return sourceWords(context, step.source);
    case 'details':
    case 'properties':
      return typeof inner === 'string' ? fieldWords(context, inner, token.value) : undefined;
    case 'input':
    case 'output':
      return token.path.length === 1 ? { title: label(member), lines: [] } : undefined;
    default:
      return undefined;
  }
}

function stepLine({ trace, render }: MeaningContext, step: IvrStep): string {
  const duration = stepDuration(step);
  return [
    wordOf(render, 'kind', step.kind),
    exitWord(render, step),
    duration === undefined ? '' : durationText(duration, render),
    configuredText(trace, step, render),
  ]
    .filter((part) => part !== '')
    .join(' · ');
}

function parentWords({ trace, render, ...context }: MeaningContext, step: IvrStep): Words | undefined {
  const index = trace.steps.findIndex(({ id }) => id === step.parent);
  const caller = trace.steps[index];
  if (caller === undefined) return undefined;
  const args = { order: index + 1, name: context.stepName(caller) };
  return {
    title: render({ key: 'hover.called-by', args }),
    lines: [],
    links: [{ text: render({ key: 'hover.go-to-step', args }), pointer: pointerTo('/steps', index) }],
  };
}

function flowWords(
  { trace, render }: MeaningContext,
  id: string | undefined,
  name: string | undefined,
  version?: string,
): Words | undefined {
  const index = trace.flows.findIndex((flow) => flow.id === id);
  const design = trace.flows[index];
  const named =
    name ?? design?.name ?? trace.steps.find((step) => step.flowId === id)?.flowName ?? id ?? version;
  if (named === undefined) return undefined;
  return {
    title: render({ key: 'hover.flow', args: { name: named } }),
    lines: version === undefined ? [] : [`${render({ key: 'details.flow-version' })}: ${version}`],
    ...(design === undefined
      ? {}
      : { links: [{ text: render({ key: 'hover.go-to-design' }), pointer: pointerTo('/flows', index) }] }),
  };
}

function nodeWords({ trace, render, stepName }: MeaningContext, step: IvrStep): Words {
  const same = (other: IvrStep) =>
    step.nodeId === undefined
      ? other.nodeId === undefined && other.nodeName === step.nodeName && other.flowId === step.flowId
      : other.nodeId === step.nodeId && other.flowId === step.flowId;
  const visits = trace.steps.filter(same).length;
  const args = { visit: step.visit, count: Math.max(visits, step.visit) };
  const flow = trace.flows.findIndex(({ id }) => id === step.flowId);
  const node = trace.flows[flow]?.nodes.findIndex(({ id }) => id === step.nodeId) ?? -1;
  return {
    title: render({
      key: 'hover.node',
      args: { name: stepName(step), kind: wordOf(render, 'kind', step.kind) },
    }),
    lines: [render({ key: 'hover.visits', args })],
    ...(node < 0
      ? {}
      : {
          links: [
            {
              text: render({ key: 'hover.go-to-design' }),
              pointer: pointerTo('/flows', flow, 'nodes', node),
            },
          ],
        }),
  };
}

function channelWords({ trace, render }: MeaningContext, step: IvrStep): Words | undefined {
  if (step.channelId === undefined) return undefined;
  const count = trace.steps.filter(({ channelId }) => channelId === step.channelId).length;
  return {
    title: render({ key: 'hover.channel' }),
    lines: [render({ key: 'hover.channel-steps', args: { count } })],
  };
}

/** What a key or value of an event means; `token.path` begins inside the event. */
export function meaningOfEvent(context: MeaningContext, index: number, token: Token): Words | undefined {
  const { trace, render } = context;
  const event = trace.events[index];
  if (event === undefined) return undefined;
  const label = (name: string) => render({ key: `details.${name}` });
  const [member, inner] = token.path;
  switch (member) {
    case 'id': {
      const name = wordOf(render, 'event', event.name);
      const args = { order: index + 1, count: trace.events.length, name };
      return { title: render({ key: 'hover.event', args }), lines: [eventLine(context, event)] };
    }
    case 'lane':
      return { title: `${label('lane')}: ${render({ key: `lane.${event.lane}` })}`, lines: [] };
    case 'at':
      return timeWords(context, label('at'), event.at);
    case 'name':
      return codedWords(context, label('event'), 'event', event.name);
    case 'reason':
      return event.reason && codedWords(context, label('reason'), 'reason', event.reason);
    case 'party':
      return event.party && partyWords(context, event.lane, partyName(event.party), inner);
    case 'flowId':
      return flowWords(context, event.flowId, undefined);
    case 'durationMs':
      return event.durationMs === undefined
        ? undefined
        : durationWords(context, label('lasted'), event.durationMs);
    case 'details':
      return typeof inner === 'string' ? fieldWords(context, inner, token.value) : undefined;
    case 'source':
      return sourceWords(context, event.source);
    default:
      return undefined;
  }
}

function eventLine({ render }: MeaningContext, { lane, party, durationMs }: CallEvent): string {
  return [
    render({ key: `lane.${lane}` }),
    party === undefined ? '' : partyName(party),
    durationMs === undefined ? '' : durationText(durationMs, render),
  ]
    .filter((part) => part !== '')
    .join(' · ');
}

/** Whose id or name it is. */
export function partyWords(
  { render }: MeaningContext,
  lane: string,
  name: string,
  member: string | number | undefined,
): Words {
  const who = render({ key: `lane.${lane}` });
  const key = member === 'id' ? 'hover.party-id' : member === 'name' ? 'hover.party-name' : 'hover.party';
  return { title: render({ key, args: { who, name } }), lines: [] };
}
