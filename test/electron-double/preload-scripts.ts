import { randomBytes } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { makeCodec } from './codec.ts'
import { worldBridge } from './context-bridge.ts'
import { preloadRuntime } from './preload-runtime.ts'

export const PRELOAD_WORLD = 'electron-preload'
const token = `__double${randomBytes(8).toString('hex')}`

/** The page's half of contextBridge; top frame only, since Electron gives sub-frames no preload either. */
export const pageScript = `if (window === window.top) (${worldBridge})(${JSON.stringify(token)}, 'main')`

export function preloadScript(file: string, chromeVersion: string): string {
  const { platform, arch, versions } = process
  const thinProcess = {
    platform,
    arch,
    argv: [],
    env: {},
    type: 'renderer',
    sandboxed: true,
    contextIsolated: true,
    versions: { electron: versions.electron, chrome: chromeVersion, node: versions.node },
  }
  const body = `function (require, module, exports, process) {${readFileSync(file, 'utf8')}\n}`
  return `if (window === window.top) (${preloadRuntime})(${JSON.stringify(thinProcess)},
    (${worldBridge})(${JSON.stringify(token)}, 'isolated'), (${makeCodec})(), ${body})`
}
