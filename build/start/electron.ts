/** Whether an Electron runtime is here or can be had, without hanging where it cannot. */
import { spawn } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

const PROBE_MS = 4_000
const DOWNLOAD_MS = 180_000

const platformPath = (): string =>
  process.platform === 'darwin'
    ? 'Electron.app/Contents/MacOS/Electron'
    : process.platform === 'win32'
      ? 'electron.exe'
      : 'electron'

const installed = (root: string): string | null => {
  const override = process.env['ELECTRON_OVERRIDE_DIST_PATH']
  const path = join(override ?? join(root, 'node_modules', 'electron', 'dist'), platformPath())
  return existsSync(path) ? path : null
}

const canDownload = async (version: string): Promise<boolean> => {
  const mirror = process.env['ELECTRON_MIRROR'] ?? 'https://github.com/electron/electron/releases/download/'
  try {
    const response = await fetch(`${mirror}v${version}/SHASUMS256.txt`, {
      method: 'HEAD',
      signal: AbortSignal.timeout(PROBE_MS),
    })
    return response.ok
  } catch {
    return false
  }
}

/** Path of the runtime, or null. Downloads it the way the electron package does, at most three minutes. */
export const findElectron = async (root: string): Promise<string | null> => {
  const here = installed(root)
  if (here) return here
  const { version } = JSON.parse(
    readFileSync(join(root, 'node_modules', 'electron', 'package.json'), 'utf8'),
  ) as { version: string }
  const installer = join(root, 'node_modules', 'electron', 'install.js')
  if (!existsSync(installer) || !(await canDownload(version))) return null
  await new Promise<void>((done) => {
    const child = spawn(process.execPath, [installer], { stdio: ['ignore', 'inherit', 'inherit'] })
    const timer = setTimeout(() => child.kill(), DOWNLOAD_MS)
    child.once('exit', () => {
      clearTimeout(timer)
      done()
    })
    child.once('error', () => {
      clearTimeout(timer)
      done()
    })
  })
  return installed(root)
}
