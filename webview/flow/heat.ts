import { html, nothing, svg, type SVGTemplateResult, type TemplateResult } from 'lit';
import { durationText } from '../../src/trace/format.ts';
import type { Heat } from '../../src/trace/graph/heat.ts';
import type { Box } from '../../src/trace/layout/paths.ts';
import type { Strings } from '../strings.ts';
import { styled } from '../styled.ts';

/** A bar at the foot of a node: as long, and as strong, as its share of the longest time. */
export function heatBar(
  heat: Heat | undefined,
  durationMs: number,
  box: Box,
): SVGTemplateResult | typeof nothing {
  if (heat === undefined || durationMs <= 0) return nothing;
  const share = durationMs / heat.longest;
  const room = box.width - 24;
  const width = Math.max(2, room * share);
  return svg`<g class="heat">
    <rect class="heat-room" x=${box.x + 12} y=${box.y + box.height - 5} width=${room} height="3"></rect>
    <rect class="heat-bar" ${styled({ '--heat': `${Math.round(35 + share * 65)}%` })} x=${box.x + 12} y=${box.y + box.height - 5} width=${width} height="3"></rect>
  </g>`;
}

/** What the bars mean. */
export function heatLegend(heat: Heat, strings: Strings): TemplateResult {
  const words = strings('flow.heat-legend', { longest: durationText(heat.longest, strings.render) });
  return html`<p class="heat-legend">
    <svg viewBox="0 0 48 6" aria-hidden="true">
      ${[0.25, 0.5, 1].map(
        (share, at) =>
          svg`<rect class="heat-bar" ${styled({ '--heat': `${Math.round(35 + share * 65)}%` })} x=${at * 17} y="1" width=${share * 14} height="4"></rect>`,
      )}
    </svg>
    ${words}
  </p>`;
}
