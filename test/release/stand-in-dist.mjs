// A stand-in for Electron's linux-x64 files, enough for `electron-builder --dir -c.electronDist=DIR`: an
// executable with a fuse wire (so that fuses can be flipped and read), locales, and a real default_app.asar.
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { createPackage } from '@electron/asar'

const root = resolve(import.meta.dirname, '../..')
const SENTINEL = 'dL7pKGdnNz796PbbjQWNKmHXBZaB9tsX' // marks the wire in every Electron binary
const DEFAULT_WIRE = '101100011'
const OTHER_FILES = [
  'LICENSE',
  'LICENSES.chromium.html',
  'chrome-sandbox',
  'locales/nl.pak',
  'locales/en-US.pak',
  'locales/de.pak',
]

/** @param {string} folder is emptied first @returns {Promise<string>} the folder */
export async function makeStandIn(folder) {
  rmSync(folder, { recursive: true, force: true })
  mkdirSync(join(folder, 'resources'), { recursive: true })
  mkdirSync(join(folder, 'locales'))
  const script = Buffer.from('#!/bin/sh\necho "a stand-in, not Electron" >&2; exit 97\n')
  const wire = Buffer.concat([
    Buffer.from(SENTINEL),
    Buffer.from([1, DEFAULT_WIRE.length]),
    Buffer.from(DEFAULT_WIRE),
  ])
  writeFileSync(join(folder, 'electron'), Buffer.concat([script, wire, Buffer.from('\n')]))
  chmodSync(join(folder, 'electron'), 0o755)
  const { version } = JSON.parse(readFileSync(join(root, 'node_modules/electron/package.json'), 'utf8'))
  writeFileSync(join(folder, 'version'), version)
  for (const name of OTHER_FILES) writeFileSync(join(folder, name), 'stand-in')
  const empty = mkdtempSync(join(tmpdir(), 'default-app-'))
  writeFileSync(join(empty, 'package.json'), '{}')
  await createPackage(empty, join(folder, 'resources/default_app.asar'))
  rmSync(empty, { recursive: true })
  return folder
}
