import react from '@vitejs/plugin-react';
import { defineConfig } from 'vitest/config';

/**
 * Tests sit beside their source. No test sleeps, so a slow one hangs. Files share their processes, and with them what they
 * import: to load it anew for each took longer than all tests. Those that replace modules are named `*.mocks.test.ts` (lint
 * holds them to it) and have a process each.
 */
const common = { testTimeout: 20_000, hookTimeout: 20_000, restoreMocks: true };
const MOCKS = '**/*.mocks.test.{ts,tsx}';

export default defineConfig({
  test: {
    projects: [
      {
        test: {
          ...common,
          name: 'unit',
          environment: 'node',
          isolate: false,
          include: [
            'shared/**/*.test.ts',
            'electron/**/*.test.ts',
            'extension/**/*.test.ts',
            'scripts/**/*.test.mjs',
            'e2e/bench/**/*.test.mjs',
          ],
          exclude: [MOCKS],
        },
      },
      {
        plugins: [react()],
        test: {
          ...common,
          name: 'renderer',
          environment: 'jsdom',
          isolate: false,
          include: ['renderer/**/*.test.{ts,tsx}'],
          exclude: [MOCKS],
        },
      },
      { test: { ...common, name: 'unit-mocks', environment: 'node', include: [`electron/${MOCKS}`] } },
      {
        plugins: [react()],
        test: { ...common, name: 'renderer-mocks', environment: 'jsdom', include: [`renderer/${MOCKS}`] },
      },
    ],
  },
});
