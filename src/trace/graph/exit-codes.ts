import type { ExitMeaning } from '../model.ts';

const meanings: readonly (readonly [RegExp, ExitMeaning])[] = [
  [/^(complete[d]?|success|normal)$/i, 'success'],
  [/^(fail(ure|ed)?|error)$/i, 'failure'],
  [/^time-?_?out$/i, 'timeout'],
  [/^overflow$/i, 'overflow'],
  [/^hang-?_?up$/i, 'hang-up'],
  [/^(default|other)$/i, 'default'],
  [/^branch\b/i, 'branch'],
  [/^invalid$/i, 'invalid'],
];

/**
 * What an exit of a designed node means by how it is spelled: definitions spell the exits as the steps do, and `complete`
 * where there is one way out (Alibaba Cloud CCC GetContactFlow, `activities[].events[].event`).
 */
export function exitMeaningOf(code: string): ExitMeaning | undefined {
  return meanings.find(([spelling]) => spelling.test(code))?.[1];
}
