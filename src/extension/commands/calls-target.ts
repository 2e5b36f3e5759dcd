import type { CallList } from '../calls/list.ts';
import { isCallNode, sourceOf, type CallNode } from '../calls/nodes.ts';
import type { CallSource } from '../calls/source.ts';
import { SentenceError } from '../explain.ts';
import type { CallsTools } from './calls.ts';
import { showQuickPick } from '../window/quick-input.ts';

export interface SourceList {
  readonly source: CallSource;
  readonly list: CallList;
}

/** The calls that a command means: the row it was called on, all selected ones with it, or those that are selected. */
export function callsFor(argument: unknown, all: unknown, { tree }: CallsTools): readonly CallNode[] {
  const several =
    Array.isArray(all) && all.length > 0 ? all : argument === undefined ? tree.selection() : [argument];
  return several.filter(isCallNode);
}

/**
 * The list that a command means: that of the row it was called on or that is selected; otherwise somebody chooses.
 * @throws SentenceError where there is no connection
 */
export async function listFor(
  argument: unknown,
  { tree, texts }: CallsTools,
  fits: (source: CallSource) => boolean = () => true,
): Promise<SourceList | undefined> {
  const given = sourceOf(argument ?? tree.selection()[0]);
  if (given !== undefined && fits(given)) return { source: given, list: tree.lists.of(given) };
  const sources = (await tree.sources()).filter(fits);
  const [only] = sources;
  if (only === undefined) throw new SentenceError({ key: 'extension.connection.none' });
  if (sources.length === 1) return { source: only, list: tree.lists.of(only) };
  const render = await texts.render();
  const chosen = await showQuickPick(
    sources.map((source) => ({ label: source.name, description: source.description, source })),
    { title: render({ key: 'extension.connection.which' }) },
  );
  return chosen && { source: chosen.source, list: tree.lists.of(chosen.source) };
}
