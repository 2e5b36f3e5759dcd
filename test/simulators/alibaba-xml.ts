type Row = Readonly<Record<string, unknown>>;

/** Members as elements, arrays as repeated siblings. */
export function xmlOf(row: Row): string {
  const element = (name: string, value: unknown): string => {
    if (Array.isArray(value)) return value.map((one: unknown) => element(name, one)).join('');
    if (isRow(value)) return `<${name}>${xmlOf(value)}</${name}>`;
    const text =
      typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean'
        ? String(value)
        : '';
    return `<${name}>${xmlText(text)}</${name}>`;
  };
  return Object.entries(row)
    .map(([name, value]) => element(name, value))
    .join('');
}

const isRow = (value: unknown): value is Row =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

export const xmlText = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
