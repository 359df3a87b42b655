import { defineConfig } from '@playwright/test';

/**
 * Whole-app tests against the real Electron. One at a time: they measure what
 * the app does in time (pause within 100 ms), and CI has two cores.
 * No retries: a test that passes the second time has found something.
 */
export default defineConfig({
  testDir: 'e2e',
  outputDir: 'test-results',
  workers: 1,
  fullyParallel: false,
  retries: 0,
  forbidOnly: Boolean(process.env.CI),
  timeout: 90_000,
  globalTimeout: 30 * 60_000,
  expect: { timeout: 10_000 },
  reporter: [['list']],
  // No recordVideo: it makes the app exit.
  use: { trace: 'retain-on-failure', screenshot: 'only-on-failure', actionTimeout: 15_000 },
  projects: [
    {
      name: 'app',
      testMatch: '**/*.spec.ts',
      testIgnore: [
        '**/packaged.spec.ts',
        '**/packages.spec.ts',
        '**/extension.spec.ts',
        '**/tour.spec.ts',
        '**/wayland.spec.ts',
      ],
    },
    { name: 'packaged', testMatch: '**/packaged.spec.ts', timeout: 180_000 },
    { name: 'packages', testMatch: '**/packages.spec.ts', timeout: 180_000 },
    { name: 'extension', testMatch: '**/extension.spec.ts', timeout: 120_000 },
    { name: 'wayland', testMatch: '**/wayland.spec.ts' },
    { name: 'tour', testMatch: '**/tour.spec.ts' },
  ],
});
