import type { FrameLocator, Locator } from '@playwright/test';

/** The parts of the English viewer, as a screen reader names them. */
export interface Viewer {
  readonly page: FrameLocator;
  /** Everything beneath the summary. */
  readonly panes: Locator;
  /** Who called whom. */
  readonly heading: Locator;
  readonly summary: Locator;
  /** The path through the IVR, or the legs where the provider offers no steps. */
  readonly flow: Locator;
  readonly timeline: Locator;
  readonly list: Locator;
  readonly details: Locator;
  /** The name of what the details are about. */
  readonly detailed: Locator;
  /** The chip of a problem in the summary; `aria-pressed` when it is selected. */
  readonly problem: (title: string | RegExp) => Locator;
  readonly tab: (name: string | RegExp) => Locator;
  readonly sash: (name: string) => Locator;
  /** What is drawn as selected in one of the views. */
  readonly selectedIn: (view: Locator) => Locator;
}

export function viewerIn(page: FrameLocator): Viewer {
  const details = page.getByLabel('Details of the selection');
  return {
    page,
    panes: page.locator('.panes, .one-view'),
    heading: page.getByRole('heading', { level: 1 }),
    summary: page.getByLabel('Summary of the call'),
    flow: page.getByRole('listbox', { name: /^(Path through the IVR|Devices, queues and agents)/u }),
    timeline: page.getByRole('listbox', { name: 'Timeline of the call' }),
    list: page.getByRole('listbox', { name: 'Steps and events by time' }),
    details,
    detailed: details.getByRole('heading', { level: 2 }),
    problem: (title) => page.getByRole('list', { name: 'Problems' }).getByRole('button', { name: title }),
    tab: (name) => page.getByRole('tab', { name }),
    sash: (name) => page.getByRole('separator', { name }),
    selectedIn: (view) => view.getByRole('option', { selected: true }),
  };
}
