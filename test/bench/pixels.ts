import type { Page } from '@playwright/test';

/** How many pixels of two pictures of the same size differ; a page of the browser of `page` counts them. */
export async function differingPixels(page: Page, one: Buffer, other: Buffer): Promise<number> {
  if (one.equals(other)) return 0;
  const counter = await page.context().newPage();
  try {
    return await counter.evaluate<number>(`(async () => {
      const pixels = await Promise.all(${JSON.stringify([one, other].map((png) => png.toString('base64')))}.map(async (png) => {
        const picture = await createImageBitmap(await (await fetch('data:image/png;base64,' + png)).blob());
        const pen = new OffscreenCanvas(picture.width, picture.height).getContext('2d');
        pen.drawImage(picture, 0, 0);
        return new Uint32Array(pen.getImageData(0, 0, picture.width, picture.height).data.buffer);
      }));
      return pixels[0].reduce((count, pixel, at) => count + (pixel === pixels[1][at] ? 0 : 1), 0);
    })()`);
  } finally {
    await counter.close();
  }
}
