import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { inRoot } from '../../scripts/paths.mjs';
import { parseDocument } from '../../src/trace/document/parse.ts';
import { createRender, type Catalogue } from '../../src/trace/message.ts';
import type { TraceView } from '../../src/trace/view/types.ts';
import { traceView } from '../../src/trace/view/view.ts';
import { viewerIn } from './viewer.ts';
import { expect, test } from './workbench.ts';

const samples = inRoot('media', 'samples');
const slugs = readdirSync(samples, { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map(({ name }) => name);

const isCatalogue = (value: unknown): value is Catalogue => typeof value === 'object' && value !== null;

const english = readdirSync(inRoot('l10n', 'en'))
  .map((name): unknown => JSON.parse(readFileSync(inRoot('l10n', 'en', name), 'utf8')))
  .filter(isCatalogue);
const render = createRender(
  english.reduce<Catalogue>((all, area) => ({ ...all, ...area }), {}),
  'en',
);

/** A sample as the core draws it. */
function viewOf(slug: string): TraceView {
  const name = `${slug}.calltrace.json`;
  const parsed = parseDocument(readFileSync(join(samples, slug, name), 'utf8'), name);
  if (!parsed.ok) throw new Error(`${name} is no call trace: ${parsed.problem.message.key}`);
  return traceView(parsed.trace, { language: 'en', render });
}

const exactly = (text: string) => new RegExp(text.replace(/[.*+?^${}()|[\]\\]/gu, String.raw`\$&`), 'u');

test('what went wrong in a sample call is marked when it opens, each problem a key further; clean calls say so', async ({
  workbench,
  workspace,
}) => {
  test.slow();
  expect(slugs.length).toBeGreaterThan(10);
  for (const slug of slugs) {
    await test.step(slug, async () => {
      const { findings, title } = viewOf(slug);
      await workbench.openFile(await workspace.sample(slug));
      await expect(workbench.tab(exactly(title))).toBeVisible();
      const { summary, details, flow, timeline, problem, selectedIn } = viewerIn(workbench.webview());
      const [worst, ...others] = findings;
      if (worst === undefined) {
        await expect(summary.getByText('No problems found', { exact: true })).toBeVisible();
        await expect(details).toContainText('No problems found in this call');
        return;
      }
      await expect(problem(exactly(worst.title))).toHaveAttribute('aria-pressed', 'true');
      await expect(details).toContainText(worst.text);
      await expect(selectedIn(flow).or(selectedIn(timeline)).first()).toBeInViewport();
      for (const { text } of others) {
        await workbench.page.keyboard.press('F8');
        await expect(details).toContainText(text);
      }
    });
  }
  expect(workbench.problems()).toEqual([]);
});
