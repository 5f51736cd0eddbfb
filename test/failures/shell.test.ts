/**
 * What the shell can and cannot keep: its files while something else holds them, and what it says of a
 * certificate.
 */
import { mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, describe, expect, test, vi } from 'vitest'
import { isAppOrigin, START_URL } from '../../electron/origin.ts'
import { freeSpaceMb } from '../../electron/free-space.ts'
import { openRescue } from '../../electron/secrets/rescue.ts'
import { patiently } from '../../electron/secrets/whole-file.ts'

const fake = vi.hoisted(() => ({
  failed: null as ((details: { error: string; url: string }) => void) | null,
}))
vi.mock('electron', () => ({
  session: {
    defaultSession: {
      webRequest: {
        onErrorOccurred: (_: unknown, listener: typeof fake.failed) => {
          fake.failed = listener
        },
      },
    },
  },
}))

const folder = mkdtempSync(join(tmpdir(), 'ruggensteun-rescue-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))
const fresh = (): string => join(mkdtempSync(join(folder, 'one-')), 'rescue.sealed')
const busy = (code: string): Error => Object.assign(new Error('held'), { code })

test('the origin of the app never changes: another one would find no data', () => {
  expect(START_URL).toBe('app://bundle/index.html')
  expect(isAppOrigin('app://bundle/')).toBe(true)
})

describe('the copy of what has not left', () => {
  test('survives as a whole, is replaced as a whole and is gone when it should be', async () => {
    const path = fresh()
    const rescue = openRescue(path)
    expect(await rescue.load()).toBeNull()
    await Promise.all([rescue.save('one'), rescue.save('two'), rescue.save('three')])
    expect(await openRescue(path).load()).toBe('three')
    writeFileSync(`${path}.new`, 'half of a thi')
    expect(await openRescue(path).load()).toBe('three')
    await rescue.save(null)
    expect(await rescue.load()).toBeNull()
    expect(readdirSync(join(path, '..'))).toEqual([])
  })

  test.each([
    ['0 bytes', (path: string) => writeFileSync(path, '')],
    ['locked by another program', (path: string) => void mkdirSync(path)],
  ])('%s: the app starts without it', async (_, spoil) => {
    vi.spyOn(process.stderr, 'write').mockReturnValue(true)
    const path = fresh()
    spoil(path)
    expect(await openRescue(path).load()).toBeNull()
    vi.restoreAllMocks()
  })

  test('a virus scanner that holds the file for a moment is waited for; one that does not let go is reported', async () => {
    const tries = vi
      .fn()
      .mockRejectedValueOnce(busy('EBUSY'))
      .mockRejectedValueOnce(busy('EPERM'))
      .mockResolvedValue(undefined)
    await patiently(tries, [0, 0, 0])
    expect(tries).toHaveBeenCalledTimes(3)
    await expect(patiently(() => Promise.reject(busy('EBUSY')), [0, 0])).rejects.toMatchObject({
      code: 'EBUSY',
    })
    const full = vi.fn().mockRejectedValue(busy('ENOSPC'))
    await expect(patiently(full, [0, 0])).rejects.toMatchObject({ code: 'ENOSPC' })
    expect(full).toHaveBeenCalledTimes(1)
  })
})

test('the shell tells how much room the disk of the profile has', async () => {
  expect(await freeSpaceMb(tmpdir())).toBeGreaterThan(0)
  await expect(freeSpaceMb(join(tmpdir(), 'not-there'))).rejects.toMatchObject({ code: 'ENOENT' })
})

describe('a filter that opens TLS', () => {
  afterEach(() => {
    fake.failed = null
  })

  test('is told to the page by origin only; other faults of the network are not', async () => {
    const { watchCertificates } = await import('../../electron/certificates.ts')
    const told: string[] = []
    watchCertificates((origin) => void told.push(origin))
    for (const [error, url] of [
      ['net::ERR_CERT_AUTHORITY_INVALID', 'https://relay.example/v1/events?after=3'],
      ['net::ERR_CERT_COMMON_NAME_INVALID', 'wss://relay.example/v1/live'],
      ['net::ERR_INTERNET_DISCONNECTED', 'https://relay.example/'],
      ['net::ERR_CONNECTION_REFUSED', 'https://relay.example/'],
      ['net::ERR_ABORTED', 'https://relay.example/'],
    ])
      fake.failed!({ error: error!, url: url! })
    expect(told).toEqual(['https://relay.example', 'https://relay.example'])
  })

  test('is never waved through: no code of the shell decides about a certificate', () => {
    expect(readFileSync(join(import.meta.dirname, '../../electron/certificates.ts'), 'utf8')).not.toMatch(
      /preventDefault|callback|setCertificateVerifyProc/,
    )
  })
})
