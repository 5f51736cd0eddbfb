import fc from 'fast-check'
import { sep } from 'node:path'
import { expect, test } from 'vitest'
import { bundlePath } from '../../../electron/bundle-path.ts'
import { isAppOrigin } from '../../../electron/origin.ts'

const ROOT = '/opt/app/out/renderer'

test('a file of the bundle is found by its path', () => {
  expect(bundlePath(ROOT, 'app://bundle/assets/index-1.js')).toBe(`${ROOT}/assets/index-1.js`)
  expect(bundlePath(ROOT, 'app://bundle/')).toBe(`${ROOT}/index.html`)
  expect(bundlePath(ROOT, 'app://bundle/index.html?profile=anna#x')).toBe(`${ROOT}/index.html`)
})

test.each([
  'app://bundle/..%2f..%2fmain/index.cjs',
  'app://bundle/%2e%2e%2fmain',
  'app://bundle/..%5cmain',
  'app://bundle/%00',
  'app://bundle/%',
  'app://bundle/%252e%252e/main',
  'app://bundle/C:/Windows',
  'app://other/index.html',
  'app://bundle.evil/index.html',
  'app://x@bundle/index.html',
  'file:///etc/passwd',
  'https://bundle/index.html',
  'app:///index.html',
])('%s is no file of the bundle', (url) => {
  expect(bundlePath(ROOT, url)).toBeNull()
})

test('no path at all leaves the bundle', () => {
  const part = fc.constantFrom(
    '..',
    '.',
    '%2e',
    '%2E%2e',
    '/',
    '%2f',
    '\\',
    '%5c',
    'a',
    '%00',
    '%25',
    'C:',
    '~',
    ' ',
  )
  fc.assert(
    fc.property(fc.array(part, { maxLength: 12 }), (parts) => {
      const path = bundlePath(ROOT, `app://bundle/${parts.join('')}`)
      if (path !== null) expect(path.startsWith(ROOT + sep)).toBe(true)
    }),
    { numRuns: 2000 },
  )
})

test('the origin of the app is one and stays one: another would orphan every database', () => {
  expect(isAppOrigin('app://bundle')).toBe(true)
  for (const other of [
    'null',
    '',
    'app://bundle.evil',
    'app://bundle:80',
    'app://bundle@evil',
    'app://x@bundle',
    'https://bundle',
    'app://BUNDLE2',
  ]) {
    expect(isAppOrigin(other)).toBe(false)
  }
})
