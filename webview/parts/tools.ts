import { html, type TemplateResult } from 'lit';
import { timesShown, type TimesShown } from '../../src/protocol/times-shown.ts';
import { zoneName } from '../../src/trace/time.ts';
import type { DrawnView } from '../../src/trace/view/types.ts';
import { sign } from '../icons.ts';
import type { Actions } from '../state.ts';
import type { Strings } from '../strings.ts';
import { zoneOf } from '../times.ts';
import type { TimelinePart } from './timeline.ts';
import { tool } from './tool.ts';

/** What stands in the heads of the panes. Parts are asked for when something is to be done: they come and go. */

export interface TimelineTools {
  readonly part: () => TimelinePart | undefined;
  /** Whether long waits are drawn narrow. */
  readonly compress: boolean;
  readonly strings: Strings;
  readonly actions: Actions;
}

export function timelineTools({ part, compress, strings, actions }: TimelineTools): TemplateResult {
  return html`<span class="tools">
    ${tool('minus', strings('timeline.zoom-out'), () => part()?.zoomBy(-1))}
    ${tool('plus', strings('timeline.zoom-in'), () => part()?.zoomBy(1))}
    ${tool('range', strings('timeline.to-range'), () => part()?.zoomToRange())}
    ${tool('fit', strings('timeline.all'), () => part()?.showAll())}
    ${tool(
      compress ? 'compressed' : 'stretched',
      strings(compress ? 'timeline.uncompress' : 'timeline.compress'),
      () => actions.arrange({ compress: !compress }),
    )}
  </span>`;
}

export interface TimesTool {
  readonly view: DrawnView;
  readonly times: TimesShown;
  readonly strings: Strings;
  readonly actions: Actions;
}

/** How moments are told, in the timeline, the list and the problems. */
export function timesTool({ view, times, strings, actions }: TimesTool): TemplateResult {
  const names = timesShown.map((one) => ({
    one,
    name: strings(`times.${one}`, { zone: one === 'elapsed' ? '' : zoneName(zoneOf(view, one)) }),
  }));
  return html`<label class="choice" title=${strings('times.label')}>
    ${sign('clock', 'dim')}
    <select
      aria-label=${strings('times.label')}
      @change=${({ target }: Event) => {
        const chosen = names[target instanceof HTMLSelectElement ? target.selectedIndex : -1];
        if (chosen !== undefined) actions.arrange({ times: chosen.one });
      }}
    >
      ${names.map(({ one, name }) => html`<option value=${one} .selected=${one === times}>${name}</option>`)}
    </select>
  </label>`;
}
