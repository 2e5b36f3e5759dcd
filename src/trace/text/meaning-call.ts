import { durationText } from '../format.ts';
import { wordOf } from '../label.ts';
import type { CallSummary, ProviderId } from '../model.ts';
import { durationOf } from '../span.ts';
import { zoneName } from '../time.ts';
import { partyName } from '../timeline/tracks.ts';
import type { MeaningContext, Token, Words } from './meaning-types.ts';
import { partyWords } from './meaning-items.ts';
import { codedWords, durationWords, fieldWords, sourceWords, timeWords } from './meaning-words.ts';

/** What the providers call the identifier of a call in their answers. */
const contactIdNames: Readonly<Record<ProviderId, string>> = {
  'alibaba-ccc-2017': 'Acid / ContactId',
  'alibaba-ccc-2020': 'ContactId',
  'huawei-aicc': 'callId',
  laaffic: 'callSessionId',
};

/** What a member of the document itself means. */
export function meaningOfTop({ trace, render }: MeaningContext, { path }: Token): Words | undefined {
  const provider = render({ key: `provider.${trace.provider}` });
  const said = (key: string, args?: Readonly<Record<string, string | number>>): Words => ({
    title: render({ key, ...(args === undefined ? {} : { args }) }),
    lines: [],
  });
  switch (path[0]) {
    case 'schema':
      return said('hover.schema', { version: 1 });
    case 'provider':
      return said('hover.provider', { provider });
    case 'instance':
      return said('hover.instance', { provider });
    case 'contactId': {
      const name = contactIdNames[trace.provider];
      return {
        title: render({ key: 'hover.contact-id', args: { provider } }),
        lines: [render({ key: 'hover.contact-id-name', args: { name } })],
      };
    }
    case 'zone':
      return said('hover.zone', { zone: zoneName(trace.zone) });
    case 'steps':
      return said('hover.steps', { count: trace.steps.length });
    case 'events':
      return said('hover.events', { count: trace.events.length });
    case 'flows':
      return said('hover.flows', { count: trace.flows.length });
    case 'gaps':
      return said('hover.gaps', { count: trace.gaps.length });
    case 'sources':
      return said('hover.sources', { count: trace.sources.length });
    default:
      return undefined;
  }
}

type CodedMember = 'contactType' | 'mediaType' | 'disposition' | 'hungUpBy' | 'releaseReason' | 'earlyMedia';

/** Label and space of labels of the coded members of a summary. */
const coded: Readonly<Record<CodedMember, readonly [label: string, space: string]>> = {
  contactType: ['contact-type', 'contact-type'],
  mediaType: ['media', 'media'],
  disposition: ['disposition', 'disposition'],
  hungUpBy: ['hung-up-by', 'hung-up-by'],
  releaseReason: ['release-reason', 'release'],
  earlyMedia: ['early-media', 'early-media'],
};

/** What a key or value of the summary means; `token.path` begins inside it. */
export function meaningOfSummary(context: MeaningContext, token: Token): Words | undefined {
  const { trace, render } = context;
  const { summary } = trace;
  const label = (name: string) => render({ key: `details.${name}` });
  const [member, inner, third] = token.path;
  switch (member) {
    case undefined:
      return { title: render({ key: 'outline.summary' }), lines: [] };
    case 'direction':
      return {
        title: `${label('direction')}: ${render({ key: `direction.${summary.direction}` })}`,
        lines: [],
      };
    case 'outcome':
      return {
        title: `${label('outcome')}: ${render({ key: `outcome.${summary.outcome}` })}`,
        lines: [render({ key: 'hover.outcome' })],
      };
    case 'contactType':
    case 'mediaType':
    case 'disposition':
    case 'hungUpBy':
    case 'releaseReason':
    case 'earlyMedia': {
      const value = summary[member];
      const [name, space] = coded[member];
      return value && codedWords(context, label(name), space, value);
    }
    case 'caller':
    case 'callee':
    case 'callerLocation':
    case 'calleeLocation':
      return numberWords(context, member, summary);
    case 'startedAt':
      return summary.startedAt === undefined
        ? undefined
        : timeWords(context, label('started'), summary.startedAt);
    case 'establishedAt':
      return summary.establishedAt === undefined
        ? undefined
        : timeWords(context, label('answered'), summary.establishedAt);
    case 'endedAt': {
      if (summary.endedAt === undefined) return undefined;
      const took = durationOf(trace);
      const lines =
        took === undefined
          ? []
          : [render({ key: 'hover.call-took', args: { duration: durationText(took, render) } })];
      return timeWords(context, label('ended'), summary.endedAt, lines);
    }
    case 'durationMs':
      return summary.durationMs === undefined
        ? undefined
        : durationWords(context, label('duration'), summary.durationMs);
    case 'durations':
      return inner === undefined
        ? { title: render({ key: 'hover.durations' }), lines: [] }
        : {
            title: render({ key: 'hover.stated', args: { duration: statedText(context, token) } }),
            lines: [],
          };
    case 'agents':
    case 'queues': {
      const party = typeof inner === 'number' ? summary[member][inner] : undefined;
      if (party === undefined) return { title: label(member), lines: [] };
      return partyWords(context, member === 'agents' ? 'agent' : 'queue', partyName(party), third);
    }
    case 'recorded': {
      const key = summary.recorded === true ? 'details.recorded' : 'details.not-recorded';
      return { title: `${label('recording')}: ${render({ key })}`, lines: [] };
    }
    case 'details':
      return typeof inner === 'string' ? fieldWords(context, inner, token.value) : undefined;
    default:
      return undefined;
  }
}

function numberWords(
  { render }: MeaningContext,
  member: 'caller' | 'callee' | 'callerLocation' | 'calleeLocation',
  summary: CallSummary,
): Words {
  const called = member.startsWith('callee');
  const location = (called ? summary.calleeLocation : summary.callerLocation)?.trim() ?? '';
  return {
    title: render({ key: called ? 'hover.callee' : 'hover.caller' }),
    lines: location === '' ? [] : [render({ key: 'hover.location', args: { location } })],
  };
}

/** What a key or value of a gap means. */
export function meaningOfGap(context: MeaningContext, index: number, { path }: Token): Words | undefined {
  const gap = context.trace.gaps[index];
  if (gap === undefined) return undefined;
  if (path[0] === 'source') return gap.source && sourceWords(context, gap.source);
  return { title: context.gapTitle(gap), lines: [context.gapText(gap)] };
}

/** What a key or value of a designed flow means. */
export function meaningOfFlow(context: MeaningContext, index: number, { path }: Token): Words | undefined {
  const { trace, render } = context;
  const flow = trace.flows[index];
  if (flow === undefined) return undefined;
  const [member, place, inner, exit] = path;
  switch (member) {
    case 'id':
    case 'name':
      return {
        title: render({ key: 'hover.flow', args: { name: flow.name ?? flow.id } }),
        lines: [render({ key: 'outline.nodes', args: { count: flow.nodes.length } })],
      };
    case 'type':
      return flow.type && codedWords(context, render({ key: 'hover.flow-type' }), 'flow-type', flow.type);
    case 'updatedAt':
      return flow.updatedAt === undefined
        ? undefined
        : timeWords(context, render({ key: 'hover.design-changed' }), flow.updatedAt);
    case 'source':
      return sourceWords(context, flow.source);
    case 'nodes':
      break;
    default:
      return undefined;
  }
  const node = typeof place === 'number' ? flow.nodes[place] : undefined;
  if (node === undefined) return undefined;
  const visits = trace.steps.filter(({ nodeId, flowId }) => nodeId === node.id && flowId === flow.id).length;
  switch (inner) {
    case 'id':
    case 'name':
    case 'kind': {
      const args = { name: node.name ?? node.id, kind: wordOf(render, 'kind', node.kind) };
      return {
        title: render({ key: 'hover.node', args }),
        lines: [render({ key: 'hover.visited', args: { count: visits } })],
      };
    }
    case 'exits': {
      const way = typeof exit === 'number' ? node.exits[exit] : undefined;
      const next = flow.nodes.find(({ id }) => id === way?.next);
      if (way === undefined || next === undefined) return undefined;
      return {
        title: render({ key: 'hover.exit-to', args: { exit: way.code, name: next.name ?? next.id } }),
        lines: [],
      };
    }
    default:
      return undefined;
  }
}

/** A duration (ms) that the call record states. */
function statedText({ render }: MeaningContext, { value }: Token): string {
  return typeof value === 'number' ? durationText(value, render) : '';
}
