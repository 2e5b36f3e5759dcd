import { expect, test } from 'vitest';
import { renderIn } from '../../src/trace/catalogue.ts';
import { isolated } from '../../src/trace/direction.ts';

const override = '\u202E';

/** How many isolates are open at the end of a line, and whether it ever closed one that it had not opened. */
function openAtEnd(line: string): { readonly open: number; readonly tooMany: boolean } {
  let open = 0;
  let tooMany = false;
  for (const [character] of line.matchAll(/[\u2066-\u2069]/g)) {
    open += character === '\u2069' ? -1 : 1;
    tooMany ||= open < 0;
  }
  return { open, tooMany };
}

test('text from left to right, in any script, comes back as it is', () => {
  for (const text of ['', 'Sales', '销售 2', '+86 138****2315', 'é ü 한국 🎉', 'a\nb']) {
    expect(isolated(text)).toBe(text);
  }
});

test('an override ends with the text that it stands in', () => {
  expect(isolated(`end${override}dne`)).toBe(`\u2068end${override}dne\u2069`);
  expect(isolated('שלום')).toBe('\u2068שלום\u2069');
  expect(isolated('\u061Cx')).toBe('\u2068\u061Cx\u2069');
});

test.each([
  ['closes what it did not open', `\u2069${override}a`],
  ['opens and does not close', `\u2066\u2067a${override}`],
  ['both', `\u2069\u2069\u2066x\u2069\u2069\u2067${override}`],
  ['on several lines', `a${override}\n\u2067b\r\n\u2069c\u2029d\u202B`],
])('text that %s is whole in itself, line by line', (_, text) => {
  for (const line of isolated(text).split(/[\n\r\u2029]/)) {
    expect(openAtEnd(line)).toEqual({ open: 0, tooMany: false });
    if (/\u202E|\u202B/.test(line)) expect(line.startsWith('\u2068')).toBe(true);
  }
});

test.each(['en', 'zh-cn'] as const)('a name in a sentence turns none of our words: %s', (language) => {
  const text = renderIn(language)({ key: 'extension.connection.added', args: { name: `a${override}b` } });
  expect(text).toContain(`\u2068a${override}b\u2069`);
});
