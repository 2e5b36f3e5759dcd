import { describe, expect, it } from 'vitest';
import {
  enteredContactIds,
  findContactIds,
  isContactId,
  longestContactId,
  mostContactIds,
  offeredContactIds,
  providersOf,
  type ScannedText,
} from '../../src/providers/contact-id.ts';
import sampleIndex from '../../media/samples/index.json' with { type: 'json' };

const found = (text: string, bareDigits = false) =>
  findContactIds(text, { bareDigits }).map(({ contactId }) => contactId);

describe('the form of a contact ID', () => {
  it.each([
    ['job-109634426711902315', ['alibaba-ccc-2020']],
    ['job-8f14e45f-ceea-467f-9538-1b2c3d4e5f60', ['alibaba-ccc-2020']],
    ['job-1', ['alibaba-ccc-2020']],
    ['3433583180', ['alibaba-ccc-2017']],
    ['1678978542-92', ['huawei-aicc']],
    ['1659513159000-546750', ['huawei-aicc']],
    ['23112023432602510', ['laaffic']],
    // Seventeen digits that are no time can be either.
    ['99999999999999999', ['alibaba-ccc-2017', 'laaffic']],
    ['26023023590012345', ['laaffic']],
    ['26130112000012345', ['alibaba-ccc-2017', 'laaffic']],
    ['8f14e45f-ceea-467f-9538-1b2c3d4e5f60', []],
    ['2678978542-92', []],
    ['1678978542-', []],
    ['', []],
  ])('%s', (contactId, providers) => {
    expect(providersOf(contactId)).toEqual(providers);
  });

  it('is known for every sample call', () => {
    expect(sampleIndex.length).toBeGreaterThan(0);
    for (const { provider } of sampleIndex) expect(provider).toMatch(/^(?:alibaba|huawei|laaffic)/u);
  });

  it.each(['job-1', 'acid_1', 'a:1', 'a.b-1@c', '7'.repeat(longestContactId)])(
    '%s can be asked for',
    (text) => {
      expect(isContactId(text)).toBe(true);
    },
  );

  it.each(['', 'hello', 'job 1', 'a/1', 'a&b=1', 'job-1\n', '通话1', '7'.repeat(longestContactId + 1)])(
    '%j cannot',
    (text) => {
      expect(isContactId(text)).toBe(false);
    },
  );
});

describe('contact IDs in text', () => {
  it.each([
    ['2026-11-21 03:37:20 INFO call job-109634426711902315 ended', ['job-109634426711902315']],
    ['{"ContactId":"job-109634426711902315","Caller":"13812342315"}', ['job-109634426711902315']],
    ['callId=1678978542-92;', ['1678978542-92']],
    ['https://ccc.example/#/call/job-109634426711902315?tab=1', ['job-109634426711902315']],
    ["'job-8f14e45f-ceea-467f-9538-1b2c3d4e5f60'", ['job-8f14e45f-ceea-467f-9538-1b2c3d4e5f60']],
    ['通话job-109634426711902315结束', ['job-109634426711902315']],
    ['--job-109634426711902315--', ['job-109634426711902315']],
    ['job-109634426711902315.wav', ['job-109634426711902315']],
    ['1678978542-92 job-109634426711902315', ['1678978542-92', 'job-109634426711902315']],
  ])('%s', (text, contactIds) => {
    expect(found(text)).toEqual(contactIds);
  });

  it.each([
    ['too short to be one', 'job-12345 finished'],
    ['masked', 'job-10963442671187****'],
    ['masked at the begin', '****42671187123456-92 *1678978542-92'],
    ['part of a word', 'myjob-109634426711902315 job-109634426711902315x job-109634426711902315_2'],
    ['a telephone number', '+86 13812342315, 010-12345678'],
    ['a day', '2026-11-21'],
    ['a UUID of something else', '8f14e45f-ceea-467f-9538-1b2c3d4e5f60'],
    ['only hyphens', '----------'],
    ['a time that no call has', '9678978542-92'],
    ['longer than any', `job-${'1'.repeat(longestContactId)}`],
  ])('%s is none', (_, text) => {
    expect(found(text)).toEqual([]);
  });

  it('digits alone are one only when that is asked for', () => {
    const text =
      'acid=3433583180 session 23112023432602510 port 8080 load 0.12345678 at 12345678.5 to 10.12345678.1';
    expect(found(text)).toEqual([]);
    expect(found(text, true)).toEqual(['3433583180', '23112023432602510']);
  });

  it('says where each stands', () => {
    const text = 'a job-109634426711902315, b -1678978542-92';
    for (const { contactId, start, end } of findContactIds(text, { bareDigits: false })) {
      expect(text.slice(start, end)).toBe(contactId);
    }
    expect(found(text)).toHaveLength(2);
  });

  it('gives so many at most', () => {
    expect(findContactIds('1678978542-92 '.repeat(50), { bareDigits: false, most: 3 })).toHaveLength(3);
  });

  it('looks at each character of a long text a few times at most', () => {
    const text = '-1a'.repeat(20_000);
    let looks = 0;
    const counted: ScannedText = {
      length: text.length,
      charCodeAt: (at) => {
        looks += 1;
        return text.charCodeAt(at);
      },
      slice: (start = 0, end = text.length) => {
        looks += end - start;
        return text.slice(start, end);
      },
    };
    expect(findContactIds(counted, { bareDigits: true })).toEqual([]);
    expect(looks).toBeGreaterThan(text.length / 2);
    expect(looks).toBeLessThan(text.length * 4);
  });
});

describe('what is entered as contact IDs', () => {
  const ids = (text: string) => {
    const entered = enteredContactIds(text);
    return entered.kind === 'ids' ? entered.contactIds : entered.kind;
  };

  it.each([
    [' job-1 ', ['job-1']],
    ['job-1 job-2', ['job-1', 'job-2']],
    ['job-1,job-2;\n3433583180\t1678978542-92', ['job-1', 'job-2', '3433583180', '1678978542-92']],
    ['"job-1", "job-2"', ['job-1', 'job-2']],
    ['["job-1","job-2"]', ['job-1', 'job-2']],
    ['“job-1”、job-2', ['job-1', 'job-2']],
    ['job-1 job-1', ['job-1']],
    // An input box takes line breaks out.
    ['job-109634426711902315job-109634399004720042', ['job-109634426711902315', 'job-109634399004720042']],
    ['INFO call job-109634426711902315 of 13812342315 ended', ['job-109634426711902315']],
    ['{"acid": "3433583180"}', ['3433583180']],
    ['some-id-of-1-other-centre', ['some-id-of-1-other-centre']],
  ])('%j', (text, contactIds) => {
    expect(ids(text)).toEqual(contactIds);
  });

  it.each([
    ['', 'empty'],
    [' \n ', 'empty'],
    ['hello world', 'none'],
    ['job-10963442671187****', 'none'],
    ['a/b 12', 'none'],
  ])('%j is %s', (text, kind) => {
    expect(ids(text)).toBe(kind);
  });

  it('has a limit, which it says', () => {
    const many = Array.from({ length: mostContactIds + 1 }, (_, index) => `job-${index}`).join(' ');
    expect(enteredContactIds(many)).toEqual({
      kind: 'too-many',
      count: mostContactIds + 1,
      most: mostContactIds,
    });
  });
});

describe('what is offered of a clipboard', () => {
  it.each([
    ['job-109634426711902315', ['job-109634426711902315']],
    ['see job-109634426711902315 and job-109634426711902315', ['job-109634426711902315']],
    ['3433583180', ['3433583180']],
    ['3433583180\n3433583181', ['3433583180', '3433583181']],
    ['call 3433583180', []],
    ['const a = 1;', []],
    ['', []],
  ])('%j', (text, contactIds) => {
    expect(offeredContactIds(text)).toEqual(contactIds);
  });
});
