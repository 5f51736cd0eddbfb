/**
 * A municipality from nothing: the commands of docs/operations.md, literally, the TLS proxies that it asks for
 * in front of both servers, and six people in browsers of their own. Ends with three organisations on six devices, one revoked and one moved. No database, key or
 * member exists at the start.
 */
import { spawn, type ChildProcessWithoutNullStreams } from 'node:child_process'
import { existsSync, mkdtempSync, chmodSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { chromium, expect, test, type Browser, type Locator, type Page } from '@playwright/test'
import { freePort } from '../../relay/store/embedded.ts'
import { expectAccessible, expectStillAccessible } from '../fixtures/accessibility.ts'
import { caseloadOf } from '../fixtures/caseload.ts'
import { findChromium } from '../../build/browser.mjs'
import { startTlsProxy, TLS_CERTIFICATE_FILE, type TlsProxy } from '../fixtures/tls-proxy.ts'

const ROOT = resolve(import.meta.dirname, '../..')
const PASSPHRASE = 'een zin van mij alleen'
const blocks = new Map(
  [...readFileSync(join(ROOT, 'docs/operations.md'), 'utf8').matchAll(/^```sh (\w+)\n([\s\S]*?)^```/gm)].map(
    ([, name, text]) => [name!, text!],
  ),
)

/** One shell that lives as long as the story: what one block sets, the next one has. */
class Shell {
  readonly #child: ChildProcessWithoutNullStreams
  #count = 0
  #last: Promise<unknown> = Promise.resolve()
  constructor(env: Record<string, string>) {
    this.#child = spawn('bash', ['--noprofile', '--norc'], {
      cwd: ROOT,
      env: { ...process.env, ...env },
      detached: true,
    })
  }
  /**
   * Runs a block, after those that were asked for before, and resolves with what it printed; rejects where a
   * command fails.
   */
  run(block: string, before = ''): Promise<string> {
    const turn = this.#last.then(() => this.#now(block, before))
    this.#last = turn.catch(() => {})
    return turn
  }
  #now(block: string, before: string): Promise<string> {
    const text = blocks.get(block)
    if (text === undefined) throw new Error(`docs/operations.md has no block '${block}'`)
    const mark = `__end_${++this.#count}_`
    return new Promise((done, failed) => {
      let out = ''
      let err = ''
      const hear = (chunk: Buffer): void => {
        out += chunk.toString()
        const end = new RegExp(`${mark}(\\d+)`).exec(out)
        if (!end) return
        this.#child.stdout.off('data', hear)
        this.#child.stderr.off('data', complain)
        if (end[1] === '0') done(out.slice(0, end.index))
        else failed(new Error(`block '${block}' ended with ${end[1]}: ${err.slice(-600)}`))
      }
      // The servers' own log comes the same way.
      const complain = (chunk: Buffer): void => {
        err += chunk
          .toString()
          .split('\n')
          .filter((line) => !line.startsWith('{'))
          .join('\n')
      }
      this.#child.stderr.on('data', complain)
      this.#child.stdout.on('data', hear)
      // A function keeps background jobs and variables in this shell; && would stop at the first failure only
      // inside a line.
      this.#child.stdin.write(
        `${before}\nfailed=0; trap 'failed=1' ERR\n${text}\ntrap - ERR; echo ${mark}$failed\n`,
      )
    })
  }
  async stop(): Promise<void> {
    const gone = new Promise((done) => this.#child.once('exit', done))
    this.#child.stdin.write('kill $(jobs -p) 2>/dev/null; wait; exit 0\n')
    await gone
  }
}

let shell: Shell
let data: string
let browser: Browser
/** Where devices reach the relay: its proxy. */
let address: string
let proxies: TlsProxy[] = []
let relayPort: number

test.beforeAll(async () => {
  data = mkdtempSync(join(tmpdir(), 'ruggensteun-admission-'))
  chmodSync(data, 0o711)
  const [relay, trustee] = [await freePort(), await freePort()]
  relayPort = relay
  proxies = await Promise.all([relay, trustee].map((port) => startTlsProxy(`http://127.0.0.1:${port}`)))
  address = proxies[0]!.url
  writeFileSync(join(data, 'passphrase'), 'een zin voor de kluis van de gemeente', { mode: 0o600 })
  shell = new Shell({
    DATA: data,
    RELAY_URL: address,
    TRUSTEE_URL: proxies[1]!.url,
    // The commands ask the relay at its public address; a real certificate needs no such word.
    NODE_EXTRA_CA_CERTS: TLS_CERTIFICATE_FILE,
    RELAY_PORT: String(relay),
    TRUSTEE_PORT: String(trustee),
    PASSPHRASE_FILE: join(data, 'passphrase'),
  })
  const executablePath = findChromium() ?? '/usr/bin/chromium'
  browser = await chromium.launch({
    ...(existsSync(executablePath) ? { executablePath } : {}),
    chromiumSandbox: false,
    args: ['--disable-gpu', '--disable-quic', '--ignore-certificate-errors'],
  })
})
test.afterAll(async () => {
  await browser?.close()
  await shell?.stop()
  for (const proxy of proxies) await proxy.stop()
  rmSync(data, { recursive: true, force: true })
})

const fresh = async (): Promise<Page> => {
  const context = await browser.newContext({
    viewport: { width: 1280, height: 800 },
    locale: 'nl-NL',
    timezoneId: 'Europe/Amsterdam',
    reducedMotion: 'reduce',
    acceptDownloads: true,
  })
  const page = await context.newPage()
  page.setDefaultTimeout(20_000)
  await page.goto(address)
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
  return page
}
const open = (page: Page, name: string | RegExp): Promise<void> =>
  page.getByRole('navigation').getByRole('button', { name }).click()

/** From the first screen to the place where somebody else must act, by keyboard where a person would type. */
const enterCode = async (page: Page, code: string): Promise<void> => {
  await page.getByRole('button', { name: 'Ik heb een code' }).click()
  await page.getByLabel('Code', { exact: true }).fill(code)
  await page.keyboard.press('Enter')
}
const sayWho = async (page: Page, name: string, role: string): Promise<void> => {
  await page.getByLabel('Je naam').fill(name)
  await page.getByLabel('Je functie').fill(role)
  await page.getByLabel('Je telefoonnummer').fill('06-00 00 00 21')
  await page.getByLabel('Wachtwoordzin', { exact: true }).fill(PASSPHRASE)
  await page.getByLabel('Nog een keer').fill(PASSPHRASE)
  await page.getByRole('button', { name: 'Meedoen' }).click()
}
const wordsOn = async (page: Page): Promise<string> => {
  const words = page.getByRole('list', { name: 'Controlewoorden' }).getByRole('listitem')
  await expect(words).toHaveCount(4)
  return (await words.allTextContents()).join(' ')
}

interface Organisation {
  readonly name: string
  readonly id: string
  readonly kind: string
  readonly administrator: string
  /** Whoever types the check words types other ones first. */
  readonly typesWrong?: boolean
}

/** Invitation, application, two signatures: the first administrator's screen opens by itself. */
const admit = async ({ name, id, kind, administrator, typesWrong }: Organisation): Promise<Page> => {
  const code = /([0-9A-Z]{5}-[0-9A-Z]{5})/.exec(await shell.run('invite', `ORGANISATION='${name}'`))![1]!
  const page = await fresh()
  await enterCode(page, code)
  await expect(page.getByRole('heading', { name: 'Jullie organisatie aanmelden' })).toBeVisible()
  await expectStillAccessible(page)
  await page.getByRole('radio', { name: kind, exact: true }).click({ force: true })
  await page.getByLabel('Wijken (CBS-codes)').fill('WK999801 999802')
  await page.getByLabel('Hoeveel kinderen kennen jullie?').fill('40')
  await page.getByLabel('Op welke grond doen jullie mee?').fill('Publieke taak, vastgelegd met de FG.')
  await page.getByLabel('Wie besloot dat?').fill('Bestuur')
  await page
    .getByRole('spinbutton', { name: /Op welke dag/ })
    .first()
    .click()
  await page.keyboard.type('01092026')
  for (const [group, who] of [
    ['Contactpersoon', administrator],
    ['Waarnemer', 'Wil Waarnemer'],
  ] as const) {
    const fields = page.getByRole('group', { name: group })
    await fields.getByLabel('Naam').fill(who)
    await fields.getByLabel('Functie').fill('beheerder')
    await fields.getByLabel('Telefoon').fill('06-00 00 00 20')
    await fields.getByLabel('E-mail').fill('iemand@voorbeeld.nl')
  }
  await page.getByRole('button', { name: 'Verder' }).click()
  await sayWho(page, administrator, 'beheerder')
  // Whoever of the three asks first for the applications sees those of all: this one may be seen already,
  // and a screen that waits and has been seen shows both.
  await expect(
    page
      .getByText('We wachten tot de ander je vraag ziet.')
      .or(page.getByText('Gemeente en programmabureau tekenen allebei.'))
      .first(),
  ).toBeVisible()
  expect(await shell.run('applications')).toContain(`${id}  ${name}: asked by ${administrator}`)
  const words = await wordsOn(page)
  await expectStillAccessible(page)
  if (typesWrong) {
    const wrong = await shell
      .run('admit', `ID=${id} WORDS='kam kam kam kam'`)
      .catch((error: Error) => error.message)
    expect(wrong).toContain('not the check words')
  }
  expect(await shell.run('admit', `ID=${id} WORDS='${words}'`)).toContain(`name       ${name}`)
  await expect(page.getByText('Bijgewerkt om').first()).toBeVisible()
  return page
}

const fillDpia = async (page: Page): Promise<void> => {
  await open(page, /^Beheer/)
  await expect(page.getByRole('heading', { name: 'Jullie kunnen nog niet werken' })).toBeVisible()
  await expectStillAccessible(page)
  await page
    .getByRole('spinbutton', { name: /Dag van de DPIA/ })
    .first()
    .click()
  await page.keyboard.type('01092026')
  await page.getByLabel('Naam van de FG').fill('Floor Gerritsen')
  await page.getByRole('button', { name: 'Bewaar', exact: true }).click()
  await expect(page.getByRole('heading', { name: 'Jullie kunnen nog niet werken' })).toBeHidden()
}

/** The administrator invites; the newcomer joins; both see the same words; the newcomer is in. */
const invite = async (
  administrator: Page,
  name: string,
  role: string,
  coordinator = false,
): Promise<Page> => {
  await open(administrator, /^Beheer/)
  await administrator.getByRole('button', { name: 'Nodig een collega uit' }).click()
  if (coordinator) {
    await administrator.getByRole('checkbox', { name: /coördinator/ }).click({ force: true })
    await administrator.getByRole('checkbox', { name: 'WK999801' }).click({ force: true })
  }
  await administrator.getByRole('button', { name: 'Maak een code' }).click()
  const code = (await administrator.locator('[data-invite-code]').textContent())!
  await expect(administrator.getByRole('img', { name: 'QR-code met dezelfde code' })).toBeVisible()
  await expectAccessible(administrator)
  const page = await fresh()
  await enterCode(page, ` ${code.toLowerCase().replace('-', '')} `)
  await expect(page.getByText('nodigt je uit bij')).toBeVisible()
  await expectStillAccessible(page)
  await sayWho(page, name, role)
  expect(await wordsOn(administrator)).toBe(await wordsOn(page))
  await expectStillAccessible(administrator)
  await administrator.getByRole('button', { name: 'Ja, dezelfde woorden' }).click()
  await expect(page.getByText('Bijgewerkt om').first()).toBeVisible()
  await expect(administrator.getByRole('row', { name: new RegExp(name) })).toBeVisible()
  return page
}

type Child = readonly [first: string, prefix: string, last: string, birthDate: string]

const readList = async (page: Page, menu: string, ...children: readonly Child[]): Promise<void> => {
  await open(page, menu)
  await page
    .locator('input[type=file]')
    .first()
    .setInputFiles({ name: 'lijst.csv', mimeType: 'text/csv', buffer: Buffer.from(caseloadOf(...children)) })
  await expect(page.getByText(`${children.length} nieuw. Niets wordt dubbel.`)).toBeVisible()
  await page.keyboard.press('Control+Enter')
  await expect(page.getByRole('heading', { name: 'Wat verandert er' })).toBeVisible()
  await page.keyboard.press('Control+Enter')
  await expect(page.getByText('Je lijst is bijgewerkt')).toBeVisible()
  await page.keyboard.press('Control+Enter')
  await expect(
    page.getByText(`Herkenning klaar voor ${children.length} van ${children.length}`),
  ).toBeVisible()
}

test('from two empty databases to three organisations on six devices, one revoked, one moved', async () => {
  test.setTimeout(900_000)
  const stranger = await test.step('keys, fingerprints, servers', async () => {
    await shell.run('names')
    await shell.run('init')
    const sheets = await shell.run('sheet')
    const digits = sheets.match(/\b\d{5}( \d{5}){7}\b/g)!
    expect(digits).toHaveLength(6)
    expect(digits.slice(0, 3).sort()).toEqual(digits.slice(3).sort())
    for (const file of ['relay/relay.json', 'relay/municipality.json', 'trustee/trustee.json'])
      expect(statSync(join(data, file)).mode & 0o077).toBe(0)
    // The web edition was built for all tests: other ones are served from the same folder now.
    await shell.run('serve')
    await expect
      .poll(
        () =>
          fetch(`http://127.0.0.1:${relayPort}/readyz`).then(
            ({ ok }) => ok,
            () => false,
          ),
        { timeout: 60_000 },
      )
      .toBe(true)
    const page = await fresh()
    await expectStillAccessible(page)
    await enterCode(page, '00000-00000')
    await expect(page.getByText('Deze code klopt niet, is al gebruikt of is verlopen.')).toBeVisible()
    return page
  })
  await stranger.close()

  // Three at once, as in the week in which a municipality begins: each waits for somebody most of the time.
  const [school, welfare, team] = await Promise.all([
    admit({
      name: 'De Regenboog',
      id: 'de-regenboog',
      kind: 'basisschool',
      administrator: 'Joke Smit',
      typesWrong: true,
    }),
    admit({
      name: 'Welzijn Veenwijk',
      id: 'welzijn-veenwijk',
      kind: 'welzijn',
      administrator: 'Nadia Vos',
    }),
    admit({
      name: 'Wijkteam Oost',
      id: 'wijkteam-oost',
      kind: 'wijkteam',
      administrator: 'Bram Kok',
    }),
  ])
  await Promise.all([school, welfare, team].map(fillDpia))
  const [teacher, worker, coordinator] = await Promise.all([
    invite(school, 'Fatima Bos', 'leerkracht groep 6'),
    invite(welfare, 'Karim Haddad', 'jongerenwerker'),
    invite(team, 'Ineke de Wit', 'coördinator', true),
  ])

  await test.step('the six work: a signaal is found, answered, and seen by the coordinator without a name', async () => {
    await Promise.all([
      readList(teacher, 'Mijn leerlingen', ['Sami', '', 'Yıldız', '14-03-2017']),
      readList(worker, 'Mijn mensen', ['Sami', '', 'Yildiz', '2017-03-14']),
    ])
    await teacher.keyboard.press('n')
    await teacher.getByRole('combobox').fill('sami')
    await teacher.getByRole('option').first().click()
    await teacher.getByText('1 week', { exact: true }).click()
    await teacher
      .getByRole('button', { name: /^Gebeld/ })
      .first()
      .click()
    await teacher.getByText('Nee, niet bereikbaar').click()
    await teacher.keyboard.press('Control+Enter')
    await open(worker, /Mogelijk in beeld/)
    await expect(worker.getByText('Sami Yildiz').first()).toBeVisible()
    await worker.getByRole('button', { name: 'Nee', exact: true }).click()
    await expect(worker.getByRole('button', { name: 'Nee', exact: true })).toHaveCount(0)
    await worker.keyboard.press('1')
    await worker.keyboard.press('Control+Enter')
    await open(teacher, /Mijn signalen/)
    await expect(teacher.getByText('Karim Haddad').first()).toBeVisible()
    await open(coordinator, /Triage/)
    await expect(coordinator.getByRole('grid').getByText('beantwoord').first()).toBeVisible()
    expect(await coordinator.locator('body').textContent()).not.toMatch(/Sami|Yıldız|Karim/)
  })

  await test.step('everyone finds everyone in Wie is wie', async () => {
    await open(teacher, 'Wie is wie')
    await teacher.getByRole('textbox', { name: 'Zoek' }).fill('wijkteam 999801')
    await expect(teacher.getByRole('row')).toHaveCount(2)
    await expect(
      teacher
        .getByRole('region', { name: 'Contactpersoon' })
        .getByRole('button', { name: 'Bel 06-00 00 00 20' }),
    ).toBeVisible()
    await expectStillAccessible(teacher)
  })

  await test.step('the coordinator’s laptop is lost: revoked, wiped, and it says so', async () => {
    await open(team, /^Beheer/)
    await team.getByRole('button', { name: 'Trek in: Ineke de Wit' }).click()
    await expectStillAccessible(team)
    await team.getByRole('radio', { name: 'kwijt of gestolen' }).click({ force: true })
    await team.getByRole('button', { name: 'Trek in', exact: true }).last().click()
    await expect(team.getByText(/kwijt of gestolen,/)).toBeVisible()
    await coordinator.reload()
    await expect(coordinator.getByRole('heading', { name: 'Dit apparaat is ingetrokken' })).toBeVisible()
    await expectStillAccessible(coordinator)
    const left = await coordinator.evaluate(async () => ({
      databases: (await indexedDB.databases())
        .map(({ name }) => name)
        .filter((name) => !name?.endsWith('-lock')),
      vault: localStorage.getItem('ruggensteun-default-vault'),
    }))
    expect(left.databases).toEqual([])
    expect(left.vault).toContain('"kind":"revoked"')
  })

  const movedWorker =
    await test.step('the youth worker moves to another laptop, and the conversation with him; the old one wipes itself', async () => {
      const atTeacher = teacher.getByRole('region', { name: 'Verder met Karim Haddad' })
      const say = async (talk: Locator, text: string): Promise<void> => {
        await talk.getByLabel('Schrijf iets kort').fill(text)
        await talk.getByRole('button', { name: 'Verstuur' }).click()
      }
      await open(teacher, /Mijn signalen/)
      await say(atTeacher, 'lukt het maandag?')
      await expect(worker.getByText('lukt het maandag?')).toBeVisible()
      await open(worker, 'Instellingen')
      await expectStillAccessible(worker)
      await worker.getByRole('button', { name: 'Maak het bestand' }).click()
      await worker.getByLabel('Zin voor dit bestand').fill('een zin voor onderweg')
      await worker.getByLabel('Nog een keer').fill('een zin voor onderweg')
      const [download] = await Promise.all([
        worker.waitForEvent('download'),
        worker.getByRole('button', { name: 'Maak het bestand' }).last().click(),
      ])
      const file = await download.path()
      await say(atTeacher, 'of liever dinsdag?')
      const moved = await fresh()
      await moved.getByRole('button', { name: 'Ik heb een apparaatbestand' }).click()
      await moved.locator('input[type=file]').setInputFiles(file)
      await moved.getByLabel('Wachtwoordzin').fill('een zin voor onderweg')
      await moved.getByRole('button', { name: 'Aanmelden' }).click()
      await expect(moved.getByText('Bijgewerkt om').first()).toBeVisible()
      await open(moved, /Mogelijk in beeld/)
      const atWorker = moved.getByRole('region', { name: 'Verder met Fatima Bos' })
      await expect(atWorker.getByText('lukt het maandag?')).toBeVisible()
      await expect(atWorker.getByText('of liever dinsdag?')).toBeVisible()
      await say(atWorker, 'maandag is goed')
      await expect(atTeacher.getByText('maandag is goed')).toBeVisible()
      await expect(worker.getByRole('heading', { name: 'Dit apparaat is verhuisd' })).toBeVisible({
        timeout: 90_000,
      })
      await moved.getByRole('button', { name: 'Vergrendel' }).click()
      await expect(moved.getByRole('heading', { name: 'Ontgrendel Ruggensteun' })).toBeVisible()
      expect(await moved.locator('body').textContent()).not.toMatch(/Karim|Sami|Fatima/)
      await moved.getByLabel('Wachtwoordzin').fill('een zin voor onderweg')
      await moved.keyboard.press('Enter')
      await expect(moved.getByText('Bijgewerkt om').first()).toBeVisible()
      return moved
    })

  await test.step('an organisation changes, and another one leaves: by two signatures, seen by everyone', async () => {
    await shell.run('change', 'ID=de-regenboog')
    await open(team, 'Wie is wie')
    await team
      .getByRole('row', { name: /De Regenboog/ })
      .getByRole('button')
      .first()
      .click()
    await expect(team.getByText('60', { exact: true })).toBeVisible()
    await shell.run('remove', 'ID=welzijn-veenwijk')
    await expect(movedWorker.getByRole('heading', { name: 'Dit apparaat is ingetrokken' })).toBeVisible({
      timeout: 90_000,
    })
    await expect(team.getByRole('row', { name: /Welzijn Veenwijk/ })).toHaveCount(0, { timeout: 90_000 })
  })

  await test.step('backup and restore', async () => {
    expect(JSON.parse((await shell.run('backup')).trim())).toMatchObject({
      statements: expect.any(Number),
      events: expect.any(Number),
    })
    expect(readFileSync(join(data, 'veenwijk.backup')).toString('latin1')).not.toMatch(
      /Regenboog|signingSeed/,
    )
    const restored = JSON.parse((await shell.run('restore')).trim()) as { events: number }
    expect(restored.events).toBeGreaterThan(2)
    expect(existsSync(join(data, 'relay-again', 'relay.json'))).toBe(true)
  })
})
