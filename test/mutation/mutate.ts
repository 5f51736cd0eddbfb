/**
 * Breaks each rule of mutants.ts in a copy of this folder and runs its tests: a mutant that no test notices is a
 * rule that nothing holds. `npm run mutate`, or with part of a file's name.
 */
import { spawnSync } from 'node:child_process'
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { MUTANTS, type Mutant } from './mutants.ts'

const root = resolve(import.meta.dirname, '../..')
const LEFT_OUT = ['node_modules', 'out', 'dist', 'test-results', '.git', 'docs/pictures']
const only = process.argv[2] ?? ''
const chosen = MUTANTS.filter(({ file }) => file.includes(only))

const folder = mkdtempSync(join(tmpdir(), 'ruggensteun-mutants-'))
const survivors: Mutant[] = []
try {
  cpSync(root, folder, {
    recursive: true,
    filter: (path) => !LEFT_OUT.some((name) => path === join(root, name)),
  })
  symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'))
  const vitest = join('node_modules', 'vitest', 'vitest.mjs')
  const run = (tests: readonly string[]): boolean =>
    spawnSync(process.execPath, [vitest, 'run', '--bail=1', '--reporter=dot', ...tests], {
      cwd: folder,
      stdio: 'ignore',
    }).status === 0
  const all = [...new Set(chosen.flatMap(({ tests }) => tests))]
  if (!run(all)) throw new Error(`these tests fail without any mutant: ${all.join(' ')}`)
  for (const [i, mutant] of chosen.entries()) {
    const path = join(folder, mutant.file)
    const before = readFileSync(path, 'utf8')
    if (before.split(mutant.from).length !== 2)
      throw new Error(`${mutant.file} does not hold this exactly once: ${mutant.from}`)
    writeFileSync(
      path,
      before.replace(mutant.from, () => mutant.to),
    )
    const lives = run(mutant.tests)
    writeFileSync(path, before)
    if (lives) survivors.push(mutant)
    console.log(
      `${i + 1}/${chosen.length} ${lives ? 'LIVES ' : 'killed'} ${mutant.file}: ${mutant.from.split('\n')[0]}`,
    )
  }
} finally {
  rmSync(folder, { recursive: true, force: true })
}
for (const { file, from, to } of survivors) console.log(`\nnobody noticed in ${file}:\n- ${from}\n+ ${to}`)
console.log(`\n${chosen.length - survivors.length} of ${chosen.length} mutants killed`)
process.exitCode = survivors.length === 0 ? 0 : 1
