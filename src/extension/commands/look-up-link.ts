import * as vscode from 'vscode';
import { SentenceError } from '../explain.ts';
import { callLinkText } from '../look-up/call-link.ts';
import { notify } from '../notify.ts';
import type { Texts } from '../texts.ts';
import { traceAddress } from '../traces/address.ts';

/**
 * "Copy Link to This Call": provider, instance and contact ID of each call, one link a line. Numbers and names of
 * people are not in it.
 * @throws SentenceError for a call that is in a file, because nobody else could follow the link
 */
export async function copyLinks(
  uris: readonly vscode.Uri[],
  extensionId: string,
  texts: Texts,
): Promise<void> {
  if (uris.length === 0) throw new SentenceError({ key: 'look-up.copy.nothing' });
  const links = uris.map((uri) => {
    const address = traceAddress(uri);
    const link = address?.query === '' ? callLinkText(vscode.env.uriScheme, extensionId, address) : undefined;
    if (link === undefined) throw new SentenceError({ key: 'look-up.copy.no-link' });
    return link;
  });
  await vscode.env.clipboard.writeText(links.join('\n'));
  await notify({ key: 'look-up.copy.copied', args: { count: links.length } }, texts);
}
