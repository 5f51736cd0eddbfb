/**
 * The other roles in real windows: two who lost the same child, two coordinators, the attendance officer
 * behind them, the programmabureau. Real relay, trustee and cryptography. Who may not know the child never
 * has its name on the screen.
 */
import type { OrganisationKind, Linie, Role } from '../../shared/domain/identifiers.ts'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test, type Locator, type Page } from '@playwright/test'
import { readStatement } from '../../shared/crypto/signing.ts'
import { DirectoryAnswer } from '../../shared/protocol/http.ts'
import type { LaunchedApp } from '../electron-double/launch.ts'
import { expectStillAccessible } from '../fixtures/accessibility.ts'
import { CANARY, findCanaries } from '../fixtures/canaries.ts'
import { DOUBLE_ORIGIN, enrolApp } from '../fixtures/enrol-app.ts'
import { fillSignal } from '../fixtures/fill-signal.ts'
import { Town, type Member, type TownOrganisation } from '../fixtures/town.ts'

const WIJK = 'WK999801'
const HEAD = 'Leerlingnummer;Roepnaam;Achternaam;Geboortedatum;Groep;Postcode;Huisnummer;Telefoon;Wijkcode'
const listWith = (birthDate: string): string =>
  [
    HEAD,
    [
      CANARY.localNumber,
      CANARY.firstName,
      CANARY.lastName,
      birthDate,
      CANARY.group,
      CANARY.postcode,
      CANARY.houseNumber,
      CANARY.phone,
      WIJK,
    ].join(';'),
    `N1;Kind;Anders;01-02-2015;6;9981AB;1;0600000000;${WIJK}`,
  ].join('\r\n')
const OF_THE_CHILD = [
  CANARY.firstName,
  CANARY.lastName,
  CANARY.birthDate,
  CANARY.birthDateDutch,
  CANARY.postcode,
  CANARY.phone,
  CANARY.localNumber,
]
const [FIRST, SECOND] = ['Ineke Overzicht', 'Joost Adriaans']
const WHY = 'Ouders verhuizen hier vaak binnen een week.'

let town: Town
let folder: string
const apps: LaunchedApp[] = []
interface Window {
  readonly app: LaunchedApp
  readonly page: Page
}
let members: Readonly<Record<'requester' | 'other' | 'coordinator' | 'second' | 'officer' | 'office', Member>>
let [requester, coordinator]: (Window | undefined)[] = []
let numbers: readonly string[]

const organisation = (
  id: string,
  kind: OrganisationKind,
  linie: Linie,
  more: { neighbourhoods?: string[]; caseloadSize?: number } = {},
): Promise<TownOrganisation> => town.admitOrganisation({ id, name: `Stichting ${id}`, kind, linie, ...more })
const person = async (
  of: TownOrganisation,
  name: string,
  phone: string,
  roles: Role[] = ['professional'],
): Promise<Member> => {
  const member = await town.admitDevice(of, {
    roles,
    neighbourhoods: roles.includes('coordinator') ? [WIJK] : [],
  })
  member.identity.person = { name, function: 'medewerker', phone }
  return member
}
const enrol = (member: Member, caseload: string | null = null): Promise<Window> =>
  enrolApp(town, member, caseload, folder, (app) => apps.push(app))
const close = async (...windows: readonly Window[]): Promise<void> => {
  for (const { app } of windows) await apps.splice(apps.indexOf(app), 1)[0]!.close()
}

/** Only what is in the window scrolls, and it is accessible. */
const looksRight = async (page: Page): Promise<void> => {
  expect(await page.evaluate(() => document.documentElement.scrollHeight - innerHeight)).toBe(0)
  await expectStillAccessible(page)
}
const seen = async (page: Page, words: readonly string[] = OF_THE_CHILD): Promise<string[]> =>
  findCanaries({ screen: await page.content(), title: await page.title() }, words)
const knowsNoName = async (page: Page): Promise<void> => expect(await seen(page)).toEqual([])
const knowsTheName = async (page: Page): Promise<void> => {
  for (const word of [CANARY.firstName, CANARY.lastName]) expect(await seen(page, [word])).not.toEqual([])
}

const go = async (page: Page, screen: string): Promise<void> => {
  const item = page.getByRole('navigation', { name: 'Hoofdmenu' }).getByRole('button', { name: screen })
  await item.click()
  await expect(item).toHaveAttribute('aria-current', 'page')
  await expect(page.locator('main [aria-busy]')).toHaveCount(0)
}
const fact = (page: Page, name: string): Locator => page.locator('dt', { hasText: name }).locator('+ dd')
const button = (page: Page, name: string | RegExp): Locator =>
  page.getByRole('button', { name, exact: typeof name === 'string' })
const choose = (page: Page, name: string): Promise<void> =>
  page.getByRole('dialog').getByRole('radio', { name }).press('Space')
const numberOf = async (page: Page): Promise<string> =>
  /R-\d{3}-\d{3}-\d{4}/.exec(
    await page.getByText(/^Signaal R-\d{3}-\d{3}-\d{4} · verdwijnt op/).innerText(),
  )![0]

test.describe.configure({ mode: 'serial' })
test.beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'ruggensteun-roles-'))
  town = await Town.start({ origins: [DOUBLE_ORIGIN], at: new Date().toISOString() })
  await organisation('welzijn', 'welfare', 'front')
  const team = await organisation('wijkteam', 'neighbourhood-team', 'midfield')
  members = {
    requester: await person(
      await organisation('school', 'primary-school', 'midfield'),
      CANARY.requester,
      CANARY.requesterPhone,
    ),
    other: await person(
      await organisation('college', 'secondary-school', 'midfield'),
      CANARY.answerer,
      CANARY.answererPhone,
    ),
    coordinator: await person(team, FIRST, '06-00 00 00 07', ['coordinator', 'administrator']),
    second: await person(team, SECOND, '06-00 00 00 09', ['coordinator']),
    officer: await person(
      await organisation('leerplicht', 'other', 'defence'),
      'Ans Bakker',
      '06-00 00 00 10',
    ),
    office: await person(
      await organisation('programmabureau', 'programme-office', 'midfield', {
        neighbourhoods: [],
        caseloadSize: 0,
      }),
      'Tamar Wolff',
      '06-00 00 00 12',
      ['administrator'],
    ),
  }
})
test.afterAll(async () => {
  for (const app of apps.splice(0)) await app.close()
  await town?.stop()
  rmSync(folder, { recursive: true, force: true })
})

test('two who lost the same child find each other, coordinators act without its name, and a line behind reads one signaal after two agreed', async () => {
  test.setTimeout(180_000)
  coordinator = await enrol(members.coordinator)
  requester = await enrol(members.requester, listWith(CANARY.birthDateDutch))
  const other = await enrol(members.other, listWith(CANARY.birthDate))
  const [{ page: ours }, { page: theirs }, { page: overview }] = [requester, other, coordinator]

  await test.step('both file it; the machine of the first sees that somebody else asks too, and nothing was said yet', async () => {
    for (const [page, since] of [
      [ours, '4 weken'],
      [theirs, '2 weken'],
    ] as const) {
      await page.keyboard.press('n')
      await fillSignal(page, 'Qu', 'Ja', since)
      await expect(page.getByText('Nog niemand heeft gereageerd.')).toBeVisible({ timeout: 20_000 })
      await knowsTheName(page)
    }
    numbers = [await numberOf(ours), await numberOf(theirs)]
    const child = `${CANARY.firstName} ${CANARY.lastName}`
    await expect(ours.getByText(`Stichting college zoekt ${child} ook.`)).toBeVisible({ timeout: 20_000 })
    await expect(theirs.getByText(`Stichting school zoekt ${child} ook.`)).toBeVisible({ timeout: 20_000 })
    await expect(overview.locator('[data-row]')).toHaveCount(2)
    await expect(overview.getByRole('region', { name: 'Hoort bij elkaar' })).toHaveCount(0)
  })

  await test.step('by keyboard one brings them together, after reading who sees what', async () => {
    await button(ours, 'Breng samen…').press('Enter')
    const dialog = ours.getByRole('dialog')
    await expect(dialog.getByText('Stichting college ziet je naam, je functie en je nummer')).toBeVisible()
    await looksRight(ours)
    await ours.keyboard.press('Escape')
    await expect(button(ours, 'Breng samen…')).toBeFocused()
    await ours.keyboard.press('Enter')
    await button(ours, 'Breng samen').press('Enter')
    await expect(dialog).toHaveCount(0)
    await expect(ours.getByRole('status').getByText('Laten weten. De ander kan je bellen.')).toBeAttached()
    await expect(ours.getByText(CANARY.answerer, { exact: true })).toBeVisible()
    await expect(button(ours, `Bel ${CANARY.answererPhone}`)).toBeVisible()
    await expect(theirs.getByText(CANARY.requester, { exact: true })).toBeVisible({ timeout: 20_000 })
    await expect(button(theirs, `Bel ${CANARY.requesterPhone}`)).toBeVisible()
    await looksRight(theirs)
    // Who looks for the child too is not waited for to answer the other.
    for (const [page, own] of [
      [ours, numbers[0]],
      [theirs, numbers[1]],
    ] as const) {
      await go(page, 'Mijn dag')
      await expect(page.getByText('Er wacht niets op je')).toBeVisible()
      await go(page, 'Mogelijk in beeld')
      await expect(page.getByText(`Jij zoekt dit kind ook, met ${own}.`)).toBeVisible()
      if (page === ours) await looksRight(page)
      await button(page, `Naar ${own}`).press('Enter')
      await expect(page.getByRole('heading', { name: 'Mijn signalen' })).toBeVisible()
    }
  })

  await test.step('several at once, by keyboard: reminded, taken, handed over, and taken back when that was a mistake', async () => {
    const held = (by: string): Locator => overview.locator('[data-row]').getByText(by)
    for (const key of ['k', 'x', 'j', 'x', 'h']) await overview.keyboard.press(key)
    await expect(overview.getByText('2 vragers zijn herinnerd.')).toBeAttached()
    await expect(button(overview, 'Ongedaan maken')).toHaveCount(0) // who is reminded has read it
    for (const page of [ours, theirs])
      await expect(page.getByText(`${FIRST}, medewerker, herinnert je aan dit signaal.`)).toBeVisible({
        timeout: 20_000,
      })
    for (const key of ['k', 'x', 'j', 'x', 'm']) await overview.keyboard.press(key)
    await expect(held('van mij')).toHaveCount(2)
    await looksRight(overview)
    for (const key of ['k', 'x', 'j', 'x', 'o']) await overview.keyboard.press(key)
    await expect(overview.getByRole('dialog')).toContainText('2 signalen overdragen')
    await looksRight(overview)
    await button(overview, 'Draag over').press('Enter')
    await expect(held('Stichting wijkteam')).toHaveCount(2) // whose name is told when he does something
    for (const page of [ours, theirs])
      await expect(
        page.getByText(`${FIRST}, medewerker, heeft dit signaal overgedragen aan een collega.`),
      ).toBeVisible({ timeout: 20_000 })
    await overview.keyboard.press('z')
    await expect(overview.getByText('Ongedaan gemaakt. De vrager kan beide hebben gezien.')).toBeAttached()
    await expect(held('van mij')).toHaveCount(2)
    for (const page of [ours, theirs])
      await expect(page.getByText(`${FIRST}, medewerker, heeft dit signaal opgepakt.`)).toBeVisible({
        timeout: 20_000,
      })
    await overview.keyboard.press('k')
    await knowsNoName(overview)
  })

  await test.step('the coordinator sees that they belong together and not of whom, and takes them as one with J, X and G', async () => {
    await expect(
      overview
        .getByRole('region', { name: 'Hoort bij elkaar' })
        .getByText(`${numbers[1]}: twee organisaties zoeken hetzelfde kind`),
    ).toBeVisible({ timeout: 20_000 })
    await knowsNoName(overview)
    await looksRight(overview)
    for (const key of ['k', 'x', 'j', 'x']) await overview.keyboard.press(key)
    await expect(overview.getByText('2 gekozen')).toBeVisible()
    await looksRight(overview)
    await overview.keyboard.press('g')
    await expect(
      overview.getByRole('status').getByText('Samengevoegd. De vragers zien elkaars naam en nummer.'),
    ).toBeAttached()
    await expect(overview.locator('[data-row]')).toHaveCount(1)
    await expect(overview.getByText(`samen met ${numbers[1]}`)).toBeAttached()
    for (const [page, name, phone] of [
      [ours, CANARY.answerer, CANARY.answererPhone],
      [theirs, CANARY.requester, CANARY.requesterPhone],
    ] as const) {
      await expect(page.getByText('De coördinator van de wijk neemt de signalen als één.')).toBeVisible({
        timeout: 20_000,
      })
      await expect(page.getByText(name, { exact: true })).toBeVisible()
      await expect(button(page, `Bel ${phone}`)).toBeVisible()
    }
    await looksRight(ours)
    await knowsNoName(overview)
  })

  await test.step('the line in front is asked first, then who else is there; not who asks itself; the requester sees that somebody was asked', async () => {
    await expect(overview.getByText('Vraag eerst naar voren: wie komt er al bij dit gezin?')).toBeVisible()
    await expect(button(overview, 'Vraag een achterste linie…')).toHaveCount(0)
    for (const [i, [name, done]] of (
      [
        ['Stichting welzijn', 'Ik heb gebeld'],
        ['Stichting wijkteam', 'Ik heb het gevraagd'],
      ] as const
    ).entries()) {
      await button(overview, `Vraag ${name}`).press('Enter')
      await expect(overview.getByRole('dialog').getByRole('button', { name: /^Bel / })).toHaveCount(
        done === 'Ik heb gebeld' ? 1 : 0,
      )
      await looksRight(overview)
      await button(overview, done).press('Enter')
      await expect(overview.getByText('Genoteerd. De vrager ziet dat je iemand vroeg.')).toBeAttached()
      for (const page of [ours, theirs])
        await expect(page.getByText(`${FIRST} vroeg een organisatie om mee te kijken.`)).toHaveCount(i + 1, {
          timeout: 20_000,
        })
    }
    await expect(button(overview, /^Vraag Stichting/)).toHaveCount(0)
    await looksRight(ours)
  })

  const [colleague, officer] = [
    await enrol(members.second),
    await enrol(members.officer, listWith(CANARY.birthDate)),
  ]
  const [{ page: seconder }, { page: desk }] = [colleague, officer]
  const nothingCame = async (): Promise<void> => {
    await expect(desk.getByText('Jullie zien niets vanzelf')).toBeVisible()
    await expect(desk.getByText(/^Jullie staan in een achterste linie\./)).toBeVisible()
    expect(await seen(desk, [...OF_THE_CHILD, CANARY.requester, CANARY.requesterPhone, ...numbers])).toEqual(
      [],
    )
  }

  await test.step('the attendance officer knows the child, and one coordinator alone opens nothing to it', async () => {
    await go(desk, 'Mijn mensen')
    await expect(desk.getByText('Herkenning klaar voor 2 van 2')).toBeVisible({ timeout: 30_000 })
    await knowsTheName(desk)
    await go(desk, 'Mogelijk in beeld')
    await nothingCame()
    await looksRight(desk)
    const told = desk.waitForResponse(
      async (response) =>
        response.url().includes('/v1/directory') &&
        DirectoryAnswer.safeParse(await response.json()).data?.statements.some(
          ({ statement }) => readStatement(statement)?.type === 'escalation',
        ) === true,
      { timeout: 30_000 },
    )
    await button(overview, 'Vraag een achterste linie…').press('Enter')
    await choose(overview, 'Het gaat om de leerplicht')
    await looksRight(overview)
    await button(overview, 'Stel het voor').press('Enter')
    await expect(
      overview.getByText(
        /^Jij wilt Stichting leerplicht dit signaal laten openen\..*Het gaat om de leerplicht\.$/,
      ),
    ).toBeVisible()
    await expect(
      ours.getByText('Stichting leerplicht: een tweede coördinator heeft nog niets gezegd.'),
    ).toBeVisible({ timeout: 20_000 })
    await expect(
      ours.getByText(
        `${FIRST} wil Stichting leerplicht dit signaal laten openen. Het gaat om de leerplicht.`,
      ),
    ).toBeVisible()
    await told
    await nothingCame()
  })

  await test.step('the second coordinator agrees; the requester reads who and why', async () => {
    await go(seconder, 'Mijn dag')
    await button(seconder, /^Ineke Overzicht wil een achterste linie vragen\./).press('Enter')
    await expect(
      seconder.getByText(
        `${FIRST} wil Stichting leerplicht dit signaal laten openen. Het gaat om de leerplicht.`,
      ),
    ).toBeVisible({ timeout: 20_000 })
    await looksRight(seconder)
    await nothingCame()
    await button(seconder, 'Ook ik vind dit nodig: open het voor Stichting leerplicht').press('Enter')
    await expect(
      ours.getByText('Stichting leerplicht mag dit signaal openen, als ze het kind al kent.'),
    ).toBeVisible({ timeout: 20_000 })
    await expect(
      ours.getByText(`${SECOND} vond het ook nodig: Stichting leerplicht mag dit signaal openen.`),
    ).toBeVisible({ timeout: 20_000 })
    await looksRight(ours)
  })

  await test.step('the officer reads this signaal and no other, and can only call', async () => {
    await expect(desk.getByText('Twee coördinatoren van de wijk lieten jullie dit signaal zien')).toBeVisible(
      { timeout: 20_000 },
    )
    await expect(desk.getByText('Waarom: Het gaat om de leerplicht.')).toBeVisible()
    // Who calls says that the child is known here: whether that may be is asked first.
    const calls = desk.locator('main section.waits').getByRole('button', { name: /^Bel / })
    await expect(desk.getByRole('heading', { name: 'Heb jij beroepsgeheim?' })).toBeVisible()
    await expect(calls).toHaveCount(0)
    await button(desk, 'Nee').click()
    await expect(calls).toHaveCount(1)
    await knowsTheName(desk)
    const page = await desk.content()
    expect([page.includes(numbers[0]!), page.includes(numbers[1]!)]).toEqual([true, false])
    await expect(desk.getByRole('radio')).toHaveCount(0)
    for (const key of ['1', 'Control+Enter']) await desk.keyboard.press(key)
    await expect(button(desk, 'Antwoord versturen')).toHaveCount(0)
    await looksRight(desk)
    await expect(ours.getByText('Nog niemand heeft gereageerd.')).toBeVisible()
    for (const one of [overview, seconder]) await knowsNoName(one)
  })
  await close(other, colleague, officer)
})

test('a knelpunt goes up until the programmabureau answers; the programmabureau watches and signs, and knows of no child and no signaal', async () => {
  test.setTimeout(120_000)
  const [{ page: ours }, { page: overview }] = [requester!, coordinator!]
  const { page: office } = await enrol(members.office)
  const knowsOfNothing = async (): Promise<void> =>
    expect(
      await seen(office, [
        ...OF_THE_CHILD,
        CANARY.requester,
        CANARY.requesterPhone,
        CANARY.answerer,
        ...numbers,
      ]),
    ).toEqual([])
  for (const number of numbers) expect(await overview.content()).toContain(number)
  await knowsTheName(ours)

  await test.step('the programmabureau begins with what it watches over', async () => {
    await expect(office.getByRole('heading', { name: 'Overzicht' })).toBeVisible()
    for (const name of ['Sleutels gemeente', 'Sleutels trustee', 'Sleutel deze week'])
      await expect(fact(office, name)).toHaveText('er', { timeout: 30_000 })
    await expect(office.getByRole('row', { name: /^Stichting school/ }).getByText(/^\d+%$/)).toBeVisible()
    const alone = office
      .getByRole('list', { name: 'Dit vraagt aandacht' })
      .getByRole('listitem')
      .filter({ hasText: 'organisaties hebben maar één beheerder.' })
    await expect(alone).toContainText('Stichting leerplicht')
    await expect(alone).not.toContainText('Stichting wijkteam')
    await expect(office.getByText('Stichting leerplicht toegelaten')).toBeVisible()
    await expect(
      office.getByRole('listitem').filter({ hasText: 'Stichting leerplicht: 1 keer' }),
    ).toBeVisible()
    await looksRight(office)
    await knowsOfNothing()
  })

  await test.step('a teacher passes a knelpunt on; a name of the own list does not leave', async () => {
    await go(ours, 'Knelpunten')
    await button(ours, 'Geef een knelpunt door').press('Enter')
    await ours.getByLabel('Waar gaat het over?').selectOption({ label: 'Een wachtlijst' })
    await ours
      .getByLabel('Wat is er aan de hand?')
      .fill(`Voor ${CANARY.firstName} is er drie maanden niemand.`)
    await expect(ours.getByText(/Eerst geeft de coördinator van de wijk antwoord/)).toBeVisible()
    await button(ours, 'Geef door').press('Enter')
    await expect(
      ours.getByRole('alert').getByText('Hier staat een naam die op je eigen lijst voorkomt.'),
    ).toBeVisible()
    await looksRight(ours)
    await ours
      .getByLabel('Wat is er aan de hand?')
      .fill('Na een match is er drie maanden niemand die kan beginnen.')
    await button(ours, 'Geef door').press('Enter')
    await expect(ours.getByRole('dialog')).toHaveCount(0)
    await expect(
      ours.getByRole('region', { name: 'Bij de coördinator van de wijk' }).getByText('van ons'),
    ).toBeVisible()
    await looksRight(ours)
    await go(ours, 'Mijn dag') // on the board what comes would have been seen
  })

  /** Who owes the answer is told in Mijn dag, and answers from the board. */
  const answer = async (page: Page, verdict: string, text: string, send: string): Promise<void> => {
    await go(page, 'Mijn dag')
    await button(page, /^Geef antwoord op een knelpunt: Een wachtlijst/).click()
    await expect(page.getByText(/^Jij geeft antwoord, voor /)).toBeVisible()
    await looksRight(page)
    await button(page, 'Geef antwoord').press('Enter')
    await choose(page, verdict)
    await page.getByLabel('Je antwoord in een paar zinnen').fill(text)
    await looksRight(page)
    await button(page, send).press('Enter')
    await expect(page.getByRole('dialog')).toHaveCount(0)
  }

  await test.step('the coordinator, who owes the answer, passes it up; the programmabureau answers; the answer comes back', async () => {
    await answer(overview, 'Geef het omhoog', 'Dit gaat over inkoop.', 'Geef het omhoog')
    await knowsNoName(overview)
    await answer(office, 'Opgelost', 'Vanaf januari zijn er twee plekken bij.', 'Verstuur het antwoord')
    await knowsOfNothing()
    await button(ours, /^Nieuws over je knelpunt: Een wachtlijst/).click({ timeout: 20_000 })
    const history = ours.getByRole('list', { name: 'Hoe het ging' })
    for (const words of [
      'Stichting wijkteam: Omhoog gegeven',
      'Dit gaat over inkoop.',
      'Stichting programmabureau: Opgelost',
      'Vanaf januari zijn er twee plekken bij.',
    ])
      await expect(history.getByText(words)).toBeVisible({ timeout: 20_000 })
    await looksRight(ours)
    await go(ours, 'Mijn dag')
    await expect(button(ours, /^Nieuws over je knelpunt/)).toHaveCount(0)
  })

  await test.step('it signs new agreements for the wijk, reading before what changes; everybody reads them with who and why', async () => {
    await go(office, 'Afspraken')
    await looksRight(office)
    await button(office, 'Stel nieuwe afspraken op').press('Enter')
    const dialog = office.getByRole('dialog')
    await dialog.getByLabel('Eerste antwoord, in werkdagen').fill('1')
    await button(office, 'Teken namens het programmabureau').press('Enter')
    await expect(dialog.getByText('Schrijf in minstens tien letters waarom.')).toBeVisible()
    await dialog.getByLabel('Waarom', { exact: true }).fill(WHY)
    await expect(
      dialog.getByRole('region', { name: 'Wat anders wordt' }).getByText('1 werkdag'),
    ).toBeVisible()
    await looksRight(office)
    await button(office, 'Teken namens het programmabureau').press('Enter')
    await expect(dialog).toHaveCount(0)
    for (const page of [office, ours, overview]) {
      await go(page, 'Afspraken')
      const versions = page.getByRole('list', { name: 'Alle versies' })
      await expect(versions.getByText(WHY)).toBeVisible({ timeout: 20_000 })
      await expect(versions.getByText(/^Getekend door Stichting programmabureau op /)).toBeVisible()
      await expect(page.getByText(/^Vanaf .* verandert dit$/)).toBeVisible()
      await expect(button(page, 'Stel nieuwe afspraken op')).toHaveCount(page === office ? 1 : 0)
    }
    await looksRight(ours)
    await looksRight(overview)
  })

  await test.step('no screen of the programmabureau holds a name or a number of a signaal, and none of the coordinator the name', async () => {
    for (const [page, check] of [
      [office, knowsOfNothing],
      [overview, () => knowsNoName(overview)],
    ] as const) {
      const screens = await page
        .getByRole('navigation', { name: 'Hoofdmenu' })
        .getByRole('button')
        .allInnerTexts()
      expect(screens.length).toBeGreaterThan(6)
      for (const screen of screens) {
        await go(page, screen.split('\n')[0]!)
        await check()
      }
    }
  })
})
