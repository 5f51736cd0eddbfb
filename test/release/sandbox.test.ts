/** No package starts without the sandbox of Chromium, and a packaged app refuses to. */
import { spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { dirname, join, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { expect, test } from 'vitest'
import { sandboxTakenBy } from '../../electron/sandbox.ts'

const root = resolve(import.meta.dirname, '../..')
const withoutComments = readFileSync(join(root, 'electron-builder.yml'), 'utf8').replace(/#.*$/gm, '')
const isBuilt = existsSync(join(root, 'out/main/index.cjs'))

test('Linux has targets that bring a sandbox, and no other', () => {
  expect(/^linux:\n\s+target: \[(.*)\]$/m.exec(withoutComments)?.[1]).toBe('deb, rpm')
})

test('no argument is written into a desktop file or a launcher', () => {
  expect(withoutComments).not.toMatch(/executableArgs|sandbox|AppImage|tar\.gz|snap|flatpak/i)
  const manifest = readFileSync(join(root, 'package.json'), 'utf8')
  expect(manifest).not.toMatch(/--no-sandbox|AppImage/)
})

test('what electron-builder puts around a deb and an rpm starts it with no switch of its own', () => {
  const builder = dirname(createRequire(import.meta.url).resolve('app-builder-lib/package.json'))
  for (const file of [
    'templates/linux/desktop.tpl',
    'templates/linux/after-install.tpl',
    'out/targets/FpmTarget.js',
  ])
    expect(readFileSync(join(builder, file), 'utf8'), file).not.toContain('no-sandbox')
})

test('a switch or a variable that takes the sandbox away is named; an ordinary start is not refused', () => {
  const started = (...given: string[]) => sandboxTakenBy((name) => given.includes(name), {})
  expect(started()).toBe(null)
  expect(started('profile', 'enable-sandbox', 'force-renderer-accessibility')).toBe(null)
  for (const name of [
    'no-sandbox',
    'disable-gpu-sandbox',
    'disable-setuid-sandbox',
    'single-process',
    'no-zygote',
  ])
    expect(started('profile', name)).toBe(`--${name}`)
  expect(sandboxTakenBy(() => false, { ELECTRON_DISABLE_SANDBOX: '' })).toBe('ELECTRON_DISABLE_SANDBOX')
})

test.skipIf(!isBuilt)('a packaged app ends at once with one line (needs npm run build)', () => {
  const userData = mkdtempSync(join(tmpdir(), 'ruggensteun-sandbox-'))
  const register = pathToFileURL(join(root, 'test/electron-double/register.mjs')).href
  const { status, stderr } = spawnSync(
    process.execPath,
    ['--import', register, 'out/main/index.cjs', `--user-data-dir=${userData}`, '--no-sandbox'],
    { cwd: root, encoding: 'utf8', env: { ...process.env, DOUBLE_PACKAGED: '1' } },
  )
  rmSync(userData, { recursive: true, force: true })
  expect([status, stderr]).toEqual([
    78,
    expect.stringContaining('not started: --no-sandbox takes the sandbox'),
  ])
})
