import * as vscode from 'vscode';
import type { Register } from '../commands/register.ts';
import type { TraceEditors } from '../editor/editor.ts';
import { showText } from '../editor/text-editor.ts';

/** Commands of the active viewer, and of its context menu: what was under the pointer comes with the menu. */
export function registerViewerMenu(register: Register, editors: TraceEditors): void {
  register('showInJson', async (context) => {
    const panel = editors.active();
    if (panel === undefined) return;
    const item = member(context, 'item') ?? panel.selected();
    // The places of a drawing that is out of date are not those of the text.
    const { problem } = panel.document.state();
    await showText(
      panel.document.uri,
      problem === undefined ? await panel.document.placeOf(item, 'item') : undefined,
    );
  });
  register('back', () => editors.active()?.travel('back'));
  register('forward', () => editors.active()?.travel('forward'));
  register('copyValue', async (context) => {
    const value = member(context, 'value');
    if (value !== undefined) await vscode.env.clipboard.writeText(value);
  });
}

function member(context: unknown, name: 'item' | 'value'): string | undefined {
  if (typeof context !== 'object' || context === null) return undefined;
  const given: Readonly<Record<string, unknown>> = { ...context };
  const value = given[name];
  return typeof value === 'string' ? value : undefined;
}
