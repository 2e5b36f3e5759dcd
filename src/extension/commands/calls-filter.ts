import type { CallFilter, FilterField, FilterOffer, TimeRange } from '../../providers/live.ts';
import type { Render } from '../../trace/message.ts';
import { zoneName, type Zone } from '../../trace/time.ts';
import {
  dispositionWord,
  fieldWord,
  filterWords,
  momentProblem,
  momentText,
  parseMoment,
  rangeOf,
  rangeOffers,
  rangeText,
  withField,
  withRange,
  type RangeOffer,
} from '../calls/filters.ts';
import { sorts } from '../calls/list.ts';
import { otherNumber } from '../calls/row.ts';
import { zoneOf, type CallSource } from '../calls/source.ts';
import { SentenceError } from '../explain.ts';
import { callsFor, listFor, type SourceList } from './calls-target.ts';
import type { CallsTools } from './calls.ts';
import { showInputBox, showQuickPick } from '../window/quick-input.ts';

interface Question {
  readonly offer: FilterOffer;
  readonly filter: CallFilter;
  readonly zone: Zone;
  readonly render: Render;
}

/** An answer that was given; undefined instead of one: somebody left the question. */
type Answer = { readonly filter: CallFilter | undefined } | undefined;

const canFilter = (source: CallSource) => source.filters !== undefined;

/** "Filter Calls…": what of the provider's filters to change, then its value. */
export async function filterCalls(argument: unknown, tools: CallsTools): Promise<void> {
  const target = await listFor(argument, tools, canFilter);
  const offer = target?.source.filters;
  if (target === undefined || offer === undefined) return;
  const render = await tools.texts.render();
  const state = target.list.state();
  const zone = zoneOf(target.source, state);
  const filter = state.choice.filter ?? { range: offer.range };
  const question: Question = { offer, filter, zone, render };
  const items = [
    {
      label: fieldWord('range', render),
      description: rangeText(filter.range, zone, render),
      field: 'range' as const,
    },
    ...offer.fields.map((field) => ({
      label: fieldWord(field, render),
      description: valueWord(field, question),
      field,
    })),
    ...(state.choice.filter === undefined
      ? []
      : [
          {
            label: render({ key: 'calls.action.clear-filter' }),
            description: filterWords(filter, offer, zone, render).join(' · '),
            field: 'none' as const,
          },
        ]),
  ];
  const chosen = await showQuickPick(items, {
    title: render({ key: 'calls.filter.title', args: { name: target.source.name } }),
    placeHolder: render({ key: 'calls.filter.hint' }),
  });
  if (chosen === undefined) return;
  const answer = await askFor(chosen.field, question);
  if (answer !== undefined) await apply(target, answer.filter, tools);
}

/** The value of a field that is in force, in words. */
function valueWord(field: FilterField, { filter, offer, render }: Question): string {
  const value = filter[field];
  if (value === undefined) return '';
  if (field === 'direction') return render({ key: `direction.${value}` });
  return field === 'disposition' ? dispositionWord(value, offer, render) : value;
}

async function askFor(field: FilterField | 'range' | 'none', question: Question): Promise<Answer> {
  switch (field) {
    case 'none':
      return { filter: undefined };
    case 'range': {
      const range = await askRange(question);
      return range && { filter: withRange(question.filter, range, question.offer) };
    }
    case 'direction':
      return choose(field, ['inbound', 'outbound'], question);
    case 'disposition':
      return choose(
        field,
        question.offer.dispositions.map(({ code }) => code),
        question,
      );
    case 'number':
    case 'agent':
    case 'queue': {
      const { filter, offer, render } = question;
      const value = await showInputBox({
        title: fieldWord(field, render),
        prompt: render({ key: `calls.filter.prompt.${field}` }),
        value: filter[field] ?? '',
        validateInput: (text) => (text.length > 200 ? render({ key: 'calls.filter.too-long' }) : undefined),
      });
      return value === undefined ? undefined : { filter: withField(filter, field, value, offer) };
    }
  }
}

async function choose(
  field: 'direction' | 'disposition',
  codes: readonly string[],
  { filter, offer, render }: Question,
): Promise<Answer> {
  const words = (code: string) =>
    field === 'direction' ? render({ key: `direction.${code}` }) : dispositionWord(code, offer, render);
  const chosen = await showQuickPick(
    [
      { label: render({ key: 'calls.filter.any' }), description: '', code: '' },
      ...codes.map((code) => ({ label: words(code), description: words(code) === code ? '' : code, code })),
    ],
    { title: fieldWord(field, render), matchOnDescription: true },
  );
  return chosen && { filter: withField(filter, field, chosen.code, offer) };
}

async function askRange({ filter, offer, zone, render }: Question): Promise<TimeRange | undefined> {
  const now = Date.now();
  const items = rangeOffers.map((range: RangeOffer) => ({
    label: render({ key: `calls.range.${range}` }),
    description:
      range === 'between'
        ? zoneName(zone)
        : range === 'yesterday'
          ? rangeText(rangeOf(range, now, zone), zone, render)
          : '',
    range,
  }));
  const chosen = await showQuickPick(items, { title: fieldWord('range', render) });
  if (chosen === undefined) return undefined;
  if (chosen.range !== 'between') return rangeOf(chosen.range, now, zone);
  const known = filter.range.kind === 'between' ? filter.range : { from: now - 24 * 3_600_000, to: now };
  const reach = offer.reachMs === undefined ? {} : { reachMs: offer.reachMs };
  const ask = async (end: boolean, value: number, from?: number) => {
    const limits = { now, ...reach, ...(from === undefined ? {} : { from }) };
    const text = await showInputBox({
      title: render({ key: end ? 'calls.range.to' : 'calls.range.from' }),
      prompt: render({ key: 'calls.range.prompt', args: { zone: zoneName(zone) } }),
      value: momentText(value, zone),
      ignoreFocusOut: true,
      validateInput: (typed) => {
        const problem = momentProblem(typed, zone, end, limits);
        return problem && render(problem);
      },
    });
    return text === undefined ? undefined : parseMoment(text, zone, end);
  };
  const from = await ask(false, known.from);
  const to = from === undefined ? undefined : await ask(true, known.to, from);
  return from === undefined || to === undefined ? undefined : { kind: 'between', from, to };
}

/** "Clear Filter": the provider's usual range, and everything in it. */
export async function clearFilter(argument: unknown, tools: CallsTools): Promise<void> {
  const target = await listFor(
    argument,
    tools,
    (source) => tools.tree.lists.of(source).state().choice.filter !== undefined,
  );
  if (target !== undefined) await apply(target, undefined, tools);
}

/** The last seven days instead of what is in force. */
export async function widen(argument: unknown, tools: CallsTools): Promise<void> {
  const target = await listFor(argument, tools, canFilter);
  const offer = target?.source.filters;
  if (target === undefined || offer === undefined) return;
  const filter = target.list.state().choice.filter ?? { range: offer.range };
  const range = rangeOf('last-7-days', Date.now(), zoneOf(target.source, target.list.state()));
  await apply(target, withRange(filter, range, offer), tools);
}

/** "Sort Calls…": the order of the loaded calls. */
export async function sortCalls(argument: unknown, tools: CallsTools): Promise<void> {
  const target = await listFor(argument, tools);
  if (target === undefined) return;
  const render = await tools.texts.render();
  const { choice, calls, more } = target.list.state();
  const chosen = await showQuickPick(
    sorts.map((sort) => ({
      label: render({ key: `calls.sort.${sort}` }),
      description: sort === choice.sort ? render({ key: 'calls.sort.in-force' }) : '',
      sort,
    })),
    {
      title: render({ key: 'calls.sort.title', args: { name: target.source.name } }),
      ...(more ? { placeHolder: render({ key: 'calls.sort.hint', args: { count: calls.length } }) } : {}),
    },
  );
  if (chosen !== undefined) await tools.tree.choose(target.source, { ...choice, sort: chosen.sort });
}

/**
 * "Find Calls of Same Number": the connection's list, narrowed to the other party of this call.
 * @throws SentenceError where the provider masked the number
 */
export async function callsOfSameNumber(argument: unknown, tools: CallsTools): Promise<void> {
  const [node] = callsFor(argument, undefined, tools);
  const source = node?.source;
  const offer = source?.filters;
  if (node === undefined || source === undefined || offer?.fields.includes('number') !== true) return;
  const number = otherNumber(node.call);
  if (number === undefined || number.includes('*')) throw new SentenceError({ key: 'calls.number.masked' });
  const list = tools.tree.lists.of(source);
  const { range } = list.state().choice.filter ?? { range: offer.range };
  await apply({ source, list }, { range, number }, tools);
}

async function apply(
  { source, list }: SourceList,
  filter: CallFilter | undefined,
  { tree }: CallsTools,
): Promise<void> {
  const { sort } = list.state().choice;
  await tree.choose(source, { sort, ...(filter === undefined ? {} : { filter }) });
  await tree.showSource(source);
}
