import { defineConfig } from 'vitest/config';

/** The tests of the core: what stubs `vscode`, looks at `dist` or starts programs judges none of its mutants. */
export default defineConfig({
  test: {
    environment: 'node',
    testTimeout: 20_000,
    isolate: false,
    include: ['test/unit/**/*.test.ts'],
    exclude: ['test/unit/host/**', 'test/unit/{calls-kept,window-texts,package-content}.test.ts'],
  },
});
