import { readFileSync } from 'node:fs';
import { parse as parseCsv } from 'csv-parse/sync';
import MarkdownIt from 'markdown-it';
import { describe, expect, test } from 'vitest';
import xml2js from 'xml2js';
import { planOf } from '../../src/cli/plan.ts';
import { run } from '../../src/cli/run.ts';
import { openText } from '../../src/extension/reader/text-work.ts';
import { hoverText } from '../../src/extension/text/hover-text.ts';
import { plainText } from '../../src/extension/window/plain-text.ts';
import { renderIn } from '../../src/trace/catalogue.ts';
import { parseDocument } from '../../src/trace/document/parse.ts';
import { exported, exportFormats, type ExportFormat } from '../../src/trace/export/export.ts';
import { defaultReadLimits } from '../../src/trace/source/response.ts';
import type { CallTrace } from '../../src/trace/model.ts';
import { documentWith, textPaths, type TextPath } from './support/every-text.ts';

/** What providers and files can say in any text. FORGED begins a line where line ends are kept. */
const hostile = {
  'markup and controls':
    'x\u001b[2J\u001b]0;title\u0007\u009b31m\u0085FORGED\rFORGED \u202Eturned\u2067\n\n# FORGED\n\n![p](http://evil.test/p.png) <img src="http://evil.test/q.png"> [c](http://evil.test/) [r](command:x.y) `` ` ``` <script>alert(1)</script> www.evil.test a@evil.test $(error) | FORGED\n- FORGED\n</text><a href="x"/>"];click n1',
  formula: '\n＝HYPERLINK("http://evil.test","x"),"\r\nFORGED',
} as const;

const english = renderIn('en');

/** No character that moves the cursor of a terminal; line ends of a file that has them. */
function expectNoControls(text: string): void {
  expect(text.replaceAll('\r\n', '\n')).not.toMatch(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f]/);
}

function expectNoForgedLine(text: string): void {
  for (const line of text.split(/[\n\r\u0085\u2028\u2029]/)) expect(line).not.toMatch(/^\W*FORGED/);
}

const markdown = new MarkdownIt({ html: true, linkify: true });
const allowed = new Set([
  ...['heading_open', 'heading_close', 'paragraph_open', 'paragraph_close', 'inline', 'text', 'softbreak'],
  ...['strong_open', 'strong_close', 'code_inline', 'fence', 'text_special'],
  ...['bullet_list_open', 'bullet_list_close', 'list_item_open', 'list_item_close'],
  ...['table', 'thead', 'tbody', 'tr', 'th', 'td'].flatMap((name) => [`${name}_open`, `${name}_close`]),
]);

function expectPlainMarkdown(text: string, more: readonly string[] = []): void {
  const tokens = markdown.parse(text, {}).flatMap((token) => [token, ...(token.children ?? [])]);
  const known = new Set([...allowed, ...more]);
  expect(tokens.map(({ type }) => type).filter((type) => !known.has(type))).toEqual([]);
  expect(tokens.filter(({ tag, type }) => tag === 'h1' && type === 'heading_open').length).toBeLessThan(2);
  for (const token of tokens) {
    if (token.type === 'code_inline') expect(token.content).not.toContain('\n');
    if (token.type === 'link_open') expect(token.attrGet('href')).toMatch(/^command:callTraceInspector\./);
  }
}

const elements = new Set([
  ...['svg', 'title', 'desc', 'rect', 'g', 'text', 'tspan', 'path', 'line', 'circle', 'polygon', 'polyline'],
  ...['defs', 'marker', 'pattern', 'clipPath', 'ellipse'],
]);

function expectPlainSvg(node: unknown, name = 'svg'): void {
  if (Array.isArray(node)) node.forEach((one) => expectPlainSvg(one, name));
  else if (typeof node === 'object' && node !== null) {
    expect(elements).toContain(name);
    for (const [key, inner] of Object.entries(node)) {
      if (key === '$') expect(JSON.stringify(inner)).not.toMatch(/"(?:on\w*|[\w:]*href)":/i);
      else if (key !== '_') expectPlainSvg(inner, key);
    }
  }
}

/** What stands in quotes in Mermaid: no sign that means something, beside a line break and entities. */
const quoted = String.raw`"(?:<br/>|[^"<>&${'`'}\\;#]|#\d+;|\\)*"`;
const flowchart = new RegExp(
  String.raw`^ *(?:flowchart TD|n\d+[\[({]+${quoted}[\])}]+|subgraph box\d+\[${quoted}\]|end|n\d+ (?:-->|-\.->)(?:\|${quoted}\|)? n\d+|classDef .*|class [n\d,]+ (?:error|warning))?$`,
  'u',
);
const words = String.raw`(?:[^"<>&${'`'}\\;#]|#\d+;)*`;
const sequence = new RegExp(
  String.raw`^ *(?:sequenceDiagram|participant \w+ as ${words}|Note over \w+: ${words}|\w+->>\w+: ${words})?$`,
  'u',
);

const checks: Readonly<Record<ExportFormat, (text: string) => Promise<void> | void>> = {
  markdown: (text) => {
    expectPlainMarkdown(text);
    expectNoForgedLine(text);
  },
  csv: (text) => {
    const rows: string[][] = parseCsv(text, { bom: true });
    for (const row of rows) {
      expect(row).toHaveLength(11);
      for (const cell of row) {
        const seen = cell.normalize('NFKC').replaceAll(/[\s\u200B-\u200F\u2060-\u2069\uFEFF]/g, '');
        if (!/^-?\d+$/.test(cell)) expect(seen).not.toMatch(/^[=+\-@]/);
      }
    }
  },
  'mermaid-flowchart': (text) => {
    for (const line of text.split('\n')) expect(line).toMatch(flowchart);
  },
  'mermaid-sequence': (text) => {
    for (const line of text.split('\n')) expect(line).toMatch(sequence);
  },
  'flow-svg': async (text) => expectPlainSvg(await xml2js.parseStringPromise(text, { explicitRoot: false })),
  'timeline-svg': async (text) =>
    expectPlainSvg(await xml2js.parseStringPromise(text, { explicitRoot: false })),
};

async function expectPlainEverywhere(trace: CallTrace, document: string): Promise<void> {
  for (const format of exportFormats) {
    const text = exported(trace, format, { language: 'en', render: english, unmasked: true });
    expectNoControls(text);
    await checks[format](text);
  }
  expectPlainText(document);
  for (const argv of [
    ['convert', 'x'],
    ['convert', '--jsonl', 'x'],
    ['show', 'x'],
    ['validate', 'x'],
    ['export', '--format', 'csv', 'x'],
  ]) {
    const { out, errors } = await inTerminal(argv, document);
    expectNoControls(out + errors);
    expectNoForgedLine(errors);
    if (argv[0] !== 'export') expect(out + errors).not.toMatch(/[\u202a-\u202e\u2066-\u2069]/);
    if (argv[0] === 'show' || argv[0] === 'validate') expectNoForgedLine(out);
    if (argv[0] === 'convert' && out !== '') {
      for (const line of argv.includes('--jsonl') ? out.trim().split('\n') : [out]) {
        expect(parseDocument(line, 'x')).toEqual(parseDocument(document, 'x'));
      }
    }
  }
}

/** Hovers all over the document, and its outline. */
function expectPlainText(document: string): void {
  const opened = openText({ name: 'x', content: document, language: 'en', limits: defaultReadLimits });
  const texts = new Set<string>();
  for (let offset = 0; offset < document.length; offset += 97) {
    const meaning = opened?.meaningAt(offset);
    if (meaning !== undefined) texts.add(hoverText(meaning, 'file:///a (b).json', 'Show in Viewer'));
  }
  for (const text of texts) {
    expectPlainMarkdown(text, ['link_open', 'link_close']);
    expectNoForgedLine(text);
  }
  for (const { name, detail } of opened?.outline() ?? []) {
    expect(plainText(name) + plainText(detail)).not.toMatch(/\$\([a-z]|\]\(/);
  }
}

async function inTerminal(
  argv: readonly string[],
  document: string,
): Promise<{ readonly out: string; readonly errors: string }> {
  let out = '';
  let errors = '';
  const plan = planOf(argv, {}, '0.0.0');
  await run(plan, {
    readBytes: () => Promise.resolve(new TextEncoder().encode(document)),
    writeFile: () => Promise.resolve(),
    makeFolder: () => Promise.resolve(),
    print: (text) => {
      out += text;
      return Promise.resolve(true);
    },
    complain: (text) => {
      errors += text;
    },
  });
  return { out, errors };
}

const accepted = (path: TextPath) =>
  parseDocument(JSON.stringify(documentWith(path, 'other'), null, 2), 'x').ok;

test('nearly every text of a document may be anything', () => {
  expect(textPaths().length).toBeGreaterThan(70);
  expect(textPaths().filter((path) => !accepted(path))).toEqual([]);
});

describe.each(Object.entries(hostile))('%s', (_, text) => {
  test.each(textPaths().map((path) => [path.join('.'), path] as const))('in %s', async (__, path) => {
    const document = JSON.stringify(documentWith(path, text), null, 2);
    const reading = parseDocument(document, 'x');
    expect(reading.ok).toBe(true);
    if (reading.ok) await expectPlainEverywhere(reading.trace, document);
  });
});

describe('of what was reported', () => {
  const reported = (name: string) =>
    readFileSync(new URL(`../fixtures/reported/${name}.calltrace.json`, import.meta.url), 'utf8');
  const traceOf = (name: string): CallTrace => {
    const reading = parseDocument(reported(name), name);
    if (!reading.ok) throw new Error(JSON.stringify(reading.problem));
    return reading.trace;
  };
  const options = { language: 'en', render: english } as const;

  test('a contact ID with line ends is one line of code in Markdown', () => {
    const text = exported(traceOf('hostile-03-markdown-contact-id'), 'markdown', options);
    expectPlainMarkdown(text);
    const code = markdown
      .parse(text, {})
      .flatMap((token) => token.children ?? [])
      .filter(({ type }) => type === 'code_inline');
    expect(code.map(({ content }) => content)).toEqual([
      'x # Injected heading ![pixel](http://evil.test/p.png) <img src="http://evil.test/q.png"> [click](http://evil.test/)',
    ]);
  });

  test.each(['show', 'validate', 'convert'])('a terminal gets escapes, from %s', async (command) => {
    const { out, errors } = await inTerminal([command, 'x'], reported('hostile-06-terminal-escape'));
    expectNoControls(out + errors);
    if (command === 'show') expect(out).toContain('\\u001b[2J\\u001b[31mowned\\u001b]0;title\\u0007');
  });

  test('full-width signs and those behind a line end run no formula', () => {
    const csv = exported(traceOf('hostile-07-csv-fullwidth'), 'csv', options);
    expect(csv).toContain(",'＝1+1,");
    expect(csv).toContain(`,"'\n=1+1",`);
  });
});
