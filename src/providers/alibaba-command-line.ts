/** A block of an error is a few lines; a longer text is something else. */
const longest = 64 * 1024;

/**
 * Makes the error answer that the `aliyun` command line prints as lines (`ErrorCode: …`, `RequestId: …`) the JSON that it
 * was. Undefined for any other text.
 */
export function mendCommandLineError(text: string): string | undefined {
  if (text.length > longest || !/^[ \t]*ERROR: SDK\.\w+/m.test(text)) return undefined;
  const lineOf = (name: string) => new RegExp(`^[ \\t]*${name}:(.*)$`, 'm').exec(text)?.[1]?.trim();
  const code = lineOf('ErrorCode');
  const requestId = lineOf('RequestId');
  if (code === undefined || requestId === undefined) return undefined;
  return JSON.stringify({
    Code: code,
    Message: lineOf('Message') ?? '',
    RequestId: requestId,
    Recommend: lineOf('Recommend') ?? '',
  });
}
