// Mutation testing: npm run mutate [-- options of Stryker, such as --mutate 'src/http/**/*.ts']
/** @type {import('@stryker-mutator/api/core').PartialStrykerOptions} */
export default {
  testRunner: 'vitest',
  vitest: { configFile: 'test/mutation/vitest.config.ts' },
  mutate: [
    'src/http/**/*.ts',
    'src/trace/{filter,findings,timeline}/**/*.ts',
    'src/providers/{merge,merge-pages}.ts',
    'src/extension/traces/{memory,shared-fetch}.ts',
  ],
  ignorePatterns: ['dist', '.vscode-test', 'test-results'],
  // Only mutants of what was changed since are tried again.
  incremental: true,
  incrementalFile: '.vscode-test/mutation/incremental.json',
  tempDirName: '.vscode-test/mutation/sandbox',
  reporters: ['clear-text', 'progress'],
  clearTextReporter: { allowColor: false, allowEmojis: false, logTests: false },
  concurrency: 2,
  // Mutants that run once, when a module is loaded, would need a new process each.
  ignoreStatic: true,
};
