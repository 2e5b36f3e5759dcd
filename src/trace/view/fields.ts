import type { FieldView } from './details-types.ts';
import type { Severity } from './names.ts';
import { elapsedText, timeText } from '../format.ts';
import { fieldLabel, wordOf } from '../label.ts';
import type { Render } from '../message.ts';
import type { CallTrace, Coded, JsonObject, JsonValue } from '../model.ts';
import { pointerTo } from '../pointer.ts';
import { startOf } from '../span.ts';
import { formatIso } from '../time.ts';

/** Where in the document a field stands, and what is there, for copying. */
export type Origin = Pick<FieldView, 'path' | 'json'>;

/** Fields with labels in words while they are gathered; empty values are left out. */
export class FieldList {
  readonly fields: FieldView[] = [];
  private readonly render: Render;
  private readonly base: string;

  /** @param base pointer to the object of the document whose fields they are */
  constructor(render: Render, base: string) {
    this.render = render;
    this.base = base;
  }

  /** The origin of a field that is a member of the object, given as the document has it. */
  from(member: string, value: JsonValue): Origin {
    return { path: pointerTo(this.base, member), json: JSON.stringify(value) };
  }

  /** @param name of the label `details.<name>` */
  add(name: string, value: string, code?: string, severity: Severity = 'none', origin: Origin = {}): void {
    this.addLabelled(this.render({ key: `details.${name}` }), value, code, severity, origin);
  }

  addLabelled(
    label: string,
    value: string,
    code?: string,
    severity: Severity = 'none',
    origin: Origin = {},
  ): void {
    if (value === '') return;
    this.fields.push({ label, value, ...(code === undefined ? {} : { code }), severity, ...origin });
  }

  /** A member that is text, as it is. */
  addText(name: string, member: string, value: string | undefined, code?: string): void {
    if (value !== undefined) this.add(name, value, code, 'none', this.from(member, value));
  }

  /** The code in words, with the provider's spelling behind it. */
  addCoded(
    name: string,
    space: string,
    coded: Coded | undefined,
    member: string,
    severity: Severity = 'none',
  ): void {
    if (coded === undefined) return;
    const word = wordOf(this.render, space, coded);
    const code = word === coded.code ? undefined : coded.code;
    const { meaning } = coded;
    const origin = this.from(member, { code: coded.code, ...(meaning === undefined ? {} : { meaning }) });
    this.add(name, word, code, severity, origin);
  }

  /** A moment (epoch ms): the time of day, and since the call began. */
  addTime(name: string, member: string, trace: CallTrace, at: number): void {
    const start = startOf(trace);
    const since = start === undefined ? {} : { code: elapsedText(at - start, 1) };
    this.fields.push({
      label: this.render({ key: `details.${name}` }),
      value: timeText(at, trace.zone),
      ...since,
      severity: 'none',
      at,
      ...this.from(member, formatIso(at, trace.zone)),
    });
  }
}

/**
 * Fields of a provider's map by its own names; codes in words where they are known; what is not text is JSON.
 *
 * @param base pointer to the map in the document
 */
export function mapFields(render: Render, map: JsonObject | undefined, base: string): readonly FieldView[] {
  return Object.entries(map ?? {}).flatMap(([name, value]) => {
    const label = fieldLabel(render, name);
    const code = typeof value === 'string' || typeof value === 'number' ? `${value}` : '';
    const word = valueWord(render, name, code);
    const origin = { path: pointerTo(base, name), json: JSON.stringify(value) };
    if (word !== undefined)
      return [{ label, value: word, code: `${name} ${code}`, severity: 'none', ...origin }];
    return jsonField(label, value, pointerTo(base, name)).map((field) =>
      label === name ? field : { ...field, code: name },
    );
  });
}

/** A provider's code in words: `value.<field>.<code>` of the catalogue. */
function valueWord(render: Render, name: string, code: string): string | undefined {
  const key = `value.${name}.${code}`;
  const word = render({ key });
  return word === key ? undefined : word;
}

/**
 * One field of any JSON value; none where there is nothing.
 *
 * @param path pointer to the value in the document
 */
export function jsonField(label: string, value: JsonValue | undefined, path: string): readonly FieldView[] {
  if (value === undefined || value === null || value === '') return [];
  const json = JSON.stringify(value);
  return [{ label, value: typeof value === 'string' ? value : json, severity: 'none', path, json }];
}
