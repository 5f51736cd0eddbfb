/**
 * One lost child found, in real windows: built main process, preload and renderer, real relay, trustee,
 * PostgreSQL and cryptography. The people carry unmistakable names; afterwards every byte that travelled or
 * stayed is searched for them.
 */
import type { Role } from '../../shared/domain/identifiers.ts'
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test, type Page } from '@playwright/test'
import { callable } from '../../shared/domain/written-number.ts'
import { launchApp, type LaunchedApp } from '../electron-double/launch.ts'
import { expectAccessible, expectStillAccessible } from '../fixtures/accessibility.ts'
import { CANARY, findCanaries } from '../fixtures/canaries.ts'
import { dumpDatabase } from '../fixtures/dump.ts'
import { DOUBLE_ORIGIN, enrolApp } from '../fixtures/enrol-app.ts'
import { fillSignal } from '../fixtures/fill-signal.ts'
import { Town, type Member } from '../fixtures/town.ts'
import { Keystrokes, type Counted } from '../fixtures/keystrokes.ts'
import { tap, type Wiretap } from '../fixtures/wiretap.ts'

const HEAD = 'Leerlingnummer;Roepnaam;Achternaam;Geboortedatum;Groep;Postcode;Huisnummer;Telefoon;Wijkcode'
const canaryRow = (birthDate: string): string =>
  [
    CANARY.localNumber,
    CANARY.firstName,
    CANARY.lastName,
    birthDate,
    CANARY.group,
    CANARY.postcode,
    CANARY.houseNumber,
    CANARY.phone,
    'WK999801',
  ].join(';')
const others = Array.from(
  { length: 8 },
  (_, i) => `N${i};Kind${i};Anders;0${i + 1}-05-2015;6;9981AB;${i};0600000000;WK999801`,
).join('\r\n')

let town: Town
let taps: Wiretap[]
let folder: string
const apps: LaunchedApp[] = []

const admit = async (
  id: string,
  kind: 'primary-school' | 'welfare' | 'youth-health' | 'neighbourhood-team',
  person: { name: string; phone: string },
  roles: Role[] = ['professional'],
): Promise<Member> => {
  const organisation = await town.admitOrganisation({ id, name: `Stichting ${id}`, kind })
  const member = await town.admitDevice(organisation, {
    roles,
    neighbourhoods: roles.includes('coordinator') ? ['WK999801'] : [],
  })
  member.identity.person = { ...person, function: 'medewerker' }
  member.identity.servers = { relay: taps[0]!.url, trustee: taps[1]!.url }
  return member
}

const enrol = (member: Member, caseload: string | null): Promise<{ app: LaunchedApp; page: Page }> =>
  enrolApp(town, member, caseload, folder, (app) => apps.push(app))

const print = (what: string, { keys, pointer, decisions, seconds }: Counted): void =>
  console.log(
    `${what}: ${keys} keys, ${pointer} pointer actions, ${decisions.length} decisions (${decisions.join(', ')}): ${seconds} s by the keystroke-level model`,
  )

/** Tab until this has the focus, as somebody does who sees it come. What had it on the way is remembered. */
const tabTo = async (page: Page, hands: Keystrokes, name: string, way: string[]): Promise<void> => {
  const target = page.getByRole('button', { name }).or(page.getByRole('radio', { name })).first()
  for (
    let tries = 0;
    tries < 20 && !(await target.evaluate((element) => element === document.activeElement));
    tries++
  ) {
    await hands.press('Tab')
    way.push(
      await page.evaluate(() => {
        const { activeElement: at } = document
        return `${at?.tagName} ${at?.getAttribute('aria-label') ?? at?.textContent?.slice(0, 20)}`
      }),
    )
  }
  await expect(target).toBeFocused()
}

const everyFileIn = (path: string): Record<string, Buffer> =>
  Object.fromEntries(
    readdirSync(path, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => {
        const file = join(entry.parentPath, entry.name)
        return [file.slice(path.length), readFileSync(file)]
      }),
  )

test.beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'ruggensteun-journey-'))
  town = await Town.start({ origins: [DOUBLE_ORIGIN], at: new Date().toISOString() })
  taps = [await tap(town.relay.url), await tap(town.trustee.url)]
})
test.afterEach(async () => {
  for (const app of apps.splice(0)) await app.close()
  for (const wire of taps) await wire.stop()
  await town.stop()
  rmSync(folder, { recursive: true, force: true })
})

test('a teacher’s signaal finds the youth worker who still sees the child, and nobody else learns anything', async () => {
  test.setTimeout(180_000)
  const coordinator = await admit(
    'wijkteam',
    'neighbourhood-team',
    { name: 'Ineke Overzicht', phone: '06-00 00 00 07' },
    ['coordinator', 'administrator'],
  )
  // The coordinator's device is an administrator's too: it makes the week key for everyone
  // admitted.
  const overview = await enrol(coordinator, null)
  const requester = await enrol(
    await admit('school', 'primary-school', { name: CANARY.requester, phone: CANARY.requesterPhone }),
    `${HEAD}\r\n${canaryRow(CANARY.birthDateDutch)}\r\n${others}`,
  )
  const responder = await enrol(
    await admit('welzijn', 'welfare', { name: CANARY.answerer, phone: CANARY.answererPhone }),
    `${HEAD}\r\n${canaryRow(CANARY.birthDate)}`,
  )

  await test.step('the signaal is filed by keyboard alone, in at most thirty keys and a minute', async () => {
    const { page } = requester
    await page.getByRole('button', { name: 'Mijn signalen' }).click()
    const hands = await Keystrokes.on(page)
    const way: string[] = []
    hands.decide('a new signaal')
    await hands.press('n')
    await expect(page.getByRole('combobox')).toBeFocused()
    hands.decide('which child')
    await hands.press(...CANARY.firstName.slice(0, 6).toLowerCase())
    await expect(page.getByRole('option')).toHaveCount(1)
    await hands.press('ArrowDown', 'Enter')
    // A Tab before the choice stands would begin from elsewhere.
    await expect(page.getByRole('combobox')).toHaveValue(new RegExp(CANARY.lastName))
    hands.decide('since when')
    await tabTo(page, hands, '1 week', way)
    await hands.press('Space')
    hands.decide('what was tried: called')
    await tabTo(page, hands, 'Gebeld', way)
    await hands.press('Space')
    hands.decide('and visited')
    await tabTo(page, hands, 'Langsgegaan', way)
    await hands.press('Space')
    hands.decide('whether the parents know')
    await tabTo(page, hands, 'Ja', way)
    await hands.press('Space')
    await expect(page.getByText('Is dit genoeg? Kon het met minder dan delen?')).toBeVisible()
    await expectStillAccessible(page)
    hands.decide('send')
    await hands.press('Control+Enter')
    await expect(page.getByRole('heading', { name: 'Mijn signalen' })).toBeVisible()
    const counted = await hands.counted()
    print('filing', counted)
    expect(counted.pointer).toBe(0)
    expect(counted.keys, `the focus went: ${way.join(' | ')}`).toBeLessThanOrEqual(30)
    expect(counted.seconds).toBeLessThanOrEqual(60)
  })

  await test.step('the youth worker compares before anything is sent, and answers in less than twenty seconds', async () => {
    const { page } = responder
    await expect(page.getByText(`${CANARY.firstName} ${CANARY.lastName}`)).toBeVisible({ timeout: 15_000 })
    await expect(page.getByText('verborgen').first()).toBeVisible()
    await expectStillAccessible(page)
    // Said once, with the first possible match; what is counted is every answer after that.
    const send = page.getByRole('button', { name: 'Antwoord versturen' })
    await page.keyboard.press('1')
    await expect(send).toBeDisabled()
    await expect(page.getByRole('heading', { name: 'Heb jij beroepsgeheim?' })).toBeVisible()
    await page.getByRole('button', { name: 'Nee', exact: true }).click()
    await expect(page.getByRole('button', { name: 'Nee', exact: true })).toHaveCount(0)
    await expect(send).toBeEnabled()
    const hands = await Keystrokes.on(page)
    hands.decide('whether it is the same child')
    hands.decide('which answer')
    await hands.press('1')
    await expect(page.getByText(CANARY.answererPhone)).toBeVisible()
    hands.decide('send, after reading what the requester gets to see')
    await hands.press('Control+Enter')
    await expect(page.getByText('Je hebt geantwoord')).toBeVisible()
    const counted = await hands.counted()
    print('answering', counted)
    expect(counted.pointer).toBe(0)
    expect(counted.seconds).toBeLessThanOrEqual(20)
  })

  await test.step('the teacher sees name, function, telephone, who looked and when it disappears', async () => {
    const { page } = requester
    await expect(page.getByText(CANARY.answerer, { exact: true })).toBeVisible()
    await expect(page.getByText(CANARY.answererPhone)).toBeVisible()
    await expect(page.getByText('Stichting welzijn heeft contact')).toBeVisible()
    await expect(page.getByText('nog te weinig om te tonen')).toBeVisible()
    await expect(page.getByText(/verdwijnt op/).first()).toBeVisible()
    await expectStillAccessible(page)
  })

  await test.step('and calls with one press', async () => {
    const { app, page } = requester
    await app.evaluate(({ shell }) => {
      const opened: string[] = []
      Object.assign(globalThis, { opened })
      shell.openExternal = async (url) => void opened.push(url)
    })
    await page.getByRole('button', { name: `Bel ${CANARY.answererPhone}` }).click()
    await expect(page.getByText('Gebeurt er niets? Kopieer het dan.')).toBeVisible()
    expect(await app.evaluate(() => (globalThis as unknown as { opened: string[] }).opened)).toEqual([
      `tel:${callable(CANARY.answererPhone)}`,
    ])
  })

  await test.step('the coordinator sees the situation and not the child', async () => {
    const { page } = overview
    await expect(page.getByRole('grid').getByText('beantwoord')).toBeVisible()
    expect(
      findCanaries({ screen: await page.content() }, [CANARY.firstName, CANARY.lastName, CANARY.answerer]),
    ).toEqual([])
    await expectStillAccessible(page)
  })

  await test.step('the coordinator takes it on and asks for the name by keyboard; the teacher sees by whom and why, and gives none', async () => {
    await overview.page.keyboard.press('m')
    await expect(overview.page.getByText('Jij hebt dit opgepakt.')).toBeVisible()
    await overview.page.getByRole('button', { name: 'Vraag om de naam…' }).click()
    await overview.page.getByText('Misschien kennen wij het gezin').click()
    await overview.page.getByRole('button', { name: 'Vraag om de naam', exact: true }).click()
    await expect(overview.page.getByText(/Je vroeg om de naam/)).toBeVisible()
    const { page } = requester
    await expect(page.getByText(/Ineke Overzicht.*vraagt om de naam/)).toBeVisible({ timeout: 15_000 })
    await expectStillAccessible(page)
    await page.getByRole('button', { name: 'Geef de naam niet…' }).click()
    await page.getByText('Bel me eerst').click()
    await page.getByRole('button', { name: 'Zeg nee' }).click()
    await expect(overview.page.getByText(/De vrager geeft de naam niet: Bel me eerst/)).toBeVisible({
      timeout: 15_000,
    })
    expect(
      findCanaries({ screen: await overview.page.content() }, [
        CANARY.firstName,
        CANARY.lastName,
        CANARY.answerer,
      ]),
    ).toEqual([])
  })

  await test.step('the two ask, answer and write; the regie goes over', async () => {
    const { page } = requester
    await page.getByRole('button', { name: 'Vraag ruggensteun…' }).click()
    await page.getByRole('radio', { name: 'Wil jij de regie nemen?' }).press('Space')
    await page.getByRole('button', { name: 'Vraag dit' }).click()
    await responder.page.getByRole('button', { name: 'Ja, dat doe ik' }).click()
    await expect(page.getByText(`${CANARY.answerer} heeft de regie`)).toBeVisible()
    await responder.page.getByLabel('Schrijf iets kort').fill(`Ik spreek ${CANARY.firstName} morgen.`)
    await responder.page.getByRole('button', { name: 'Verstuur', exact: true }).click()
    await expect(page.getByText(`Ik spreek ${CANARY.firstName} morgen.`)).toBeVisible()
    await expectStillAccessible(page)
    await expectStillAccessible(responder.page)
    expect(await overview.page.content()).not.toContain(CANARY.firstName)
  })

  await test.step('the requester closes, and the youth worker sees the outcome', async () => {
    await requester.page.getByRole('button', { name: 'Afsluiten…' }).click()
    await requester.page.getByRole('radio', { name: 'Contact hersteld' }).press('Space')
    await requester.page.getByRole('button', { name: 'Sluit af' }).click()
    await expect(responder.page.getByText('De vrager sloot af: Contact hersteld')).toBeVisible()
  })

  await test.step('no title and no storage of the page holds a name', async () => {
    for (const { page } of [requester, responder, overview]) {
      expect(await page.title()).toBe('Ruggensteun')
      expect(
        findCanaries({
          storage: await page.evaluate(() => JSON.stringify({ ...localStorage, ...sessionStorage })),
          url: page.url(),
        }),
      ).toEqual([])
    }
  })

  await test.step('canary: every byte stored, logged, received or sent by relay and trustee', async () => {
    const places = {
      'database of the relay': await dumpDatabase(town.relay.databaseUrl),
      'database of the trustee': await dumpDatabase(town.trustee.databaseUrl),
      logs: town.logs.join(''),
      'wire of the relay': taps[0]!.bytes(),
      'wire of the trustee': taps[1]!.bytes(),
    }
    expect(places['wire of the relay'].length).toBeGreaterThan(20_000)
    expect(findCanaries(places)).toEqual([])
  })

  await test.step('thief: the profile folders of the closed apps', async () => {
    const folders = apps.map(({ userData }) => userData)
    for (const app of apps.splice(0)) await app.close()
    for (const path of folders) {
      const files = everyFileIn(path)
      expect(Object.keys(files).some((name) => name.includes('IndexedDB'))).toBe(true)
      expect(findCanaries(files)).toEqual([])
    }
  })
})

test('without internet the signaal waits visibly, survives a dead battery, and leaves when the network is back', async () => {
  test.setTimeout(120_000)
  const member = await admit(
    'kustschool',
    'primary-school',
    { name: 'Zonder Bereik', phone: '06-00 00 00 11' },
    ['professional', 'administrator'],
  )
  const { app, page } = await enrol(member, `${HEAD}\r\n${others}`)
  await app.context().setOffline(true)
  await page.getByRole('button', { name: 'Mijn leerlingen' }).click()
  await expect(page.getByText('Je bent offline. Je kunt gewoon doorwerken.')).toBeVisible({ timeout: 20_000 })
  await page.keyboard.press('n')
  await fillSignal(page, 'Kind3')
  await expect(page.getByText('Dit signaal staat nog op deze laptop')).toBeVisible()
  await expect(page.getByText('Offline · 1 wacht op verzending')).toBeVisible()
  await expectStillAccessible(page)
  await app.kill()
  apps.splice(apps.indexOf(app), 1)
  const again = await launchApp({ userData: app.userData, args: [`--profile=${member.device.id}`] })
  apps.push(again)
  const back = await again.firstWindow()
  await back.getByRole('button', { name: 'Ontgrendel' }).click()
  await back.getByRole('button', { name: 'Mijn signalen' }).click()
  await expect(back.getByText('Nog niemand heeft gereageerd.').first()).toBeVisible({ timeout: 20_000 })
})

/** Presses a button that makes a file, and gives the file. */
const fileOf = async (page: Page, button: string): Promise<Buffer> => {
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: button, exact: true }).click(),
  ])
  return readFileSync(await download.path())
}
/** Reads a file in on the settings screen. */
const readIn = (page: Page, name: string, buffer: Buffer): Promise<void> =>
  page
    .getByRole('main')
    .locator('input[type=file]')
    .setInputFiles({ name, mimeType: 'application/json', buffer })

test('without any internet the signaal leaves and comes back on a stick that a colleague elsewhere carries', async () => {
  test.setTimeout(180_000)
  const teacher = await admit(
    'kustschool',
    'primary-school',
    { name: 'Zonder Bereik', phone: '06-00 00 00 11' },
    ['professional', 'administrator'],
  )
  const { app, page } = await enrol(teacher, `${HEAD}\r\n${others}`)
  const { page: other } = await enrol(
    await admit('jeugdhonk', 'welfare', { name: 'Met Bereik', phone: '06-00 00 00 12' }),
    null,
  )
  await page.getByRole('button', { name: 'Mijn leerlingen' }).click()
  await expect(page.getByText('Herkenning klaar voor 8 van 8')).toBeVisible({ timeout: 60_000 })
  await app.context().setOffline(true)
  await expect(page.getByText('Je bent offline. Je kunt gewoon doorwerken.')).toBeVisible({ timeout: 20_000 })
  await page.keyboard.press('n')
  await fillSignal(page, 'Kind3')
  await expect(page.getByText('Dit signaal staat nog op deze laptop')).toBeVisible()
  await page.getByRole('button', { name: 'Neem mee op een stick' }).click()
  const out = await fileOf(page, 'Zet klaar op een stick')
  await expect(page.getByText('1 bericht staat in het bestand.')).toBeVisible()
  await expectAccessible(page)
  for (const word of ['Kind3', 'Anders', 'Zonder Bereik', 'kustschool'])
    expect(out.toString()).not.toContain(word)

  await other.getByRole('button', { name: 'Instellingen' }).click()
  const [back] = await Promise.all([
    other.waitForEvent('download'),
    readIn(other, 'ruggensteun-versturen.json', out),
  ])
  await expect(other.getByText('Afgeleverd bij de gemeente.')).toBeVisible()
  await expectAccessible(other)

  await readIn(page, 'half.json', out.subarray(0, 900))
  await expect(
    page.getByRole('alert').getByText('Dit bestand is niet van Ruggensteun, of niet heel.'),
  ).toBeVisible()
  await readIn(page, 'ruggensteun-terug.json', readFileSync(await back.path()))
  await expect(page.getByText('1 bericht is aangekomen.')).toBeVisible()
  await page.getByRole('button', { name: 'Mijn signalen' }).click()
  await expect(page.getByText('Nog niemand heeft gereageerd.').first()).toBeVisible()
  await expect(page.getByText('Je bent offline. Je kunt gewoon doorwerken.')).toBeVisible()
})
