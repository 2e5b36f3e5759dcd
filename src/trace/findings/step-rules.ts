import { effectOfStep, withEffect } from './effects.ts';
import type { Finding } from './finding.ts';
import { serviceMessageOf } from './service.ts';
import { callsService, isFailureCode, responseCodeOf, responseText, stepSeverity } from './status.ts';
import type { Phrase, PhraseArg } from '../format.ts';
import { asksCaller, exitOf, nodeKindOf } from '../label.ts';
import type { CallTrace, IvrStep, NodeKind } from '../model.ts';
import { stepDuration, stepNamePhrase } from '../step.ts';

/** From how long on a node that the caller hears nothing of is a problem by itself, ms. */
export const slowNodeMs = 5000;

/** Problems that single nodes had: what they asked failed, timed out or was slow, nobody answered a transfer. */
export function stepFindings(trace: CallTrace): readonly Finding[] {
  const found: Finding[] = [];
  const failedParents = new Set<string>();
  trace.steps.forEach((step, index) => {
    const kind = nodeKindOf(step.kind);
    if (step.parent !== undefined && stepSeverity(step) === 'error') failedParents.add(step.parent);
    if (asksCaller(kind) || kind === 'transfer-to-agent') {
      // Input is judged over all visits (input-rules.ts), a transfer by its queue (party-rules.ts); only its failure
      // is its own.
      if (exitOf(step) !== 'failure') return;
    }
    const finding = putsThrough(kind)
      ? transferFinding(trace, step, index)
      : (nodeFinding(trace, step, index) ?? slowFinding(trace, step, index));
    if (finding !== undefined) found.push(finding);
  });
  return found.filter(({ item, id }) => !(id.startsWith('node:') && failedParents.has(item)));
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
    about: 'call',
    title,
    ...withEffect(whatHappened(step, code), effectOfStep(trace, index)),
    item: step.id,
    at: step.enteredAt,
  };
}

/** What the node did: its answer where it has one, by which exit the flow went on, and what the service said. */
function whatHappened(step: IvrStep, code: number | undefined): readonly Phrase[] {
  const node = stepNamePhrase(step);
  const duration = stepDuration(step);
  const took = duration === undefined ? undefined : { durationMs: duration };
  const answer = code === undefined ? undefined : responseText(code);
  const exit = exitPhrase(step);
  const message = serviceMessageOf(step);
  const said: readonly Phrase[] =
    message === undefined ? [] : [{ key: 'finding.service-said', args: { message } }];
  if (answer !== undefined && took !== undefined) {
    return [{ key: 'finding.answered-after', args: { node, answer, took, exit } }, ...said];
  }
  if (answer !== undefined) return [{ key: 'finding.answered', args: { node, answer, exit } }, ...said];
  return took === undefined
    ? [{ key: 'finding.left-by', args: { node, exit } }, ...said]
    : [{ key: 'finding.left-by-after', args: { node, took, exit } }, ...said];
}

/** The exit of a step for a sentence. */
export function exitPhrase(step: IvrStep): PhraseArg {
  const meaning = exitOf(step);
  return meaning === undefined || meaning === 'branch'
    ? (step.exit?.code ?? '')
    : { phrase: { key: `exit.${meaning}` } };
}

/** Nodes at which the caller hears nothing new while a machine works. */
function worksSilently(kind: NodeKind | undefined): boolean {
  return (
    callsService(kind) ||
    kind === 'parse-data' ||
    kind === 'set-variables' ||
    kind === 'branch' ||
    kind === 'sms'
  );
}

function slowFinding(trace: CallTrace, step: IvrStep, index: number): Finding | undefined {
  const duration = stepDuration(step);
  if (duration === undefined || duration < slowNodeMs || !worksSilently(nodeKindOf(step.kind)))
    return undefined;
  const args = { node: stepNamePhrase(step), took: { durationMs: duration } };
  return {
    id: `slow:${step.id}`,
    severity: 'warning',
    about: 'call',
    title: { key: 'finding.slow-service.title', args },
    ...withEffect([{ key: 'finding.slow-service.text', args }], effectOfStep(trace, index)),
    item: step.id,
    at: step.enteredAt,
  };
}

/** Nodes that put the call through to somebody outside the queues. */
function putsThrough(kind: NodeKind | undefined): boolean {
  return kind === 'outside-number' || kind === 'blind-transfer';
}

function transferFinding(trace: CallTrace, step: IvrStep, index: number): Finding | undefined {
  const exit = exitOf(step);
  if (exit !== 'timeout' && exit !== 'failure') return undefined;
  const rule = exit === 'timeout' ? 'transfer-unanswered' : 'transfer-failed';
  const args = { node: stepNamePhrase(step), took: { durationMs: stepDuration(step) ?? 0 } };
  const reason = trace.summary.details?.['OutsideNumberReleaseReason'];
  const happened: Phrase[] = [{ key: `finding.${rule}.text`, args }];
  if (typeof reason === 'string' && reason.trim() !== '') {
    happened.push({ key: 'finding.transfer-reason', args: { reason: reason.trim() } });
  }
  return {
    id: `node:${step.id}`,
    severity: stepSeverity(step) === 'error' ? 'error' : 'warning',
    about: 'call',
    title: { key: `finding.${rule}.title`, args },
    ...withEffect(happened, effectOfStep(trace, index)),
    item: step.id,
    at: step.enteredAt,
  };
}
