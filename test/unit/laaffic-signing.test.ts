import { expect, it } from 'vitest';
import { laafficHeaders } from '../../src/providers/laaffic/sign.ts';
import fixture from '../fixtures/signing/laaffic-signing-vectors.json';

it.each(fixture.vectors)('signs $id', ({ input, expected }) => {
  const { apiKey, apiSecret, timestamp } = input;
  expect(laafficHeaders(apiKey, apiSecret, Number(timestamp) * 1000)).toEqual(expected.headers);
});

it('sends whole seconds, rounded down', () => {
  expect(laafficHeaders('bDqJFiq9', '7bz1lzh9', 1_630_468_800_999)).toMatchObject({
    Timestamp: '1630468800',
    Sign: '05d7a50893e22a5c4bb3216ae3396c7c',
  });
});

it('keeps the case of keys', () => {
  expect(laafficHeaders('KEY', 's', 0).Sign).not.toBe(laafficHeaders('key', 's', 0).Sign);
});
