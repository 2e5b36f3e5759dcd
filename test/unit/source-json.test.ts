import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ProblemError } from '../../src/trace/problem.ts';
import { parseJson } from '../../src/trace/source/json.ts';

const maxDepth = 6;

function read(text: string): { readonly value: unknown } | { readonly problem: string } {
  try {
    return { value: parseJson(text, 'answer', { maxBytes: 1_000_000, maxDepth }) };
  } catch (error) {
    if (error instanceof ProblemError) return { problem: error.problem.message.key };
    throw error;
  }
}

/** JSON text with what it must be read as, and how many levels it has. */
interface Written {
  readonly text: string;
  readonly value: unknown;
  readonly depth: number;
}

const blank = fc.constantFrom('', '', '', ' ', '\n  ', '\t', '\r\n');
const digits = (maxLength: number) =>
  fc.string({ unit: fc.integer({ min: 0, max: 9 }).map(String), maxLength });

/** Numbers short and long, with and without fraction and exponent. */
const numberToken = fc
  .tuple(
    fc.constantFrom('', '-'),
    fc.oneof(
      fc.constant('0'),
      fc.tuple(fc.integer({ min: 1, max: 9 }), digits(24)).map(([first, rest]) => `${first}${rest}`),
    ),
    fc.oneof(
      fc.constant(''),
      digits(20).map((rest) => `.${rest}7`),
    ),
    fc.oneof(
      { weight: 4, arbitrary: fc.constant('') },
      fc
        .tuple(fc.constantFrom('e', 'E'), fc.constantFrom('', '+', '-'), fc.integer({ min: 0, max: 420 }))
        .map((parts) => parts.join('')),
    ),
  )
  .map((parts) => parts.join(''));

function asRead(token: string): number | string {
  const significant = token
    .replace(/[eE].*$/u, '')
    .replace(/[-.]/gu, '')
    .replace(/^0+/u, '');
  const value = Number(token);
  return (significant.length <= 15 && Number.isFinite(value)) || String(value) === token ? value : token;
}

const string = fc.oneof(
  fc.string(),
  fc.constantFrom(
    '__proto__',
    '[[{"',
    ': 109634426711871319',
    '1E400',
    '109634426711871319',
    '\\',
    ']}',
    '排队',
  ),
);

const leaf: fc.Arbitrary<Written> = fc.oneof(
  numberToken.map((text) => ({ text, value: asRead(text), depth: 0 })),
  string.map((value) => ({ text: JSON.stringify(value), value, depth: 0 })),
  fc.constantFrom(null, true, false).map((value) => ({ text: String(value), value, depth: 0 })),
);

const deepest = (parts: readonly Written[]) => 1 + Math.max(0, ...parts.map(({ depth }) => depth));

const { any } = fc.letrec<{ any: Written }>((tie) => ({
  any: fc.oneof(
    { maxDepth: 8, depthSize: 'small', withCrossShrink: true },
    leaf,
    fc.tuple(blank, fc.array(tie('any'), { maxLength: 4 })).map(([space, items]) => ({
      text: `[${items.map(({ text }) => space + text).join(`${space},`)}${space}]`,
      value: items.map(({ value }) => value),
      depth: deepest(items),
    })),
    // Few keys, so that some are repeated.
    fc
      .tuple(
        blank,
        fc.array(fc.tuple(fc.constantFrom('a', 'b', '[', '__proto__', '1E400'), tie('any')), {
          maxLength: 4,
        }),
      )
      .map(([space, members]) => ({
        text: `{${members.map(([key, { text }]) => `${space}${JSON.stringify(key)}${space}:${text}`).join(`${space},`)}${space}}`,
        value: Object.fromEntries(members.map(([key, { value }]) => [key, value])),
        depth: deepest(members.map(([, member]) => member)),
      })),
  ),
}));

describe('JSON of every kind', () => {
  it('is read with every digit, and refused exactly where it is too deep, also where a repeated key hides it', () => {
    // Deep values are rare, and the last line wants some: the same thousand each time.
    const seed = 20261121;
    let refused = 0;
    fc.assert(
      fc.property(any, ({ text, value, depth }) => {
        const reading = read(text);
        if (depth > maxDepth) {
          refused += 1;
          expect(reading).toEqual({ problem: 'read.too-deep' });
        } else expect(reading).toStrictEqual({ value });
      }),
      { numRuns: 1000, seed },
    );
    expect(refused).toBeGreaterThan(0);
  });

  it('is refused for its depth before it is refused for its grammar', () => {
    fc.assert(
      fc.property(any, fc.constantFrom('}', ',', '"', 'x', ' 1'), ({ text, depth }, junk) => {
        const reading = read(`[${text}]${junk}`);
        if (depth + 1 > maxDepth) expect(reading).toEqual({ problem: 'read.too-deep' });
        else expect('problem' in reading ? reading.problem : '').toMatch(/^read\.json-/u);
      }),
      { numRuns: 500 },
    );
  });

  it('finds a long number wherever it stands', () => {
    for (let before = 0; before < 40; before += 1) {
      for (const digitsOf of [16, 17, 18, 33, 50]) {
        const number = `9${'1'.repeat(digitsOf - 1)}`;
        const text = `${' '.repeat(before)}[${number},1]`;
        expect(read(text)).toEqual({ value: [asRead(number), 1] });
      }
    }
  });

  it('refuses depth that a repeated key hides behind another value', () => {
    const deep = `${'['.repeat(maxDepth)}${']'.repeat(maxDepth)}`;
    expect(read(`{"a":${deep},"a":1}`)).toEqual({ problem: 'read.too-deep' });
    expect(read(`{"a":${deep.slice(1, -1)},"a":1}`)).toEqual({ value: { a: 1 } });
  });

  it('refuses a mountain of brackets without building it', () => {
    expect(read('['.repeat(4_000_000))).toEqual({ problem: 'read.too-deep' });
    expect(read(`[${'[],'.repeat(4_000_000)}[]]`)).toHaveProperty('value.length', 4_000_001);
  });
});
