import { defineConfig } from '@playwright/test'

/**
 * The built app on the double (or, with RUGGENSTEUN_ELECTRON=real, on Electron itself). Run `npm run build`
 * first. Two workers: a third makes the others slower than it adds, on two cores.
 */
export default defineConfig({
  testDir: 'test/e2e',
  outputDir: 'test-results/e2e',
  globalSetup: ['./test/e2e/harness.ts', './test/fixtures/shared-postgres.ts'],
  workers: 2,
  // A condition is waited for as long as a busy machine needs; one that never comes fails all the same.
  timeout: 240_000,
  expect: { timeout: 30_000 },
  forbidOnly: process.env.CI !== undefined,
  reporter: [
    ['list'],
    ['json', { outputFile: process.env['RUGGENSTEUN_E2E_REPORT'] ?? 'test-results/e2e.json' }],
  ],
  projects: [
    { name: 'journeys', testIgnore: 'screens.spec.ts' },
    { name: 'screens', testMatch: 'screens.spec.ts', fullyParallel: true },
  ],
})
