import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { nodeKind } from '../../src/providers/alibaba-ccc-2020/labels.ts';
import { nestSteps } from '../../src/providers/alibaba-nest.ts';
import type { StepDraft } from '../../src/providers/provider.ts';

/** A step written as `flow type [channel] [@time]`, at the next moment where no time is given. */
function stepsOf(story: readonly string[]): readonly StepDraft[] {
  return story.map((line, index): StepDraft => {
    const [flowId = '', type = '', ...rest] = line.split(' ');
    const channelId = rest.find((word) => !word.startsWith('@'));
    const time = rest.find((word) => word.startsWith('@'));
    return {
      ...(flowId === '-' ? {} : { flowId }),
      ...(channelId === undefined ? {} : { channelId }),
      nodeId: `n${index}`,
      kind: { code: type },
      enteredAt: time === undefined ? 1000 + index : Number(time.slice(1)),
      source: { source: 'r', pointer: `/${index}` },
    };
  });
}

/** Every step with the index of its caller, `.` where it has none. */
const nested = (story: readonly string[]) =>
  nestSteps(stepsOf(story), (step) => nodeKind(step.kind.code))
    .map((parent) => parent ?? '.')
    .join(' ');

describe('the steps of sub-flows', () => {
  it.each<[string, readonly string[], string]>([
    ['a flow alone', ['A INCOMING_CALL', 'A PLAY_SAY', 'A HANGUP'], '. . .'],
    [
      'a marked sub-flow',
      ['A INCOMING_CALL', 'A SUB', 'B SUB_START', 'B PLAY_SAY', 'B SUB_END', 'A HANGUP'],
      '. . 1 1 1 .',
    ],
    [
      'a sub-flow in a sub-flow',
      ['A SUB', 'B SUB_START', 'B SUB', 'C SUB_START', 'C SUB_END', 'B SUB_END', 'A HANGUP'],
      '. 0 0 2 2 0 .',
    ],
    [
      'a sub-flow called twice',
      ['A SUB', 'B SUB_START', 'B SUB_END', 'A SUB', 'B SUB_START', 'B SUB_END', 'A HANGUP'],
      '. 0 0 . 3 3 .',
    ],
    ['a flow that calls itself', ['A SUB', 'A SUB_START', 'A SUB_END', 'A HANGUP'], '. 0 0 .'],
    ['a call that ends in the sub-flow', ['A SUB', 'B SUB_START', 'B GATHER_INPUT'], '. 0 0'],
    ['a sub-flow without its end', ['A SUB', 'B SUB_START', 'B PLAY_SAY', 'A HANGUP'], '. 0 0 .'],
    ['a sub-flow without start and end', ['A SUB', 'B PLAY_SAY', 'A HANGUP'], '. 0 .'],
    ['a sub-flow whose steps are missing', ['A SUB', 'A PLAY_SAY', 'A HANGUP'], '. . .'],
    ['a change of flow that comes back', ['A PLAY_SAY', 'B PLAY_SAY', 'B PLAY_SAY', 'A HANGUP'], '. 0 0 .'],
    [
      'a survey after the main flow',
      ['A PLAY_SAY', 'A HANGUP', 'S PLAY_SAY', 'S SATISFACTION_RATING'],
      '. . . .',
    ],
    [
      'a survey after a main flow with a sub-flow',
      ['A SUB', 'B SUB_START', 'B SUB_END', 'A HANGUP', 'S PLAY_SAY'],
      '. 0 0 . .',
    ],
    [
      'a survey after a call that ended in a sub-flow',
      ['A SUB', 'B SUB_START', 'B HANGUP', 'S PLAY_SAY', 'S SATISFACTION_RATING'],
      '. 0 0 . .',
    ],
    [
      'a return over two levels at once',
      ['A SUB', 'B SUB_START', 'B SUB', 'C SUB_START', 'A HANGUP'],
      '. 0 0 2 .',
    ],
    ['a start without its sub-flow node', ['A PLAY_SAY', 'B SUB_START', 'B SUB_END', 'A HANGUP'], '. 0 0 .'],
    ['an end without a beginning', ['A PLAY_SAY', 'A SUB_END', 'A HANGUP'], '. . .'],
    [
      'two legs side by side',
      ['A SUB one', 'X PLAY_SAY two', 'B SUB_START one', 'X HANGUP two', 'B SUB_END one', 'A HANGUP one'],
      '. . 0 . 0 .',
    ],
    [
      'a sub-flow node that was written after its start',
      ['A PLAY_SAY @1', 'B SUB_START @5', 'A SUB @5', 'B PLAY_SAY @6', 'B SUB_END @7', 'A HANGUP @9'],
      '. 2 . 2 2 .',
    ],
    ['steps that name no flow', ['- PLAY_SAY', '- PLAY_SAY'], '. .'],
    ['a sub-flow without ids of flows', ['- SUB', '- PLAY_SAY', '- SUB_END', '- HANGUP'], '. 0 0 .'],
    ['a sub-flow node without ids and end', ['- SUB', '- PLAY_SAY', '- HANGUP'], '. . .'],
    ['nothing', [], ''],
  ])('%s', (_, story, expected) => {
    expect(nested(story)).toBe(expected);
  });

  const line = fc
    .tuple(
      fc.constantFrom('A', 'B', 'C', '-'),
      fc.constantFrom('PLAY_SAY', 'SUB', 'SUB_START', 'SUB_END', 'odd'),
      fc.constantFrom('', ' one', ' two'),
    )
    .map((parts) => `${parts[0]} ${parts[1]}${parts[2]}`);

  it('always form a forest: no step is its own ancestor', () => {
    fc.assert(
      fc.property(fc.array(line, { maxLength: 30 }), (story) => {
        const parents = nestSteps(stepsOf(story), (step) => nodeKind(step.kind.code));
        expect(parents).toHaveLength(story.length);
        for (let start = 0; start < parents.length; start += 1) {
          let at: number | undefined = start;
          for (let hops = 0; at !== undefined; hops += 1) {
            expect(hops).toBeLessThanOrEqual(parents.length);
            at = parents[at];
          }
        }
      }),
    );
  });

  it('are found in reasonable time however deep and odd they are', () => {
    const deep = Array.from({ length: 20_000 }, (_, index) => `F${index} SUB`);
    const odd = Array.from({ length: 20_000 }, (_, index) => `G${index} PLAY_SAY`);
    const simultaneous = Array.from({ length: 20_000 }, () => 'H SUB_START @5');
    const begun = performance.now();
    nestSteps(stepsOf([...deep, ...odd, ...simultaneous]), (step) => nodeKind(step.kind.code));
    expect(performance.now() - begun).toBeLessThan(10_000);
  });
});
