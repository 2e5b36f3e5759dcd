import { noChange } from 'lit';
import { directive, Directive, PartType, type ElementPart, type PartInfo } from 'lit/directive.js';

type Styles = Readonly<Record<string, string>>;

class StyledDirective extends Directive {
  constructor(info: PartInfo) {
    super(info);
    if (info.type !== PartType.ELEMENT) throw new TypeError('`styled` stands in the tag itself.');
  }

  /** Tells what it takes; `update` does it. */
  render(...[]: [styles: Styles]): typeof noChange {
    return noChange;
  }

  override update({ element }: ElementPart, [styles]: [Styles]): typeof noChange {
    if (element instanceof HTMLElement || element instanceof SVGElement) {
      for (const [name, value] of Object.entries(styles)) element.style.setProperty(name, value);
    }
    return noChange;
  }
}

/**
 * Sets style properties of the element in whose tag it stands. A style attribute, which Lit's `styleMap` writes at
 * first, is forbidden by the content security policy; properties are not.
 */
export const styled = directive(StyledDirective);
