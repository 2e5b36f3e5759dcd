/** What browsers draw at most: pixels of a side, and of the whole. */
const mostSide = 16_384;
const mostPixels = 64_000_000;

/**
 * Pixels for a CSS pixel at which a drawing still fits, not above what is wanted; undefined where it does not fit even
 * at one.
 */
export function fittingScale(width: number, height: number, wanted: number): number | undefined {
  const fits = Math.min(mostSide / width, mostSide / height, Math.sqrt(mostPixels / (width * height)));
  return fits < 1 ? undefined : Math.min(wanted, fits);
}
