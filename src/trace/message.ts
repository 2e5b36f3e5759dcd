import { IntlMessageFormat } from 'intl-messageformat';
import { isolated } from './direction.ts';

/** A message that was compiled when the program was built. */
type Compiled = ReturnType<IntlMessageFormat['getAst']>;

/**
 * A sentence or word for a person, not yet in a language: the core returns these, and whoever shows them renders
 * them from the catalogue in `l10n/`.
 */
export interface Message {
  readonly key: string;
  readonly args?: MessageArgs;
}

export type MessageArgs = Readonly<Record<string, string | number>>;

/** The languages of the product. */
export const languages = ['en', 'zh-cn'] as const;
export type Language = (typeof languages)[number];

/** Messages of one language: key → ICU MessageFormat text, or the same compiled. */
export type Catalogue = Readonly<Record<string, string | Compiled>>;

/** Renders a message in one language. */
export type Render = (message: Message) => string;

/**
 * Chooses the language for a tag such as VS Code's display language: every Chinese is answered in Simplified
 * Chinese, everything else in English.
 */
export function languageOf(tag: string): Language {
  return tag.toLowerCase().startsWith('zh') ? 'zh-cn' : 'en';
}

/**
 * A renderer over one language's catalogue. A key that the catalogue does not know (a document of a newer version
 * may carry one) is shown as it is. Texts are compiled when they are first used.
 */
export function createRender(catalogue: Catalogue, language: Language): Render {
  const compiled = new Map<string, IntlMessageFormat>();
  return ({ key, args }) => {
    const text = Object.hasOwn(catalogue, key) ? catalogue[key] : undefined;
    if (text === undefined) return isolated(key);
    if (typeof text === 'string' && !text.includes('{') && !text.includes("'")) return text;
    let format = compiled.get(key);
    if (format === undefined) {
      format = new IntlMessageFormat(text, language, undefined, { ignoreTag: true });
      compiled.set(key, format);
    }
    try {
      const shown = format.format(args && isolatedArgs(args));
      return typeof shown === 'string' ? shown : String(shown);
    } catch {
      // A document that was written by hand may name a sentence without its values.
      return typeof text === 'string' ? text : key;
    }
  };
}

/** Texts that come from outside into a sentence do not turn the words around them. */
function isolatedArgs(args: MessageArgs): MessageArgs {
  const kept: Record<string, string | number> = {};
  for (const [name, value] of Object.entries(args)) {
    kept[name] = typeof value === 'string' ? isolated(value) : value;
  }
  return kept;
}

/** How many sentences are remembered at once. */
const mostRemembered = 10_000;

/**
 * The same renderer, which remembers what it rendered: a large trace says the same few things again and again. For as
 * long as one piece of work takes, because arguments may hold personal data.
 */
export function remembering(render: Render): Render {
  const known = new Map<string, string>();
  return (message) => {
    const { args } = message;
    let name = message.key;
    for (const argument in args) name += `\u0000${argument}\u0000${args[argument] ?? ''}`;
    const before = known.get(name);
    if (before !== undefined) return before;
    if (known.size >= mostRemembered) known.clear();
    const text = render(message);
    known.set(name, text);
    return text;
  };
}
