/*
 * What VS Code gives a webview, with a shared worker in place of the extension host. Runs before the viewer's script, so
 * that reading begins while that is being loaded, as it does in the product.
 */

declare global {
  interface Window {
    acquireVsCodeApi: () => unknown;
    /** When the host had what, epoch ms. */
    hostTimes?: readonly (readonly [string, number])[];
  }
}

const { port: host } = new SharedWorker('/host.js');
host.start();
host.postMessage({ file: new URLSearchParams(window.location.search).get('document') });
let kept: unknown;

host.addEventListener('message', ({ data }: MessageEvent<unknown>) => {
  if (typeof data === 'object' && data !== null && 'timed' in data && Array.isArray(data.timed)) {
    window.hostTimes = data.timed;
  } else window.dispatchEvent(new MessageEvent('message', { data }));
});

window.acquireVsCodeApi = () => ({
  postMessage: (message: unknown) => host.postMessage(message),
  getState: () => kept,
  setState: (value: unknown) => {
    kept = value;
  },
});

export {};
