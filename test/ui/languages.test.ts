import { readdirSync, readFileSync } from 'node:fs';
import type { FrameLocator } from '@playwright/test';
import { inRoot } from '../../scripts/paths.mjs';
import { expect, test, type Workbench } from './workbench.ts';

test.use({ displayLanguage: 'zh-cn' });

/** By what the list of themes calls them, and what a webview is told. */
const themes = [
  ['dark', 'Dark Modern', 'vscode-dark'],
  ['light', 'Light Modern', 'vscode-light'],
  ['hc-dark', 'Dark High Contrast', 'vscode-high-contrast'],
  ['hc-light', 'Light High Contrast', 'vscode-high-contrast-light'],
] as const;

async function chooseTheme(workbench: Workbench, theme: string, kind: string): Promise<void> {
  await workbench.choose('workbench.action.selectTheme', theme, theme);
  await expect(workbench.webview().locator('body')).toHaveAttribute('data-vscode-theme-kind', kind);
}

test('everything speaks Chinese, in every theme and width', async ({ workbench }) => {
  const { page } = workbench;
  const viewer = workbench.webview();

  await test.step('views', async () => {
    await workbench.showView('通话轨迹');
    await expect(workbench.treeItem(/^示例/u)).toBeVisible();
    await expect(page.getByRole('button', { name: '添加连接' }).first()).toBeVisible();
    await workbench.treeItem(/订单查询返回 502/u).click();
  });

  await test.step('messages', async () => {
    await workbench.runCommand('callTraceInspector.lookUp');
    await workbench.answer('job-404');
    await expect(workbench.notification(/job-404/u)).toContainText('示例');
    await page.keyboard.press('Escape');
    await workbench.runCommand('notifications.clearAll');
    await expect(workbench.notification(/job-404/u)).toHaveCount(0);
  });

  await test.step('the viewer: no English but names and codes', async () => {
    await expect(viewer.getByLabel('通话概要')).toContainText('失败');
    await expect(viewer.getByRole('listbox', { name: 'IVR 路径' })).toBeVisible();
    await expect(workbench.tab(/138\*{4}2315 → 4000… · 14:02 · 失败/u)).toBeVisible();
    expect(await englishIn(viewer)).toEqual([]);
    await viewer.locator('body').press('Escape');
    expect(await englishIn(viewer)).toEqual([]);
    await viewer.getByRole('tab', { name: /列表/u }).click();
    expect(await englishIn(viewer)).toEqual([]);
    await viewer.getByRole('tab', { name: /时间/u }).click();
    await viewer.locator('body').press('F8');
  });

  for (const [name, theme, kind] of themes) {
    await test.step(name, async () => {
      await chooseTheme(workbench, theme, kind);
      await workbench.screenshot(`viewer-zh-cn-${name}-1440`);
    });
  }
  await workbench.runCommand('workbench.action.toggleSidebarVisibility');
  await page.setViewportSize({ width: 420, height: 800 });
  await expect(viewer.getByRole('tab')).toHaveCount(4);
  for (const [name, theme, kind] of themes) {
    await test.step(`${name}, narrow`, async () => {
      await chooseTheme(workbench, theme, kind);
      const room = await viewer.locator('html').evaluate((root) => [root.scrollWidth, root.clientWidth]);
      expect(room[0], 'nothing sticks out').toBe(room[1]);
      await workbench.screenshot(`viewer-zh-cn-${name}-420`);
    });
  }
  expect(workbench.problems()).toEqual([]);
});

/** Texts of the English catalogue that are others in Chinese. */
const english = new Set(
  readdirSync(inRoot('l10n', 'en')).flatMap((area) => {
    const chinese = catalogue('zh-cn', area);
    return Object.entries(catalogue('en', area)).flatMap(([key, text]) =>
      text === chinese[key] || text.includes('{') ? [] : [text],
    );
  }),
);

function catalogue(language: string, area: string): Readonly<Record<string, string>> {
  const texts: unknown = JSON.parse(readFileSync(inRoot('l10n', language, area), 'utf8'));
  return Object.fromEntries(Object.entries(texts ?? {}).map(([key, text]) => [key, String(text)]));
}

/** What the viewer shows, or tells a screen reader, in English; codes and records of a provider are as they came. */
async function englishIn(viewer: FrameLocator): Promise<readonly string[]> {
  const texts = await viewer
    .locator('body')
    .evaluate((body) =>
      Array.from(body.querySelectorAll('*:not(.code, .source *)')).flatMap((element) => [
        element.getAttribute('aria-label') ?? '',
        element.getAttribute('title') ?? '',
        ...Array.from(element.childNodes, (node) => (node instanceof Text ? node.data : '')),
      ]),
    );
  expect(texts.length).toBeGreaterThan(100);
  return texts.flatMap((text) => text.split(' · ')).filter((text) => english.has(text.trim()));
}
