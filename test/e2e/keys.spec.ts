/**
 * How much a person presses for the two things that everybody does here, counted in the real app, and how
 * long that takes by the keystroke-level model.
 */
import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test, type Page } from '@playwright/test'
import type { Role } from '../../shared/protocol/statements.ts'
import type { LaunchedApp } from '../electron-double/launch.ts'
import { DOUBLE_ORIGIN, enrolApp } from '../fixtures/enrol-app.ts'
import { Keystrokes, type Counted } from '../fixtures/keystrokes.ts'
import { Town, type Member } from '../fixtures/town.ts'

const HEAD = 'Leerlingnummer;Roepnaam;Achternaam;Geboortedatum;Groep;Postcode;Huisnummer'
const FIRST = ['Sami', 'Noor', 'Daan', 'Elif', 'Milan', 'Sara', 'Finn']
const LAST = ['Yıldız', 'de Vries', 'Kuiper', 'Smit']
/** A class of 28, with four children called Sami. */
const CLASS = [
  HEAD,
  ...LAST.flatMap((last, row) =>
    FIRST.map(
      (first, i) => `${row}${i};${first};${last};0${i + 1}-0${row + 3}-2016;6;9981AB;${10 * row + i}`,
    ),
  ),
].join('\r\n')
const KNOWN = [HEAD, '1;Sami;Yildiz;01-03-2016;;9981AB;0'].join('\r\n')

let town: Town
let folder: string
const apps: LaunchedApp[] = []

test.beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'ruggensteun-keys-'))
  town = await Town.start({ origins: [DOUBLE_ORIGIN], at: new Date().toISOString() })
})
test.afterEach(async () => {
  for (const app of apps.splice(0)) await app.close()
  await town.stop()
})

const admit = async (
  id: string,
  kind: 'primary-school' | 'welfare',
  name: string,
  roles: Role[],
): Promise<Member> => {
  const member = await town.admitDevice(await town.admitOrganisation({ id, name: `Stichting ${id}`, kind }), {
    roles,
  })
  member.identity.person = { name, function: 'medewerker', phone: '06-00 00 00 00' }
  return member
}
const open = async (member: Member, caseload: string): Promise<Page> =>
  (await enrolApp(town, member, caseload, folder, (app) => apps.push(app))).page

const print = (what: string, { keys, pointer, decisions, seconds }: Counted): void =>
  console.log(
    `${what}: ${keys} keys, ${pointer} pointer actions, ${decisions.length} decisions (${decisions.join(', ')}): ${seconds} s by the keystroke-level model`,
  )

/** Tab until this has the focus, as somebody does who sees it come. */
const tabTo = async (page: Page, hands: Keystrokes, name: string): Promise<void> => {
  const target = page.getByRole('button', { name }).or(page.getByRole('radio', { name })).first()
  for (
    let tries = 0;
    tries < 20 && !(await target.evaluate((element) => element === document.activeElement));
    tries++
  )
    await hands.press('Tab')
  await expect(target).toBeFocused()
}

test('a signaal takes no mouse and less than a minute, an answer less than twenty seconds', async () => {
  test.setTimeout(180_000)
  const teacher = await open(
    await admit('school', 'primary-school', 'Fatima Bos', ['professional', 'administrator']),
    CLASS,
  )
  const worker = await open(await admit('welzijn', 'welfare', 'Karim Haddad', ['professional']), KNOWN)
  await worker.getByRole('button', { name: 'Mijn mensen' }).click()
  await expect(worker.getByText('Herkenning klaar voor 1 van 1')).toBeVisible({ timeout: 60_000 })
  await worker.getByRole('button', { name: 'Mogelijk in beeld' }).click()
  await teacher.getByRole('button', { name: 'Mijn leerlingen' }).click()
  await expect(teacher.getByText('Herkenning klaar voor 28 van 28')).toBeVisible({ timeout: 60_000 })

  await test.step('a teacher files a signaal for a child of the list', async () => {
    const hands = await Keystrokes.on(teacher)
    hands.decide('a new signaal')
    await hands.press('n')
    await expect(teacher.getByRole('combobox')).toBeFocused()
    hands.decide('which child')
    await hands.press(...'sami y')
    await expect(teacher.getByRole('option')).toHaveCount(1)
    await hands.press('ArrowDown', 'Enter')
    hands.decide('since when')
    await tabTo(teacher, hands, '1 week')
    await hands.press('Space')
    hands.decide('what was tried: called')
    await tabTo(teacher, hands, 'Gebeld')
    await hands.press('Space')
    hands.decide('and visited')
    await tabTo(teacher, hands, 'Langsgegaan')
    await hands.press('Space')
    hands.decide('whether the parents know')
    await tabTo(teacher, hands, 'Ja')
    await hands.press('Space')
    hands.decide('send')
    await hands.press('Control+Enter')
    await expect(teacher.getByRole('heading', { name: 'Mijn signalen' })).toBeVisible()
    await expect(teacher.getByText('Sami Yıldız').first()).toBeVisible()
    const counted = await hands.counted()
    print('filing', counted)
    expect(counted.pointer).toBe(0)
    expect(counted.seconds).toBeLessThanOrEqual(60)
  })

  await test.step('a worker answers a possible match', async () => {
    await expect(worker.getByText('Sami Yildiz').first()).toBeVisible({ timeout: 20_000 })
    // Said once, with the first possible match; what is counted is every one after that.
    await worker.getByRole('button', { name: 'Nee', exact: true }).click()
    const hands = await Keystrokes.on(worker)
    hands.decide('whether it is the same child')
    hands.decide('which answer')
    await hands.press('1')
    await expect(worker.getByText('06-00 00 00 00').last()).toBeVisible()
    hands.decide('send, after reading what the asker gets to see')
    await hands.press('Control+Enter')
    await expect(worker.getByText('Je hebt geantwoord')).toBeVisible()
    const counted = await hands.counted()
    print('answering', counted)
    expect(counted.pointer).toBe(0)
    expect(counted.seconds).toBeLessThanOrEqual(20)
  })
})
