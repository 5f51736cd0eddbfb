/** The development harness: the real interface on a scripted engine. Never part of the shipped bundle. */
import { resolve } from 'node:path'
import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'

const main = resolve(import.meta.dirname, '../..')

export default defineConfig({
  root: import.meta.dirname,
  // Of each worker its own: two that begin at once would write over each other's.
  cacheDir: resolve(main, `node_modules/.vite-screens-${process.env['TEST_PARALLEL_INDEX'] ?? 0}`),
  plugins: [react()],
  worker: { format: 'es' },
  server: { host: '127.0.0.1', fs: { allow: [main] } },
  logLevel: 'warn',
})
