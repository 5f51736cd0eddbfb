/**
 * The vault: one record in one file, sealed by the keychain of the system or wrapped by its owner's
 * passphrase.
 */
import { readFileSync, readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test, type Page } from '@playwright/test'
import { launchApp, type LaunchedApp } from '../electron-double/launch.ts'

let app: LaunchedApp
let page: Page

async function start(options: Parameters<typeof launchApp>[0] = {}): Promise<void> {
  app = await launchApp(options)
  page = await app.firstWindow()
}

test.afterEach(() => app.close())

test.describe('the key of this device', () => {
  const RECORD = 'een-sleutel-die-niemand-mag-lezen'
  const load = () =>
    page.evaluate(() => window.ruggensteun!.loadVault().catch((error: Error) => error.message))
  const save = (record = RECORD) =>
    page.evaluate(
      (text) => window.ruggensteun!.saveVault(text).catch((error: Error) => error.message),
      record,
    )
  const everyByte = (folder: string): string =>
    readdirSync(folder, { withFileTypes: true, recursive: true })
      .filter((entry) => entry.isFile())
      .map((entry) => readFileSync(join(entry.parentPath, entry.name), 'latin1'))
      .join('\n')
  const reopen = async (env: Record<string, string> = {}): Promise<void> => {
    await app.close()
    await start({ userData: app.userData, env })
  }

  // One story on one profile: each start of the app is the beginning of one step and the end of another.
  test('survives a dead battery, restarts, other keychains and a damaged file', async () => {
    await test.step('survives the battery dying right after it was saved', async () => {
      await start()
      expect(await load()).toEqual({ keychain: true, backend: 'gnome_libsecret', record: null })
      await save('van voor de lege accu')
      await app.kill()
      await start({ userData: app.userData })
      expect(await load()).toMatchObject({ record: 'van voor de lege accu' })
      expect(await page.evaluate(() => window.ruggensteun!.edition)).toBe('desktop')
    })

    await test.step('survives a restart, sealed: no file of the profile holds it in clear', async () => {
      await save()
      await reopen()
      expect(await load()).toEqual({ keychain: true, backend: 'gnome_libsecret', record: RECORD })
      await app.close()
      const bytes = everyByte(app.userData)
      expect(bytes).not.toContain(RECORD)
      expect(bytes).not.toContain(Buffer.from(RECORD).toString('base64'))
    })

    await test.step('is never overwritten when the keychain changed, and opens again when it is back', async () => {
      for (const mode of ['basic_text', 'no_keyring', 'off', 'kwallet6']) {
        await reopen({ DOUBLE_SAFE_STORAGE: mode })
        const name = mode === 'kwallet6' ? 'vault-backend-changed' : 'keychain-gone'
        const words = new RegExp(`^${name}: the key was sealed with gnome_libsecret and this start offers `)
        expect(await load()).toMatch(words)
        expect(await save('iets anders')).toMatch(words)
      }
      await reopen()
      expect(await load()).toMatchObject({ record: RECORD })
    })

    await test.step('is sealed again when the keychain asks for it', async () => {
      const before = readFileSync(join(app.userData, 'vault.json'), 'utf8')
      await reopen({ DOUBLE_SAFE_STORAGE: 'rotated' })
      expect(await load()).toMatchObject({ record: RECORD })
      expect(readFileSync(join(app.userData, 'vault.json'), 'utf8')).not.toBe(before)
      await reopen()
      expect(await load()).toMatchObject({ record: RECORD })
    })

    await test.step('is reported as damaged, not replaced, when its file is garbage', async () => {
      await app.close()
      writeFileSync(join(app.userData, 'vault.json'), '{"version":1')
      await start({ userData: app.userData })
      expect(await load()).toBe('vault-unreadable: the vault file is damaged; it was left as it is')
      expect(await page.evaluate(() => window.ruggensteun!.start())).toMatchObject({
        deviceFileWaiting: false,
      })
      expect(await save()).toMatch(/^vault-unreadable/)
      expect(readFileSync(join(app.userData, 'vault.json'), 'utf8')).toBe('{"version":1')
      await page.evaluate(() => window.ruggensteun!.destroyVault())
      expect(await load()).toMatchObject({ record: null })
    })
  })

  test('is not called sealed where the system has no real keychain, of whatever kind, also when one appears later', async () => {
    const wrapped = { keychain: false, record: 'met-wachtwoordzin-verpakt' }
    const nothing = { keychain: false, record: null }
    const destroy = () => page.evaluate(() => window.ruggensteun!.destroyVault())
    const [first, ...others] = ['basic_text', 'no_keyring', 'off'] as const
    await start({ env: { DOUBLE_SAFE_STORAGE: first } })
    expect(await load()).toMatchObject(nothing)
    await save(wrapped.record)
    for (const mode of others) {
      await reopen({ DOUBLE_SAFE_STORAGE: mode })
      expect(await load()).toMatchObject(wrapped)
      // A record that is wrapped is never called sealed: what this start offers shows where there is none.
      await destroy()
      expect(await load()).toMatchObject(nothing)
      await save(wrapped.record)
    }
    await reopen({ DOUBLE_SAFE_STORAGE: 'off' })
    expect(await load()).toMatchObject(wrapped)
    await reopen() // a keychain appeared: the record stays what it was, wrapped under a passphrase
    expect(await load()).toMatchObject(wrapped)
    await destroy()
    expect(await load()).toMatchObject({ keychain: true, record: null })
  })
})
