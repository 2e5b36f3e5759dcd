/** Where the viewer's files are, as its page may load them. */
export interface ViewerFiles {
  readonly script: string;
  readonly style: string;
  /** The script that lays out large flows in a thread of its own. */
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
 * The viewer's page: nothing of it is remote, no script or style stands in it, and everything that it shows arrives by
 * message. The nonce for styles is what the toolkit's probe for `:focus-visible` needs.
 */
export function viewerHtml({
  script,
  style,
  layoutWorker,
  source,
  nonce,
  language,
  texts,
}: ViewerFiles): string {
  const policy = [
    "default-src 'none'",
    `script-src 'nonce-${nonce}'`,
    `style-src ${source} 'nonce-${nonce}'`,
    `font-src ${source}`,
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
<meta name="layout-worker" content="${layoutWorker}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<link rel="stylesheet" href="${style}">
<title>Call Trace</title>
</head>
<body>
<script id="texts" type="application/json">${texts.replaceAll('<', '\\u003c')}</script>
<script nonce="${nonce}" src="${script}"></script>
</body>
</html>
`;
}
