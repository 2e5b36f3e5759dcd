/**
 * Does something some time after the next frame is on the screen, so that nothing that can wait holds that frame up.
 *
 * @param ms counted from the frame
 * @returns calls it off
 */
export function afterPaint(ms: number, work: () => void): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let frame = requestAnimationFrame(() => {
    // When the second frame begins, the first is out of the page's hands.
    frame = requestAnimationFrame(() => (timer = setTimeout(work, ms)));
  });
  return () => {
    cancelAnimationFrame(frame);
    clearTimeout(timer);
  };
}
