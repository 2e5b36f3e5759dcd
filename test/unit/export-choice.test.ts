import { describe, expect, test } from 'vitest';
import { viewerHtml } from '../../src/extension/editor/html.ts';
import { givenChoice, rememberedChoice, usualChoice } from '../../src/extension/export/choice.ts';
import { exportName, exportThings } from '../../src/extension/export/things.ts';
import { pictureRequests } from '../../src/protocol/picture-messages.ts';
import { palettes } from '../../src/trace/export/svg.ts';
import { fittingScale } from '../../webview/picture/fit.ts';

describe('how something is exported', () => {
  test('is as the last time, but never unmasked', () => {
    const kept = { to: 'clipboard', colours: 'theme', part: 'visible', masked: false };
    expect(rememberedChoice(kept)).toEqual({ ...kept, masked: true });
  });

  test.each([undefined, null, 'x', 7, [], { to: 'printer', colours: 1, part: {} }])(
    'is the usual where nothing that fits was kept: %j',
    (kept) => expect(rememberedChoice(kept)).toEqual(usualChoice),
  );

  test('is masked unless a key binding says otherwise in so many words', () => {
    expect(usualChoice.masked).toBe(true);
    expect(givenChoice({ as: 'csv', to: 'clipboard' }).choice).toEqual({});
    expect(givenChoice({ masked: 'no', colours: 7 }).choice).toEqual({});
    expect(givenChoice({ masked: false, part: 'visible' }).choice).toEqual({
      masked: false,
      part: 'visible',
    });
    expect(givenChoice({ as: 'csv' }).thing?.id).toBe('csv');
    expect(givenChoice({ as: 'virus', to: 'moon', file: 3 })).toEqual(givenChoice(undefined));
  });
});

describe('names of exported files', () => {
  test('tell the call and what it is, and differ', () => {
    const names = exportThings.map((thing) => exportName('call 7.calltrace.json', thing));
    expect(names).toContain('call 7.flow.svg');
    expect(names).toContain('call 7.md');
    expect(new Set(names).size).toBe(names.length);
    expect(exportName('.calltrace.json', exportThings[7])).toBe('call.csv');
  });
});

describe('pictures', () => {
  test('are as sharp as wanted where they fit, less where not, and none where not even that', () => {
    expect(fittingScale(1000, 1000, 2)).toBe(2);
    const less = fittingScale(10_000, 4000, 2) ?? 0;
    expect(less).toBeGreaterThan(1);
    expect(less).toBeLessThan(2);
    expect(fittingScale(10_000, 4000, 2)).toBeLessThan(2);
    expect(fittingScale(20_000, 100, 2)).toBeUndefined();
    expect(fittingScale(10_000, 10_000, 1)).toBeUndefined();
  });

  test('may be made by the page, and nothing remote may be loaded for them', () => {
    const html = viewerHtml({
      script: 's("</script><!--<script>")',
      style: 'c',
      controls: 'b',
      layoutWorker: 'w',
      source: 'vscode-resource:',
      nonce: 'n',
      language: 'en',
      texts: JSON.stringify({ title: '</script><b>' }),
    });
    expect(html).not.toContain('</script><b>');
    // The script ends where it should, and says the same.
    const script = /<script nonce="n">s\((.*?)\)<\/script>/u.exec(html)?.[1] ?? '';
    expect(script).not.toMatch(/<!--|<\/?script/u);
    expect(JSON.parse(script.replaceAll('\\x3C', '\\u003C'))).toBe('</script><!--<script>');
    expect(html).toContain("script-src 'nonce-n'; style-src 'nonce-n';");
    expect(html).toContain("default-src 'none'");
    expect(/img-src ([^;"]*)/.exec(html)?.[1]).toBe('vscode-resource: blob:');
  });

  test('take nothing for a colour that is none', () => {
    const { result } = pictureRequests.sight;
    const sight = { palette: palettes.dark, heat: false, compress: true };
    expect(result.check(sight)).toBe(true);
    expect(result.check({ ...sight, palette: { ...palettes.dark, back: '"/><script>' } })).toBe(false);
    expect(result.check({ ...sight, zone: 'UTC' })).toBe(false);
    expect(result.check({ ...sight, range: { from: 1 } })).toBe(false);
    expect(result.check({ ...sight, design: 'placed', expanded: ['a'] })).toBe(true);
    expect(result.check({ ...sight, design: 'behind' })).toBe(false);
  });
});
