/** What the viewer's page is made of. */
export interface ViewerFiles {
  /** The text of the script that draws it. */
  readonly script: string;
  /** The text of its style sheet. */
  readonly style: string;
  /** The address of the script of the ready-made controls, which is loaded when one is drawn. */
  readonly controls: string;
  /** The address of the script that lays out large flows in a thread of its own. */
  readonly layoutWorker: string;
  /** What the content security policy calls the extension's own files. */
  readonly source: string;
  /** A word that only this page's script knows. */
  readonly nonce: string;
  /** Language tag of the page. */
  readonly language: string;
  /** The viewer's own words in that language: JSON. */
  readonly texts: string;
}

/**
 * The viewer's page: nothing of it is remote, and everything that it shows arrives by message. Script and style stand in it,
 * because each file that a webview asks for goes through a worker, two windows and the extension host's machine before the
 * first thing can be drawn; the policy knows them by the nonce alone, which the toolkit needs too, for its probe for
 * `:focus-visible`.
 */
export function viewerHtml({
  script,
  style,
  controls,
  layoutWorker,
  source,
  nonce,
  language,
  texts,
}: ViewerFiles): string {
  const policy = [
    "default-src 'none'",
    `script-src 'nonce-${nonce}'`,
    `style-src 'nonce-${nonce}'`,
    // What is drawn becomes a picture by way of an image that the page makes itself.
    `img-src ${source} blob:`,
    // The thread's script is fetched and handed over as a blob: a webview's own origin has no files.
    `connect-src ${source}`,
    'worker-src blob:',
  ].join('; ');
  return `<!DOCTYPE html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta property="csp-nonce" content="${nonce}">
<meta name="controls" content="${controls}">
<meta name="layout-worker" content="${layoutWorker}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<style nonce="${nonce}">${style}</style>
<title>Call Trace</title>
</head>
<body>
<script id="texts" type="application/json">${texts.replaceAll('<', '\\u003c')}</script>
<script nonce="${nonce}">${inScript(script)}</script>
</body>
</html>
`;
}

/** A script as it may stand in a page: what would end it, or hide its end, is spelled in another way. */
function inScript(script: string): string {
  return script.replaceAll(/<(?=!--|\/?script)/giu, '\\x3C');
}
