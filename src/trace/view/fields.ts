import type { FieldView, Severity } from './types.ts';
import { fieldLabel, wordOf } from '../label.ts';
import type { Render } from '../message.ts';
import type { Coded, JsonObject, JsonValue } from '../model.ts';

/** Fields with labels in words while they are gathered; empty values are left out. */
export class FieldList {
  readonly fields: FieldView[] = [];
  private readonly render: Render;

  constructor(render: Render) {
    this.render = render;
  }

  /** @param name of the label `details.<name>` */
  add(name: string, value: string, code?: string, severity: Severity = 'none'): void {
    this.addLabelled(this.render({ key: `details.${name}` }), value, code, severity);
  }

  addLabelled(label: string, value: string, code?: string, severity: Severity = 'none'): void {
    if (value !== '') this.fields.push({ label, value, ...(code === undefined ? {} : { code }), severity });
  }

  /** The code in words, with the provider's spelling behind it. */
  addCoded(name: string, space: string, coded: Coded | undefined, severity: Severity = 'none'): void {
    if (coded === undefined) return;
    const word = wordOf(this.render, space, coded);
    this.add(name, word, word === coded.code ? undefined : coded.code, severity);
  }
}

/** Fields of a provider's map by its own names; codes in words where they are known; what is not text is JSON. */
export function mapFields(render: Render, map: JsonObject | undefined): readonly FieldView[] {
  return Object.entries(map ?? {}).flatMap(([name, value]) => {
    const label = fieldLabel(render, name);
    const code = typeof value === 'string' || typeof value === 'number' ? `${value}` : '';
    const word = valueWord(render, name, code);
    if (word !== undefined) return [{ label, value: word, code: `${name} ${code}`, severity: 'none' }];
    return jsonField(label, value).map((field) => (label === name ? field : { ...field, code: name }));
  });
}

/** A provider's code in words: `value.<field>.<code>` of the catalogue. */
function valueWord(render: Render, name: string, code: string): string | undefined {
  const key = `value.${name}.${code}`;
  const word = render({ key });
  return word === key ? undefined : word;
}

/** One field of any JSON value; none where there is nothing. */
export function jsonField(label: string, value: JsonValue | undefined): readonly FieldView[] {
  if (value === undefined || value === null || value === '') return [];
  return [{ label, value: typeof value === 'string' ? value : JSON.stringify(value), severity: 'none' }];
}
