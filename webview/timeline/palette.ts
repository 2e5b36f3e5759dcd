const mixed = (share: number, colour = '--text', under = 'var(--back)'): string =>
  `color-mix(in srgb, var(${colour}) ${share}%, ${under})`;

const colours = {
  back: 'var(--back)',
  text: 'var(--text)',
  dim: 'var(--dim)',
  line: 'var(--line)',
  grid: mixed(8),
  quietLine: 'var(--quiet-line)',
  edge: 'var(--edge)',
  nodeLine: 'var(--node-line)',
  fill1: 'var(--fill-1)',
  fill2: 'var(--fill-2)',
  fill3: 'var(--fill-3)',
  error: 'var(--error)',
  errorFill: 'var(--error-fill)',
  errorText: 'var(--error-text)',
  warning: 'var(--warning)',
  warningFill: 'var(--warning-fill)',
  warningText: 'var(--warning-text)',
  info: 'var(--info)',
  openFill: 'var(--changed-fill)',
  focus: 'var(--focus)',
  break: mixed(3),
  band: mixed(18, '--focus', 'transparent'),
  range: mixed(12, '--focus', 'transparent'),
  hatch: mixed(34),
  hatchWarning: mixed(50, '--warning'),
  /** Transparent where the theme outlines nothing. */
  contrast: 'var(--vscode-contrastBorder, transparent)',
} as const;

type ColourName = keyof typeof colours;

/** A colour of the theme, as a canvas takes it. */
export type Palette = (name: ColourName) => string;

/**
 * The theme's colours as they are now; none is written down anywhere but in the theme.
 * @param probe an element that is not seen and may be coloured
 */
export function paletteOf(probe: HTMLElement): Palette {
  const known = new Map<ColourName, string>();
  const computed = getComputedStyle(probe);
  return (name) => {
    let colour = known.get(name);
    if (colour === undefined) {
      probe.style.setProperty('color', colours[name]);
      colour = computed.color;
      known.set(name, colour);
    }
    return colour;
  };
}

/**
 * Tells when the theme may be another one: themes are classes of the page and properties of its root.
 *
 * @returns ends it
 */
export function watchTheme(changed: () => void): () => void {
  const observer = new MutationObserver(changed);
  for (const element of [document.documentElement, document.body])
    observer.observe(element, { attributeFilter: ['class', 'style'] });
  return () => observer.disconnect();
}
