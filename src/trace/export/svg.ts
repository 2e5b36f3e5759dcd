import { oneLine } from '../visible.ts';

/** Colours of a drawing that leaves the editor. */
export interface Palette {
  readonly back: string;
  readonly text: string;
  readonly dim: string;
  readonly line: string;
  readonly fill: string;
  readonly strong: string;
  readonly error: string;
  readonly errorFill: string;
  readonly warning: string;
  readonly warningFill: string;
}

/** On white, for paper and tickets; dark and light like the editor's own themes. */
export const palettes = {
  print: {
    back: '#ffffff',
    text: '#111111',
    dim: '#555555',
    line: '#777777',
    fill: '#f6f6f6',
    strong: '#d9d9d9',
    error: '#b00020',
    errorFill: '#fdeaec',
    warning: '#8a5a00',
    warningFill: '#fdf3e0',
  },
  light: {
    back: '#ffffff',
    text: '#3b3b3b',
    dim: '#6a6a6a',
    line: '#a0a0a0',
    fill: '#f3f3f3',
    strong: '#dcdcdc',
    error: '#c72e2e',
    errorFill: '#f9e3e3',
    warning: '#8f6200',
    warningFill: '#fbf1dc',
  },
  dark: {
    back: '#1f1f1f',
    text: '#cccccc',
    dim: '#9d9d9d',
    line: '#7a7a7a',
    fill: '#2a2a2a',
    strong: '#4a4a4a',
    error: '#f85149',
    errorFill: '#3a2224',
    warning: '#d9a03f',
    warningFill: '#352c1d',
  },
} as const satisfies Readonly<Record<string, Palette>>;

export type PaletteName = keyof typeof palettes;

/** A part of a drawing, in its CSS pixels. */
export interface DrawingPart {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

export type Attributes = Readonly<Record<string, string | number>>;

/** An element of SVG; attributes and text are escaped, children are elements already. */
export function element(name: string, attributes: Attributes, children: readonly string[] = []): string {
  const given = Object.entries(attributes)
    .map(([key, value]) => ` ${key}="${typeof value === 'number' ? round(value) : escapeXml(value)}"`)
    .join('');
  return children.length === 0 ? `<${name}${given}/>` : `<${name}${given}>${children.join('')}</${name}>`;
}

export function textElement(text: string, attributes: Attributes): string {
  return element('text', attributes, [escapeXml(text)]);
}

/** What is told of what it stands in when the pointer is over it, and to whoever cannot see it. */
export function titleElement(text: string): string {
  return element('title', {}, [escapeXml(text)]);
}

/** A drawing, or the part of one, on its background, with a title for whoever cannot see it. */
export function document(
  { x, y, width, height }: DrawingPart,
  title: string,
  palette: Palette,
  children: readonly string[],
): string {
  return `${element(
    'svg',
    {
      xmlns: 'http://www.w3.org/2000/svg',
      width,
      height,
      viewBox: [x, y, width, height].map(round).join(' '),
      role: 'img',
      'font-family':
        '-apple-system, "Segoe UI", "PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", sans-serif',
      'font-size': 13,
      fill: palette.text,
    },
    [
      titleElement(title),
      element('rect', { ...(x === 0 && y === 0 ? {} : { x, y }), width, height, fill: palette.back }),
      ...children,
    ],
  )}\n`;
}

const round = (value: number) => String(Math.round(value * 100) / 100);

/** Characters that XML does not allow at all, and other control characters, are left out. */
function escapeXml(text: string): string {
  return oneLine(text)
    .replaceAll(/[^\t\n\r\u{20}-\u{7E}\u{A0}-\u{D7FF}\u{E000}-\u{FFFD}\u{10000}-\u{10FFFF}]/gu, '')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}
