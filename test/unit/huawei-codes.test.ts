import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import {
  callTypes,
  codedOf,
  deviceKinds,
  directionOfCallType,
  earlierSubMediaTypes,
  hungUpBy,
  laterSubMediaTypes,
  mediaTypes,
  reasons,
  releaseCauses,
} from '../../src/providers/huawei-aicc/codes.ts';
import { renderIn } from '../../src/trace/catalogue.ts';
import { languages } from '../../src/trace/message.ts';
import { record } from '../../src/trace/source/record.ts';

/** Which codes the pages list (devices, media, submedia, call types, reasons, release causes). */
const range = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, index) => from + index);
const listed: readonly (readonly [string, Readonly<Record<string, string>>, readonly number[]])[] = [
  ['device types', deviceKinds, [1, 2, 3, 5, 7, 8, 10, 11, 14, 15]],
  ['media types', mediaTypes, [...range(1, 23), ...range(50, 55)]],
  ['earlier submedia types', earlierSubMediaTypes, range(1, 9)],
  ['later submedia types', laterSubMediaTypes, range(1, 10)],
  ['call types', callTypes, [...range(0, 18), ...range(20, 23), ...range(30, 35), ...range(40, 45)]],
  ['reasons', reasons, [...range(0, 20), ...range(22, 31), ...range(34, 54), 88, 89]],
  [
    'release causes',
    releaseCauses,
    [
      ...range(0, 14),
      ...range(47, 50),
      ...range(59, 63),
      80,
      ...range(251, 254),
      ...range(256, 258),
      263,
      338,
      339,
      340,
      342,
      ...range(343, 354),
      356,
      357,
      359,
    ],
  ],
];

const labelled: readonly (readonly [space: string, meanings: readonly string[]])[] = [
  ['media', [mediaTypes, earlierSubMediaTypes, laterSubMediaTypes].flatMap(Object.values<string>)],
  ['contact-type', Object.values(callTypes)],
  ['reason', Object.values(reasons)],
  ['disposition', Object.values(reasons)],
  ['release', Object.values(releaseCauses)],
  ['hung-up-by', Object.values(hungUpBy)],
  ['value.deviceType', Object.keys(deviceKinds)],
  [
    'field',
    ['callIdNum', 'deviceType', 'subCcNo', 'CurrentSkillID', 'subMediaType', 'logDate', 'vdn', 'callEnd'],
  ],
];

describe('the code tables', () => {
  it.each(listed)('%s: every documented code and no other', (_, table, codes) => {
    expect(
      Object.keys(table)
        .map(Number)
        .sort((a, b) => a - b),
    ).toEqual(codes);
  });

  it.each(languages)('every meaning has its words in %s', (language) => {
    const render = renderIn(language);
    for (const [space, meanings] of labelled) {
      for (const meaning of meanings) {
        const shown = render({ key: `${space}.${meaning}` });
        expect(shown).not.toBe(`${space}.${meaning}`);
        if (language === 'zh-cn' && space === 'reason') expect(shown).toMatch(/\p{Script=Han}/u);
      }
    }
  });

  it('a disposition has the words of the reason that it is', () => {
    for (const language of languages) {
      const render = renderIn(language);
      for (const meaning of Object.values(reasons)) {
        expect(render({ key: `disposition.${meaning}` })).toBe(render({ key: `reason.${meaning}` }));
      }
    }
  });

  it('different codes have different words within their table', () => {
    const render = renderIn('en');
    for (const [space, table] of [
      ['reason', reasons],
      ['release', releaseCauses],
      ['contact-type', callTypes],
      ['media', mediaTypes],
      ['media', laterSubMediaTypes],
    ] as const) {
      const words = Object.values(table).map((meaning) => render({ key: `${space}.${meaning}` }));
      expect(new Set(words).size).toBe(words.length);
    }
  });

  it('every call type but the callback request has a direction', () => {
    expect(Object.keys(callTypes).filter((code) => !(code in directionOfCallType))).toEqual(['45']);
  });

  it('zero is a code, an empty field is none', () => {
    const raw = record({ releaseCause: 0, EnterReason: '', LeaveReason: null }, '');
    expect(codedOf(raw, releaseCauses, 'releaseCause')).toEqual({ code: '0', meaning: 'normal' });
    expect(codedOf(raw, reasons, 'EnterReason')).toBeUndefined();
    expect(codedOf(raw, reasons, 'LeaveReason')).toBeUndefined();
  });

  it('every sentence that the reader names is in the catalogue', () => {
    const used = ['calls', 'detect', 'reader', 'row']
      .map((file) =>
        readFileSync(new URL(`../../src/providers/huawei-aicc/${file}.ts`, import.meta.url), 'utf8'),
      )
      .flatMap((code) => [...code.matchAll(/'(huawei\.[a-z.-]+)'/g)].map(([, key]) => key ?? ''));
    expect(used.length).toBeGreaterThan(8);
    for (const key of used) {
      const args = { name: 'n', code: 'c', said: 's', status: '1', count: 1, row: 1, field: 'f', value: 'v' };
      expect(renderIn('en')({ key, args })).not.toBe(key);
    }
  });
});
