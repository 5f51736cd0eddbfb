/** The one origin of the app. Constant for ever: a change of it would orphan every local database. */
export const APP_SCHEME = 'app'
const APP_ORIGIN = 'app://bundle'
export const START_URL = `${APP_ORIGIN}/index.html`

/**
 * Parsed, never compared by prefix: `app://bundle.evil` and `app://bundle@evil` are others, 'null' is opaque.
 */
export function isAppOrigin(text: string): boolean {
  const url = URL.parse(text)
  return url !== null && url.protocol === `${APP_SCHEME}:` && url.host === 'bundle' && url.username === ''
}
