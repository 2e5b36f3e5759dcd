import { expect, type Locator } from '@playwright/test';

/** Where something is in the page, CSS pixels. */
export interface Place {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** Where something stands; waits while it is being drawn. */
export async function placeOf(locator: Locator): Promise<Place> {
  const seen: Place[] = [];
  await expect(async () => {
    const place = await locator.boundingBox();
    if (place === null) throw new Error('It is not drawn.');
    seen.push(place);
  }).toPass();
  const [place] = seen;
  if (place === undefined) throw new Error('It is not drawn.');
  return place;
}

/** The middle of a place. */
export function middleOf({ x, y, width, height }: Place): { readonly x: number; readonly y: number } {
  return { x: x + width / 2, y: y + height / 2 };
}
