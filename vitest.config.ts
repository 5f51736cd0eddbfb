import * as crypto from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { availableParallelism } from 'node:os'
import { join, relative } from 'node:path'
import react from '@vitejs/plugin-react'
import { defineConfig } from 'vitest/config'
import { BaseSequencer, type TestSpecification } from 'vitest/node'

/** Folders whose tests need no database, no whole engine, no browser and no process of their own. */
const PURE_FOLDERS = ['test/unit', 'test/property', 'test/contract']
/** A file that replaces a module or a global: it runs in a process of its own. */
const REPLACES = /\bvi\.(mock|doMock|spyOn|stub\w+|useFakeTimers|setSystemTime)\(|\bglobalThis\.\w+ = /
/** A file of the pure folders that starts servers after all: it runs with the others that do. */
const STARTS_SERVERS = /fixtures\/(town|engine|postgres|relay-process)\.ts/

const files = readdirSync(join(import.meta.dirname, 'test'), { recursive: true, encoding: 'utf8' })
  .filter((name) => name.endsWith('.test.ts'))
  .map((name) => `test/${name.replaceAll('\\', '/')}`)
const holds = (pattern: RegExp, file: string): boolean =>
  pattern.test(readFileSync(join(import.meta.dirname, file), 'utf8'))
const alone = files.filter((file) => holds(REPLACES, file))
const pure = files.filter(
  (file) =>
    PURE_FOLDERS.some((folder) => file.startsWith(`${folder}/`)) &&
    !holds(STARTS_SERVERS, file) &&
    !alone.includes(file),
)

/** What takes longest begins first, so that no worker ends long after the others. */
const LONGEST = [
  'test/simulation/simulate.test.ts',
  'test/crash/kill-relay.test.ts',
  'test/integration/quarter.test.ts',
  'test/fuzz/fuzz.test.ts',
  'test/integration/admission.test.ts',
  'test/integration/refusals.test.ts',
]
class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const place = ({ moduleId }: TestSpecification): number => {
      const found = LONGEST.indexOf(relative(import.meta.dirname, moduleId).replaceAll('\\', '/'))
      return found < 0 ? LONGEST.length : found
    }
    return (await super.sort(files)).toSorted((a, b) => place(a) - place(b))
  }
}

export default defineConfig({
  plugins: [react()],
  test: {
    testTimeout: 120_000,
    hookTimeout: 120_000,
    // A condition is waited for as long as a busy machine needs; one that never comes fails all the same.
    expect: { poll: { timeout: 60_000 } },
    // One more than there are cores: a worker waits for its database a third of the time.
    maxWorkers: Math.max(2, availableParallelism()) + 1,
    sequence: { sequencer: LongestFirst },
    projects: [
      {
        extends: true,
        test: {
          name: 'pure',
          include: pure,
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
        // Node has it since 24.7; where it has not, the one of the app takes its time.
        resolve: {
          alias:
            'argon2' in crypto
              ? {
                  '@noble/hashes/argon2.js': join(import.meta.dirname, 'test/fixtures/native-argon2.ts'),
                }
              : {},
        },
        test: {
          name: 'node',
          include: ['test/**/*.test.ts'],
          exclude: [...pure, ...alone],
          environment: 'node',
          globalSetup: 'test/fixtures/shared-postgres.ts',
          // The engine and the relay are read once and warm for all files of a process: half the time.
          isolate: false,
        },
      },
      {
        extends: true,
        test: {
          name: 'alone',
          include: alone,
          environment: 'node',
          globalSetup: 'test/fixtures/shared-postgres.ts',
          // electron-store imports 'electron': inlined, so that a test's own mock of electron reaches it.
          server: { deps: { inline: ['electron-store'] } },
        },
      },
    ],
  },
})
