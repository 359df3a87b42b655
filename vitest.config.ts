import react from '@vitejs/plugin-react';
import { defineConfig } from 'vitest/config';

/** Tests sit beside their source. No test sleeps, so a slow one hangs. */
const common = { testTimeout: 20_000, hookTimeout: 20_000, restoreMocks: true };

export default defineConfig({
  test: {
    projects: [
      {
        test: {
          ...common,
          name: 'unit',
          environment: 'node',
          include: [
            'shared/**/*.test.ts',
            'electron/**/*.test.ts',
            'extension/**/*.test.ts',
            'scripts/**/*.test.mjs',
            'e2e/bench/**/*.test.mjs',
          ],
        },
      },
      {
        plugins: [react()],
        test: {
          ...common,
          name: 'renderer',
          environment: 'jsdom',
          include: ['renderer/**/*.test.{ts,tsx}'],
        },
      },
    ],
  },
});
