// `npm run package [-- electron-builder arguments]`. Where Electron's own files are at hand
// (ELECTRON_OVERRIDE_DIST_PATH, or downloaded in node_modules, or --real to download them now) it makes the
// real app; elsewhere it packs around a stand-in, which proves everything about the package except that it
// runs.
import { spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { makeStandIn } from '../test/release/stand-in-dist.mjs'

const root = resolve(import.meta.dirname, '..')
const isReal = process.argv.includes('--real')
const given = process.argv.slice(2).filter((argument) => argument !== '--real')

if (!existsSync(join(root, 'out/main/index.cjs'))) {
  console.error('Nothing to package yet. Run: npm run build')
  process.exit(1)
}

const standIn = mkdtempSync(join(tmpdir(), 'stand-in-electron-'))
const distFolder = async () => {
  const own = [process.env.ELECTRON_OVERRIDE_DIST_PATH, join(root, 'node_modules/electron/dist')].find(
    (folder) => folder && existsSync(join(folder, 'version')),
  )
  if (own || isReal) return own
  console.log(
    'No Electron on this machine: packing around a stand-in. The result is for checks only and does not start.',
  )
  return makeStandIn(standIn)
}

const dist = await distFolder()
const { status } = spawnSync(
  process.execPath,
  [
    join(root, 'node_modules/electron-builder/cli.js'),
    ...(given.some((argument) => /^--(linux|win|mac)$/.test(argument)) ? [] : ['--linux', '--dir']),
    ...given,
    ...(dist ? [`-c.electronDist=${dist}`] : []),
  ],
  { cwd: root, stdio: 'inherit' },
)
rmSync(standIn, { recursive: true, force: true })
process.exit(status ?? 1)
