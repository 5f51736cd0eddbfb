import { spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { extractFile, listPackage } from '@electron/asar'
import { FuseState, FuseV1Options, getCurrentFuseWire } from '@electron/fuses'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'

const root = resolve(import.meta.dirname, '../..')
const isBuilt = existsSync(join(root, 'out/main/index.cjs'))
const output = mkdtempSync(join(tmpdir(), 'ruggensteun-package-'))
const app = join(output, 'linux-unpacked')
const archive = join(app, 'resources/app.asar')
const pack = (...given: string[]) =>
  spawnSync(process.execPath, ['build/package.mjs', `-c.directories.output=${output}`, ...given], {
    cwd: root,
    encoding: 'utf8',
  })

afterAll(() => rmSync(output, { recursive: true, force: true }))

describe.skipIf(!isBuilt)('the package (needs npm run build)', () => {
  beforeAll(() => {
    const { status, stdout, stderr } = pack()
    if (status !== 0) throw new Error(`electron-builder failed:\n${stdout}\n${stderr}`)
  })

  test('holds the built app and its manifest, and nothing else', () => {
    const files = listPackage(archive, { isPack: false }).map((file) => file.replaceAll('\\', '/'))
    expect(files.filter((file) => !/^\/(out(\/.*)?|package\.json)$/.test(file))).toEqual([])
    expect(files.filter((file) => /\.(map|ts|tsx)$|node_modules/.test(file))).toEqual([])
    expect(files).toEqual(
      expect.arrayContaining(['/out/main/index.cjs', '/out/preload/index.cjs', '/out/renderer/index.html']),
    )
  })

  test('is small: a school on a slow line installs it too', () => {
    expect(statSync(archive).size).toBeLessThan(6 * 1024 * 1024)
  })

  test('has everything bundled: main and preload ask for nothing but Node and Electron', () => {
    for (const file of ['out/main/index.cjs', 'out/preload/index.cjs']) {
      const asked = [
        ...extractFile(archive, file)
          .toString('utf8')
          .matchAll(/\brequire\("([^"./][^"]*)"\)/g),
      ].map(([, name]) => name!)
      // ajv's names stand in code it can write out, which nobody asks it to
      expect(
        asked.filter((name) => name !== 'electron' && !isBuiltin(name) && !name.startsWith('ajv')),
      ).toEqual([])
    }
  })

  test('speaks Dutch and English only', () => {
    expect(readdirSync(join(app, 'locales')).toSorted()).toEqual(['en-US.pak', 'nl.pak'])
  })

  test('cannot be turned into a Node, nor made to load other code', async () => {
    const {
      version: _version,
      resetAdHocDarwinSignature: _reset,
      strictlyRequireAllFuses: _strict,
      ...wire
    } = await getCurrentFuseWire(join(app, 'ruggensteun'))
    const read = Object.fromEntries(
      Object.entries(wire).map(([fuse, state]) => [FuseV1Options[Number(fuse)], state === FuseState.ENABLE]),
    )
    expect(read).toEqual({
      RunAsNode: false,
      EnableCookieEncryption: true,
      EnableNodeOptionsEnvironmentVariable: false,
      EnableNodeCliInspectArguments: false,
      EnableEmbeddedAsarIntegrityValidation: true,
      OnlyLoadAppFromAsar: true,
      LoadBrowserProcessSpecificV8Snapshot: false,
      GrantFileProtocolExtraPrivileges: false,
      WasmTrapHandlers: true,
    })
  })

  test('is described by a file that electron-builder understands to the last word', () => {
    const { status, stdout, stderr } = pack('-c.noSuchOption=true')
    expect(status).not.toBe(0)
    expect(stdout + stderr).toContain("configuration has an unknown property 'noSuchOption'")
  })
})

function isBuiltin(name: string): boolean {
  return process.getBuiltinModule(name) !== undefined
}
