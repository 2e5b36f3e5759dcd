import { describe, expect, test } from 'vitest';
import { decodeMessage, encodeMessage } from '../../src/protocol/wire.ts';
import { samplePacked } from './support/viewer.ts';

describe('a message on its way to the webview', () => {
  test('arrives as it was, columns of numbers included', () => {
    const message = { type: 'event', name: 'show', payload: { view: samplePacked(), note: '等待 “…”' } };
    expect(decodeMessage(encodeMessage(message))).toEqual(message);
  });

  test('is one run of bytes, wherever it stands in memory', () => {
    const message = {
      at: Float64Array.of(1.5, Number.NaN),
      order: Uint32Array.of(7),
      none: new Int32Array(0),
    };
    const bytes = encodeMessage(message);
    const shifted = new Uint8Array(bytes.length + 3);
    shifted.set(bytes, 3);
    expect(decodeMessage(shifted.subarray(3))).toEqual(message);
  });

  test('is no message where it is something else', () => {
    expect(decodeMessage({ type: 'event' })).toBeUndefined();
    expect(decodeMessage(new Uint8Array(2))).toBeUndefined();
    expect(decodeMessage(undefined)).toBeUndefined();
  });

  test('keeps a member that is named like what every object has', () => {
    const text = '{"__proto__":{"a":1},"constructor":"x"}';
    expect(JSON.stringify(decodeMessage(encodeMessage(JSON.parse(text))))).toBe(text);
  });
});
