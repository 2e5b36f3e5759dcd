import { wordOf } from '../label.ts';
import type { CallTrace, JsonValue } from '../model.ts';
import { pointerTo } from '../pointer.ts';
import type { MeaningContext, Token, Words } from './meaning-types.ts';
import { fieldWords, timeWords, valueIn } from './meaning-words.ts';

/** So many of the steps and events that were made from one record are named. */
const mostNamed = 3;

/** Steps and events by the place of the sources that they were made from; gathered when first asked. */
export function sourceItems(trace: CallTrace): MeaningContext['madeFrom'] {
  let gathered: Map<string, string[]> | undefined;
  const gather = () => {
    const map = new Map<string, string[]>();
    for (const { id, source } of [...trace.steps, ...trace.events]) {
      const key = `${source.source} ${source.pointer}`;
      const ids = map.get(key);
      if (ids === undefined) map.set(key, [id]);
      else ids.push(id);
    }
    return map;
  };
  return (source, pointer) => (gathered ??= gather()).get(`${source} ${pointer}`) ?? [];
}

/** What a key or value of a raw response means: what was made from it, and the provider's fields in words. */
export function meaningOfSource(context: MeaningContext, index: number, token: Token): Words | undefined {
  const { trace, render } = context;
  const source = trace.sources[index];
  if (source === undefined) return undefined;
  const [member, ...inner] = token.path;
  switch (member) {
    case 'id':
    case 'operation':
    case 'version':
    case 'name':
    case 'format': {
      const args = { operation: source.operation, pointer: '' };
      return { title: render({ key: 'hover.source', args }), lines: [] };
    }
    case 'requestId':
      return { title: render({ key: 'hover.request-id' }), lines: [] };
    case 'fetchedAt':
      return source.fetchedAt === undefined
        ? undefined
        : timeWords(context, render({ key: 'hover.fetched' }), source.fetchedAt);
    case 'body':
      return recordWords(context, source.id, inner, token.value, source.body);
    case 'text':
      return { title: render({ key: 'hover.source-as-text' }), lines: [] };
    default:
      return undefined;
  }
}

function recordWords(
  context: MeaningContext,
  source: string,
  path: readonly (string | number)[],
  value: unknown,
  body: JsonValue | undefined,
): Words | undefined {
  const { render } = context;
  const last = path.at(-1);
  const field =
    typeof last === 'string' ? fieldWords(context, last, value ?? scalar(valueIn(body, path))) : undefined;
  const made = madeAround(context, source, path);
  if (made.length === 0) return field;
  const links = made.slice(0, mostNamed).map((item) => itemLink(context, item));
  const left = made.length - links.length;
  const title = render({ key: 'hover.made-into', args: { count: made.length } });
  return {
    title: field?.title ?? title,
    lines: [
      ...(field === undefined ? [] : [...field.lines, title]),
      ...(left > 0 ? [render({ key: 'hover.made-more', args: { count: left } })] : []),
    ],
    links,
  };
}

const scalar = (value: JsonValue | undefined) => (typeof value === 'object' ? undefined : value);

/** What was made from the innermost record around a path. */
function madeAround(
  { madeFrom }: MeaningContext,
  source: string,
  path: readonly (string | number)[],
): readonly string[] {
  for (let length = path.length; length > 0; length -= 1) {
    const made = madeFrom(source, pointerTo('', ...path.slice(0, length)));
    if (made.length > 0) return made;
  }
  return [];
}

function itemLink(context: MeaningContext, item: string): NonNullable<Words['links']>[number] {
  const { trace, render } = context;
  const at = trace.steps.findIndex(({ id }) => id === item);
  const step = trace.steps[at];
  if (step !== undefined) {
    const args = { order: at + 1, name: context.stepName(step) };
    return { text: render({ key: 'hover.go-to-step', args }), pointer: pointerTo('/steps', at) };
  }
  const place = trace.events.findIndex(({ id }) => id === item);
  const event = trace.events[place];
  const name = event === undefined ? item : wordOf(render, 'event', event.name);
  return {
    text: render({ key: 'hover.go-to-event', args: { name } }),
    pointer: pointerTo('/events', place),
  };
}
