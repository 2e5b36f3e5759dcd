import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import {
  contactType,
  disposition,
  earlyMedia,
  flowType,
  hungUpBy,
  type CodeTable,
} from '../../src/providers/alibaba-codes.ts';
import { eventMeanings, exitMeaning, nodeKind } from '../../src/providers/alibaba-ccc-2020/labels.ts';
import { renderIn } from '../../src/trace/catalogue.ts';
import { eventMeanings as allEvents, lanes } from '../../src/trace/model.ts';
import { enumerations } from './alibaba-enumerations.ts';

/** What Alibaba Cloud itself publishes; where it comes from stands in the file. */
interface Published {
  readonly metadata: readonly {
    readonly operation: string;
    readonly field: string;
    readonly values: readonly string[];
  }[];
  readonly subscriptions: readonly string[];
}

const file = new URL('../fixtures/published/alibaba-ccc-2020.json', import.meta.url);
const parsed: unknown = JSON.parse(readFileSync(file, 'utf8'));
if (!isPublished(parsed)) throw new TypeError('not the lists');
const published = parsed;

function isPublished(value: unknown): value is Published {
  return typeof value === 'object' && value !== null && 'metadata' in value && 'subscriptions' in value;
}

const tables: Readonly<Record<string, { readonly space: string; readonly table: CodeTable }>> = {
  ReleaseInitiator: { space: 'hung-up-by', table: hungUpBy },
  ContactDisposition: { space: 'disposition', table: disposition },
  ContactType: { space: 'contact-type', table: contactType },
  EarlyMediaState: { space: 'early-media', table: earlyMedia },
  FlowType: { space: 'flow-type', table: flowType },
  Type: { space: 'flow-type', table: flowType },
  NodeExitCode: { space: 'exit', table: exitMeaning },
  NodeType: { space: 'kind', table: nodeKind },
  'AgentEvents/EventSequence/Event': { space: 'event', table: eventMeanings.agent },
  'IvrEvents/EventSequence/Event': { space: 'event', table: eventMeanings.ivr },
  'QueueEvents/EventSequence/Event': { space: 'event', table: eventMeanings.queue },
  'CustomerEvents/EventSequence/Event': { space: 'event', table: eventMeanings.customer },
};
const tableOf = (field: string) => tables[field] ?? tables[field.replace(/^.*\//, '')];

/** `Branch-A/B/C` stands for as many codes. */
const codesOf = (value: string) => {
  const [, stem, first, rest] = /^(.*-)(\w)((?:\/\w)+)$/.exec(value) ?? [];
  return stem === undefined || first === undefined || rest === undefined
    ? [value]
    : [first, ...rest.slice(1).split('/')].map((letter) => `${stem}${letter}`);
};

const values = published.metadata.flatMap(({ operation, field, values: listed }) =>
  listed.flatMap(codesOf).map((code) => ({ operation, field, code })),
);

function expectWords(key: string): void {
  for (const language of ['en', 'zh-cn'] as const) {
    expect(renderIn(language)({ key, args: { name: 'A' } }), `${key} in ${language}`).not.toBe(key);
  }
}

describe('what Alibaba Cloud publishes of its own codes', () => {
  it.each(values)('$operation $field: $code has a meaning and its words', ({ field, code }) => {
    const known = tableOf(field);
    const meaning = known?.table(code);
    expect(meaning).toBeDefined();
    expectWords(`${known?.space ?? ''}.${meaning ?? ''}`);
  });

  it.each(values)(
    '$operation $field: $code stands in the list that the tests of the codes go by',
    (value) => {
      const { table } = tableOf(value.field) ?? {};
      const listed = Object.values(enumerations).flatMap((each) =>
        each.table === table ? Object.keys(each.codes).map((code) => code.trim().toLowerCase()) : [],
      );
      expect(listed).toContain(value.code.trim().toLowerCase());
    },
  );

  it.each(published.subscriptions)('the event %s has a meaning in some lane, and its words', (name) => {
    const meanings = lanes.map((lane) => eventMeanings[lane](name));
    const meaning = meanings.find((one) => one !== undefined);
    expect(allEvents).toContain(meaning);
    expectWords(`event.${meaning ?? ''}`);
  });

  it('an event means the same in every lane, but for being given up, which is of the lane', () => {
    for (const name of published.subscriptions) {
      const told = new Set(lanes.flatMap((lane) => eventMeanings[lane](name) ?? []));
      expect([name, told.size]).toEqual([name, name === 'Abandoned' ? 2 : 1]);
    }
    expect(eventMeanings.system('Abandoned')).toBeUndefined();
  });
});
