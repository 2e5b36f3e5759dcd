/**
 * The answer to what every page of a viewer asks first. The page that comes up with the viewer gets it as soon as it is
 * there, before the question has found its way: a page hears nothing before it has asked, so that the answer cannot come too
 * soon. Pages that come up later, because the viewer was hidden or moved, get theirs when they ask.
 */
export interface FirstAnswer<T> {
  /** The question has come. Never settles where the answer was there before it. */
  readonly asked: () => Promise<T>;
  /** The page has drawn what it got. */
  readonly drawn: () => void;
  /** There is no page, or it cannot be seen. */
  readonly ends: () => void;
}

/** After so long without a sign of the page the answer is given once more, ms; a page that has one takes no second. */
const patienceMs = 2_000;

/**
 * @param make makes an answer
 * @param send sends one before it is asked for
 */
export function createFirstAnswer<T>(make: () => Promise<T>, send: (answer: T) => void): FirstAnswer<T> {
  let ended = false;
  let drawn: () => void = () => undefined;
  const seen = new Promise<'drawn'>((resolve) => {
    drawn = () => resolve('drawn');
  });
  let ahead: Promise<void> | undefined = make().then((answer) => {
    if (!ended) send(answer);
  });
  return {
    asked: async () => {
      const sent = ahead;
      ahead = undefined;
      if (sent === undefined) return make();
      await sent;
      const late = new Promise<'late'>((resolve) => setTimeout(() => resolve('late'), patienceMs));
      if ((await Promise.race([seen, late])) === 'late') return make();
      return new Promise<never>(() => undefined);
    },
    drawn: () => drawn(),
    ends: () => {
      ended = true;
      ahead = undefined;
    },
  };
}
