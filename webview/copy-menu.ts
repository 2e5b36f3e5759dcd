/** Something that can be copied in several forms. */
export interface CopyChoice {
  readonly label: string;
  readonly text: string;
}

let close: (() => void) | undefined;

/**
 * Shows a menu of what to copy beneath an element, or where the pointer is. The keyboard goes through it with arrows,
 * Home and End; Enter copies, Escape closes and gives the focus back.
 *
 * @param label what a screen reader calls the menu
 */
export function openCopyMenu(
  anchor: HTMLElement,
  label: string,
  choices: readonly CopyChoice[],
  copy: (text: string) => void,
  pointer?: { readonly x: number; readonly y: number },
): void {
  close?.();
  const back = document.activeElement;
  const menu = document.createElement('div');
  menu.className = 'menu';
  menu.setAttribute('role', 'menu');
  menu.setAttribute('aria-label', label);
  const done = (focusBack: boolean) => {
    close = undefined;
    menu.remove();
    window.removeEventListener('pointerdown', onOutside, true);
    window.removeEventListener('blur', onBlur);
    if (focusBack && back instanceof HTMLElement) back.focus();
  };
  const onOutside = ({ target }: Event): void => {
    if (!(target instanceof Node && menu.contains(target))) done(false);
  };
  const onBlur = (): void => done(false);
  const items = choices.map(({ label: name, text }) => {
    const item = document.createElement('button');
    item.setAttribute('role', 'menuitem');
    item.tabIndex = -1;
    item.textContent = name;
    item.addEventListener('click', () => {
      copy(text);
      done(true);
    });
    return item;
  });
  menu.append(...items);
  menu.addEventListener('contextmenu', (event) => event.preventDefault());
  menu.addEventListener('keydown', (event) => {
    const at = items.findIndex((item) => item === document.activeElement);
    const to = destination(event.key, at, items.length);
    if (event.key === 'Escape' || event.key === 'Tab') done(true);
    else if (to === undefined) return;
    else items[to]?.focus();
    event.preventDefault();
    event.stopPropagation();
  });
  document.body.append(menu);
  place(menu, anchor, pointer);
  window.addEventListener('pointerdown', onOutside, true);
  window.addEventListener('blur', onBlur);
  close = () => done(false);
  items[0]?.focus();
}

/** Whether a key asks for the menu of what has the focus. */
export function asksForMenu({ key, shiftKey }: KeyboardEvent): boolean {
  return key === 'ContextMenu' || (key === 'F10' && shiftKey);
}

function destination(key: string, at: number, count: number): number | undefined {
  switch (key) {
    case 'ArrowDown':
      return (at + 1) % count;
    case 'ArrowUp':
      return (at - 1 + count) % count;
    case 'Home':
      return 0;
    case 'End':
      return count - 1;
    default:
      return undefined;
  }
}

/** Within the window, beneath its anchor or the pointer, above where there is no room beneath. */
function place(
  menu: HTMLElement,
  anchor: HTMLElement,
  pointer?: { readonly x: number; readonly y: number },
): void {
  const box = anchor.getBoundingClientRect();
  const { width, height } = menu.getBoundingClientRect();
  const x = pointer?.x ?? box.left;
  const y = pointer?.y ?? box.bottom;
  const above = pointer?.y ?? box.top;
  menu.style.setProperty('left', `${Math.max(0, Math.min(x, window.innerWidth - width - 4))}px`);
  menu.style.setProperty(
    'top',
    `${y + height + 4 <= window.innerHeight ? y : Math.max(0, above - height)}px`,
  );
}
