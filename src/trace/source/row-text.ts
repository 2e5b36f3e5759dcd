import { pointerTo, pointerTokens } from '../pointer.ts';
import { deepestFile } from './response.ts';
import { membersOf, type Stretch } from './scan.ts';
import { elementsIn } from './xml.ts';

/** Finds where a value stands in a text by its JSON pointer; what encloses several of them is looked through once. */
export type RowPlaces = (pointer: string) => Stretch | undefined;

/** A member or element, or all of one name where an element is repeated. */
type Children = ReadonlyMap<string, Stretch | readonly Stretch[]>;

/** Of a text that is one valid JSON value. Of a repeated key the last value counts, as for parsers. */
export function jsonRowPlaces(text: string): RowPlaces {
  const whole = { from: Math.max(0, text.search(/\S/)), to: text.trimEnd().length };
  return byPointer(
    whole,
    ({ from }) =>
      new Map(membersOf(text, from, deepestFile).map(({ key, ...stretch }) => [String(key), stretch])),
  );
}

/** Of well-formed XML, by pointers into its element tree: a repeated element is found by its place among its namesakes. */
export function xmlRowPlaces(text: string): RowPlaces {
  return byPointer({ from: 0, to: text.length }, (stretch, isElement) => {
    const byName = new Map<string, Stretch | Stretch[]>();
    for (const { name, ...found } of elementsIn(text, stretch, isElement)) {
      const known = byName.get(name);
      if (Array.isArray(known)) known.push(found);
      else byName.set(name, known === undefined ? found : [known, found]);
    }
    return byName;
  });
}

function byPointer(whole: Stretch, childrenIn: (stretch: Stretch, isChild: boolean) => Children): RowPlaces {
  const known = new Map<string, Children>();
  return (pointer) => {
    const tokens = [...pointerTokens(pointer)];
    let at = '';
    let stretch: Stretch | undefined = whole;
    for (let token = tokens.shift(); token !== undefined && stretch !== undefined; token = tokens.shift()) {
      const children: Children = known.get(at) ?? childrenIn(stretch, at !== '');
      known.set(at, children);
      at = pointerTo(at, token);
      const child: Stretch | readonly Stretch[] | undefined = children.get(token);
      if (isStretch(child)) {
        stretch = child;
      } else {
        const index = tokens.shift();
        at = index === undefined ? at : pointerTo(at, index);
        stretch = index === undefined ? undefined : child?.[Number(index)];
      }
    }
    return stretch;
  };
}

function isStretch(child: Stretch | readonly Stretch[] | undefined): child is Stretch {
  return child !== undefined && 'from' in child;
}
