import { resolve, sep } from 'node:path'
import { isAppOrigin } from './origin.ts'

/**
 * The file a request may have, or null. `URL` already folds `..` and `%2e%2e`; what is left (an encoded slash
 * or backslash, a null byte, a second layer of encoding) is refused, not repaired.
 */
export function bundlePath(root: string, requestUrl: string): string | null {
  if (!isAppOrigin(requestUrl)) return null
  const path = decoded(new URL(requestUrl).pathname)
  if (path === null || /[\\\0%:]/.test(path)) return null
  if (path.split('/').some((segment) => segment === '..' || segment === '.')) return null
  const file = resolve(root, `.${path.endsWith('/') ? `${path}index.html` : path || '/index.html'}`)
  return file.startsWith(root + sep) ? file : null
}

function decoded(pathname: string): string | null {
  if (/%(?:2f|5c)/i.test(pathname)) return null
  try {
    return decodeURIComponent(pathname)
  } catch (error) {
    if (error instanceof URIError) return null
    throw error
  }
}
