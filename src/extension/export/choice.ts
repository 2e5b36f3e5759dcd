import { exportThings, type ExportThing } from './things.ts';

/** How something is exported. */
export interface Choice {
  readonly to: 'file' | 'clipboard';
  /** Of pictures: on white for paper and tickets, or as the editor shows it. */
  readonly colours: 'print' | 'theme';
  /** Of pictures: everything, or what the viewer shows of it. */
  readonly part: 'whole' | 'visible';
  /** Never remembered: numbers are masked unless it is asked otherwise, each time. */
  readonly masked: boolean;
}

export const usualChoice: Choice = { to: 'file', colours: 'print', part: 'whole', masked: true };

/** What was chosen the last time, as far as it still is a choice. */
export function rememberedChoice(kept: unknown): Choice {
  const given = record(kept);
  return {
    to: given['to'] === 'clipboard' ? 'clipboard' : usualChoice.to,
    colours: given['colours'] === 'theme' ? 'theme' : usualChoice.colours,
    part: given['part'] === 'visible' ? 'visible' : usualChoice.part,
    masked: true,
  };
}

/** What a key binding or a test says; what it leaves open is asked, or is as usual where nothing is asked. */
export interface Given {
  readonly thing?: ExportThing;
  readonly to?: Choice['to'];
  /** URI of the file, which is not asked then. */
  readonly file?: string;
  readonly choice: Partial<Omit<Choice, 'to'>>;
}

/**
 * Reads the argument of the command: `{ "as": "flow-svg", "to": "file", "file": "file:///tmp/call.svg", "colours":
 * "theme", "part": "visible", "masked": false }`, each member optional. Anything else is passed over.
 */
export function givenChoice(argument: unknown): Given {
  const given = record(argument);
  const thing = exportThings.find(({ id }) => id === given['as']);
  const { to, colours, part, masked } = given;
  return {
    ...(thing === undefined ? {} : { thing }),
    ...(to === 'file' || to === 'clipboard' ? { to } : {}),
    ...(typeof given['file'] === 'string' ? { file: given['file'] } : {}),
    choice: {
      ...(colours === 'theme' || colours === 'print' ? { colours } : {}),
      ...(part === 'visible' || part === 'whole' ? { part } : {}),
      ...(typeof masked === 'boolean' ? { masked } : {}),
    },
  };
}

function record(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null ? { ...value } : {};
}
