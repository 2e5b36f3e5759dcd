import { describe, expect, test } from 'vitest';
import { findings } from '../../src/trace/findings/findings.ts';
import { phraseText } from '../../src/trace/format.ts';
import { at, coded, makeTrace, type EventSpec, type StepSpec, type TraceSpec } from './support/make-trace.ts';
import { inEnglish } from './support/render.ts';

const titles = (spec: TraceSpec) =>
  findings(makeTrace(spec)).map(({ title }) => phraseText(title, inEnglish));
const firstText = (spec: TraceSpec) =>
  findings(makeTrace(spec))[0]?.text.map((phrase) => phraseText(phrase, inEnglish));

const start: StepSpec = { node: 'Start', kind: 'start', from: 0, to: 0.1, exit: 'success' };
const play = (node: string, from: number, to: number): StepSpec => ({
  node,
  kind: 'play',
  from,
  to,
  exit: 'success',
});
const agent = { id: '8012@x', name: 'Li Na' };
const agentEvent = (name: EventSpec['name'], seconds: number): EventSpec => ({
  lane: 'agent',
  name,
  at: seconds,
  party: agent,
});
const ended = { outcome: 'completed', endedAt: at(60) } as const;

describe('records that are missing', () => {
  test('of those that a response announces', () => {
    const args = { operation: 'ListIvrTrackingDetails', total: 16, given: 15 };
    const gaps = [{ kind: 'incomplete', lane: 'ivr', message: 'gap.rows-missing', args }] as const;
    expect(titles({ steps: [start], gaps })).toEqual(['1 record is missing']);
  });

  test('after the last step, while the call goes on', () => {
    const steps = [start, play('Welcome', 1, 6)];
    expect(titles({ summary: ended, steps })).toEqual(['The path breaks off after Welcome']);
    expect(firstText({ summary: ended, steps })).toEqual([
      'Welcome was left by “Success”, and the records tell nothing of the 54 s until the call ended.',
    ]);
  });

  test('not where the call ended there, was handed on, or goes on', () => {
    const hangUp: StepSpec = { node: 'End', kind: 'hang-up', from: 6, to: 6, exit: 'success' };
    expect(titles({ summary: { ...ended, endedAt: at(8) }, steps: [start, play('Welcome', 1, 6)] })).toEqual(
      [],
    );
    expect(titles({ summary: { ...ended, endedAt: at(8) }, steps: [start, hangUp] })).toEqual([]);
    expect(titles({ summary: { outcome: 'in-progress' }, steps: [start, play('Welcome', 1, 6)] })).toEqual(
      [],
    );
    const talk = [agentEvent('ringing', 6), agentEvent('established', 9), agentEvent('released', 60)];
    expect(titles({ summary: ended, steps: [start, play('Welcome', 1, 6)], events: talk })).toEqual([]);
  });

  test('names the node that the designed flow has next', () => {
    const trace = makeTrace({ summary: ended, steps: [start, play('Welcome', 1, 6)] });
    const kind = coded('play');
    const flow = {
      id: 'flow-Main flow',
      nodes: [
        { id: 'node-Welcome', name: 'Welcome', kind, exits: [{ code: 'Success', next: 'n2' }] },
        { id: 'n2', name: 'Menu', kind, exits: [] },
      ],
      source: { source: 'flow', pointer: '' },
    };
    const [finding] = findings({ ...trace, flows: [flow] });
    expect(finding?.text.map((phrase) => phraseText(phrase, inEnglish)).at(-1)).toBe(
      'In the flow as designed, Menu comes next.',
    );
  });
});
