import { phraseText } from '../format.ts';
import { wordOf, fieldLabel } from '../label.ts';
import type { CallEvent, IvrStep, JsonObject, JsonValue } from '../model.ts';
import { isArray, isObject } from '../pointer.ts';
import { parseJson } from '../source/json.ts';
import { partyName } from '../timeline/tracks.ts';
import type { Analysis } from '../view/analysis.ts';
import { fold } from './fold.ts';

/** JSON text inside a value: deeper or longer than this it stays text. */
const limits = { maxBytes: 4 * 1024 * 1024, maxDepth: 32 };

/** A value whose text is JSON as that JSON. */
export function openedJson(value: JsonValue): JsonValue {
  if (typeof value !== 'string' || !/^\s*[[{]/.test(value) || value.length > limits.maxBytes) return value;
  try {
    return parseJson(value, '', limits);
  } catch {
    return value;
  }
}

/** Adds the keys and values of JSON to a text, one a line. */
function addJson(lines: string[], value: JsonValue): void {
  // JSON text without an escape says all that it means.
  const opened = typeof value === 'string' && value.includes('\\') ? openedJson(value) : value;
  if (isArray(opened)) for (const item of opened) addJson(lines, item);
  else if (isObject(opened)) addMap(lines, opened);
  else lines.push(String(opened));
}

function addMap(lines: string[], map: JsonObject): void {
  for (const [name, value] of Object.entries(map)) {
    lines.push(name);
    addJson(lines, value);
  }
}

/**
 * Everything that the inspector shows of a step or event and that is no name, as folded text, one thing a line: lane,
 * remarks, ids, variables, fields by their labels, and the problems that name it.
 */
export function searchText(analysis: Analysis): (item: IvrStep | CallEvent) => string {
  const { render, findings } = analysis;
  const problems = new Map<string, string[]>();
  for (const { item, title, text } of findings) {
    const lines = problems.get(item) ?? [];
    lines.push(phraseText(title, render), ...text.map((phrase) => phraseText(phrase, render)));
    problems.set(item, lines);
  }
  const labels = new Map<string, string>();
  const labelled = (lines: string[], map: JsonObject | undefined) => {
    if (map === undefined) return;
    for (const [name, value] of Object.entries(map)) {
      let label = labels.get(name);
      if (label === undefined) {
        const shown = fieldLabel(render, name);
        label = shown === name ? name : `${shown}\n${name}`;
        labels.set(name, label);
      }
      lines.push(label);
      addJson(lines, value);
    }
  };
  const lanes = new Map<string, string>();
  const laneWord = (lane: string): string => {
    const known = lanes.get(lane) ?? render({ key: `lane.${lane}` });
    lanes.set(lane, known);
    return known;
  };

  return (item) => {
    const lines: string[] = [item.id, ...(problems.get(item.id) ?? [])];
    if ('enteredAt' in item) {
      const { description, channelId, flowVersion, input, output, variables, channelVariables } = item;
      lines.push(laneWord('ivr'));
      for (const text of [description, channelId, flowVersion]) if (text !== undefined) lines.push(text);
      if (input !== undefined) addJson(lines, input);
      if (output !== undefined) addJson(lines, output);
      if (channelVariables !== undefined) addMap(lines, channelVariables);
      if (variables !== undefined) addMap(lines, variables);
      labelled(lines, item.properties);
    } else {
      const { party, reason } = item;
      lines.push(laneWord(item.lane));
      if (party !== undefined) lines.push(partyName(party), party.id ?? '');
      if (reason !== undefined) lines.push(reason.code, wordOf(render, 'reason', reason));
    }
    labelled(lines, item.details);
    return fold(lines.join('\n'));
  };
}
