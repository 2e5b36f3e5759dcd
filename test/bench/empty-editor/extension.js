import { randomBytes } from 'node:crypto';
import * as vscode from 'vscode';

/** Registers an editor that reads the bytes of a file and fills one canvas. */
export function activate() {
  return vscode.window.registerCustomEditorProvider('callTraceBench.empty', {
    openCustomDocument: (uri) => ({ uri, dispose: () => undefined }),
    resolveCustomEditor: ({ uri }, { webview }) => {
      const nonce = randomBytes(16).toString('hex');
      webview.options = { enableScripts: true };
      const reading = vscode.workspace.fs.readFile(uri);
      webview.onDidReceiveMessage(async () => webview.postMessage({ bytes: (await reading).length }));
      webview.html = page(nonce);
    },
  });
}

/**
 * Asks for the size of the file and fills the canvas; then it says that it is drawn, as the viewer does.
 * @param {string} nonce
 */
const page = (nonce) => `<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; script-src 'nonce-${nonce}'">
<title>Empty</title>
</head>
<body>
<canvas></canvas>
<script nonce="${nonce}">
const vscode = acquireVsCodeApi();
addEventListener('message', ({ data }) => {
  const canvas = document.querySelector('canvas');
  canvas.width = innerWidth - 40;
  canvas.height = innerHeight - 10;
  const pen = canvas.getContext('2d');
  pen.fillStyle = 'hsl(' + (data.bytes % 360) + ' 60% 50%)';
  pen.fillRect(0, 0, canvas.width, canvas.height);
  requestAnimationFrame(() => setTimeout(() => performance.mark('call-trace:drawn')));
});
vscode.postMessage('ready');
</script>
</body>
</html>
`;
