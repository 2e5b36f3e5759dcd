let loading = false;

/**
 * Loads the ready-made controls (`controls.ts`) where they are not there yet. They are more than a quarter of what the
 * viewer would be with them, and a call that can be drawn is drawn without any; those that stand in the page already come
 * to life when the script is there.
 */
export function needControls(): void {
  const address = contentOf('meta[name="controls"]');
  if (loading || address === undefined) return;
  loading = true;
  const script = document.createElement('script');
  script.src = address;
  script.nonce = contentOf('meta[property="csp-nonce"]') ?? '';
  script.addEventListener('error', () => {
    // Whatever is drawn next may have more luck.
    loading = false;
    script.remove();
  });
  document.head.append(script);
}

function contentOf(selector: string): string | undefined {
  return document.querySelector<HTMLMetaElement>(selector)?.content;
}
