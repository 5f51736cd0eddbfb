/**
 * What the shell promises, whatever the page looks like: only the bridge, the headers and the window are
 * relied on.
 */
import { writeFileSync } from 'node:fs'
import { expect, test, type Page } from '@playwright/test'
import { launchApp, type LaunchedApp } from '../electron-double/launch.ts'

let app: LaunchedApp
let page: Page

async function start(options: Parameters<typeof launchApp>[0] = {}): Promise<void> {
  app = await launchApp(options)
  page = await app.firstWindow()
}

/** They look, and leave nothing behind by which the next could see something else: one app for all of them. */
test.describe('the app that is open', () => {
  test.beforeAll(() => start())
  test.beforeEach(async () => {
    await page.reload()
  })
  test.afterAll(() => app.close())

  test.describe('the page', () => {
    test('gets twenty named functions and nothing of Electron or Node', async () => {
      const seen = await page.evaluate(() => ({
        keys: Object.keys(window.ruggensteun!),
        isFrozen: Object.isFrozen(window.ruggensteun),
        strangers: [
          'require',
          'process',
          'module',
          'ipcRenderer',
          'electron',
          'Buffer',
          '__doubleHost',
        ].filter((name) => name in globalThis),
        isSecure: isSecureContext,
      }))
      expect(seen).toEqual({
        keys: [
          'edition',
          'start',
          'readDeviceFile',
          'useServers',
          'loadVault',
          'saveVault',
          'destroyVault',
          'loadRescue',
          'saveRescue',
          'freeSpaceMb',
          'readSettings',
          'writeSettings',
          'notify',
          'setBadge',
          'openOutside',
          'reach',
          'savePdf',
          'onCommand',
          'onCertificateRefused',
          'onPower',
        ],
        isFrozen: true,
        strangers: [],
        isSecure: true,
      })
    })

    test('cannot turn text into code', async () => {
      const outcome = await page.evaluate(
        () =>
          new Promise((resolve) => {
            setTimeout(() => {
              // outside of Playwright's own evaluation, which the policy does not bind
              try {
                resolve(`ran: ${new Function('return 1')()}`)
              } catch (error) {
                resolve((error as Error).name)
              }
            })
          }),
      )
      expect(outcome).toBe('EvalError')
    })

    test('starts without one violation of its own content security policy', async () => {
      const complaints: string[] = []
      page.on('console', (message) => {
        if (/content security policy/i.test(message.text())) complaints.push(message.text())
      })
      await page.reload()
      await page.waitForLoadState('networkidle')
      expect(complaints).toEqual([])
    })

    test('is served with the policy and the other headers, each file of it', async () => {
      const answers = await page.evaluate(async () => {
        const script = document.querySelector<HTMLScriptElement>('script[type=module]')!.src
        return Promise.all(
          ['/index.html', '/', script, '/nothing-here.js'].map(async (url) => {
            const response = await fetch(url)
            return { status: response.status, ...Object.fromEntries(response.headers) }
          }),
        )
      })
      expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 404])
      for (const answer of answers) {
        expect(answer).toMatchObject({
          'content-security-policy': expect.stringContaining(
            "default-src 'none'; script-src 'self'; style-src 'self'; ",
          ),
          'x-content-type-options': 'nosniff',
          'referrer-policy': 'no-referrer',
          'cross-origin-opener-policy': 'same-origin',
        })
      }
    })

    test('cannot read a file outside the bundle', async () => {
      const escapes = [
        '/../package.json',
        '/%2e%2e/package.json',
        '/..%2fpackage.json',
        '/%2e%2e%2f%2e%2e%2fpackage.json',
        '/..%5cpackage.json',
        '//etc/passwd',
        '/%00',
        '/%',
      ]
      const statuses = await page.evaluate(
        (urls) =>
          Promise.all(
            urls.map((url) => fetch(`${location.origin}${url}`).then((response) => response.status)),
          ),
        escapes,
      )
      for (const status of statuses) expect([403, 404]).toContain(status)
      expect(statuses.slice(2, 5)).toEqual([403, 403, 403])
    })

    test('cannot be led to another page, nor open one', async () => {
      const before = page.url()
      await page.evaluate(() => {
        window.open('https://example.org/')
      })
      await page.evaluate(() => {
        window.open('/index.html')
      })
      await page.evaluate(() => {
        location.href = 'https://example.org/'
      })
      await page.evaluate(() => {
        location.href = '/other.html'
      })
      await page.evaluate(() => {
        document.body.insertAdjacentHTML(
          'beforeend',
          '<webview src="https://example.org/"></webview><iframe src="/index.html"></iframe>',
        )
      })
      await page.waitForTimeout(400)
      expect(page.url()).toBe(before)
      expect(app.windows()).toHaveLength(1)
      expect(await page.evaluate(() => document.querySelector('iframe')!.contentDocument)).toBeNull()
    })

    test('may load itself again', async () => {
      await Promise.all([page.waitForEvent('load'), page.evaluate(() => location.reload())])
      expect(await page.evaluate(() => window.ruggensteun!.edition)).toBe('desktop')
    })

    test('is refused camera, place, clipboard reading and other powers; writing the clipboard is allowed', async () => {
      const asked = await app.evaluate(({ session }) => {
        const { requestHandler, checkHandler, deviceHandler } = session.defaultSession
        const names = [
          'media',
          'geolocation',
          'clipboard-read',
          'notifications',
          'midi',
          'usb',
          'fileSystem',
          'openExternal',
          'clipboard-sanitized-write',
        ]
        const at = (requestingUrl: string, isMainFrame = true) => ({ requestingUrl, isMainFrame })
        const request = (name: string, details = at('app://bundle/index.html')): boolean => {
          let granted = true
          requestHandler!(
            {},
            name,
            (answer) => {
              granted = answer
            },
            details,
          )
          return granted
        }
        return {
          granted: names.filter((name) => request(name)),
          checked: names.filter((name) => checkHandler!(null, name, 'app://bundle/', {})),
          elsewhere:
            checkHandler!(null, 'clipboard-sanitized-write', 'https://example.org/', {}) ||
            request('clipboard-sanitized-write', at('app://bundle.evil/')),
          inFrame: request('clipboard-sanitized-write', at('app://bundle/index.html', false)),
          device: deviceHandler!({}),
        }
      })
      expect(asked).toEqual({
        granted: ['clipboard-sanitized-write'],
        checked: ['clipboard-sanitized-write'],
        elsewhere: false,
        inFrame: false,
        device: false,
      })
      const place = await page.evaluate(
        () =>
          new Promise((resolve) =>
            navigator.geolocation.getCurrentPosition(
              () => resolve('given'),
              (error) => resolve(error.code),
            ),
          ),
      )
      expect(place).toBe(1) // PERMISSION_DENIED
    })

    test('never puts anything else in the window title than Ruggensteun', async () => {
      await page.evaluate(() => {
        document.title = 'Sami Yıldız'
      })
      await page.waitForTimeout(200)
      expect(await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]!.getTitle())).toBe(
        'Ruggensteun',
      )
    })
  })

  test.describe('the bridge', () => {
    test('answers nobody but the main frame of the app', async () => {
      const replies = await app.evaluate(async ({ ipcMain }) => {
        const knock = (senderFrame: object | null) =>
          ipcMain._invokeHandlers.get('ruggensteun:loadVault')!({ senderFrame })
        return Promise.all([
          knock(null),
          knock({ origin: 'https://example.org', parent: null }),
          knock({ origin: 'app://bundle.evil', parent: null }),
          knock({ origin: 'app://bundle:80@evil', parent: null }),
          knock({ origin: 'null', parent: null }),
          knock({ origin: 'app://bundle', parent: {} }),
        ])
      })
      for (const reply of replies)
        expect(reply).toEqual({ fault: 'untrusted-sender: only the main frame of app://bundle may ask this' })
    })

    test('refuses what does not fit, says which field, and repeats no content', async () => {
      const errors = await page.evaluate(async () => {
        const bridge = window.ruggensteun! as unknown as Record<
          string,
          (...payload: unknown[]) => Promise<unknown>
        >
        const tries: [string, unknown][] = [
          ['useServers', { relay: 'http://example.org', trustee: 'https://b.example' }],
          ['useServers', { relay: 'file:///etc/passwd', trustee: 'https://b.example' }],
          ['saveVault', 'geheim'.repeat(2000)],
          ['saveVault', { record: 'x' }],
          ['notify', 'Sami is gevonden'],
          ['setBadge', -1],
          ['setBadge', 1.5],
          ['openOutside', 'https://example.org/'],
          ['reach', 'tel:112'],
          ['writeSettings', 'dark'],
        ]
        return Promise.all(
          tries.map(([name, payload]) =>
            bridge[name]!(payload).then(
              () => 'accepted',
              (error: Error) => error.message,
            ),
          ),
        )
      })
      for (const message of errors) expect(message).toMatch(/^bad-payload: (relay|value)(: \w+|; )*/)
      expect(errors.join()).not.toMatch(/geheim|Sami|passwd|example/)
    })

    test('opens two pages outside, by name, and no other', async () => {
      await app.evaluate(({ shell }) => {
        const opened: string[] = []
        Object.assign(globalThis, { opened })
        shell.openExternal = async (url) => void opened.push(url)
      })
      await page.evaluate(() => window.ruggensteun!.openOutside('meldcode'))
      await page.evaluate(() => window.ruggensteun!.openOutside('veilig-thuis'))
      expect(await app.evaluate(() => (globalThis as unknown as { opened: string[] }).opened)).toEqual([
        'https://www.rijksoverheid.nl/onderwerpen/huiselijk-geweld/meldcode',
        'https://veiligthuis.nl/',
      ])
    })

    test('calls a number and mails an address, and builds the URL itself', async () => {
      await app.evaluate(({ shell }) => {
        const opened: string[] = []
        Object.assign(globalThis, { opened })
        shell.openExternal = async (url) => void opened.push(url)
      })
      const refused = await page.evaluate(async () => {
        const ask = window.ruggensteun!.reach as (way: unknown) => Promise<unknown>
        await ask({ kind: 'call', number: '0612345678' })
        await ask({ kind: 'call', number: '+31612345678' })
        await ask({ kind: 'call', number: '112' })
        await ask({ kind: 'mail', address: "karim.o'haddad+werk@welzijn.example" })
        const never: unknown[] = [
          'tel:0612345678',
          'javascript:alert(1)',
          'file:///etc/passwd',
          'smb://host/share',
          { kind: 'open', url: 'https://example.org/' },
          { kind: 'call', number: 'javascript:alert(1)' },
          { kind: 'call', number: 'file:///etc/passwd' },
          { kind: 'call', number: 'smb://host/share' },
          { kind: 'call', number: 'tel:0612345678' },
          { kind: 'call', number: '0612345678?call=1' },
          { kind: 'call', number: '*21*0612345678#' },
          { kind: 'call', number: '06 12345678' },
          { kind: 'call', number: '0612345678\n' },
          { kind: 'call', number: '0612345678,,1234' },
          { kind: 'call', number: '06123456789012345' },
          { kind: 'call', number: '12' },
          { kind: 'call', number: 112 },
          { kind: 'call', number: '112', url: 'file:///' },
          { kind: 'mail', address: 'a@b.nl?bcc=c@d.nl' },
          { kind: 'mail', address: 'a@b.nl&body=x' },
          { kind: 'mail', address: 'a@b.nl%0Abcc:c@d.nl' },
          { kind: 'mail', address: 'a@b.nl#x' },
          { kind: 'mail', address: 'a@b.nl,c@d.nl' },
          { kind: 'mail', address: 'a@b.nl;c@d.nl' },
          { kind: 'mail', address: 'a@b.nl\r\nBcc: c@d.nl' },
          { kind: 'mail', address: ' a@b.nl' },
          { kind: 'mail', address: 'mailto:a@b.nl' },
          { kind: 'mail', address: 'file:///a@b.nl' },
          { kind: 'mail', address: `${'a'.repeat(120)}@b.nl` },
          { kind: 'mail', address: 'a@b.nl', subject: 'x' },
          null,
        ]
        return Promise.all(
          never.map((way) =>
            ask(way).then(
              () => JSON.stringify(way),
              (error: Error) => error.message,
            ),
          ),
        )
      })
      for (const message of refused) expect(message).toMatch(/^bad-payload: /)
      expect(refused.join()).not.toMatch(/passwd|bcc|smb|alert/)
      expect(await app.evaluate(() => (globalThis as unknown as { opened: string[] }).opened)).toEqual([
        'tel:0612345678',
        'tel:+31612345678',
        'tel:112',
        'mailto:karim.o%27haddad%2Bwerk@welzijn.example',
      ])
    })
  })
})

test.describe('a device file', () => {
  test.afterEach(() => app.close())

  test('is handed over once, and not to a machine that is enrolled', async () => {
    const file = test.info().outputPath('anna.device')
    writeFileSync(file, Buffer.from([0, 1, 2, 255]))
    await start({ args: ['--profile=anna', `--device-file=${file}`, '--demo'] })
    expect(await page.evaluate(() => window.ruggensteun!.start())).toMatchObject({
      profile: 'anna',
      demo: true,
      deviceFileWaiting: true,
      servers: null,
    })
    expect(await page.evaluate(async () => [...(await window.ruggensteun!.readDeviceFile())!])).toEqual([
      0, 1, 2, 255,
    ])
    await page.evaluate(() => window.ruggensteun!.saveVault('sleutel'))
    expect(await page.evaluate(() => window.ruggensteun!.start())).toMatchObject({ deviceFileWaiting: false })
    expect(await page.evaluate(() => window.ruggensteun!.readDeviceFile())).toBeNull()
  })

  test('is refused where it is too large or not there', async () => {
    const file = test.info().outputPath('large.device')
    writeFileSync(file, Buffer.alloc(1024 * 1024 + 1))
    await start({ args: [`--device-file=${file}`] })
    const read = () =>
      page.evaluate(() => window.ruggensteun!.readDeviceFile().catch((error: Error) => error.message))
    expect(await read()).toBe('device-file-too-large: a device file is at most 1 MiB; this is another file')
    await app.close()
    await start({ args: ['--device-file=/nowhere/anna.device'] })
    expect(await read()).toBe('device-file-unreadable: the device file cannot be read (ENOENT)')
  })
})
