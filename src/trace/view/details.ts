import { analyse, gapViews, type Analysis, type ViewOptions } from './analysis.ts';
import { callGroups } from './call-details.ts';
import { jsonField, mapFields, FieldList } from './fields.ts';
import { tellingLines, tellingOfEvent, tellingOfStep } from './telling.ts';
import type { DetailsView, FieldView } from './details-types.ts';
import { variablesAt } from './variables.ts';
import { variableIndex, type VariableIndex } from './variable-index.ts';
import { findingView } from './view.ts';
import { responseCodeOf, responseText } from '../findings/status.ts';
import { configuredOf, configuredPhrases } from '../configured.ts';
import { durationText, phraseText } from '../format.ts';
import { exitOf, exitWord, nodeKindOf, wordOf } from '../label.ts';
import { maskerFor } from '../mask.ts';
import type { Masker } from '../mask-text.ts';
import type { CallEvent, CallTrace, IvrStep, JsonValue, Source, SourceRef } from '../model.ts';
import { isArray, isObject, pointerTo, pointerTokens, valueAt } from '../pointer.ts';
import { sourceValue } from '../source/parse.ts';
import { isOver } from '../span.ts';
import { directionIcon, stepDuration } from '../step.ts';
import { partyName } from '../timeline/tracks.ts';

export interface DetailsOptions extends ViewOptions {
  /** Reads a source that is kept as text; absent: JSON and XML are read, nothing else. */
  readonly readSource?: (source: Source) => JsonValue | undefined;
}

/**
 * Answers for one trace: everything about one step or event; of no item, or of one that the trace does not have, about
 * the call. The trace is analysed once, when it is first asked about.
 */
export function detailsOf(
  given: CallTrace,
  options: DetailsOptions,
  known?: Analysis,
): (item: string | undefined) => DetailsView {
  let analysed = known;
  // What is masked in the trace is no longer known by it: what to mask in its sources is known by the given one.
  let masker: Masker | undefined;
  let variables: VariableIndex | undefined;
  const bodyOf = readOnce(options.readSource ?? readPlain);
  const excerpt: Excerpt = (ref, codes) => {
    if (options.mask === true) masker ??= maskerFor(given);
    return excerptOf(given, ref, codes, bodyOf, masker);
  };
  return (item) => {
    const analysis = (analysed ??= analyse(given, options));
    const { trace } = analysis;
    const index = trace.steps.findIndex(({ id }) => id === item);
    const step = trace.steps[index];
    if (step !== undefined) {
      variables ??= variableIndex(trace);
      return stepDetails(analysis, step, index, variablesAt(trace, variables, index), excerpt);
    }
    const event = trace.events.find(({ id }) => id === item);
    return event === undefined ? callDetails(analysis) : eventDetails(analysis, event, excerpt);
  };
}

/** @param codes what the problem that is told of the record speaks of; undefined: there is none */
type Excerpt = (ref: SourceRef, codes: readonly string[] | undefined) => Pick<DetailsView, 'source'>;

function callDetails(analysis: Analysis): DetailsView {
  const { trace, render, findings } = analysis;
  const [first] = findings;
  return {
    icon: directionIcon(trace.summary.direction),
    name: render({ key: 'details.call' }),
    detail: render({ key: 'details.nothing-selected' }),
    ...(first === undefined ? {} : { finding: findingView(analysis, first) }),
    groups: callGroups(analysis),
    variables: [],
    gaps: gapViews(analysis),
  };
}

function stepDetails(
  analysis: Analysis,
  step: IvrStep,
  index: number,
  variables: DetailsView['variables'],
  excerpt: Excerpt,
): DetailsView {
  const { trace, render } = analysis;
  const kind = wordOf(render, 'kind', step.kind);
  const detail = { kind, order: index + 1, count: trace.steps.length };
  const base = pointerTo('/steps', index);
  const settings = mapFields(render, step.properties, `${base}/properties`);
  const further = mapFields(render, step.details, `${base}/details`);
  return {
    item: step.id,
    icon: nodeKindOf(step.kind) ?? 'unknown',
    name: analysis.stepName(step),
    detail: render({ key: 'details.step-of', args: detail }),
    ...findingOf(analysis, step.id),
    groups: [
      { title: render({ key: 'details.step' }), fields: stepFields(analysis, step, index) },
      ...(settings.length === 0 ? [] : [{ title: render({ key: 'details.settings' }), fields: settings }]),
      ...(further.length === 0 ? [] : [{ title: render({ key: 'details.further' }), fields: further }]),
    ],
    variables,
    gaps: [],
    ...excerpt(step.source, analysis.severity(step.id) === 'none' ? undefined : tellingOfStep(step)),
  };
}

function stepFields(analysis: Analysis, step: IvrStep, index: number): readonly FieldView[] {
  const { trace, render, severity } = analysis;
  const base = pointerTo('/steps', index);
  const list = new FieldList(render, base);
  list.addTime('entered', 'enteredAt', trace, step.enteredAt);
  if (step.leftAt === undefined)
    list.add('left', render({ key: isOver(trace) ? 'text.end-not-given' : 'details.not-left' }));
  else list.addTime('left', 'leftAt', trace, step.leftAt);
  const duration = stepDuration(step);
  if (duration !== undefined) list.add('time-in-node', durationText(duration, render));
  const configured = configuredPhrases(configuredOf(trace, step)).map((phrase) => phraseText(phrase, render));
  list.add('configured', configured.join(' · '));
  if (step.exit !== undefined) {
    const { code, meaning } = step.exit;
    const word = exitWord(render, step);
    const bad = exitOf(step) === 'success' ? 'none' : severity(step.id);
    const origin = list.from('exit', { code, ...(meaning === undefined ? {} : { meaning }) });
    list.add('exit', word, word === code ? undefined : code, bad, origin);
  }
  const code = responseCodeOf(step);
  if (code !== undefined)
    list.add('response-code', responseText(code), undefined, code < 400 ? 'none' : severity(step.id));
  list.addCoded('kind', 'kind', step.kind, 'kind');
  list.add('in-flow', flowPath(analysis, index));
  if (step.visit > 1)
    list.add('visit', String(step.visit), undefined, 'none', list.from('visit', step.visit));
  list.addText('remark', 'description', step.description);
  list.addText('node-id', 'nodeId', step.nodeId);
  list.addText('flow-version', 'flowVersion', step.flowVersion);
  list.addText('channel', 'channelId', step.channelId);
  return [
    ...list.fields,
    ...jsonField(render({ key: 'details.input' }), step.input, `${base}/input`),
    ...jsonField(render({ key: 'details.output' }), step.output, `${base}/output`),
  ];
}

/** The flow in which a step ran and those around it: `Order status ‹ Main flow`. */
function flowPath({ trace, nesting }: Analysis, index: number): string {
  const names: string[] = [];
  for (let at: number | undefined = index; at !== undefined; at = nesting.parents[at]) {
    const step: IvrStep | undefined = trace.steps[at];
    const name = step?.flowName ?? step?.flowId;
    if (name !== undefined && names.at(-1) !== name) names.push(name);
  }
  return names.join(' ‹ ');
}

function eventDetails(analysis: Analysis, event: CallEvent, excerpt: Excerpt): DetailsView {
  const { trace, events, render } = analysis;
  const base = pointerTo('/events', trace.events.indexOf(event));
  const list = new FieldList(render, base);
  list.addTime('at', 'at', trace, event.at);
  list.add('lane', render({ key: `lane.${event.lane}` }), undefined, 'none', list.from('lane', event.lane));
  if (event.party !== undefined) {
    const name = partyName(event.party);
    const label = render({ key: `lane.${event.lane}` });
    const code = event.party.id === name ? undefined : event.party.id;
    list.addLabelled(label, name, code, 'none', list.from('party', { ...event.party }));
  }
  if (event.durationMs !== undefined) list.add('lasted', durationText(event.durationMs, render));
  list.addCoded('reason', 'reason', event.reason, 'reason');
  if (event.flowId !== undefined)
    list.add(
      'in-flow',
      flowName(trace, event.flowId),
      event.flowId,
      'none',
      list.from('flowId', event.flowId),
    );
  const further = mapFields(render, event.details, `${base}/details`);
  const place = {
    lane: render({ key: `lane.${event.lane}` }),
    order: events.indexOf(event) + 1,
    count: events.length,
  };
  return {
    item: event.id,
    icon: event.lane,
    name: wordOf(render, 'event', event.name),
    detail: render({ key: 'details.event-of', args: place }),
    ...findingOf(analysis, event.id),
    groups: [
      { title: render({ key: 'details.event' }), fields: list.fields },
      ...(further.length === 0 ? [] : [{ title: render({ key: 'details.further' }), fields: further }]),
    ],
    variables: [],
    gaps: [],
    ...excerpt(event.source, analysis.severity(event.id) === 'none' ? undefined : tellingOfEvent(event)),
  };
}

function flowName(trace: CallTrace, flowId: string): string {
  const flow = trace.flows.find(({ id }) => id === flowId)?.name;
  return flow ?? trace.steps.find((step) => step.flowId === flowId)?.flowName ?? flowId;
}

/** The problem that names a step or event, and those that it is part of. */
function findingOf(analysis: Analysis, item: string): Pick<DetailsView, 'finding' | 'otherFindings'> {
  const named = analysis.findings.filter((one) => one.item === item);
  const partOf = analysis.findings.filter((one) => one.item !== item && one.also?.includes(item) === true);
  const [finding, ...others] = [...named, ...partOf].map((one) => findingView(analysis, one));
  if (finding === undefined) return {};
  return { finding, ...(others.length === 0 ? {} : { otherFindings: others }) };
}

/** The raw record from which an item was read, as indented JSON; of an item that was read from one field, its record. */
function excerptOf(
  trace: CallTrace,
  ref: SourceRef,
  codes: readonly string[] | undefined,
  bodyOf: BodyOf,
  masker: Masker | undefined,
): Pick<DetailsView, 'source'> {
  const source = trace.sources.find(({ id }) => id === ref.source);
  if (source === undefined) return {};
  const whole = bodyOf(source);
  if (whole === undefined) return {};
  const at = valueAt(whole, ref.pointer);
  const record = isObject(at) ? at : valueAt(whole, ref.pointer.replace(/\/[^/]*$/, ''));
  const value = isObject(record) ? record : at;
  const member = value === at ? undefined : pointerTokens(ref.pointer).at(-1);
  if (value === undefined || isLonger(value, longestRecord)) return {};
  const shown = masker === undefined ? value : masker.json(value);
  const text = JSON.stringify(shown, null, 2);
  const telling = codes === undefined ? [] : tellingLines(text, codes, member);
  const excerpt = { operation: source.operation, pointer: ref.pointer, text };
  return { source: telling.length === 0 ? excerpt : { ...excerpt, telling } };
}

type BodyOf = (source: Source) => JsonValue | undefined;

/** A source that is kept as text is read when something of it is first selected, and not again. */
function readOnce(read: BodyOf): BodyOf {
  const known = new Map<Source, JsonValue | undefined>();
  return (source) => {
    if (source.body !== undefined) return source.body;
    if (!known.has(source)) known.set(source, read(source));
    return known.get(source);
  };
}

/** Of a longer record, characters, nothing is shown beside the item: it stands in the document. */
const longestRecord = 2_000_000;

/** Whether a value is longer than so many characters, about; looks at no more of it than that. */
function isLonger(value: JsonValue, most: number): boolean {
  let left = most;
  const ahead: JsonValue[] = [value];
  for (let one = ahead.pop(); one !== undefined && left >= 0; one = ahead.pop()) {
    left -= typeof one === 'string' ? one.length + 4 : 4;
    if (isArray(one)) for (const inner of one.slice(0, left + 1)) ahead.push(inner);
    else if (isObject(one)) {
      for (const [key, inner] of Object.entries(one)) {
        left -= key.length + 4;
        ahead.push(inner);
      }
    }
  }
  return left < 0;
}

function readPlain(source: Source): JsonValue | undefined {
  return sourceValue(source, []);
}
