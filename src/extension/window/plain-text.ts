import { cutText } from '../../trace/text/cut.ts';
import { isolated } from '../../trace/direction.ts';
import { oneLine, withoutControls } from '../../trace/visible.ts';

/**
 * A text that VS Code shows as it is, alone or beside others. In messages, input boxes and progress VS Code makes links
 * of `[text](address)`, commands among them; in quick picks and input boxes icons of `$(name)`. Both are broken by a
 * space of no width, so that no text of a provider or of a file is more than text; its direction ends with it.
 */
export function plainText(text: string): string {
  return isolated(text).replaceAll('](', ']\u200B(').replaceAll('$(', '$\u200B(');
}

/** More of a name than this nobody reads in the tab of an editor, characters. */
const mostInTab = 80;

/** A text for the tab of an editor: one line, cut where it is long. */
export function tabText(text: string): string {
  return plainText(cutText(text.replaceAll(/\s+/g, ' ').trim(), mostInTab));
}

/**
 * A text in one line of Markdown, in which every sign that could mean something, or make an address a link, is
 * escaped.
 */
export function markdownText(text: string): string {
  return isolated(withoutControls(oneLine(text)).replaceAll(/\s+/g, ' ').trim()).replaceAll(
    /[!-/:-@[-`{-~]/g,
    '\\$&',
  );
}
