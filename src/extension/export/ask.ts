import * as vscode from 'vscode';
import type { Render } from '../../trace/message.ts';
import type { Choice } from './choice.ts';
import { exportThings, isPicture, type ExportThing } from './things.ts';
import { createQuickPick, setRows, showQuickPick } from '../window/quick-input.ts';

/** What to export; undefined: nothing. */
export async function askThing(render: Render, last: string | undefined): Promise<ExportThing | undefined> {
  const items = exportThings.map((thing) => ({
    label: render({ key: `export.thing.${thing.id}` }),
    iconPath: new vscode.ThemeIcon(thing.icon),
    description: render({ key: `export.thing-about.${thing.id}` }),
    thing,
  }));
  const first = items.filter(({ thing }) => thing.id === last);
  const others = items.filter(({ thing }) => thing.id !== last);
  const chosen = await showQuickPick([...first, ...others], {
    title: render({ key: 'export.title' }),
    placeHolder: render({ key: 'export.what' }),
    matchOnDescription: true,
  });
  return chosen?.thing;
}

interface Row extends vscode.QuickPickItem {
  readonly to?: Choice['to'];
  readonly option?: 'colours' | 'part' | 'masked';
}

/**
 * Where to, and how: choosing an option switches it and asks on; choosing a place ends. Undefined: nothing.
 * @param usual what stands there at first
 */
export function askHow(thing: ExportThing, usual: Choice, render: Render): Promise<Choice | undefined> {
  const picker = createQuickPick<Row>();
  let choice = usual;
  const show = (active?: Row['option']) => {
    const rows = setRows(picker, rowsFor(thing, choice, render));
    picker.activeItems = rows.filter(({ option }) => active !== undefined && option === active);
  };
  picker.title = render({ key: `export.thing.${thing.id}` });
  picker.placeholder = render({ key: 'export.where' });
  // Options are looked up elsewhere while it is open.
  picker.ignoreFocusOut = true;
  return new Promise((resolve) => {
    picker.onDidAccept(() => {
      const [row] = picker.selectedItems;
      if (row?.to !== undefined) {
        resolve({ ...choice, to: row.to });
        picker.hide();
      } else if (row?.option !== undefined) {
        choice = switched(choice, row.option);
        show(row.option);
      }
    });
    picker.onDidHide(() => {
      resolve(undefined);
      picker.dispose();
    });
    show();
    picker.show();
  });
}

function rowsFor(thing: ExportThing, choice: Choice, render: Render): readonly Row[] {
  const places: readonly Row[] = (
    [
      ['file', 'save'],
      ['clipboard', 'clippy'],
    ] as const
  ).map(([to, icon]) => ({
    label: render({ key: `export.to.${to}` }),
    iconPath: new vscode.ThemeIcon(icon),
    to,
  }));
  const option = (name: NonNullable<Row['option']>, icon: string, value: string): Row => ({
    label: render({ key: `export.option.${name}` }),
    iconPath: new vscode.ThemeIcon(icon),
    description: render({ key: `export.option.${name}.${value}` }),
    option: name,
  });
  return [
    ...(choice.to === 'file' ? places : [...places].reverse()),
    { label: render({ key: 'export.options' }), kind: vscode.QuickPickItemKind.Separator },
    option('masked', choice.masked ? 'eye-closed' : 'eye', choice.masked ? 'yes' : 'no'),
    ...(isPicture(thing)
      ? [option('colours', 'symbol-color', choice.colours), option('part', 'screen-full', choice.part)]
      : []),
  ];
}

function switched(choice: Choice, option: NonNullable<Row['option']>): Choice {
  switch (option) {
    case 'masked':
      return { ...choice, masked: !choice.masked };
    case 'colours':
      return { ...choice, colours: choice.colours === 'print' ? 'theme' : 'print' };
    case 'part':
      return { ...choice, part: choice.part === 'whole' ? 'visible' : 'whole' };
  }
}
