import type { Messenger } from '../../src/protocol/messenger.ts';
import { pictureRequests, type SightView } from '../../src/protocol/picture-messages.ts';
import type { ViewerPart } from '../parts/viewer.ts';
import { TimelinePart } from '../parts/timeline.ts';
import { arrangementOf } from '../../src/trace/graph/arranged.ts';
import { compressed } from '../parts/views.ts';
import { zoneOf } from '../times.ts';
import { rasterised } from './raster.ts';
import { themePalette } from './theme.ts';

/** How long the page may take to get the focus, without which browsers write no clipboard, ms. */
const focusMs = 2000;

/** Answers what the host asks about pictures of what is shown. */
export function answerPictures(messenger: Messenger, viewer: ViewerPart): void {
  messenger.answer(pictureRequests.sight, async () => {
    await viewer.drawn();
    return sightOf(viewer);
  });
  messenger.answer(pictureRequests.raster, async ({ svg, scale }) => {
    const png = await rasterised(svg, scale);
    return png === undefined ? {} : { png: new Uint8Array(await png.arrayBuffer()) };
  });
  messenger.answer(pictureRequests.copyRaster, async ({ svg, scale }) => {
    const png = await rasterised(svg, scale);
    if (png === undefined) return { copied: false };
    await focused();
    await navigator.clipboard.write([new ClipboardItem({ 'image/png': png })]);
    return { copied: true };
  });
}

function sightOf(viewer: ViewerPart): SightView {
  const { state } = viewer;
  const times = state.viewState.times ?? state.settings.times;
  const zone =
    state.content.kind !== 'shown' || times === 'elapsed' ? undefined : zoneOf(state.content.view, times);
  const nodes = nodesInSight(viewer);
  const timeline = viewer.querySelector('call-trace-timeline');
  const range = timeline instanceof TimelinePart ? timeline.sight : undefined;
  return {
    palette: themePalette(),
    ...arrangementOf(state.viewState),
    heat: state.viewState.heat === true,
    compress: compressed(state.viewState),
    ...(nodes === undefined ? {} : { nodes }),
    ...(range === undefined ? {} : { range }),
    ...(zone === undefined ? {} : { zone }),
  };
}

/** Nodes of which something can be seen in the pane of the flow. */
function nodesInSight(viewer: ViewerPart): readonly string[] | undefined {
  const pane = viewer.querySelector('call-trace-flow .flow')?.getBoundingClientRect();
  if (pane === undefined || pane.width === 0) return undefined;
  return [...viewer.querySelectorAll('call-trace-flow [data-node]')].flatMap((node) => {
    const box = node.getBoundingClientRect();
    const seen =
      box.left < pane.right && pane.left < box.right && box.top < pane.bottom && pane.top < box.bottom;
    const id = node.getAttribute('data-node');
    return seen && id !== null ? [id] : [];
  });
}

/** Waits until the page has the focus: a picker that was just closed may still have it. */
async function focused(): Promise<void> {
  window.focus();
  const end = performance.now() + focusMs;
  while (!document.hasFocus() && performance.now() < end) {
    await new Promise((resolve) => setTimeout(resolve, 50));
    window.focus();
  }
}
