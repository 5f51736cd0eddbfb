// Makes sure a Chromium is there for the end-to-end tests: finds one, installs it on Debian as root, or says
// how.
import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { pathToFileURL } from 'node:url'

const PLACES = [
  process.env.RUGGENSTEUN_CHROMIUM,
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/usr/bin/google-chrome-stable',
  '/snap/bin/chromium',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
  'C:\\Program Files (x86)\\Google\\Chrome\\Application\\chrome.exe',
  'C:\\Program Files (x86)\\Microsoft\\Edge\\Application\\msedge.exe',
]

/** Path of a Chromium, Chrome or Edge on this machine, or null. */
export const findChromium = () => PLACES.find((path) => path && existsSync(path)) ?? null

const install = () => {
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }
  console.log("No browser was found; installing Debian's Chromium ...")
  for (const args of [
    ['update', '-qq'],
    ['install', '-y', '-qq', '--no-install-recommends', 'chromium', 'fonts-dejavu-core'],
  ])
    if (spawnSync('apt-get', args, { stdio: ['ignore', 'ignore', 'inherit'], env }).status !== 0) return false
  return true
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const debianRoot = existsSync('/etc/debian_version') && process.getuid?.() === 0
  if (!findChromium() && debianRoot) install()
  const found = findChromium()
  if (found) console.log(`Browser: ${found}`)
  else {
    console.error(
      existsSync('/etc/debian_version')
        ? 'No browser was found. Run: sudo apt-get install -y chromium'
        : 'No browser was found. Install Chrome, Chromium or Edge, or set RUGGENSTEUN_CHROMIUM to the path of one.',
    )
    process.exit(1)
  }
}
