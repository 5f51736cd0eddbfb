import { readFile } from 'node:fs/promises'
import { extname, join } from 'node:path'
import { app, protocol } from 'electron'
import type { Servers } from '../shared/bridge.ts'
import { contentSecurityPolicy, isWorkerScript } from '../shared/csp.ts'
import { bundlePath } from './bundle-path.ts'
import { errorCode } from './faults.ts'
import { APP_SCHEME } from './origin.ts'

const MIME: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.ico': 'image/x-icon',
  '.woff2': 'font/woff2',
  '.wasm': 'application/wasm',
}

/**
 * Before `ready`. Standard and secure: a real origin, so that IndexedDB, workers and 'self' in the CSP work.
 */
export function declareScheme(): void {
  const privileges = { standard: true, secure: true, supportFetchAPI: true, codeCache: true }
  protocol.registerSchemesAsPrivileged([{ scheme: APP_SCHEME, privileges }])
}

/** @param servers read at every request, so that a reload is enough to open the policy to a new server. */
export function serveBundle(servers: () => Servers | null): void {
  const root = join(app.getAppPath(), 'out', 'renderer')
  protocol.handle(APP_SCHEME, async (request) => {
    const reply = (status: number, body: BodyInit | null, type = 'text/plain'): Response => {
      const part = isWorkerScript(new URL(request.url).pathname) ? 'worker' : 'page'
      const policy = contentSecurityPolicy({ servers: servers(), part })
      return new Response(body, { status, headers: { 'content-type': type, ...headers(policy) } })
    }
    if (request.method !== 'GET') return reply(405, 'method not allowed')
    const file = bundlePath(root, request.url)
    const type = file === null ? undefined : MIME[extname(file)]
    if (file === null || type === undefined) return reply(403, 'not a file of this app')
    try {
      return reply(200, new Uint8Array(await readFile(file)), type)
    } catch (error) {
      if (['ENOENT', 'EISDIR', 'ENOTDIR'].includes(errorCode(error) ?? '')) return reply(404, 'not found')
      throw error
    }
  })
}

function headers(policy: string): Record<string, string> {
  return {
    'content-security-policy': policy,
    'x-content-type-options': 'nosniff',
    'referrer-policy': 'no-referrer',
    'cross-origin-opener-policy': 'same-origin',
    'cross-origin-resource-policy': 'same-origin',
    'permissions-policy': 'camera=(), display-capture=(), geolocation=(), microphone=(), payment=(), usb=()',
    'cache-control': 'no-cache',
  }
}
