import { middleOf, placeOf } from './places.ts';
import { viewerIn, type Viewer } from './viewer.ts';
import { expect, test, type Workbench } from './workbench.ts';

async function openCall(workbench: Workbench): Promise<Viewer> {
  await workbench.showView('Call Traces');
  await workbench.treeItem(/Order query answers 502/u).click();
  const viewer = viewerIn(workbench.webview());
  await expect(viewer.selectedIn(viewer.timeline)).toHaveAccessibleName(/^queryOrder/u);
  return viewer;
}

test('the time is zoomed, moved and measured with the mouse', async ({ workbench }) => {
  const { mouse, keyboard } = workbench.page;
  const viewer = await openCall(workbench);
  const { timeline } = viewer;
  const part = viewer.page.locator('call-trace-timeline');
  const query = timeline.getByRole('option', { name: /^queryOrder/u });
  const before = await placeOf(query);

  await test.step('the wheel zooms at the pointer', async () => {
    const { x, y } = middleOf(before);
    await mouse.move(x, y);
    await mouse.wheel(0, -600);
    await expect.poll(async () => (await placeOf(query)).width).toBeGreaterThan(before.width * 4);
    const zoomed = await placeOf(query);
    expect(zoomed.x).toBeLessThan(x);
    expect(zoomed.x + zoomed.width).toBeGreaterThan(x);
  });

  await test.step('a drag moves the time', async () => {
    const zoomed = await placeOf(query);
    const { x, y } = middleOf(zoomed);
    await mouse.move(x, y);
    await mouse.down();
    await mouse.move(x + 60, y, { steps: 4 });
    await mouse.up();
    await expect.poll(async () => Math.round((await placeOf(query)).x - zoomed.x)).toBeGreaterThan(50);
    await expect(viewer.detailed).toHaveText('queryOrder');
  });

  await test.step('a double click beside the bars shows the whole call', async () => {
    const { x, y, width } = await placeOf(timeline);
    await mouse.dblclick(x + width / 2, y + 200);
    await expect.poll(async () => Math.round((await placeOf(query)).width)).toBe(Math.round(before.width));
  });

  await test.step('a drag with Shift chooses a range, whose length is told; Enter zooms to it', async () => {
    const { x, y } = middleOf(before);
    await keyboard.down('Shift');
    await mouse.move(x - 20, y + 60);
    await mouse.down();
    await mouse.move(x + 40, y + 60, { steps: 4 });
    await mouse.up();
    await keyboard.up('Shift');
    await expect(part).toContainText(/Range of \d+/u);
    await timeline.press('Enter');
    await expect.poll(async () => (await placeOf(query)).width).toBeGreaterThan(before.width * 4);
    await expect(part).toContainText(/\d:\d\d\.\d to \d:\d\d\.\d/u);
  });

  await test.step('a click on a bar selects it', async () => {
    await timeline.press('0');
    await expect.poll(async () => Math.round((await placeOf(query)).width)).toBe(Math.round(before.width));
    const { x, y } = middleOf(await placeOf(timeline.getByRole('option', { name: /^Ringing/u })));
    await mouse.click(x, y);
    await expect(viewer.details).toContainText('nobody');
  });

  await test.step('resting on a bar tells what it is', async () => {
    const { x, y } = middleOf(await placeOf(query));
    await mouse.move(x, y);
    await expect(viewer.page.getByRole('tooltip')).toContainText('queryOrder');
  });
});

test('the time is zoomed, moved and measured with the keyboard', async ({ workbench }) => {
  const viewer = await openCall(workbench);
  const { timeline } = viewer;
  const part = viewer.page.locator('call-trace-timeline');
  const query = timeline.getByRole('option', { name: /^queryOrder/u });
  const before = await placeOf(query);
  await timeline.focus();
  await timeline.press('+');
  await timeline.press('+');
  await expect.poll(async () => (await placeOf(query)).width).toBeGreaterThan(before.width * 1.8);
  const zoomed = await placeOf(query);
  await timeline.press('Shift+ArrowRight');
  await expect.poll(async () => (await placeOf(query)).x).toBeLessThan(zoomed.x - 50);
  await timeline.press('0');
  await expect(part).toContainText('0:00.0 to 2:48');
  await timeline.press('[');
  await timeline.press('ArrowRight');
  await timeline.press(']');
  await expect(part).toContainText(/Range of/u);
  await timeline.press('Escape');
  await timeline.press('z');
  await expect.poll(async () => (await placeOf(viewer.selectedIn(timeline))).width).toBeGreaterThan(200);
});

test('times are told in four ways, and long waits are drawn narrow or not', async ({ workbench }) => {
  const viewer = await openCall(workbench);
  const times = viewer.page.getByLabel('Times', { exact: true });
  const query = viewer.timeline.getByRole('option', { name: /^queryOrder/u });
  await expect(query).toHaveAccessibleName(/at 0:39\.1/u);
  await times.selectOption('utc');
  await expect(query).toHaveAccessibleName(/at 06:02:50\.100/u);
  await times.selectOption('zone');
  await expect(query).toHaveAccessibleName(/at 14:02:50\.100/u);
  await viewer.tab(/^List/u).click();
  await expect(viewer.selectedIn(viewer.list)).toContainText('14:02:50.100');
  await viewer.tab(/^Timeline/u).click();

  const compressed = viewer.page.getByRole('button', { name: 'Draw all time in true scale' });
  await compressed.click();
  await expect(viewer.page.getByRole('button', { name: 'Draw long waits narrow' })).toBeVisible();
});
