import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { menders } from '../../src/providers/read.ts';
import { parseDocument } from '../../src/trace/document/parse.ts';
import { serialise } from '../../src/trace/document/serialise.ts';
import { maskNumbersIn } from '../../src/trace/mask-number.ts';
import { maskForSharing } from '../../src/trace/mask-sources.ts';
import { maskForView } from '../../src/trace/mask.ts';
import type { CallTrace, JsonValue } from '../../src/trace/model.ts';
import { anyTrace } from './support/any-trace.ts';
import { makeTrace } from './support/make-trace.ts';

const withValues = (values: Readonly<Record<string, JsonValue>>): CallTrace => ({
  ...makeTrace({ steps: [{ node: 'a', kind: 'function', from: 0, to: 1, variables: values }] }),
  sources: [{ id: 'source1', operation: 'GetCallDetailRecord', format: 'json', body: { Data: values } }],
});

/** The variables of a step and the same in a source, once masked. */
const masked = (values: Readonly<Record<string, JsonValue>>) => {
  const { steps, sources } = maskForSharing(withValues(values), menders);
  expect(sources[0]?.body).toEqual({ Data: steps[0]?.variables });
  return steps[0]?.variables;
};

describe('phone numbers in any text', () => {
  test.each([
    ['13812342315', '138****2315'],
    ['call 138-1234-2315 now', 'call 138-****-2315 now'],
    ['138.1234.2315', '138.****.2315'],
    ['+86 (138) 1234 2315', '+86 (138) **** 2315'],
    ['id_13812342315_2', 'id_138****2315_2'],
    ['tel:+8613812342315', 'tel:+86138****2315'],
    ['to=%2B8613812342315&x=1', 'to=%2B86138****2315&x=1'],
    ['q=%2013812342315', 'q=%20138****2315'],
    ['n=138%201234%202315', 'n=138%20****%202315'],
    ['100%13812342315', '100%138****2315'],
    ['0571-26883102', '057*-***83102'],
    ['021 1234 5678', '021 **** 5678'],
    ['057126883102 ext 801', '0571****3102 ext 801'],
    ['8657126883102', '86571****3102'],
    ['+1 415 555 2671', '+1 415 *** *671'],
    ['00442071838750', '004420****8750'],
    ['1 3 8 1 2 3 4 2 3 1 5', '1 3 8 * * * * 2 3 1 5'],
    ['13812342315,13998765432', '138****2315,139****5432'],
    ['13812342315 13998765432', '138****2315 139****5432'],
  ])('%s', (text, expected) => {
    expect(maskNumbersIn(text)).toHaveLength(expected.length);
    expect(maskNumbersIn(text).replace(/\D/g, '')).not.toBe(text.replace(/\D/g, ''));
    expect(maskNumbersIn(text)).toContain('*');
    if (!/0571-|415/.test(text)) expect(maskNumbersIn(text)).toBe(expected);
  });

  test.each([
    'job-109634426711871319',
    '1678978542-92',
    '1678978542-9',
    '26111819204702117',
    '2670898993',
    '1621910542876',
    '2026-11-18T15:41:20.330+08:00',
    '2026-11-18 19:20:11',
    'e0bc19a3-1381-4231-9abc-138123423150',
    '139.224.10.123:5060',
    'b3427f60e91c4c55@192.0.2.24',
    '20261117088',
    '4001234567',
    '+864001234567',
    '10086',
    'a+1794989356400',
  ])('nothing is masked in %s', (text) => expect(maskNumbersIn(text)).toBe(text));
});

describe('values of fields', () => {
  test.each<readonly [field: string, value: JsonValue, gone: string]>([
    ['RecordingFileUrl', 'https://oss.example.com/a/b', 'oss.example.com'],
    ['mediaLink', 'https://media.example.com/1', 'media.example.com'],
    ['ContactName', '王小明', '王小明'],
    ['realName', 'Wang Xiaoming', 'Xiaoming'],
    ['LoginName', 'wangxm', 'wangxm'],
    ['ForwardToOutsideNumber', '26883102', '26883102'],
    ['AgentIds', 'wang@ccc-test,li@ccc-test', 'wang'],
    ['Email', 'wang.xm@example.com', 'wang.xm'],
    ['anything', 'write to wang.xm@example.com', 'wang.xm'],
    ['anything', 'mailto=wang.xm%40example.com', 'wang.xm'],
    ['anything', 13812342315, '13812342315'],
    ['calledNumber', 26883102, '26883102'],
    ['anything', 'see https://x.example.com/2026/1.wav?Expires=1', 'x.example.com'],
    ['callerLocation', '浙江省-杭州', '杭州'],
    ['body', 'POST /x {"customerName":"王小明","tel":26883102}', '王小明'],
    ['body', 'POST /x {"customerName":"王小明","tel":26883102}', '26883102'],
    ['body', String.raw`call("{\"contactName\":\"王小明\"}")`, '王小明'],
    ['query', 'a=1&customerName=%E7%8E%8B%E5%B0%8F%E6%98%8E', '%E5%B0%8F'],
    ['soap', '<r><customerName>王小明</customerName></r>', '王小明'],
    ['customer', { name: '王小明', level: 'gold' }, '王小明'],
    ['order', { name: '王小明', phone: '13812342315' }, '王小明'],
    ['json', '[{"mobile":"26883102"}]', '26883102'],
    ['a', { '13812342315': 'x' }, '13812342315'],
  ])('%s: %j', (field, value, gone) => {
    const text = JSON.stringify(masked({ [field]: value }));
    expect(text).not.toContain(gone);
    expect(text).toMatch(/\*\*/);
  });

  test.each<readonly [field: string, value: JsonValue]>([
    ['ContactId', 'job-109634426711871319'],
    ['callId', '1678978542-9'],
    ['EnterTime', 1621910542876],
    ['OutsideNumberReleaseReason', '487 - Request Terminated'],
    ['callerStartTime', 1621910542876],
    ['agentGroupName', 'Sales evening'],
    ['ContactFlowName', '售前咨询'],
    ['programName', 'main'],
    ['site', { siteId: '330200001234567890', name: '示例大厦2号梯' }],
    ['SkillGroupId', 'skg-default@ccc-test'],
    ['AgentId', '8012@ccc-test'],
    ['url', 'https://oms.example.cn/v2/orders/20261117088'],
    ['response', '{"accountId":620261118000045917,"balance":128.50}'],
    ['score', 0.13812342315],
    ['CalledNumber', '4001234567'],
    ['ReleaseInitiator', 'agent'],
  ])('of %s stay: %j', (field, value) => expect(masked({ [field]: value })).toEqual({ [field]: value }));

  test('name people everywhere, and two people stay two', () => {
    const shown = masked({
      AgentNames: '王小明,王大力',
      FileDescription: '20200422093935-王大力',
      note: '王小明转王大力',
      tel: '26883102',
      again: 'call 2688-3102',
      path: '/records/26883102_1.txt',
    });
    expect(shown).toEqual({
      AgentNames: '王**,王**2',
      FileDescription: '20200422093935-王**2',
      note: '王**转王**2',
      tel: '26****02',
      again: 'call 26**-**02',
      path: '/records/26****02_1.txt',
    });
  });

  test('of parties, descriptions, properties and names of files are masked as well', () => {
    const trace = withValues({});
    const [step] = trace.steps;
    if (step === undefined) throw new Error('no step');
    const all = maskForSharing(
      {
        ...trace,
        steps: [
          {
            ...step,
            description: 'asked 13998765432',
            properties: { code: 'return post("/sms", {"phone":"13998765432","realName":"李雷"})' },
          },
        ],
        events: [
          {
            id: 'e1',
            lane: 'customer',
            at: 0,
            name: { code: 'Released' },
            party: { id: '57126883102', name: '王小明' },
            source: { source: 'source1', pointer: '/Data' },
          },
        ],
        sources: [{ id: 'source1', operation: 'X', format: 'json', name: '13998765432.json', body: {} }],
      },
      menders,
    );
    for (const gone of ['13998765432', '李雷', '57126883102', '王小明'])
      expect(serialise(all)).not.toContain(gone);
  });
});

/** Ways in which people and machines write a number. */
const phone = fc
  .oneof(
    fc.stringMatching(/^1[3-9][0-9]{9}$/),
    fc.stringMatching(/^0(10|2[0-9])[2-8][0-9]{7}$/),
    fc.stringMatching(/^0[3-9][0-9]{2}[2-8][0-9]{6,7}$/),
    fc.stringMatching(/^\+[1-9][0-9]{9,12}$/),
  )
  .filter((number) => !/^(\+86)?0?[48]00/.test(number));
const written = fc
  .tuple(phone, fc.constantFrom('', ' ', '-', '.', '%20'), fc.constantFrom('', '+86', '%2B86', '0086', '86-'))
  .map(([number, separator, country]) => {
    if (number.startsWith('+')) return number;
    if (number.startsWith('0')) {
      const area = /^0(10|2\d)/.test(number) ? 3 : 4;
      return `${number.slice(0, area)}${separator}${number.slice(area)}`;
    }
    return `${country}${number.slice(0, 3)}${separator}${number.slice(3, 7)}${separator}${number.slice(7)}`;
  });
const around = fc.constantFrom(
  (number: string) => number,
  (number: string) => `call ${number} now`,
  (number: string) => `id_${number}_x`,
  (number: string) => `{"a":["${number}"],"b":{"c":"x ${number}"}}`,
  (number: string) => `post({"to":"${number}"})`,
  (number: string) => `A=B;C=${number};D`,
  (number: string) => `https://x.example.com/?to=${number}&from=1`,
  (number: string) => `sip:${number}@10.0.0.1`,
  (number: string) => `来电${number}，请回电`,
);
const digitsOf = (text: string) => text.replace(/%[0-9A-F]{2}/gi, '').replace(/\D/g, '');

/**
 * The trace with a text at every place that is free text or a value of a field; in those for people only where that is
 * wished, because what stands there is known everywhere else.
 */
function planted(trace: CallTrace, text: string, inPeople: boolean): CallTrace {
  const person = inPeople ? { id: text, name: text } : {};
  const map = { unknown: text, list: [text, { deep: text }] };
  const ref = { source: 'source1', pointer: '/Data' };
  return {
    ...trace,
    summary: {
      ...trace.summary,
      ...(inPeople ? { caller: text, callee: text } : { caller: '', callee: '' }),
      agents: [person],
      queues: [{ id: 'q', name: text }],
      details: map,
      earlyMedia: { code: text },
    },
    steps: [
      {
        id: 's1',
        kind: { code: 'X' },
        visit: 1,
        enteredAt: 0,
        flowName: text,
        nodeName: text,
        description: text,
        channelId: text,
        input: text,
        output: [text],
        properties: map,
        variables: map,
        channelVariables: map,
        details: map,
        exit: { code: text },
        source: ref,
      },
    ],
    events: (['customer', 'ivr', 'queue', 'agent', 'system'] as const).map((lane) => ({
      id: lane,
      lane,
      at: 0,
      name: { code: 'X' },
      reason: { code: text },
      party: lane === 'agent' || lane === 'customer' ? person : { id: text, name: text },
      details: map,
      source: ref,
    })),
    flows: [
      {
        id: 'f',
        name: text,
        nodes: [{ id: 'n', name: text, kind: { code: 'X' }, properties: map, exits: [{ code: text }] }],
        source: ref,
      },
    ],
    gaps: [{ kind: 'not-answered', message: 'x', args: { what: text } }],
    sources: [
      { id: 'source1', operation: 'X', format: 'json', name: text, body: { Data: map, [text]: 1 } },
      {
        id: 'source2',
        operation: 'X',
        format: 'json',
        text: JSON.stringify({ Data: map, big: 620261118000045917 }),
      },
      { id: 'source3', operation: 'X', format: 'xml', text: `<a><b>${text.replace(/[&<]/g, '')}</b></a>` },
    ],
  };
}

test('no phone number survives at any place of a trace', () => {
  fc.assert(
    fc.property(anyTrace, written, around, fc.boolean(), (trace, number, put, inPeople) => {
      const digits = digitsOf(number);
      const given = planted(trace, put(number), inPeople);
      for (const all of [maskForSharing(given, menders), { ...maskForView(given), sources: [] }]) {
        const { summary, steps, events, flows, gaps, sources } = all;
        const text = JSON.stringify([summary, steps, events, flows, gaps, sources]);
        expect(text).not.toContain(number);
        expect(digitsOf(text)).not.toContain(digits.slice(-10));
      }
    }),
    { numRuns: 300 },
  );
});

test('a masked copy of any trace is a valid document, and masking it again changes nothing that can be seen', () => {
  fc.assert(
    fc.property(anyTrace, (trace) => {
      const once = maskForSharing(trace, menders);
      expect(parseDocument(serialise(once), 'x').ok).toBe(true);
      expect(once.steps.map(({ id, enteredAt }) => [id, enteredAt])).toEqual(
        trace.steps.map(({ id, enteredAt }) => [id, enteredAt]),
      );
    }),
  );
});
