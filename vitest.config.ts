import { defineConfig } from 'vitest/config';

/** Tests that put something in place of `vscode`: modules that have seen it are no good for others. */
const withVscode = ['test/unit/host/**/*.test.ts', 'test/unit/{calls-kept,window-texts}.test.ts'];

export default defineConfig({
  test: {
    environment: 'node',
    testTimeout: 20_000,
    projects: [
      {
        extends: true,
        test: {
          name: 'core',
          include: ['test/unit/**/*.test.ts'],
          exclude: withVscode,
          // The core has no state of its own, so test files share the modules of their worker: half the time.
          isolate: false,
        },
      },
      { extends: true, test: { name: 'host', include: withVscode } },
    ],
  },
});
