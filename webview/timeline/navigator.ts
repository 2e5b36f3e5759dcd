import type { Quiet, Stretch, TimeScale } from '../../src/trace/timeline/scale.ts';
import {
  exactly,
  movedBy,
  movedTo,
  ordered,
  rangeInSight,
  scaleInSight,
  wholeCall,
  zoomedBy,
  zoomedTo,
  type Range,
  type Zoom,
  type Zoomable,
} from './zoom.ts';

/** The call that is navigated, as it is now. */
export interface Navigated {
  /** Epoch ms. */
  readonly from: number;
  readonly to: number;
  /** Long stretches in which nothing begins or ends. */
  readonly quiet: readonly Quiet[];
  /** Whether they are drawn narrow. */
  readonly compress: boolean;
  /** Room for the call, CSS pixels. */
  readonly width: number;
}

/** Where a person is in the time of a call, and the range that he chose. Places are CSS pixels from the left edge. */
export interface Navigator {
  readonly scale: () => TimeScale;
  /** What is in sight, epoch ms. */
  readonly sight: () => Range;
  readonly range: () => Range | undefined;
  /** Moment at a place; of a place outside, that at the edge. */
  readonly momentAt: (place: number) => number;
  /** Zooms so that what is at a place stays there. */
  readonly zoomBy: (by: number, place: number) => void;
  readonly moveBy: (pixels: number) => void;
  /** Moves just so far that a range is in sight. */
  readonly moveTo: (range: Range) => void;
  readonly zoomTo: (range: Range) => void;
  readonly showExactly: (range: Range) => void;
  /** Back to the whole call; the range goes. */
  readonly showAll: () => void;
  readonly choose: (range: Range | undefined) => void;
  /** Moves one end of the range to a moment; the other end is what it was, or that of `fallback`. */
  readonly mark: (end: 'from' | 'to', moment: number, fallback: Range) => void;
  /** Draws a narrow stretch in true scale from now on. */
  readonly open: (stretch: Stretch) => void;
  /** As in the beginning: of another call. */
  readonly reset: () => void;
}

export function createNavigator(navigated: () => Navigated): Navigator {
  let zoom: Zoom = wholeCall;
  let range: Range | undefined;
  let opened: ReadonlySet<number> = new Set();

  const call = (): Zoomable => {
    const { from, to, quiet, compress, width } = navigated();
    return { from, to, width, quiet: compress ? quiet.filter((stretch) => !opened.has(stretch.from)) : [] };
  };
  /** The room may have changed since. */
  const kept = (of: Zoomable): Zoom => (zoom = movedBy(of, zoom, 0));

  return {
    scale: () => scaleInSight(call(), kept(call())),
    sight: () => rangeInSight(call(), kept(call())),
    range: () => range,
    momentAt: (place) => scaleInSight(call(), zoom).time(Math.min(Math.max(0, place), call().width)),
    zoomBy: (by, place) => {
      zoom = zoomedBy(call(), zoom, by, place);
    },
    moveBy: (pixels) => {
      zoom = movedBy(call(), zoom, pixels);
    },
    moveTo: (wanted) => {
      if (zoom.factor > 1) zoom = movedTo(call(), zoom, wanted);
    },
    zoomTo: (wanted) => {
      zoom = zoomedTo(call(), wanted);
    },
    showExactly: (wanted) => {
      zoom = exactly(call(), wanted);
    },
    showAll: () => {
      zoom = wholeCall;
      range = undefined;
    },
    choose: (chosen) => {
      range = chosen;
    },
    mark: (end, moment, fallback) => {
      const { from, to } = range ?? fallback;
      range =
        end === 'from' ? ordered(moment, Math.max(to, moment)) : ordered(Math.min(from, moment), moment);
    },
    open: (stretch) => {
      const around = navigated().quiet.filter(({ from, to }) => from <= stretch.from && to >= stretch.to);
      opened = new Set([...opened, ...around.map(({ from }) => from)]);
    },
    reset: () => {
      zoom = wholeCall;
      range = undefined;
      opened = new Set();
    },
  };
}
