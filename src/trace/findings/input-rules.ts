import { withEffect } from './effects.ts';
import type { Finding } from './finding.ts';
import type { Phrase } from '../format.ts';
import { asksCaller, exitOf, nodeKindOf } from '../label.ts';
import type { CallTrace, IvrStep } from '../model.ts';
import { stepName, stepNamePhrase } from '../step.ts';

interface Tries {
  readonly visits: IvrStep[];
  /** Visits whose input came in time and was accepted, but led to the default branch and back. */
  readonly refused: { readonly step: IvrStep; readonly branch: IvrStep }[];
}

/** Input that the caller could not give: missing or not accepted, or accepted and then matched by no branch. */
export function inputFindings(trace: CallTrace): readonly Finding[] {
  return [...triesOf(trace)].flatMap((tries) => [...inputFinding(tries), ...choiceFinding(tries)]);
}

/** The visits of each node that asks the caller, in the order of the first ones. */
function triesOf(trace: CallTrace): Iterable<Tries> {
  const byNode = new Map<string, Tries>();
  trace.steps.forEach((step, index) => {
    if (!asksCaller(nodeKindOf(step.kind))) return;
    const key = `${step.flowId ?? step.flowName ?? ''}\n${step.nodeId ?? stepName(step)}\n${step.parent ?? ''}`;
    const tries = byNode.get(key) ?? { visits: [], refused: [] };
    tries.visits.push(step);
    const branch = trace.steps[index + 1];
    if (
      exitOf(step) === 'success' &&
      branch !== undefined &&
      nodeKindOf(branch.kind) === 'branch' &&
      exitOf(branch) === 'default'
    ) {
      tries.refused.push({ step, branch });
    }
    byNode.set(key, tries);
  });
  return byNode.values();
}

/** A node at which the caller twice or more gave no or wrong input, or never the right one. */
function inputFinding({ visits }: Tries): readonly Finding[] {
  const bad = visits.filter((step) => exitOf(step) === 'timeout' || exitOf(step) === 'invalid');
  const [first] = bad;
  const last = visits.at(-1);
  if (first === undefined || last === undefined) return [];
  const gaveUp = bad.includes(last);
  if (bad.length < 2 && !gaveUp) return [];
  const timeouts = bad.filter((step) => exitOf(step) === 'timeout').length;
  const invalid = bad.length - timeouts;
  const speech = nodeKindOf(first.kind) === 'speech-recognition' ? 'speech' : 'digits';
  const how = invalid === 0 ? 'timed-out' : timeouts === 0 ? 'invalid' : 'mixed';
  const args = { node: stepNamePhrase(first), timeouts, invalid };
  const effect: Phrase = gaveUp
    ? { key: 'finding.input-never-right', args }
    : exitOf(last) === 'hang-up'
      ? { key: 'finding.input-hung-up', args }
      : { key: 'finding.input-right-at-last', args };
  return [
    {
      id: `input:${first.id}`,
      severity: 'warning',
      about: 'call',
      title: { key: `finding.${speech}-${how}.title`, args },
      ...withEffect([{ key: `finding.${speech}-${how}.text`, args }], {
        text: [effect],
        ...(last === first ? {} : { item: last.id }),
      }),
      item: first.id,
      also: bad.map(({ id }) => id),
      at: first.enteredAt,
    },
  ];
}

/** Input that no branch expects, twice or more, so that the flow came back to the same question. */
function choiceFinding({ visits, refused }: Tries): readonly Finding[] {
  const last = visits.at(-1);
  const looped = refused.filter(({ step }) => step !== last);
  const [first] = looped;
  if (first === undefined || refused.length < 2) return [];
  const args = {
    node: stepNamePhrase(first.step),
    branch: stepNamePhrase(first.branch),
    times: refused.length,
  };
  return [
    {
      id: `choice:${first.step.id}`,
      severity: 'warning',
      about: 'call',
      title: { key: 'finding.choice-refused.title', args },
      text: [
        { key: 'finding.choice-refused.text', args },
        ...(looped.length === refused.length ? [{ key: 'finding.effect-back', args }] : []),
      ],
      item: first.step.id,
      also: refused.map(({ step }) => step.id),
      effect: first.branch.id,
      at: first.step.enteredAt,
    },
  ];
}
