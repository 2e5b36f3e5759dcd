/*
 * The least that any viewer must do: the same call as plain JSON, parsed by the browser, as rectangles on one canvas. It
 * knows no lanes of its own, no list, no words, no findings. A lower bound for this machine, not a product.
 */

interface Bar {
  readonly lane: string;
  readonly depth: number;
  readonly name: string;
  readonly from: number;
  readonly to: number;
}

interface PlainCall {
  readonly from: number;
  readonly to: number;
  readonly lasting: readonly Bar[];
  readonly moments: readonly { readonly at: number }[];
}

interface Row {
  readonly bars: readonly Bar[];
  readonly from: Float64Array;
  readonly to: Float64Array;
}

const colours = ['#4a90d9', '#50b37d', '#e0a030', '#c05a78', '#8a6fd0', '#55aaaa', '#bb7755', '#778899'];
const barHeight = 40;
const rowHeight = 44;

function rowsOf(call: PlainCall): readonly Row[] {
  const groups = new Map<string, Bar[]>();
  for (const bar of call.lasting) {
    const key = `${bar.lane}${bar.depth}`;
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [bar]);
    else group.push(bar);
  }
  return [...groups]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([, bars]) => ({
      bars,
      from: Float64Array.from(bars, ({ from }) => from - call.from),
      to: Float64Array.from(bars, ({ to }) => to - call.from),
    }));
}

/** The first place from which on values are not below. */
function firstNotBelow(values: Float64Array, wanted: number): number {
  let low = 0;
  let high = values.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((values[middle] ?? 0) < wanted) low = middle + 1;
    else high = middle;
  }
  return low;
}

function isPlainCall(value: unknown): value is PlainCall {
  return typeof value === 'object' && value !== null && 'lasting' in value && 'moments' in value;
}

async function show(): Promise<void> {
  const name = new URLSearchParams(window.location.search).get('call') ?? '';
  const response = await fetch(`/data/${name}`);
  const call: unknown = await response.json();
  if (!isPlainCall(call)) throw new Error(`${name} is no call`);
  const rows = rowsOf(call);
  const moments = Float64Array.from(call.moments, ({ at }) => at - call.from).sort();
  const whole = call.to - call.from;
  const canvas = document.createElement('canvas');
  canvas.width = window.innerWidth;
  canvas.height = window.innerHeight;
  document.body.append(canvas);
  const context = canvas.getContext('2d');
  if (context === null) throw new Error('no canvas');
  let left = 0;
  let right = whole;
  let changed = true;

  const drawRow = ({ bars, from, to }: Row, index: number) => {
    const scale = canvas.width / (right - left);
    const top = rowHeight * (index + 1);
    const labels: (readonly [string, number, number])[] = [];
    context.fillStyle = colours[index % colours.length] ?? '';
    context.beginPath();
    for (let at = firstNotBelow(to, left); at < bars.length && (from[at] ?? 0) < right;) {
      const start = ((from[at] ?? 0) - left) * scale;
      const end = ((to[at] ?? 0) - left) * scale;
      if (end - start < 1) {
        // All that end within this pixel are one rectangle.
        const pixel = Math.floor(start);
        context.rect(pixel, top, 1, barHeight);
        at = Math.max(at + 1, firstNotBelow(to, left + (pixel + 1) / scale));
      } else {
        const seen = Math.max(start, 0);
        const until = Math.min(end, canvas.width);
        context.rect(seen, top, Math.max(1, until - seen - 0.5), barHeight);
        if (until - seen > 40) labels.push([bars[at]?.name ?? '', seen, until]);
        at += 1;
      }
    }
    context.fill();
    context.fillStyle = '#ffffff';
    for (const [label, start, end] of labels) {
      context.fillText(label.slice(0, Math.floor((end - start - 8) / 7)), start + 4, top + barHeight / 2);
    }
  };

  const draw = () => {
    context.fillStyle = '#1e1e1e';
    context.fillRect(0, 0, canvas.width, canvas.height);
    context.font = '12px sans-serif';
    context.textBaseline = 'middle';
    rows.forEach(drawRow);
    context.fillStyle = '#ff5555';
    const scale = canvas.width / (right - left);
    for (let at = firstNotBelow(moments, left); at < moments.length && (moments[at] ?? 0) < right;) {
      const pixel = Math.floor(((moments[at] ?? 0) - left) * scale);
      context.fillRect(pixel, 8, 2, 20);
      at = Math.max(at + 1, firstNotBelow(moments, left + (pixel + 1) / scale));
    }
  };

  const frame = () => {
    if (changed) {
      changed = false;
      draw();
      performance.mark('call-trace:drawn');
    }
    requestAnimationFrame(frame);
  };
  requestAnimationFrame(frame);

  window.addEventListener(
    'wheel',
    (event) => {
      event.preventDefault();
      const perPixel = (right - left) / canvas.width;
      if (event.ctrlKey) {
        const centre = left + event.clientX * perPixel;
        const factor = Math.exp(event.deltaY / 240);
        left = centre - (centre - left) * factor;
        right = centre + (right - centre) * factor;
      } else {
        left += event.deltaX * perPixel;
        right += event.deltaX * perPixel;
      }
      const span = Math.min(right - left, whole);
      left = Math.min(Math.max(0, left), whole - span);
      right = left + span;
      changed = true;
    },
    { passive: false },
  );
}

void show();

export {};
