import { describe, expect, test } from 'vitest';
import { alibaba2020Form, connectionForms } from '../../src/extension/connections/fields.ts';
import { parseConnectionEntries, parseConnectionRecord } from '../../src/extension/connections/record.ts';
import { renderIn } from '../../src/trace/catalogue.ts';

const refusal = (field: string, value: string) => {
  const found = alibaba2020Form.fields.find(({ id }) => id === field);
  if (found === undefined) throw new Error(`There is no field ${field}.`);
  return found.check(value)?.key;
};

describe('what is asked for a connection', () => {
  test('every question and refusal stands in both languages', () => {
    const messages = connectionForms.flatMap((form) => [
      form.title,
      ...form.fields.flatMap(({ prompt, check }) =>
        [
          prompt,
          ...['', 'a b', 'ftp://x', 'http://example.com', 'https://u:p@x', 'https://x/y', 'https://['].map(
            check,
          ),
        ].filter((message) => message !== undefined),
      ),
    ]);
    for (const message of messages) {
      expect(renderIn('en')(message)).not.toBe(message.key);
      expect(renderIn('zh-cn')(message)).toMatch(/[\u4e00-\u9fff]/);
    }
  });

  test('only the secret is hidden, and it has no value to begin with', () => {
    const hidden = alibaba2020Form.fields.filter(({ secret }) => secret);
    expect(hidden.map(({ id }) => id)).toEqual(['accessKeySecret']);
    expect(hidden[0]?.value).toBe('');
  });

  test.each([
    ['https://ccc.cn-shanghai.aliyuncs.com', undefined],
    ['ccc.cn-shanghai.aliyuncs.com', undefined],
    ['http://127.0.0.1:8080', undefined],
    ['http://localhost:8080', undefined],
    ['http://[::1]:8080', undefined],
    ['', 'extension.connection.empty'],
    ['http://ccc.cn-shanghai.aliyuncs.com', 'extension.connection.plain-http'],
    ['http://localhost.example.com', 'extension.connection.plain-http'],
    ['ftp://ccc.cn-shanghai.aliyuncs.com', 'extension.connection.not-an-address'],
    ['https://', 'extension.connection.not-an-address'],
    ['https://key:secret@ccc.cn-shanghai.aliyuncs.com', 'extension.connection.login-in-address'],
    ['https://ccc.cn-shanghai.aliyuncs.com/api', 'extension.connection.path-in-address'],
    ['https://ccc.cn-shanghai.aliyuncs.com?x=1', 'extension.connection.path-in-address'],
  ])('endpoint %s: %s', (value, key) => {
    expect(refusal('endpoint', value)).toBe(key);
  });

  test('blanks in keys are noticed', () => {
    expect(refusal('accessKeySecret', 'two words')).toBe('extension.connection.blank');
    expect(refusal('instanceId', 'ccc-test')).toBeUndefined();
  });

  test('answers become a record, and the record becomes the answers', () => {
    const values = {
      instanceId: 'ccc-test',
      accessKeyId: 'id',
      accessKeySecret: 'word',
      endpoint: 'example.com',
    };
    const record = alibaba2020Form.record(values);
    expect(record.endpoint).toBe('https://example.com');
    expect(alibaba2020Form.values(record)).toEqual({ ...values, endpoint: 'https://example.com' });
    expect(parseConnectionRecord(JSON.stringify(record))).toEqual(record);
  });
});

describe('what is stored', () => {
  test.each([
    '',
    'null',
    '{}',
    '[]',
    '{"provider":"alibaba-ccc-2020"}',
    '{"provider":"other","endpoint":"x"}',
  ])('%s is no record', (text) => expect(parseConnectionRecord(text)).toBeUndefined());

  test('a list that is damaged is an empty one', () => {
    expect(parseConnectionEntries(undefined)).toEqual([]);
    expect(parseConnectionEntries([{ id: 1 }])).toEqual([]);
    const entry = { id: 'x', name: 'Bench', provider: 'alibaba-ccc-2020', instance: 'ccc-test' };
    expect(parseConnectionEntries([entry])).toEqual([entry]);
  });
});
