import { defineConfig } from '@playwright/test'

/**
 * The built app on the double (or, with RUGGENSTEUN_ELECTRON=real, on Electron itself). Run `npm run build`
 * first. `journeys` wait for real clocks, so one runs at a time; `screens` only compute and share the
 * processors.
 */
export default defineConfig({
  testDir: 'test/e2e',
  outputDir: 'test-results/e2e',
  workers: 2,
  timeout: 60_000,
  forbidOnly: process.env.CI !== undefined,
  reporter: [
    ['list'],
    ['json', { outputFile: process.env['RUGGENSTEUN_E2E_REPORT'] ?? 'test-results/e2e.json' }],
  ],
  projects: [
    { name: 'journeys', testIgnore: 'screens.spec.ts', workers: 1 },
    { name: 'screens', testMatch: 'screens.spec.ts', fullyParallel: true },
  ],
})
