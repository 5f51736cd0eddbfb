import { readdirSync, readFileSync } from 'node:fs'
import { join, relative, resolve } from 'node:path'
import { expect, test } from 'vitest'

const root = resolve(import.meta.dirname, '../..')
const files = readdirSync(join(root, 'electron'), { withFileTypes: true, recursive: true })
  .filter((entry) => entry.isFile() && entry.name.endsWith('.ts'))
  .map((entry) => relative(root, join(entry.parentPath, entry.name)).replaceAll('\\', '/'))
const linesWith = (pattern: RegExp): string[] => files.filter((file) => pattern.test(withoutComments(file)))

function withoutComments(file: string): string {
  return readFileSync(join(root, file), 'utf8').replaceAll(/\/\*[\s\S]*?\*\/|(?<=^|\s)\/\/.*$/gm, '')
}

/** Electron's security list, items 2 to 11, and what goes beyond it. */
const NEVER: readonly [string, RegExp][] = [
  ['web security switched off', /webSecurity\s*:\s*false/],
  ['insecure content', /allowRunningInsecureContent/],
  ['experimental features', /experimentalFeatures/],
  ['Blink features', /enableBlinkFeatures/],
  ['Node in a page', /nodeIntegration\w*\s*:\s*true/],
  ['a page in the same world as its preload', /contextIsolation\s*:\s*false/],
  ['a page outside the sandbox', /sandbox\s*:\s*false|appendSwitch/],
  ['webview', /webviewTag\s*:\s*true|allowpopups/],
  ['a certificate waved through', /setCertificateVerifyProc|certificate-error|ignore-certificate-errors/],
  ['plain text called encryption', /setUsePlainTextEncryption/],
  ['synchronous safeStorage, which Electron 45 deprecates', /\b(en|de)cryptString\(/],
  ['a crash report sent anywhere', /crashReporter/],
  ['a request from main', /\bfetch\(|net\.request|from 'node:https?'/],
  ['code out of text', /\beval\(|new Function\(|executeJavaScript/],
]

test.each(NEVER)('the shell never has %s', (_what, pattern) => {
  expect(linesWith(pattern)).toEqual([])
})

/** One door per power. */
const DOORS: readonly [string, RegExp, readonly string[]][] = [
  ['openExternal', /openExternal/, ['electron/outside.ts']],
  // Named where it is refused, and nowhere else.
  ['no-sandbox', /no-sandbox/, ['electron/sandbox.ts']],
  ['ipcMain', /ipcMain/, ['electron/ipc/register.ts']],
  ['ipcRenderer', /ipcRenderer/, ['electron/preload.ts']],
  ['safeStorage', /safeStorage/, ['electron/secrets/keychain.ts']],
  ['electron-store', /'electron-store'/, ['electron/settings/disposable.ts']],
  ['new BrowserWindow', /new BrowserWindow/, ['electron/windows.ts']],
  ['webPreferences', /webPreferences/, ['electron/window-options.ts']],
]

test.each(DOORS)('%s has one door', (_what, pattern, doors) => {
  expect(linesWith(pattern)).toEqual(doors)
})

test('a URL that calls or mails is made in one place, and the interface has no link that leads out', () => {
  const sources = ['electron', 'renderer', 'shared'].flatMap((folder) =>
    readdirSync(join(root, folder), { withFileTypes: true, recursive: true })
      .filter((entry) => entry.isFile() && /\.tsx?$/.test(entry.name))
      .map((entry) => relative(root, join(entry.parentPath, entry.name)).replaceAll('\\', '/')),
  )
  expect(sources.filter((file) => /[`'"](tel|mailto):[^'"]/.test(withoutComments(file)))).toEqual([
    'shared/bridge.ts',
  ])
  expect(sources.filter((file) => /href=["{](?!"?#)/.test(withoutComments(file)))).toEqual([])
})

test("the preload brings no library into the page's process", () => {
  const imports = [
    ...withoutComments('electron/preload.ts').matchAll(/^import (?!type)[^']*from '(.+)'/gm),
  ].map(([, name]) => name)
  expect(imports).toEqual(['electron', './ipc/channels.ts'])
  expect(withoutComments('electron/ipc/channels.ts')).not.toMatch(/^import (?!type)/m)
})

test('no browser is invited to send the screen to its maker for translation or spelling', () => {
  const page = readFileSync(join(root, 'renderer/index.html'), 'utf8')
  expect(page).toMatch(/<html [^>]*translate="no"[^>]*spellcheck="false"/)
  expect(page).toContain('<meta name="google" content="notranslate" />')
})
