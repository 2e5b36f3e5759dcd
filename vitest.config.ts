import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/unit/**/*.test.ts'],
    environment: 'node',
    testTimeout: 20_000,
    // The core has no state of its own, so test files share the modules of their worker: half the time.
    isolate: false,
  },
});
