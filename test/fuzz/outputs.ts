import { parse as parseCsv } from 'csv-parse/sync';
import MarkdownIt from 'markdown-it';
import xml2js from 'xml2js';
import type { ExportFormat } from '../../src/trace/export/export.ts';

/*
 * What is wrong with an exported text, as a parser of its format sees it; every function throws an Error that says so.
 */

const commonMark = new MarkdownIt('commonmark', { html: true });

/** @param rows how many steps and events the call has */
export function checkOutput(format: ExportFormat, text: string, rows: number): void {
  if (!text.endsWith('\n')) throw new Error('does not end with a line feed');
  switch (format) {
    case 'flow-svg':
    case 'timeline-svg': {
      checkSvg(text);
      return;
    }
    case 'csv': {
      checkCsv(text, rows);
      return;
    }
    case 'markdown': {
      checkMarkdown(text);
      return;
    }
    case 'mermaid-flowchart': {
      checkLines(text, flowchart);
      return;
    }
    case 'mermaid-sequence': {
      checkLines(text, sequence);
      return;
    }
  }
}

/** The elements that our drawings are made of, and where the parser keeps attributes and text. */
const drawn = new Set(['svg', 'g', 'path', 'rect', 'text', 'title', '$', '_']);

function checkSvg(text: string): void {
  let problem: Error | undefined;
  xml2js.parseString(text, { strict: true, async: false }, (error, tree: unknown) => {
    problem = error ?? wrongIn(tree);
  });
  if (problem !== undefined) throw problem;
}

function wrongIn(value: unknown, name = ''): Error | undefined {
  if (Array.isArray(value)) {
    for (const inner of value) {
      const wrong = wrongIn(inner, name);
      if (wrong !== undefined) return wrong;
    }
    return undefined;
  }
  if (typeof value !== 'object' || value === null) return undefined;
  for (const [key, inner] of Object.entries(value)) {
    if (name === '$') {
      if (/NaN|Infinity|undefined/.test(String(inner)) || /^on/i.test(key))
        return new Error(`has ${key}="${inner}"`);
      continue;
    }
    if (!drawn.has(key)) return new Error(`has an element ${key}`);
    const wrong = wrongIn(inner, key);
    if (wrong !== undefined) return wrong;
  }
  return undefined;
}

function checkCsv(text: string, rows: number): void {
  const records: unknown = parseCsv(text, { bom: true, record_delimiter: '\r\n' });
  if (!Array.isArray(records) || records.length !== rows + 1)
    throw new Error(`has other than ${rows + 1} records`);
  for (const record of records) {
    const cells: readonly unknown[] = Array.isArray(record) ? record : [];
    if (cells.length !== 11) throw new Error(`has a record of ${cells.length} cells`);
    for (const cell of cells) {
      const formula = typeof cell !== 'string' || /^[=+\-@\t\r]/.test(cell);
      if (formula && !/^-?\d+$/.test(String(cell)))
        throw new Error(`has a formula: ${String(cell).slice(0, 60)}`);
    }
  }
}

/** Nothing of a call becomes a link, an image or HTML; of code blocks there is only our diagram. */
function checkMarkdown(text: string): void {
  for (const token of commonMark.parse(text, {})) {
    for (const { type, content } of [token, ...(token.children ?? [])]) {
      if (/^(html_block|html_inline|image|link_open|code_block)$/.test(type))
        throw new Error(`has ${type}: ${content.slice(0, 60)}`);
      if (type === 'fence' && token.info !== 'mermaid')
        throw new Error('has a code block that is no diagram');
    }
  }
}

/** A text in quotation marks as our diagrams write it: nothing in it means anything. */
const quoted = String.raw`"(?:[\p{L}\p{N}\p{M} .,:·×!✗?/…–()_*→+-]|#\d+;|<br/>)*"`;
const flowchart = new RegExp(
  `^(?:flowchart TD| *n\\d+(?:\\(\\[${quoted}\\]\\)|\\{\\{${quoted}\\}\\}|\\[\\(${quoted}\\)\\]|\\(${quoted}\\)|\\[${quoted}\\])` +
    `| *subgraph box\\d+\\[${quoted}\\]| *end| *n\\d+ (?:-->|-\\.->)(?:\\|${quoted}\\|)? n\\d+| *classDef .*| *class n\\d+(?:,n\\d+)* (?:error|warning))$`,
  'u',
);
const said = String.raw`(?:[\p{L}\p{N}\p{M} .,:·×!✗?/…–()_*→+-]|#\d+;)*`;
const sequence = new RegExp(
  `^(?:sequenceDiagram|  participant \\w+ as ${said}|  Note over \\w+: ${said}|  \\w+->>\\w+: ${said})$`,
  'u',
);

function checkLines(text: string, grammar: RegExp): void {
  for (const line of text.slice(0, -1).split('\n'))
    if (!grammar.test(line)) throw new Error(`has a line that means something else: ${line.slice(0, 200)}`);
}
