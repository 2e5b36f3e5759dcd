import { readFileSync } from 'node:fs';
import { inRoot } from '../../scripts/paths.mjs';
import { placeOf, middleOf } from './places.ts';
import { viewerIn } from './viewer.ts';
import { expect, test } from './workbench.ts';

test('the flow folds, expands, weighs and is compared with its design', async ({ workbench, workspace }) => {
  await workbench.openFile(await workspace.sample('http-node-fails'));
  const viewer = viewerIn(workbench.webview());
  const { flow, page } = viewer;
  const press = (key: string) => workbench.page.keyboard.press(key);
  const option = (name: RegExp) => flow.getByRole('option', { name });
  const button = (name: string | RegExp) => page.getByRole('button', { name, exact: true });
  await expect(viewer.selectedIn(flow)).toHaveAccessibleName(/^queryOrder/u);

  await test.step('a sub-flow folds by the keyboard; the selection in it is marked on its node', async () => {
    await flow.focus();
    await press('ArrowUp');
    await press('ArrowUp');
    await expect(viewer.detailed).toHaveText('Order status');
    await press('ArrowLeft');
    await expect(option(/^Order status .*3 steps.*folded/u)).toHaveAttribute('aria-selected', 'true');
    await expect(option(/^queryOrder/u)).toHaveCount(0);
    await press('F8');
    await expect(viewer.detailed).not.toHaveText('Order status');
  });

  await test.step('visits are drawn one by one', async () => {
    await option(/^Order number/u).click();
    await flow.focus();
    await press('Enter');
    await expect(option(/^Order number/u)).toHaveCount(4);
    await expect(option(/^Order number.*step 6.*then Invalid → Order number/u)).toHaveCount(1);
  });

  await test.step('both are remembered over a reload', async () => {
    await workbench.reload();
    await expect(option(/^Order status .*folded/u)).toBeVisible();
    await expect(option(/^Order number/u)).toHaveCount(4);
    await option(/^Order number.*step 4/u).click();
    await flow.focus();
    await press('Enter');
    await expect(option(/^Order number/u)).toHaveCount(1);
    await button('Unfold all sub-flows').click();
    await expect(option(/^queryOrder/u)).toBeVisible();
  });

  await test.step('bars tell where the time went, in words too', async () => {
    await expect(page.locator('.heat-bar')).toHaveCount(0);
    await button(/^Show by bars/u).click();
    await expect(page.getByText('Time in the node; the longest was 2 m')).toBeVisible();
    await expect(option(/^General service.*% of the time/u)).toHaveCount(1);
    await button(/^Show by bars/u).click();
  });

  await test.step('over the design stands what was not taken, and the keyboard comes to it', async () => {
    await expect(option(/not taken/u)).toHaveCount(0);
    await button('Over the designed flow').click();
    await expect(option(/^English menu · not taken/u)).toHaveCount(1);
    await option(/^Order number/u).click();
    await flow.focus();
    for (let at = 0; at < 5; at += 1) await press('ArrowRight');
    const current = page.locator('#flow-current');
    await expect(current).toHaveAccessibleName(/^English menu/u);
    await expect(flow).toHaveAttribute('aria-activedescendant', 'flow-current');
    await button(/as the designer placed it/u).click();
    await expect(option(/^Read status · not taken/u)).toHaveCount(1);
    await button('Only the path of the call').click();
    await expect(option(/not taken/u)).toHaveCount(0);
  });

  await test.step('the wheel zooms at the pointer', async () => {
    const node = option(/^Order number/u)
      .locator('.shape')
      .first();
    await node.scrollIntoViewIfNeeded();
    const before = await placeOf(node);
    const { x, y } = middleOf(before);
    await workbench.page.mouse.move(x, y);
    await workbench.page.keyboard.down('Control');
    for (let at = 0; at < 3; at += 1) await workbench.page.mouse.wheel(0, -100);
    await workbench.page.keyboard.up('Control');
    await expect.poll(async () => (await node.boundingBox())?.width ?? 0).toBeGreaterThan(before.width * 1.5);
    expect(Math.abs(middleOf(await placeOf(node)).y - y)).toBeLessThan(before.height);
  });
  expect(workbench.problems()).toEqual([]);
});

test('a large flow is laid out beside the page, with a map', async ({ workbench, workspace }) => {
  const name = 'http-node-fails.calltrace.json';
  const trace: unknown = JSON.parse(
    readFileSync(inRoot('media', 'samples', 'http-node-fails', name), 'utf8'),
  );
  await workspace.write(`large.calltrace.json`, JSON.stringify(withSteps(trace, 700)));
  await workbench.openFile('large.calltrace.json');
  const viewer = viewerIn(workbench.webview());
  const { flow, page } = viewer;
  await expect(flow.getByRole('option').first()).toBeVisible();
  const map = page.locator('.minimap svg');
  await expect(map).toBeVisible();
  const top = () => flow.evaluate((element) => element.scrollTop);
  const before = await top();
  const box = await placeOf(map);
  await workbench.page.mouse.click(box.x + box.width / 2, box.y + box.height * 0.1);
  await expect.poll(top).toBeLessThan(before - 1000);
  // What is in sight after the move is drawn, and so is what is around it.
  const heights = () =>
    flow.evaluate((element) => {
      const pane = element.getBoundingClientRect();
      const nodes = [...element.querySelectorAll('[data-node]')].map((node) => node.getBoundingClientRect());
      return {
        inSight: nodes.filter(({ top: y }) => y > pane.top && y < pane.bottom).length,
        below: nodes.filter(({ top: y }) => y > pane.bottom + pane.height / 2).length,
      };
    });
  await expect.poll(async () => (await heights()).inSight).toBeGreaterThan(3);
  await expect.poll(async () => (await heights()).below).toBeGreaterThan(0);
  await expect.poll(() => flow.getByRole('option').count()).toBeLessThan(200);
  expect(workbench.problems()).toEqual([]);
});

test('of a flow that is too large, what is not drawn is said beneath it and to a screen reader', async ({
  workbench,
  workspace,
}) => {
  const name = 'http-node-fails.calltrace.json';
  const trace: unknown = JSON.parse(
    readFileSync(inRoot('media', 'samples', 'http-node-fails', name), 'utf8'),
  );
  await workspace.write(`huge.calltrace.json`, JSON.stringify(withSteps(trace, 2100)));
  await workbench.openFile('huge.calltrace.json');
  const { flow, page } = viewerIn(workbench.webview());
  const note = /^Each sub-flow is one node here\./u;
  await expect(page.locator('.flow-note')).toContainText(note);
  await expect(flow).toHaveAccessibleDescription(note);
  await expect(page.locator('call-trace-flow [aria-live]')).toHaveText(note);
});

test('commands of the palette do what the tools do, where the call has something for it', async ({
  workbench,
  workspace,
}) => {
  await workbench.openFile(await workspace.sample('http-node-fails'));
  const viewer = viewerIn(workbench.webview());
  const { flow, page, timeline } = viewer;
  const option = (name: RegExp) => flow.getByRole('option', { name });
  const run = (command: string) => workbench.runCommand(`callTraceInspector.${command}`);
  await expect(viewer.selectedIn(flow)).toHaveAccessibleName(/^queryOrder/u);

  await run('nextProblem');
  await expect(viewer.selectedIn(flow)).not.toHaveAccessibleName(/^queryOrder/u);
  await run('previousProblem');
  await expect(viewer.selectedIn(flow)).toHaveAccessibleName(/^queryOrder/u);
  await run('foldAll');
  await expect(option(/^Order status .*folded/u)).toBeVisible();
  await run('unfoldAll');
  await expect(option(/^queryOrder/u)).toBeVisible();
  await run('toggleTimeBars');
  await expect(page.getByText('Time in the node; the longest was 2 m')).toBeVisible();
  await run('showOverDesign');
  await expect(option(/not taken/u).first()).toBeAttached();
  await run('showPath');
  await expect(option(/not taken/u)).toHaveCount(0);
  await run('timesUtc');
  await expect(page.getByRole('combobox', { name: 'Times' }).first()).toHaveValue('utc');

  await test.step('what another tab shows comes to the front', async () => {
    await viewer.tab(/^List/u).click();
    await expect(timeline).toHaveCount(0);
    await run('zoomTimeline');
    await expect(timeline).toBeVisible();
    await expect(page.getByText(/^06:02:(?:49|50)\.\d to 06:02:5[34]\.\d, /u)).toBeAttached();
  });

  await test.step('the context menu of the flow has them', async () => {
    await option(/^queryOrder/u).click({ button: 'right' });
    await workbench.page.getByRole('menuitem', { name: 'Flow' }).hover();
    await expect(
      workbench.page.getByRole('menuitem', { name: 'Fold All Sub-Flows', exact: true }),
    ).toBeVisible();
    await workbench.page.keyboard.press('Escape');
    await workbench.page.keyboard.press('Escape');
  });

  await test.step('without a viewer they are not offered', async () => {
    await workbench.runCommand('workbench.action.closeAllEditors');
    await workbench.page.keyboard.press('Control+Shift+P');
    await workbench.page.locator('.quick-input-box input').fill('>Fold All Sub-Flows');
    await expect(workbench.pickRows().filter({ hasText: 'Call Trace' })).toHaveCount(0);
    await workbench.page.keyboard.press('Escape');
  });
  expect(workbench.problems()).toEqual([]);
});

/** The same call with so many further steps, each at a node of its own. */
function withSteps(trace: unknown, count: number): unknown {
  if (typeof trace !== 'object' || trace === null || !('steps' in trace) || !Array.isArray(trace.steps))
    throw new Error('The sample has no steps.');
  const steps: unknown[] = trace.steps;
  const model = steps[1];
  if (typeof model !== 'object' || model === null) throw new Error('The sample has too few steps.');
  const more = Array.from({ length: count }, (_, at) => ({
    ...model,
    id: `more-${at}`,
    nodeId: `more-${at}`,
    nodeName: `Node ${at}`,
  }));
  return { ...trace, steps: [...steps.slice(0, 2), ...more, ...steps.slice(2)] };
}
