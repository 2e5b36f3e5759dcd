import type { Locator } from '@playwright/test';
import { placeOf, middleOf } from './places.ts';
import { viewerIn, type Viewer } from './viewer.ts';
import { expect, test, type Workbench } from './workbench.ts';

/** Opens a sample from the Calls view by a click on the row of this title. */
async function openCall(workbench: Workbench, title: RegExp): Promise<Viewer> {
  await workbench.showView('Call Traces');
  await workbench.treeItem(title).click();
  return viewerIn(workbench.webview());
}

const failed = /Order query answers 502/u;

test('a click on a call tells what happened; all views have one selection', async ({ workbench }) => {
  const viewer = await openCall(workbench, failed);
  const { flow, timeline, list, details } = viewer;

  await test.step('the failed call, the worst problem first', async () => {
    await expect(viewer.heading).toHaveText(/138\*{4}2315\s*→\s*4000000000/u);
    for (const words of ['Failed', 'Inbound', '14:02:11', '2 m 48 s', '2 queues', '1 agent']) {
      await expect(viewer.summary).toContainText(words);
    }
    await expect(workbench.tab(/^138\*{4}2315 → 4000… · 14:02 · failed/u)).toBeVisible();
    // Nothing was clicked in the viewer.
    await expect(viewer.problem(/queryOrder failed: HTTP 502/u)).toHaveAttribute('aria-pressed', 'true');
    await expect(viewer.problem(/IVR exception/u)).toHaveAttribute('aria-pressed', 'false');
    await expect(viewer.selectedIn(flow)).toHaveAccessibleName(/^queryOrder/u);
    await expect(viewer.selectedIn(timeline)).toHaveAccessibleName(/^queryOrder/u);
    await expect(viewer.detailed).toHaveText('queryOrder');
    await expect(details).toContainText('queryOrder answered 502 Bad Gateway after 3.2 s');
  });

  await test.step('a node of the flow', async () => {
    await flow.getByRole('option', { name: /^Welcome prompt/u }).click();
    await expect(viewer.selectedIn(timeline)).toHaveAccessibleName(/^Welcome prompt/u);
    await expect(viewer.detailed).toHaveText('Welcome prompt');
    await expect(details).toContainText('您好，欢迎致电示例商城售后服务热线');
  });

  await test.step('a row of the list', async () => {
    await viewer.tab(/^List/u).click();
    await expect(timeline).toBeHidden();
    await expect(viewer.selectedIn(list)).toHaveAccessibleName(/^Welcome prompt/u);
    await list
      .getByRole('option', { name: /^Order number/u })
      .nth(2)
      .click();
    await expect(viewer.selectedIn(flow)).toHaveAccessibleName(/^Order number/u);
    await expect(details).toContainText('Invalid');
  });

  await test.step('a bar of the timeline', async () => {
    await viewer.tab(/^Timeline/u).click();
    await expect(viewer.selectedIn(timeline)).toHaveAccessibleName(/^Order number.*0:25/u);
    await timeline.getByRole('option', { name: /^Ringing/u }).click();
    await expect(viewer.selectedIn(flow)).toHaveAccessibleName(/Li Na.*did not answer/u);
    await expect(details).toContainText('rang for 20 s and nobody took the call');
  });

  await test.step('a problem of the summary', async () => {
    await viewer.problem(/IVR exception ended the call/u).click();
    await expect(viewer.selectedIn(flow)).toHaveAccessibleName(/^Reason: IVR exception/u);
    await expect(viewer.detailed).toHaveText('Reason: IVR exception');
  });

  await test.step('what a provider does not offer is said', async () => {
    await workbench.treeItem(/LAAFFIC/u).click();
    await expect(viewer.heading).toContainText('63917****0042');
    await expect(viewer.summary).toContainText('Completed');
    await expect(viewer.summary.getByText('No problems found', { exact: true })).toBeVisible();
    await viewer.page.getByRole('button', { name: '1 gap: what is missing' }).click();
    await expect(details).toContainText('LAAFFIC offers no IVR steps');
    await expect(flow).toContainText('IVR steps are not offered');
    await expect(viewer.page.locator('call-trace-timeline')).toContainText('IVR steps are not offered');
  });

  await test.step('the page never violated its content security policy', async () => {
    expect(workbench.problems()).toEqual([]);
    await viewer.page.locator('body').evaluate((body) => body.setAttribute('style', 'color: red'));
    await expect.poll(workbench.problems, 'a violation is seen').toHaveLength(1);
  });
});

test('the keyboard reaches everything', async ({ workbench }) => {
  const viewer = await openCall(workbench, failed);
  const { flow, list, details, detailed } = viewer;
  const press = (keys: string): Promise<void> => workbench.page.keyboard.press(keys);
  await expect(detailed).toHaveText('queryOrder');

  await test.step('Tab goes through all panes in their order', async () => {
    await viewer.heading.click();
    const stops = await tabThrough(viewer, workbench);
    const panes = [
      'queryOrder failed: HTTP 502',
      'Zoom in',
      'Path through the IVR',
      'Width of the flow',
      'Timeline',
      'Timeline of the call',
      'Height of the upper pane',
      'Next step or event',
      'Raw record',
      'Source',
    ];
    const places = panes.map((pane) => stops.findIndex((stop) => stop.includes(pane)));
    expect(places, stops.join('\n')).not.toContain(-1);
    expect(places, stops.join('\n')).toEqual(places.toSorted((a, b) => a - b));
  });

  await test.step('F8 goes through the problems and around, Shift+F8 back', async () => {
    await viewer.heading.click();
    await press('F8');
    await expect(detailed).toHaveText('Reason: IVR exception');
    for (const title of [
      'Digits timed out 2×, invalid 1×',
      'After-sales was full',
      '8012 · Li Na did not answer',
      'Queue timed out after 2 m in General service',
      'queryOrder failed: HTTP 502',
    ]) {
      await press('F8');
      await expect(details).toContainText(title);
    }
    await press('Shift+F8');
    await expect(details).toContainText('Queue timed out after 2 m in General service');
    await press('Escape');
    await expect(detailed).toHaveText('This call');
  });

  await test.step('arrow keys in the flow', async () => {
    await flow.focus();
    await press('Home');
    await expect(viewer.selectedIn(flow)).toHaveAccessibleName(/^Call arrives/u);
    await press('ArrowDown');
    await expect(detailed).toHaveText('Welcome prompt');
    await press('ArrowDown');
    await expect(detailed).toHaveText('Language');
    await press('ArrowDown');
    await expect(detailed).toHaveText('Order number');
    await expect(details).toContainText('14:02:17.440');
    await press('ArrowRight');
    await expect(details).toContainText('14:02:27.021');
    await press('ArrowUp');
    await expect(detailed).toHaveText('Language');
  });

  await test.step('arrow keys in tabs and list', async () => {
    await viewer.tab(/^Timeline/u).focus();
    await press('ArrowRight');
    await expect(viewer.tab(/^List/u)).toBeFocused();
    // Past how times are told, which way they run and what the rows are grouped by.
    for (let stop = 0; stop < 4; stop += 1) await press('Tab');
    await expect(list).toBeFocused();
    await press('End');
    await expect(viewer.selectedIn(list)).toHaveAttribute('aria-posinset', '31');
    await press('ArrowUp');
    await expect(viewer.selectedIn(list)).toHaveAttribute('aria-posinset', '30');
    await press('Home');
    await expect(detailed).toHaveText('Entered IVR');
    await press('ArrowDown');
    await expect(viewer.selectedIn(list)).toHaveAttribute('aria-posinset', '2');
  });
});

/** The names of what gets the focus in the viewer by Tab alone, until it leaves the page or begins anew. */
async function tabThrough(viewer: Viewer, workbench: Workbench): Promise<readonly string[]> {
  const body = viewer.page.locator('body');
  const stops: string[] = [];
  while (stops.length < 80) {
    await workbench.page.keyboard.press('Tab');
    const name = await body.evaluate(({ ownerDocument: { activeElement, body: nothing } }) => {
      if (activeElement === null || activeElement === nothing) return undefined;
      const text = activeElement.getAttribute('aria-label') ?? activeElement.textContent;
      return text.trim().replaceAll(/\s+/gu, ' ');
    });
    if (name === undefined || name === stops[0]) break;
    stops.push(name);
  }
  return stops;
}

test('panes are as a person left them; a narrow pane shows one view at a time', async ({ workbench }) => {
  const viewer = await openCall(workbench, failed);
  const { flow, timeline, list } = viewer;
  const columns = viewer.sash('Width of the flow');
  const rows = viewer.sash('Height of the upper pane');
  const sizes = (): Promise<readonly number[]> =>
    Promise.all([columns, rows].map(async (sash) => Number(await sash.getAttribute('aria-valuenow'))));

  await test.step('after another editor was in front', async () => {
    const [before = NaN] = await sizes();
    await drag(workbench, columns, 120);
    await expect.poll(async () => (await sizes())[0]).toBeGreaterThan(before + 5);
    await viewer.tab(/^List/u).click();
    await rows.focus();
    for (let at = 0; at < 5; at += 1) await workbench.page.keyboard.press('ArrowDown');
    await expect.poll(async () => (await sizes())[1]).toBe(55);
    const arranged = await sizes();
    await flow.getByRole('option', { name: /^General service/u }).click();

    // The page of the viewer is thrown away meanwhile.
    await workbench.runCommand('workbench.action.files.newUntitledFile');
    await expect(workbench.page.locator('.monaco-editor .view-lines')).toBeVisible();
    await workbench.tab(/138\*{4}2315/u).click();
    await expect(viewer.selectedIn(list)).toHaveAccessibleName(/^General service/u);
    expect(await sizes()).toEqual(arranged);
  });

  await test.step('in a narrow pane', async () => {
    await workbench.page.setViewportSize({ width: 900, height: 800 });
    await expect(columns).toHaveCount(0);
    await expect(viewer.page.getByRole('tab')).toHaveText([/Flow/u, /Timeline/u, /List/u, /Details/u]);
    await expect(flow).toBeVisible();
    await expect(timeline).toHaveCount(0);
    // What is selected stands beneath the one view.
    await expect(viewer.detailed).toHaveText('General service');
    await viewer.tab('Timeline').click();
    await expect(flow).toHaveCount(0);
    await expect(viewer.selectedIn(timeline)).toHaveAccessibleName(/^General service/u);
    await viewer.tab(/^List/u).click();
    await list.getByRole('option', { name: /^Order status\?/u }).click();
    await viewer.tab('Details').click();
    await expect(viewer.detailed).toHaveText('Order status?');
    await workbench.page.setViewportSize({ width: 1440, height: 900 });
    await expect(columns).toBeVisible();
    await expect(viewer.selectedIn(flow)).toHaveAccessibleName(/^Order status\?/u);
  });
});

/** Moves something to the right by so many pixels. */
async function drag(workbench: Workbench, what: Locator, by: number): Promise<void> {
  const { x, y } = middleOf(await placeOf(what));
  const { mouse } = workbench.page;
  await mouse.move(x, y);
  await mouse.down();
  await mouse.move(x + by, y, { steps: 4 });
  await mouse.up();
}
