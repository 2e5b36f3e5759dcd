import { existsSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { viewerIn } from './viewer.ts';
import { expect, test, type Workbench } from './workbench.ts';

/** Takes the way through the pickers to a file: the options by their label, then a place. */
async function saveAs(workbench: Workbench, path: string, options: readonly RegExp[] = []): Promise<void> {
  for (const option of options) await workbench.pick(option);
  await workbench.pick(/Save as File/u);
  const name = workbench.page.locator('.quick-input-widget .quick-input-box input');
  await expect(name).toHaveValue(/\.(svg|png|md)$/u);
  await workbench.answer(path);
  await expect(workbench.notification(new RegExp(`${basename(path)} is saved`, 'u'))).toBeVisible();
}

test('what is seen goes to files and the clipboard, and back and forward go along the selections', async ({
  workspace,
  workbench,
}) => {
  test.setTimeout(300_000);
  const name = await workspace.sample('http-node-fails');
  const viewer = viewerIn(workbench.webview());
  const at = (file: string) => join(workspace.path, file);
  await workbench.openFile(name);
  await expect(viewer.detailed).toHaveText('queryOrder');

  await test.step('the flow as SVG, in the colours of the theme', async () => {
    await workbench.runCommand('callTraceInspector.exportFlowSvg');
    await saveAs(workbench, at('flow.svg'), [/Colours/u]);
    const svg = readFileSync(at('flow.svg'), 'utf8');
    expect(svg).toContain('queryOrder');
    expect(svg).toContain('fill="#1f1f1f"');
  });

  await test.step('the flow as it is arranged in the viewer', async () => {
    const option = (name: RegExp) => viewer.flow.getByRole('option', { name });
    const button = (name: string | RegExp) => viewer.page.getByRole('button', { name, exact: true });
    await option(/^Order number/u).click();
    await viewer.flow.focus();
    await workbench.page.keyboard.press('Enter');
    await expect(option(/^Order number/u)).toHaveCount(4);
    await button('Over the designed flow').click();
    await expect(option(/^English menu/u)).toHaveCount(1);
    await workbench.runCommand('callTraceInspector.exportFlowSvg');
    await saveAs(workbench, at('arranged.svg'));
    const svg = readFileSync(at('arranged.svg'), 'utf8');
    expect(svg).toContain('English menu');
    expect(svg.split('Order number<')).toHaveLength(5);
    await button('Only the path of the call').click();
    await expect(option(/not taken/u)).toHaveCount(0);
  });

  await test.step('the timeline as PNG, for print', async () => {
    await workbench.runCommand('callTraceInspector.exportTimelinePng');
    await saveAs(workbench, at('timeline.png'), [/Colours/u]);
    const png = readFileSync(at('timeline.png'));
    expect(png.subarray(1, 4).toString('latin1')).toBe('PNG');
    expect(png.readUInt32BE(16)).toBe(2400);
  });

  await test.step('a Markdown summary by the general command', async () => {
    await workbench.choose('callTraceInspector.export', /Markdown summary/u);
    await saveAs(workbench, at('summary.md'));
    expect(readFileSync(at('summary.md'), 'utf8')).toContain('queryOrder failed');
  });

  await test.step('nothing where it is given up', async () => {
    await workbench.runCommand('callTraceInspector.exportCsv');
    await workbench.page.locator('.quick-input-widget').getByText('Save as File').waitFor();
    await workbench.page.keyboard.press('Escape');
    expect(existsSync(at(name.replace('.calltrace.json', '.csv')))).toBe(false);
  });

  await test.step('a selection is left, and found again by key, arrow and side button', async () => {
    await viewer.problem(/queryOrder failed/u).click();
    await viewer.tab(/List/u).click();
    await viewer.list.getByRole('option', { name: /Welcome prompt/u }).click();
    await expect(viewer.detailed).toHaveText('Welcome prompt');
    await workbench.page.keyboard.press('Alt+ArrowLeft');
    await expect(viewer.detailed).toHaveText('queryOrder');
    await viewer.details.getByRole('button', { name: /Forward again/u }).click();
    await expect(viewer.detailed).toHaveText('Welcome prompt');
    await viewer.list.dispatchEvent('mouseup', { button: 3, bubbles: true });
    await expect(viewer.detailed).toHaveText('queryOrder');
    await workbench.runCommand('callTraceInspector.forward');
    await expect(viewer.detailed).toHaveText('Welcome prompt');
  });

  await test.step('the context menu knows what it is opened on', async () => {
    const row = viewer.list.getByRole('option', { name: /Welcome prompt/u });
    await workbench.contextMenu(row, 'Copy Value');
    await workbench.contextMenu(row, 'Show in JSON');
    await expect(workbench.page.locator('.monaco-editor').first()).toBeVisible();
  });
});
