import type { Meaning } from '../../trace/text/meaning-types.ts';
import { markdownText } from '../window/plain-text.ts';

/** The commands that links of a hover may run. */
export const hoverCommands = ['callTraceInspector.goToPlace', 'callTraceInspector.showPlace'] as const;

/**
 * A hover of a document as Markdown. Everything from the document is text, never Markdown: only our own two commands can
 * be links.
 * @param uri of the document
 */
export function hoverText(meaning: Meaning, uri: string, inViewer: string): string {
  const [goTo, show] = hoverCommands;
  const parts = [`**${markdownText(meaning.title)}**`, ...meaning.lines.map(markdownText)];
  const links = [
    ...meaning.links.map(({ text, offset }) => ({ text, command: goTo, offset })),
    ...(meaning.item === undefined ? [] : [{ text: inViewer, command: show, offset: meaning.from }]),
  ];
  const led = links.map(({ text, command, offset }) => {
    // Round brackets would end the address.
    const args = encodeURIComponent(JSON.stringify([uri, offset])).replaceAll(
      /[()]/g,
      (bracket) => `%${bracket.charCodeAt(0).toString(16)}`,
    );
    return `[${markdownText(text)}](command:${command}?${args})`;
  });
  return [...parts, led.join(' · ')].filter((part) => part !== '').join('\n\n');
}
