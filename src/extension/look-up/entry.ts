import { setTimeout as delay } from 'node:timers/promises';
import * as vscode from 'vscode';
import {
  enteredContactIds,
  offeredContactIds,
  mostContactIds,
  type EnteredContactIds,
} from '../../providers/contact-id.ts';
import type { Render } from '../../trace/message.ts';
import type { CallBook, CallKey, KeptCall } from '../calls/book.ts';
import { callRow } from '../calls/row.ts';
import { sourcesAt, type CallSource } from '../calls/source.ts';
import { instanceNameIn } from '../traces/address.ts';
import { fitting } from './ask.ts';
import { createQuickPick, setRows } from '../window/quick-input.ts';

/** So long the list waits for the clipboard, ms, so that its IDs mostly are there from the start. */
const clipboardMs = 200;

/** What a person chose to look up. */
export type Entry =
  | { readonly kind: 'ids'; readonly contactIds: readonly string[] }
  /** A call that is known with the connection that it belongs to. */
  | { readonly kind: 'call'; readonly call: CallKey };

/** What is offered beside free entry. */
export interface Offers {
  readonly selected: string;
  /** A browser may ask the person before it gives the text out, and may take its time: its IDs are added when they come. */
  readonly clipboard: Promise<string>;
  readonly book: Pick<CallBook, 'pinned' | 'history'> | undefined;
  /** The sources that may be asked. */
  readonly sources: readonly CallSource[];
}

interface Row extends vscode.QuickPickItem {
  /** Undefined: what stands in the box. */
  readonly entry?: Entry;
}

/** The box in which contact IDs are typed or pasted, over those that are at hand. Undefined: given up. */
export async function askForEntry(offers: Offers, render: Render): Promise<Entry | undefined> {
  const soon = await Promise.race([offers.clipboard, delay(clipboardMs, '')]);
  const picker = createQuickPick<Row>();
  let offered = offeredRows(offers, soon, render);
  let open = true;
  const showRows = () => {
    const typed = typedRow(picker.value, offers.sources, render);
    setRows(picker, typed === undefined ? offered : [typed, ...offered]);
  };
  picker.title = render({ key: 'extension.look-up.title' });
  picker.placeholder = render({ key: 'look-up.placeholder' });
  picker.matchOnDescription = true;
  picker.matchOnDetail = true;
  // The ID may have to be fetched from another window.
  picker.ignoreFocusOut = true;
  showRows();
  void offers.clipboard.then((late) => {
    if (!open || late === soon) return;
    const active = picker.activeItems[0]?.label;
    offered = offeredRows(offers, late, render);
    showRows();
    // What Enter takes does not change under the hand.
    if (active !== undefined)
      picker.activeItems = picker.items.filter(({ label }) => label === active).slice(0, 1);
  });
  try {
    return await new Promise<Entry | undefined>((resolve) => {
      picker.onDidChangeValue(showRows);
      picker.onDidAccept(() => {
        const row = picker.selectedItems[0] ?? picker.activeItems[0];
        if (row?.entry !== undefined) {
          resolve(row.entry);
          return;
        }
        // What stands in the box now: the row may be that of the letter before.
        const entered = enteredContactIds(picker.value);
        if (entered.kind === 'ids') resolve(entered);
      });
      picker.onDidHide(() => resolve(undefined));
      picker.show();
    });
  } finally {
    open = false;
    picker.dispose();
  }
}

function typedRow(value: string, sources: readonly CallSource[], render: Render): Row | undefined {
  const entered = enteredContactIds(value);
  if (entered.kind === 'empty') return undefined;
  if (entered.kind !== 'ids') {
    return {
      label: render(refusalOf(entered)),
      iconPath: new vscode.ThemeIcon('info'),
      alwaysShow: true,
    };
  }
  return {
    label: labelOf(entered.contactIds, render),
    iconPath: new vscode.ThemeIcon('search'),
    description: askedText(entered.contactIds, sources, render),
    alwaysShow: true,
  };
}

/** Why what was entered is not looked up. */
export function refusalOf(entered: Extract<EnteredContactIds, { kind: 'none' | 'too-many' }>): {
  readonly key: string;
  readonly args?: { readonly count: number; readonly most: number };
} {
  return entered.kind === 'none'
    ? { key: 'look-up.no-id' }
    : { key: 'look-up.too-many', args: { count: entered.count, most: entered.most } };
}

function offeredRows({ selected, book, sources }: Offers, clipboard: string, render: Render): readonly Row[] {
  const known = new Set<string>();
  const fresh = (contactIds: readonly string[]) => {
    const key = contactIds.join(' ');
    if (key === '' || known.has(key)) return false;
    known.add(key);
    return true;
  };
  const idsRow = (contactIds: readonly string[], icon: string): readonly Row[] =>
    fresh(contactIds)
      ? [
          {
            label: labelOf(contactIds, render),
            iconPath: new vscode.ThemeIcon(icon),
            description: askedText(contactIds, sources, render),
            ...(contactIds.length > 1 ? { detail: contactIds.join(', ') } : {}),
            entry: { kind: 'ids', contactIds },
          },
        ]
      : [];
  const calls = (kept: readonly KeptCall[]) =>
    kept.flatMap((call) =>
      fresh([`${call.provider}/${call.instance}/${call.contactId}`])
        ? [callRowOf(call, sources, render)]
        : [],
    );
  const entered = enteredContactIds(selected);
  const selection = entered.kind === 'ids' ? entered.contactIds : [];
  return [
    ...section('look-up.section.selection', idsRow(selection, 'list-selection')),
    ...section('look-up.section.clipboard', idsRow(offeredContactIds(clipboard), 'clippy')),
    ...section('look-up.section.pinned', calls(book?.pinned() ?? [])),
    ...section('look-up.section.recent', calls(book?.history() ?? [])),
  ];

  function section(key: string, rows: readonly Row[]): readonly Row[] {
    return rows.length === 0
      ? []
      : [{ label: render({ key }), kind: vscode.QuickPickItemKind.Separator }, ...rows];
  }
}

function callRowOf(call: KeptCall, sources: readonly CallSource[], render: Render): Row {
  const { provider, instance, contactId } = call;
  const row = callRow(call, render, true);
  const [source] = sourcesAt(sources, call);
  return {
    label: contactId,
    description: `${row.label} · ${row.description}`,
    detail:
      source?.name ?? `${render({ key: `extension.provider.${provider}` })} · ${instanceNameIn(instance)}`,
    iconPath: new vscode.ThemeIcon(row.icon.id),
    entry: { kind: 'call', call: { provider, instance, contactId } },
  };
}

function labelOf(contactIds: readonly string[], render: Render): string {
  const [contactId = ''] = contactIds;
  return contactIds.length === 1
    ? render({ key: 'look-up.one', args: { contactId } })
    : render({ key: 'look-up.many', args: { count: Math.min(contactIds.length, mostContactIds) } });
}

/** Which connections would be asked. */
function askedText(contactIds: readonly string[], sources: readonly CallSource[], render: Render): string {
  const asked = new Set(contactIds.flatMap((contactId) => fitting(contactId, sources)));
  return render({ key: 'look-up.asks', args: { names: [...asked].map(({ name }) => name).join(', ') } });
}
