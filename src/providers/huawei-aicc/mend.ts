/** A printed sample is a page at most; beyond that a text is no sample, and mending it would only cost time. */
const longest = 1024 * 1024;

/**
 * Mends an answer of CMS as the vendor's pages print it: headings and the request before it, `//` comments that end
 * nowhere because everything stands in one line, keys whose closing quote became another character or which have no
 * quotes, missing and superfluous commas. Undefined where the text is not such an answer, or still is not JSON.
 * Works in time proportional to the length of the text.
 */
export function mendHuawei(text: string): string | undefined {
  if (text.length > longest) return undefined;
  const named = [...text.matchAll(/["\s{,]resultCode["|]?\s*:/g)];
  // Two answers in one text are no sample: nothing says which one is meant.
  const at = named.length === 1 ? named[0]?.index : undefined;
  if (at === undefined || !text.includes('resultDesc')) return undefined;
  for (const start of new Set([text.lastIndexOf('{', at), text.indexOf('{')])) {
    if (start < 0) continue;
    // Where the sample kept its line ends, a comment reaches to one; in one line it reaches to the next key or bracket.
    const mended = mendFrom(text, start, commentToLineEnd) ?? mendFrom(text, start, commentToNextKey);
    if (mended !== undefined) return mended;
  }
  return undefined;
}

const commentToLineEnd = /[^\r\n]*/y;
const commentToNextKey = /(?:(?!"\w{1,64}["|]?\s*:)[^}\]\r\n])*/y;
const blockComment = /\/\*[^]*?\*\//y;
const blank = /\s+/y;
/** A key, its closing quote broken or both quotes missing; also a good one, with blanks within its quotes. */
const key = /"\s*(\w{1,64})\s*(?:["|]\s*)?:|([A-Za-z_]\w{0,63})\s*:/y;
const string = /"(?:[^"\\\r\n]|\\.)*"/y;
const scalar = /-?\d[\d.eE+-]*|true|false|null/y;

/** Copies the value that begins at `start`, token by token, in good form; undefined where a token is beyond help. */
function mendFrom(text: string, start: number, comment: RegExp): string | undefined {
  const out: string[] = [];
  const open: ('{' | '[')[] = [];
  /** What may come next: a value, or (a value having ended) a comma or bracket. */
  let afterValue = false;
  let at = start;
  const take = (pattern: RegExp): RegExpExecArray | null => {
    pattern.lastIndex = at;
    const match = pattern.exec(text);
    if (match !== null) at = pattern.lastIndex;
    return match;
  };
  const put = (token: string) => {
    if (afterValue) out.push(',');
    out.push(token);
  };

  while (at < text.length) {
    if (take(blank) !== null || take(blockComment) !== null) continue;
    if (text.startsWith('//', at)) {
      take(comment);
      continue;
    }
    const sign = text[at];
    if (sign === '{' || sign === '[') {
      put(sign);
      open.push(sign);
      afterValue = false;
      at += 1;
    } else if (sign === '}' || sign === ']') {
      if (open.pop() !== (sign === '}' ? '{' : '[')) return undefined;
      out.push(sign);
      afterValue = true;
      at += 1;
      if (open.length === 0) return answerIn(out.join(''));
    } else if (sign === ',') {
      // Commas are set before the next member, so that one too many or too few makes no difference.
      at += 1;
    } else {
      const isKeyPlace = open.at(-1) === '{' && (afterValue || out.at(-1) !== ':');
      const token = isKeyPlace ? take(key) : (take(string) ?? take(scalar));
      if (token === null) return undefined;
      if (isKeyPlace) {
        put(`"${token[1] ?? token[2] ?? ''}"`);
        out.push(':');
        afterValue = false;
      } else {
        put(token[0]);
        afterValue = true;
      }
    }
  }
  return undefined;
}

/** The text where it is JSON with a result code at its top, so that a row or a request is not taken for the answer. */
function answerIn(text: string): string | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null && 'resultCode' in value ? text : undefined;
  } catch {
    return undefined;
  }
}
