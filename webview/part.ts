import { LitElement } from 'lit';

/**
 * A part of the viewer. It draws into the page itself, not into a shadow of its own: one stylesheet serves all parts,
 * and labels may name elements of other parts.
 */
export abstract class Part extends LitElement {
  protected override createRenderRoot(): HTMLElement {
    return this;
  }
}

/** Defines a part once; a test may load the module twice. */
export function definePart(name: string, part: CustomElementConstructor): void {
  if (customElements.get(name) === undefined) customElements.define(name, part);
}
