import type { MeasureText } from '../src/trace/view/types.ts';
import { measureWith } from './measure.ts';

/** Measures with the font of an element, on a canvas. */
export function measureIn(element: Element): MeasureText {
  return measureWith(document.createElement('canvas').getContext('2d'), familyOf(element));
}

/** The CSS font family of an element. */
export const familyOf = (element: Element): string => getComputedStyle(element).fontFamily;
