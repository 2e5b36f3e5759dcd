import * as vscode from 'vscode';
import { lookUpIn, type LookUpTools } from '../commands/look-up.ts';
import { sourcesAt, type CallSource } from '../calls/source.ts';
import type { Message } from '../../trace/message.ts';
import { notifyFailure } from '../notify.ts';
import { SentenceError } from '../explain.ts';
import { instanceNameIn } from '../traces/address.ts';
import { parseCallLink, type CallLink } from './call-link.ts';
import { askModally } from '../window/messages.ts';
import { showQuickPick } from '../window/quick-input.ts';

/** What is asked of the person who followed a link; each answers undefined or false for “no”. */
export interface LinkQuestions {
  /** Which of several connections; only asked for two and more. */
  readonly which: (link: CallLink, fitting: readonly CallSource[]) => Promise<CallSource | undefined>;
  /** Whether this connection may be asked for this call. */
  readonly confirm: (link: CallLink, source: CallSource) => Promise<boolean>;
  /** No connection fits; whether one was added. */
  readonly add: (link: CallLink) => Promise<boolean>;
  /** Says why a link is not followed. */
  readonly refuse: (message: Message) => void;
}

/** Two connections to one instance have one document: which of them is asked for it. */
export type Prefer = (source: CallSource) => void;

/**
 * Opens the call that a link from outside means. Whoever made the link chose nothing but the call: where the request
 * goes and with which key is the connection's affair, and nothing is sent before a person has agreed to it by name.
 */
export async function openCallLink(
  uri: Pick<vscode.Uri, 'path' | 'query' | 'fragment'>,
  tools: LookUpTools,
  prefer: Prefer,
  questions: LinkQuestions,
): Promise<void> {
  const reading = parseCallLink(uri);
  if (!reading.ok) {
    questions.refuse(reading.message);
    return;
  }
  const { link } = reading;
  let fitting = await fittingSources(link, tools);
  if (fitting.length === 0 && (await questions.add(link))) fitting = await fittingSources(link, tools);
  const source = fitting.length > 1 ? await questions.which(link, fitting) : fitting[0];
  if (source === undefined || !(await questions.confirm(link, source))) return;
  prefer(source);
  await lookUpIn([link.contactId], () => [source], tools);
}

/** Whoever made the link may reach the same centre by another address or key: then its name decides, and a person. */
async function fittingSources(link: CallLink, tools: LookUpTools): Promise<readonly CallSource[]> {
  const sources = await tools.sources();
  const fitting = sourcesAt(sources, link);
  if (fitting.length > 0) return fitting;
  const name = instanceNameIn(link.instance);
  return sources.filter(
    ({ provider, instance }) => provider === link.provider && instanceNameIn(instance) === name,
  );
}

/** The questions as VS Code asks them. */
export function linkQuestions({ texts, log }: Pick<LookUpTools, 'texts' | 'log'>): LinkQuestions {
  const provided = async ({ provider, contactId, ...link }: CallLink) => {
    const render = await texts.render();
    const instance = instanceNameIn(link.instance);
    const name = provider === 'sample' ? 'extension.samples.name' : `extension.provider.${provider}`;
    return { render, args: { provider: render({ key: name }), instance, contactId } };
  };
  return {
    refuse: (message) => void notifyFailure(new SentenceError(message), texts, log),
    which: async (link, fitting) => {
      const { render, args } = await provided(link);
      const chosen = await showQuickPick(
        fitting.map((source) => ({ label: source.name, description: source.description, source })),
        { title: render({ key: 'look-up.uri.which', args }), ignoreFocusOut: true },
      );
      return chosen?.source;
    },
    confirm: async (link, source) => {
      const { render, args } = await provided(link);
      const yes = render({ key: 'look-up.uri.look-up' });
      const chosen = await askModally(
        'information',
        render({ key: 'look-up.uri.confirm', args: { ...args, name: source.name } }),
        { detail: render({ key: 'look-up.uri.confirm-detail', args }), answers: [yes] },
      );
      return chosen === yes;
    },
    add: async (link) => {
      const { render, args } = await provided(link);
      const yes = render({ key: 'look-up.action.add-connection' });
      const detail = render({ key: 'look-up.uri.none-detail', args });
      const chosen = await askModally('warning', render({ key: 'look-up.uri.none', args }), {
        detail,
        answers: [yes],
      });
      if (chosen !== yes) return false;
      await vscode.commands.executeCommand('callTraceInspector.addConnection', link.provider);
      return true;
    },
  };
}
