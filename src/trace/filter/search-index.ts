import { lanes } from '../model.ts';
import type { CallEvent, IvrStep, JsonValue, Party } from '../model.ts';
import { exitOf, exitWord, wordOf } from '../label.ts';
import type { Render } from '../message.ts';
import { spanOf } from '../span.ts';
import { stepDuration } from '../step.ts';
import { lastedIn } from '../timeline/lasted.ts';
import { partyName } from '../timeline/tracks.ts';
import type { Analysis } from '../view/analysis.ts';
import { severities } from '../view/names.ts';
import { rowPlaces } from '../view/rows.ts';
import { fold } from './fold.ts';
import type { NameKey } from './keys.ts';
import { searchText } from './search-text.ts';

/** A name that occurs in a call. */
export interface Name {
  /** As it is shown. */
  readonly shown: string;
  /** Everything it may be called, folded: codes, our word, labels in both languages. */
  readonly names: readonly string[];
  /** What free text finds: as it is shown, and the provider's codes. Folded. */
  readonly text: string;
}

/** The names that the rows have in one respect. */
export interface NameColumn {
  /** For each row one more than the place of its name in `names`; 0: it has none. */
  readonly ids: Uint32Array;
  readonly names: readonly Name[];
}

/** A call as filters look at it: one entry in each column for each row, in the order of the list. */
export interface SearchIndex {
  readonly count: number;
  /** First and last moment of the call, epoch ms; elapsed time counts from the first. */
  readonly from: number;
  readonly to: number;
  /** Epoch ms. */
  readonly at: Float64Array;
  /** ms; NaN: not known or none. */
  readonly duration: Float64Array;
  /** Places in `severities`. */
  readonly severity: Uint8Array;
  /** Places in `lanes`. */
  readonly lane: Uint8Array;
  readonly columns: Readonly<Record<NameKey, NameColumn>>;
  /** Everything of a row that is no name, folded. Made when it is first asked for, and kept. */
  readonly text: (row: number) => string;
  /** The variables of a row, by name. */
  readonly variables: (row: number) => readonly (readonly [name: string, value: JsonValue])[];
  readonly analysis: Analysis;
}

/** Both languages in which names are understood. */
export interface Languages {
  readonly en: Render;
  readonly 'zh-cn': Render;
}

/** The index of a call. It is masked where the analysis is. */
export function searchIndex(analysis: Analysis, languages: Languages): SearchIndex {
  const { trace, events, tracks, severity } = analysis;
  const lasted = lastedIn(tracks);
  const places = rowPlaces(analysis);
  const count = places.length;
  const span = spanOf(trace) ?? { from: 0, to: 0 };
  const at = new Float64Array(count);
  const duration = new Float64Array(count);
  const severityAt = new Uint8Array(count);
  const lane = new Uint8Array(count);
  const columns = nameColumns(analysis, languages, count);
  const texts: (string | undefined)[] = [];
  const itemAt = (row: number): IvrStep | CallEvent | undefined => {
    const place = places[row] ?? 0;
    return place >= 0 ? trace.steps[place] : events[-place - 1];
  };
  for (let row = 0; row < count; row += 1) {
    const item = itemAt(row);
    if (item === undefined) continue;
    severityAt[row] = severities.indexOf(severity(item.id));
    if ('enteredAt' in item) {
      at[row] = item.enteredAt;
      duration[row] = stepDuration(item) ?? NaN;
      lane[row] = lanes.indexOf('ivr');
      columns.step(row, item);
    } else {
      at[row] = item.at;
      duration[row] = lasted(item) ?? NaN;
      lane[row] = lanes.indexOf(item.lane);
      columns.event(row, item);
    }
  }
  const textOf = searchText(analysis);
  return {
    count,
    ...span,
    at,
    duration,
    severity: severityAt,
    lane,
    columns: columns.made,
    text: (row) => {
      const known = texts[row];
      if (known !== undefined) return known;
      const item = itemAt(row);
      const made = item === undefined ? '' : textOf(item);
      texts[row] = made;
      return made;
    },
    variables: (row) => {
      const item = itemAt(row);
      return item === undefined || !('enteredAt' in item) ? [] : variablesOf(item);
    },
    analysis,
  };
}

/** What the call carried, what the node was given and gave, and what it produced, which wins. */
function variablesOf(step: IvrStep): readonly (readonly [string, JsonValue])[] {
  const { channelVariables, variables, input, output } = step;
  return [
    ...(input === undefined ? [] : [['input', input] as const]),
    ...(output === undefined ? [] : [['output', output] as const]),
    ...Object.entries(
      channelVariables === undefined ? (variables ?? {}) : { ...channelVariables, ...variables },
    ),
  ];
}

/** A column while it is filled: each name once. */
function column(count: number) {
  const ids = new Uint32Array(count);
  const names: Name[] = [];
  const known = new Map<string, number>();
  return {
    made: { ids, names },
    set(row: number, key: string, make: () => Name) {
      let id = known.get(key);
      if (id === undefined) {
        id = names.push(make());
        known.set(key, id);
      }
      ids[row] = id;
    },
  };
}

const nameOf = (shown: string, codes: readonly (string | undefined)[], others: readonly string[]): Name => {
  const told = [shown, ...codes.filter((code) => code !== undefined)];
  return {
    shown,
    names: [...new Set([...told, ...others].map(fold))],
    text: [...new Set(told.map(fold))].join('\n'),
  };
};

function nameColumns(analysis: Analysis, languages: Languages, count: number) {
  const { render, stepName, trace } = analysis;
  const both = (word: (render: Render) => string) => [word(languages.en), word(languages['zh-cn'])];
  const made = {
    kind: column(count),
    node: column(count),
    exit: column(count),
    flow: column(count),
    agent: column(count),
    queue: column(count),
  };
  const flowNames = new Map(trace.flows.map(({ id, name }) => [id, name]));
  for (const { flowId, flowName } of trace.steps)
    if (flowId !== undefined && flowName !== undefined) flowNames.set(flowId, flowName);
  const partyNames = partyNamesOf(analysis);

  const kindOf = (row: number, space: 'kind' | 'event', coded: IvrStep['kind']) => {
    made.kind.set(row, `${space}\0${coded.meaning ?? ''}\0${coded.code}`, () =>
      nameOf(
        wordOf(render, space, coded),
        [coded.code],
        [
          ...(coded.meaning === undefined ? [] : [coded.meaning]),
          ...both((one) => wordOf(one, space, coded)),
        ],
      ),
    );
  };
  const flowOf = (row: number, flowId: string | undefined, flowName: string | undefined) => {
    if (flowId === undefined && flowName === undefined) return;
    const name = flowName ?? flowNames.get(flowId ?? '') ?? flowId ?? '';
    made.flow.set(row, `${flowId ?? ''}\0${name}`, () => nameOf(name, [flowId], []));
  };
  return {
    made: {
      kind: made.kind.made,
      node: made.node.made,
      exit: made.exit.made,
      flow: made.flow.made,
      agent: made.agent.made,
      queue: made.queue.made,
    },
    step(row: number, step: IvrStep) {
      kindOf(row, 'kind', step.kind);
      made.node.set(row, `${step.nodeId ?? ''}\0${step.nodeName ?? ''}\0${step.kind.code}`, () =>
        nameOf(stepName(step), [step.nodeId, step.nodeName], []),
      );
      flowOf(row, step.flowId, step.flowName);
      const { exit } = step;
      if (exit === undefined) return;
      made.exit.set(row, `${exit.code}\0${exit.meaning ?? ''}\0${exitOf(step) ?? ''}`, () =>
        nameOf(exitWord(render, step), asCoded(step) ? [exit.code] : [], [
          exitOf(step) ?? exit.code,
          ...both((one) => exitWord(one, step)),
        ]),
      );
    },
    event(row: number, event: CallEvent) {
      kindOf(row, 'event', event.name);
      flowOf(row, event.flowId, undefined);
      const { lane, party } = event;
      if (party === undefined || (lane !== 'agent' && lane !== 'queue')) return;
      const whole = { ...party, name: party.name ?? partyNames.get(`${lane}:${party.id ?? ''}`) };
      const shown = partyName(defined(whole));
      if (shown === '') return;
      made[lane].set(row, `${party.id ?? ''}\0${whole.name ?? ''}`, () =>
        nameOf(shown, [party.id, party.id?.replace(/@[^@]*$/, ''), whole.name], []),
      );
    },
  };
}

const defined = ({ id, name }: { readonly id?: string; readonly name: string | undefined }): Party => ({
  ...(id === undefined ? {} : { id }),
  ...(name === undefined ? {} : { name }),
});

/** Names of agents and queues by lane and id: an event may have the id alone. */
function partyNamesOf({ trace, events }: Analysis): ReadonlyMap<string, string> {
  const known = new Map<string, string>();
  const learn = (lane: string, { id, name }: Party) => {
    if (id !== undefined && name !== undefined) known.set(`${lane}:${id}`, name);
  };
  for (const party of trace.summary.agents) learn('agent', party);
  for (const party of trace.summary.queues) learn('queue', party);
  for (const { lane, party } of events) if (party !== undefined) learn(lane, party);
  return known;
}

/** Whether the exit is called what the provider calls it: a failure to enter digits is called invalid instead. */
const asCoded = (step: IvrStep): boolean =>
  step.exit?.meaning === undefined || exitOf(step) === step.exit.meaning;
