import { defineConfig } from '@playwright/test'

/** The built app on the double (or, with RUGGENSTEUN_ELECTRON=real, on Electron itself). Run `npm run build` first. */
export default defineConfig({
  testDir: 'test/e2e',
  outputDir: 'test-results/e2e',
  workers: 1,
  timeout: 60_000,
  forbidOnly: process.env.CI !== undefined,
  reporter: [['list'], ['json', { outputFile: 'test-results/e2e.json' }]],
})
