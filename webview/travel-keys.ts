import type { Actions } from './state.ts';

/** Buttons of a mouse beyond the usual three, as `MouseEvent.button` counts them. */
const backButton = 3;
const forwardButton = 4;

/**
 * Back and forward by the side buttons of the mouse. The keys are VS Code's key bindings, which a person can change; here
 * a browser is only kept from leaving the page by them.
 */
export function watchTravelKeys(actions: Actions): void {
  const sides = (event: MouseEvent) => event.button === backButton || event.button === forwardButton;
  for (const name of ['mousedown', 'auxclick'] as const) {
    window.addEventListener(name, (event) => {
      if (sides(event)) event.preventDefault();
    });
  }
  window.addEventListener('mouseup', (event) => {
    if (!sides(event)) return;
    event.preventDefault();
    actions.travel(event.button === backButton ? 'back' : 'forward');
  });
  window.addEventListener('keydown', (event) => {
    const sideways = event.key === 'ArrowLeft' || event.key === 'ArrowRight';
    const typing = event.target instanceof HTMLInputElement;
    if (sideways && event.altKey && !event.ctrlKey && !event.metaKey && !typing) event.preventDefault();
  });
}
