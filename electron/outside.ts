import { shell } from 'electron'
import { reachUrl, type OutsideLink, type Reach } from '../shared/bridge.ts'

const SCHEMES: readonly string[] = ['https:', 'tel:', 'mailto:']

/** The only pages the app can open in the browser. Nothing here ever comes from synced data. */
const PAGES: Readonly<Record<OutsideLink, string>> = {
  meldcode: 'https://www.rijksoverheid.nl/onderwerpen/huiselijk-geweld/meldcode',
  'veilig-thuis': 'https://veiligthuis.nl/',
}

/**
 * Pages by their name, a number or an address by its characters (decisions/0018): no caller can hand over a
 * URL.
 */
export async function openOutside(link: OutsideLink): Promise<void> {
  await open(PAGES[link])
}

export async function reach(way: Reach): Promise<void> {
  await open(reachUrl(way))
}

/**
 * The only use of `openExternal`; `test/release/gates.test.ts` holds that. Read back first, as whoever gets
 * it will read it.
 */
async function open(address: string): Promise<void> {
  const { href, protocol, username, search, hash } = new URL(address)
  if (href !== address || !SCHEMES.includes(protocol) || username + search + hash !== '')
    throw new Error('no address of ours')
  await shell.openExternal(address)
}
