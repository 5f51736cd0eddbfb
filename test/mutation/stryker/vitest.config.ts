/** The pure tests that reach the code of the areas: no contracts, and nothing of the app's frame or the relay. */
import { defineConfig } from 'vitest/config'
import base from '../../../vitest.config.ts'

const ELSEWHERE = ['test/contract/', 'test/unit/electron/', 'test/unit/relay/', 'test/unit/screens/']
const pure = base.test!.projects!.flatMap((one) =>
  typeof one === 'object' && 'test' in one && one.test?.name === 'pure' ? [one.test] : [],
)[0]!

export default defineConfig({
  test: {
    ...pure,
    testTimeout: 60_000,
    maxWorkers: 1,
    include: pure.include!.filter((file) => !ELSEWHERE.some((folder) => file.startsWith(folder))),
  },
})
