import { shell } from 'electron'
import type { OutsideLink } from '../shared/bridge.ts'

/** The only pages the app can open in the browser. Nothing here ever comes from synced data. */
const PAGES: Readonly<Record<OutsideLink, string>> = {
  meldcode: 'https://www.rijksoverheid.nl/onderwerpen/huiselijk-geweld/meldcode',
  'veilig-thuis': 'https://veiligthuis.nl/',
}

/** The only use of `openExternal`; `test/release/gates.test.ts` holds that. */
export async function openOutside(link: OutsideLink): Promise<void> {
  await shell.openExternal(PAGES[link])
}
