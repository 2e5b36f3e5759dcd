import { describe, expect, test } from 'vitest';
import { createPageLife } from '../../src/extension/editor/page-life.ts';

describe('the page of a viewer', () => {
  test('may be told something only after its first answer', () => {
    const life = createPageLife();
    expect(life.answered()).toBe(false);
    const answers = life.asks();
    expect(life.answered()).toBe(false);
    answers();
    expect(life.answered()).toBe(true);
  });

  test('has no answer while it is hidden, and asks again', () => {
    const life = createPageLife();
    life.asks()();
    life.ends();
    expect(life.answered()).toBe(false);
    life.asks()();
    expect(life.answered()).toBe(true);
  });

  test('is not taken for another one, whose answer came late', () => {
    const life = createPageLife();
    const late = life.asks();
    life.ends();
    const answers = life.asks();
    late();
    expect(life.answered()).toBe(false);
    answers();
    late();
    expect(life.answered()).toBe(true);
  });
});
