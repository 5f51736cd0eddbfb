/**
 * app://bundle/x <-> http://bundle.app.localhost/x: Chromium takes `*.localhost` for a secure context, and
 * without a port the origin is the same at every start, so that IndexedDB survives.
 */
export const schemes = new Set<string>()

export function toHttp(url: string): string {
  const [, scheme, host, rest] = /^([a-z][a-z0-9+-]*):\/\/([^/?#]*)(.*)$/.exec(url) ?? []
  return scheme && schemes.has(scheme) ? `http://${host}.${scheme}.localhost${rest || '/'}` : url
}

export function fromHttp(url: string): string {
  return url.replace(/^http:\/\/([^/?#]*)\.([a-z][a-z0-9+-]*)\.localhost(?=[/?#]|$)/, (whole, host, scheme) =>
    schemes.has(scheme) ? `${scheme}://${host}` : whole,
  )
}

export const originOf = (url: string): string => /^[a-z][a-z0-9+-]*:\/\/[^/?#]+/.exec(url)?.[0] ?? 'null'
