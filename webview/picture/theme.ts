import type { Palette } from '../../src/trace/export/svg.ts';

/** Properties of the page that hold the colours of a drawing. */
const properties: Readonly<Record<keyof Palette, string>> = {
  back: '--back',
  text: '--text',
  dim: '--dim',
  line: '--quiet-line',
  fill: '--fill-1',
  strong: '--fill-3',
  error: '--error-text',
  errorFill: '--error-fill',
  warning: '--warning-text',
  warningFill: '--warning-fill',
};

/**
 * The theme's colours as they are now, each as it looks on the background: drawings that leave the editor know no
 * properties, and not every program knows every way to write a colour.
 */
export function themePalette(): Palette {
  const probe = document.createElement('span');
  probe.className = 'hidden';
  document.body.append(probe);
  const canvas = document.createElement('canvas');
  canvas.width = 1;
  canvas.height = 1;
  const context = canvas.getContext('2d', { willReadFrequently: true });
  const computed = (name: keyof Palette) => {
    probe.style.setProperty('color', `var(${properties[name]})`);
    return getComputedStyle(probe).color;
  };
  const back = computed('back');
  const hex = (name: keyof Palette): string => {
    if (context === null) return '#808080';
    context.fillStyle = back;
    context.fillRect(0, 0, 1, 1);
    context.fillStyle = computed(name);
    context.fillRect(0, 0, 1, 1);
    const [red = 0, green = 0, blue = 0] = context.getImageData(0, 0, 1, 1).data;
    return `#${[red, green, blue].map((part) => part.toString(16).padStart(2, '0')).join('')}`;
  };
  const palette: Palette = {
    back: hex('back'),
    text: hex('text'),
    dim: hex('dim'),
    line: hex('line'),
    fill: hex('fill'),
    strong: hex('strong'),
    error: hex('error'),
    errorFill: hex('errorFill'),
    warning: hex('warning'),
    warningFill: hex('warningFill'),
  };
  probe.remove();
  return palette;
}
