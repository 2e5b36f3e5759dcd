import { readFileSync } from 'node:fs';
import { inRoot } from '../../scripts/paths.mjs';
import { viewerIn } from './viewer.ts';
import { expect, test } from './workbench.ts';

test('the flow folds sub-flows and draws visits one by one', async ({ workbench, workspace }) => {
  await workbench.openFile(await workspace.sample('http-node-fails'));
  const viewer = viewerIn(workbench.webview());
  const { flow } = viewer;
  const press = (key: string) => workbench.page.keyboard.press(key);
  const option = (name: RegExp) => flow.getByRole('option', { name });
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
  const box = await map.boundingBox();
  if (box === null) throw new Error('The map is not in sight.');
  await workbench.page.mouse.click(box.x + box.width / 2, box.y + box.height * 0.1);
  await expect.poll(top).toBeLessThan(before - 1000);
  await expect.poll(() => flow.getByRole('option').count()).toBeLessThan(200);
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
