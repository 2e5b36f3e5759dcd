import { html, nothing, svg, type TemplateResult } from 'lit';
import type { FlowLayout } from '../../src/trace/layout/layout.ts';
import type { Box } from '../../src/trace/layout/paths.ts';
import type { GraphView } from '../../src/trace/view/graph-types.ts';
import { isSmallMap } from './map-room.ts';

/** CSS pixels at a font of 13 px; in a small pane half as wide. */
const size = { width: 98, height: 112 } as const;

export interface Minimap {
  readonly graph: GraphView;
  readonly placed: FlowLayout;
  /** Of the pane, in CSS pixels at a font of 13 px. */
  readonly paneWidth: number;
  /** The visible part, in units of the drawing. */
  readonly visible: Box;
  /** Moves the middle of the visible part to a place of the drawing. */
  readonly moveTo: (x: number, y: number) => void;
}

/**
 * The whole flow in small, nodes by their status only, with a frame around what is visible that can be dragged. A
 * screen reader has the flow itself.
 */
export function minimap({ graph, placed, paneWidth, visible, moveTo }: Minimap): TemplateResult {
  const shapes = {
    none: new Array<string>(),
    warning: new Array<string>(),
    error: new Array<string>(),
    untaken: new Array<string>(),
  };
  const severity = new Map<string, keyof typeof shapes>(
    graph.nodes.map((node) => [node.id, node.designed === 'untaken' ? 'untaken' : node.severity]),
  );
  for (const { id, x, y, width, height } of placed.nodes) {
    shapes[severity.get(id) ?? 'none'].push(`M${x} ${y}h${width}v${height}h${-width}z`);
  }
  const scale = Math.max(placed.width / size.width, placed.height / size.height);
  const follow = (event: PointerEvent) => {
    const { currentTarget, clientX, clientY } = event;
    if (!(currentTarget instanceof SVGSVGElement)) return;
    const { left, top, width, height } = currentTarget.getBoundingClientRect();
    moveTo(((clientX - left) / width) * placed.width, ((clientY - top) / height) * placed.height);
  };
  return html`<div class="minimap ${isSmallMap(paneWidth) ? 'small' : ''}" aria-hidden="true">
    <svg
      viewBox="0 0 ${placed.width} ${placed.height}"
      @pointerdown=${(event: PointerEvent) => {
        if (event.button !== 0) return;
        if (event.currentTarget instanceof Element) event.currentTarget.setPointerCapture(event.pointerId);
        follow(event);
        event.preventDefault();
      }}
      @pointermove=${(event: PointerEvent) => {
        if ((event.buttons & 1) === 1) follow(event);
      }}
    >
      ${(['untaken', 'none', 'warning', 'error'] as const).map((kind) =>
        shapes[kind].length === 0
          ? nothing
          : svg`<path class="map-nodes ${kind}" stroke-width=${kind === 'none' || kind === 'untaken' ? scale * 0.4 : scale * 2} d=${shapes[kind].join('')}></path>`,
      )}
      <rect
        class="map-frame"
        x=${Math.max(0, visible.x)}
        y=${Math.max(0, visible.y)}
        width=${Math.min(visible.width, placed.width)}
        height=${Math.min(visible.height, placed.height)}
        stroke-width=${scale * 1.5}
      ></rect>
    </svg>
  </div>`;
}
