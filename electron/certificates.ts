import { session } from 'electron'

/**
 * A fetch that failed does not tell the page why. Chromium tells the shell; nothing is decided here, the
 * connection stays refused. Proxies that open TLS show as an unknown authority where the school's own root is
 * not in the machine's store.
 */
export function watchCertificates(tell: (origin: string) => void): void {
  session.defaultSession.webRequest.onErrorOccurred(
    { urls: ['https://*/*', 'wss://*/*'] },
    ({ error, url }) => {
      if (error.startsWith('net::ERR_CERT_') || error === 'net::ERR_SSL_PINNED_KEY_NOT_IN_CERT_CHAIN')
        tell(new URL(url).origin.replace(/^wss/, 'https'))
    },
  )
}
