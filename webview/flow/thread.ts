/**
 * Starts a script of the extension as a thread. A webview may start one of its own making only, so the script is fetched
 * and handed over as such; it can load nothing further.
 *
 * @throws {Error} where the page does not name the script, or it cannot be had
 */
export async function startThread(name: string): Promise<Worker> {
  const address = document.querySelector<HTMLMetaElement>(`meta[name="${name}"]`)?.content;
  if (address === undefined) throw new Error(`The page does not say where ${name} is.`);
  const reply = await fetch(address);
  if (!reply.ok) throw new Error(`${name} was answered with ${reply.status}.`);
  const url = URL.createObjectURL(new Blob([await reply.arrayBuffer()], { type: 'text/javascript' }));
  try {
    return new Worker(url, { name });
  } finally {
    URL.revokeObjectURL(url);
  }
}
