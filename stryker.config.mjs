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
  // A mutant is one of what was changed since: what is known of the others is kept.
  incremental: true,
  incrementalFile: '.vscode-test/mutation/incremental.json',
  tempDirName: '.vscode-test/mutation/sandbox',
  reporters: ['clear-text', 'progress'],
  clearTextReporter: { allowColor: false, allowEmojis: false, logTests: false },
  concurrency: 2,
  // What is computed once per module is no one's test.
  ignoreStatic: true,
};
