/**
 * An invitation's code behind the # of the address (a QR code leads there): the part that a browser never
 * sends anywhere.
 */
export const codeInAddress = (): string => /^#join=([0-9A-Za-z-]{10,14})$/.exec(location.hash)?.[1] ?? ''

export const forgetAddress = (): void => {
  if (location.hash !== '') history.replaceState(null, '', location.pathname + location.search)
}

/** `relay.veenwijk.nl` as people type it, or null. */
export const serverAddress = (typed: string): string | null => {
  const text = typed.trim().replace(/\/+$/, '')
  const url = URL.parse(/^https?:\/\//i.test(text) ? text : `https://${text}`)
  return url && url.hostname.length > 2 ? url.origin : null
}
