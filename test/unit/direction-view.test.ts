import { expect, test } from 'vitest';
import { parseDocument } from '../../src/trace/document/parse.ts';
import { textOfTrace } from '../../src/trace/text/render.ts';
import { detailsOf } from '../../src/trace/view/details.ts';
import { traceView } from '../../src/trace/view/view.ts';
import { documentWith, textPaths } from './support/every-text.ts';
import { inEnglish } from './support/render.ts';

const turned = 'a\u202Eb';

/** Every text in a value, members' names left out: those are ours. */
function textsIn(value: unknown): readonly string[] {
  if (typeof value === 'string') return [value];
  if (Array.isArray(value)) return value.flatMap(textsIn);
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(textsIn) : [];
}

/** What is left of a line when everything in isolates is taken out, the inner ones first. */
function outsideOfIsolates(line: string): string {
  const without = line.replaceAll(/[\u2066-\u2068][^\u2066-\u2069]*\u2069/g, '');
  return without === line ? line : outsideOfIsolates(without);
}

test.each(textPaths().map((path) => [path.join('.'), path] as const))(
  'in sentences and beside other words %s turns nothing but itself',
  (_, path) => {
    const reading = parseDocument(JSON.stringify(documentWith(path, turned)), 'x');
    if (!reading.ok) throw new Error(JSON.stringify(reading.problem));
    const options = { language: 'en', render: inEnglish, mask: false } as const;
    const { trace } = reading;
    const details = detailsOf(trace, options);
    const lines = [
      ...textsIn(traceView(trace, options)),
      ...[undefined, ...trace.steps.map(({ id }) => id), ...trace.events.map(({ id }) => id)].flatMap(
        (item) => textsIn(details(item)),
      ),
      ...textOfTrace(trace, inEnglish).split('\n'),
    ];
    // Where no word of ours stands beside it, a text may be as it came; so may JSON and its pointers.
    const joined = lines.filter(
      (line) => line.replaceAll(turned, '').trim() !== '' && !/^[[{"/]/.test(line.trim()),
    );
    for (const line of joined) expect(outsideOfIsolates(line)).not.toContain('\u202E');
  },
);
