import type { Servers } from './bridge.ts'

/**
 * react-aria puts one fixed `<style>` in the head (usePress: touch-action). Its hash lets that text through and no
 * other inline style; `test/unit/electron/csp.test.ts` reads the text from the library and compares.
 */
export const REACT_ARIA_PRESSABLE_STYLE = `@layer {
  [data-react-aria-pressable] {
    touch-action: pan-x pan-y pinch-zoom;
  }
}`
const REACT_ARIA_PRESSABLE_HASH = "'sha256-38RhXrc7EdReTKsOm23ZPOCUgniTUUcjky8QOOrQx6o='"

/**
 * `page` may reach nothing but its own origin: the engine's worker is the only one that talks to the network.
 * A dedicated worker does not inherit its page's policy, it has the one its script was served with.
 */
export interface PolicyScope { readonly servers: Servers | null; readonly part: 'page' | 'worker' }

/** The policy of the desktop bundle and of the web edition, as one `Content-Security-Policy` header value. */
export function contentSecurityPolicy({ servers, part }: PolicyScope): string {
  const reachable = part === 'worker' && servers ? [servers.relay, servers.trustee].flatMap(withSocket) : []
  return [
    "default-src 'none'",
    "script-src 'self'",
    `style-src 'self' ${REACT_ARIA_PRESSABLE_HASH}`,
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

/** Vite names a worker's chunk after its file, so `renderer/engine/worker.ts` is served as `/assets/worker-HASH.js`. */
export const isWorkerScript = (pathname: string): boolean => /^\/assets\/[^/]*worker[^/]*\.js$/.test(pathname)

function withSocket(server: string): string[] {
  const { origin } = new URL(server)
  return [origin, origin.replace(/^http/, 'ws')]
}
