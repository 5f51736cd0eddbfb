import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import react from '@vitejs/plugin-react'
import { defineConfig } from 'vitest/config'

/** Folders whose tests need no database, no whole engine, no browser and no process of their own. */
const PURE_FOLDERS = ['test/unit', 'test/property', 'test/contract']
/**
 * A file that replaces a module or a global, or that starts servers after all, runs in a process of its own
 * with the others of project `node`; every other file of the pure folders shares one module graph per thread.
 */
const NEEDS_OWN_PROCESS =
  /\bvi\.(mock|doMock|spyOn|stub\w+|useFakeTimers|setSystemTime)\(|fixtures\/(town|engine|postgres|relay-process)\.ts/

const inPureFolders = PURE_FOLDERS.flatMap((folder) =>
  readdirSync(join(import.meta.dirname, folder), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.test.ts'))
    .map((name) => `${folder}/${name.replaceAll('\\', '/')}`),
)
const withOwnProcess = inPureFolders.filter((file) =>
  NEEDS_OWN_PROCESS.test(readFileSync(join(import.meta.dirname, file), 'utf8')),
)

export default defineConfig({
  plugins: [react()],
  test: {
    testTimeout: 120_000,
    hookTimeout: 120_000,
    projects: [
      {
        extends: true,
        test: {
          name: 'pure',
          include: PURE_FOLDERS.map((folder) => `${folder}/**/*.test.ts`),
          exclude: withOwnProcess,
          environment: 'node',
          pool: 'threads',
          isolate: false,
        },
      },
      {
        extends: true,
        test: {
          name: 'dom',
          include: ['test/**/*.test.tsx'],
          environment: 'jsdom',
          pool: 'threads',
          isolate: false,
        },
      },
      {
        extends: true,
        test: {
          name: 'node',
          include: ['test/**/*.test.ts'],
          exclude: inPureFolders.filter((file) => !withOwnProcess.includes(file)),
          environment: 'node',
          globalSetup: 'test/fixtures/shared-postgres.ts',
          // electron-store imports 'electron': inlined, so that a test's own mock of electron reaches it.
          server: { deps: { inline: ['electron-store'] } },
        },
      },
    ],
  },
})
