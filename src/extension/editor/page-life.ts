/**
 * Knows whether the page of a viewer that is up now has what it asked for first. VS Code ends the page of a hidden viewer
 * and keeps what is sent to one that does not listen yet, so before that answer nothing may be sent: it would be drawn
 * before, and drawn again.
 */
export interface PageLife {
  /** A page asks. The answer is on its way when what this returns has been called, unless that page is gone by then. */
  readonly asks: () => () => void;
  /** There is no page, or it cannot be seen. */
  readonly ends: () => void;
  readonly answered: () => boolean;
}

export function createPageLife(): PageLife {
  let turn = 0;
  let answered = false;
  return {
    asks: () => {
      turn += 1;
      answered = false;
      const mine = turn;
      return () => {
        if (mine === turn) answered = true;
      };
    },
    ends: () => {
      turn += 1;
      answered = false;
    },
    answered: () => answered,
  };
}
