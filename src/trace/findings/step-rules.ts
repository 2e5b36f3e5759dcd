import type { Finding } from './finding.ts';
import { callsService, isFailureCode, responseCodeOf, responseText, stepSeverity } from './status.ts';
import type { Phrase, PhraseArg } from '../format.ts';
import { asksCaller, exitOf, nodeKindOf } from '../label.ts';
import type { CallTrace, IvrStep } from '../model.ts';
import { stepName, stepNamePhrase } from '../step.ts';

/** Problems that single nodes had, and input that the caller could not give. */
export function stepFindings(trace: CallTrace): readonly Finding[] {
  const found: Finding[] = [];
  const failedParents = new Set<string>();
  trace.steps.forEach((step, index) => {
    if (step.parent !== undefined && stepSeverity(step) === 'error') failedParents.add(step.parent);
    if (asksCaller(nodeKindOf(step.kind)) || nodeKindOf(step.kind) === 'transfer-to-agent') {
      // Input is judged over all visits below, a transfer by its queue (party-rules.ts); only its failure is its own.
      if (exitOf(step) !== 'failure') return;
    }
    const finding = nodeFinding(trace, step, index);
    if (finding !== undefined) found.push(finding);
  });
  const nodes = found.filter(({ item, id }) => !(id.startsWith('node:') && failedParents.has(item)));
  return [...nodes, ...inputFindings(trace)];
}

function nodeFinding(trace: CallTrace, step: IvrStep, index: number): Finding | undefined {
  const severity = stepSeverity(step);
  if (severity === 'none') return undefined;
  const code = responseCodeOf(step);
  const failed = isFailureCode(code);
  const what = exitOf(step) === 'timeout' ? 'timeout' : exitOf(step) === 'success' ? 'ignored' : 'failed';
  const kind = callsService(nodeKindOf(step.kind)) ? 'service' : 'node';
  const node = { node: stepNamePhrase(step) };
  const title: Phrase =
    code !== undefined && failed
      ? { key: `finding.service-${what}-code.title`, args: { ...node, code } }
      : { key: `finding.${kind}-${what === 'ignored' ? 'failed' : what}.title`, args: node };
  return {
    id: `node:${step.id}`,
    severity,
    title,
    text: [...whatHappened(step, code), ...effectOf(trace, step, index)],
    item: step.id,
    at: step.enteredAt,
  };
}

/** What the node did: its answer where it has one, and by which exit the flow went on. */
function whatHappened(step: IvrStep, code: number | undefined): readonly Phrase[] {
  const node = stepNamePhrase(step);
  const took = step.leftAt === undefined ? undefined : Math.max(0, step.leftAt - step.enteredAt);
  const answer = code === undefined ? undefined : responseText(code);
  const exit = exitPhrase(step);
  if (answer !== undefined && took !== undefined) {
    return [{ key: 'finding.answered-after', args: { node, answer, took: { durationMs: took }, exit } }];
  }
  if (answer !== undefined) return [{ key: 'finding.answered', args: { node, answer, exit } }];
  return took === undefined
    ? [{ key: 'finding.left-by', args: { node, exit } }]
    : [{ key: 'finding.left-by-after', args: { node, took: { durationMs: took }, exit } }];
}

function exitPhrase(step: IvrStep): PhraseArg {
  const meaning = exitOf(step);
  return meaning === undefined || meaning === 'branch'
    ? (step.exit?.code ?? '')
    : { phrase: { key: `exit.${meaning}` } };
}

/** What came of it: the next node that the caller noticed, or that the call ended there. */
function effectOf(trace: CallTrace, step: IvrStep, index: number): readonly Phrase[] {
  const text: Phrase[] = [];
  for (const next of trace.steps.slice(index + 1, index + 13)) {
    const kind = nodeKindOf(next.kind);
    const node = stepNamePhrase(next);
    if (kind === 'branch' && exitOf(next) === 'default') {
      text.push({ key: 'finding.effect-default', args: { node } });
    } else if (kind === 'transfer-to-agent') {
      return [...text, { key: 'finding.effect-queued', args: { node } }];
    } else if (kind === 'hang-up') {
      return [...text, { key: 'finding.effect-hung-up' }];
    } else if (kind === 'play' || asksCaller(kind)) {
      return [...text, { key: 'finding.effect-next', args: { node } }];
    }
  }
  if (index === trace.steps.length - 1 && step.leftAt !== undefined) {
    text.push({ key: 'finding.effect-last' });
  }
  return text;
}

interface Tries {
  readonly first: IvrStep;
  timeouts: number;
  invalid: number;
  last: IvrStep;
}

/** Nodes at which the caller twice or more gave no or wrong input, or never the right one. */
function inputFindings(trace: CallTrace): readonly Finding[] {
  const byNode = new Map<string, Tries>();
  for (const step of trace.steps) {
    if (!asksCaller(nodeKindOf(step.kind))) continue;
    const exit = exitOf(step);
    const key = JSON.stringify([step.flowId ?? step.flowName, step.nodeId ?? stepName(step), step.parent]);
    const bad = exit === 'timeout' || exit === 'invalid';
    const tries = byNode.get(key);
    if (tries !== undefined) tries.last = step;
    if (!bad) continue;
    const counted = tries ?? { first: step, timeouts: 0, invalid: 0, last: step };
    if (exit === 'timeout') counted.timeouts += 1;
    else counted.invalid += 1;
    byNode.set(key, counted);
  }
  return [...byNode.values()].flatMap((tries) => {
    const { first, timeouts, invalid, last } = tries;
    const lastExit = exitOf(last);
    const gaveUp = lastExit === 'timeout' || lastExit === 'invalid';
    if (timeouts + invalid < 2 && !gaveUp) return [];
    const speech = nodeKindOf(first.kind) === 'speech-recognition' ? 'speech' : 'digits';
    const how = invalid === 0 ? 'timed-out' : timeouts === 0 ? 'invalid' : 'mixed';
    const args = { node: stepNamePhrase(first), timeouts, invalid };
    return [
      {
        id: `input:${first.id}`,
        severity: 'warning' as const,
        title: { key: `finding.${speech}-${how}.title`, args },
        text: [
          { key: `finding.${speech}-${how}.text`, args },
          gaveUp
            ? { key: 'finding.input-never-right', args }
            : lastExit === 'hang-up'
              ? { key: 'finding.input-hung-up', args }
              : { key: 'finding.input-right-at-last', args },
        ],
        item: first.id,
        at: first.enteredAt,
      },
    ];
  });
}
