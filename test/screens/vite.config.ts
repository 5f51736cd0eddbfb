/**
 * The harness: the real interface, minified as it is shipped, on a scripted engine. Never part of the shipped
 * bundle.
 */
import { resolve } from 'node:path'
import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'

const main = resolve(import.meta.dirname, '../..')

export default defineConfig({
  root: import.meta.dirname,
  // The tests build into a folder of their own (test/e2e/harness.ts).
  build: {
    outDir: resolve(main, 'node_modules/.screens'),
    emptyOutDir: true,
    chunkSizeWarningLimit: 5_000,
    // What several screens share is one file in place of seventy: a screen is opened in less time.
    rolldownOptions: {
      output: {
        codeSplitting: {
          groups: [{ name: 'shared', test: /node_modules|[\\/](ui|i18n|widgets|shared)[\\/]/ }],
        },
      },
    },
  },
  plugins: [react()],
  worker: { format: 'es' },
  // Every run has a port of its own: what it fetched once it may keep.
  preview: { host: '127.0.0.1', port: 0, headers: { 'cache-control': 'max-age=3600' } },
  logLevel: 'warn',
})
