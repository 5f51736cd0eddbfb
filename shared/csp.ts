import type { Servers } from './bridge.ts'

/**
 * `page` may reach nothing but its own origin: the engine's worker is the only one that talks to the network.
 * A dedicated worker does not inherit its page's policy, it has the one its script was served with.
 */
export interface PolicyScope {
  readonly servers: Servers | null
  readonly part: 'page' | 'worker'
}

/** The policy of the desktop bundle and of the web edition, as one `Content-Security-Policy` header value. */
export function contentSecurityPolicy({ servers, part }: PolicyScope): string {
  const reachable = part === 'worker' && servers ? [servers.relay, servers.trustee].flatMap(withSocket) : []
  return [
    "default-src 'none'",
    // The worker may compile WebAssembly for the tokens (ARCHITECTURE.md, "The desktop shell"); neither may
    // evaluate text.
    part === 'worker' ? "script-src 'self' 'wasm-unsafe-eval'" : "script-src 'self'",
    "style-src 'self'",
    "img-src 'self' data:",
    "font-src 'self'",
    "worker-src 'self'",
    ['connect-src', "'self'", ...new Set(reachable)].join(' '),
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
    "object-src 'none'",
  ].join('; ')
}

/**
 * Vite names a worker's chunk after its file, so `renderer/engine/worker.ts` is served as
 * `/assets/worker-HASH.js`.
 */
export const isWorkerScript = (pathname: string): boolean => /^\/assets\/[^/]*worker[^/]*\.js$/.test(pathname)

function withSocket(server: string): string[] {
  const { origin } = new URL(server)
  return [origin, origin.replace(/^http/, 'ws')]
}
