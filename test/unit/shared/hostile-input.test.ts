/** Inputs that `npm run fuzz` found to break a promise, each kept by name. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { answering } from '../../../electron/ipc/answering.ts'
import { describe as describeAdmission } from '../../../relay/cli/admission.ts'
import { openRescue } from '../../../renderer/engine/recovery/rescue-copy.ts'
import { Servers, ServerUrl } from '../../../shared/bridge.ts'
import { PassphraseSealed, sealRow, sealWithPassphrase, systemRandom } from '../../../shared/crypto/seal.ts'
import { openDeviceFile } from '../../../shared/device-file.ts'
import { toBase64url, utf8 } from '../../../shared/encoding.ts'
import { isoOfSerial } from '../../../shared/calendar/written-date.ts'
import { ToWorker } from '../../../shared/api/api.ts'
import { openSession, sheetRows, xlsxOf } from '../../fixtures/import.ts'

const NO_ADDRESSES = ['nonsense', 'http://[', '//x', 'https://', '']

test('text that is no address is refused, and nothing is thrown: stored settings, the bridge and the worker read on', async () => {
  for (const text of NO_ADDRESSES) {
    expect(ServerUrl.safeParse(text).success).toBe(false)
    const servers = { relay: text, trustee: 'https://trustee.example' }
    expect(Servers.nullable().catch(null).parse(servers)).toBeNull()
    await expect(answering(Servers, () => true)(servers)).rejects.toMatchObject({ name: 'bad-payload' })
    expect(
      ToWorker.safeParse({
        id: 1,
        command: { kind: 'boot', profile: 'a', servers, keychain: false, vaultRecord: null },
      }).success,
    ).toBe(false)
  }
})

test('a device file whose passphrase is right and whose inside is no JSON is broken, by name', async () => {
  const box = await sealWithPassphrase('zin', utf8('no JSON {'), 'ruggensteun/device-file/1', systemRandom, {
    memoryKiB: 8,
    passes: 1,
  })
  await expect(
    openDeviceFile(utf8(JSON.stringify({ format: 'ruggensteun-device/1', box })), 'zin'),
  ).rejects.toMatchObject({ code: 'device-file-broken' })
})

test('a file cannot ask for a gigabyte of memory before it is refused', () => {
  const kdf = { name: 'argon2id', memoryKiB: 1_048_576, passes: 10, salt: toBase64url(new Uint8Array(16)) }
  expect(PassphraseSealed.safeParse({ kdf, sealed: '' }).success).toBe(false)
  expect(PassphraseSealed.safeParse({ kdf: { ...kdf, memoryKiB: 131_072 }, sealed: '' }).success).toBe(true)
})

test('one odd row in a rescue copy does not cost the others', () => {
  const key = systemRandom(32)
  const rows = [null, { table: 'outbox', key: 7, value: {} }, { table: 'outbox', key: '1', value: {} }]
  expect(openRescue(key, toBase64url(sealRow(key, 'aside', 'rescue', rows, systemRandom)))).toEqual([rows[2]])
})

test('a name cannot write on the terminal of who is about to sign', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'ruggensteun-admission-'))
  const contact = {
    name: 'Persoon Contact',
    function: 'contactpersoon',
    phone: '06-00 00 00 00',
    mail: 'contact@example.nl',
  }
  const organisation = {
    id: 'school',
    serial: 1,
    name: 'Regenboog\u001b[2J\nAdmit nothing\u202e',
    kind: 'other',
    linie: 'front',
    neighbourhoods: [],
    caseloadSize: 1,
    basis: { text: 'Taak van algemeen belang.', by: 'Bestuur', on: '2026-09-01' },
    bsnBasis: null,
    contact,
    standIn: contact,
  }
  const founder = {
    id: 'school-1',
    organisationId: 'school',
    serial: 1,
    roles: ['administrator'],
    neighbourhoods: [],
    signingKey: toBase64url(new Uint8Array(32).fill(9)),
    hpkeKey: toBase64url(new Uint8Array(32).fill(9)),
    label: null,
  }
  const statement = {
    body: JSON.stringify({
      type: 'organisation-admitted',
      organisation,
      founder,
      at: '2026-11-23T09:00:00.000Z',
    }),
    signatures: [{ by: 'municipality', signature: toBase64url(new Uint8Array(64)) }],
  }
  const file = join(folder, 'admission')
  await writeFile(file, JSON.stringify({ format: 'ruggensteun-admission/1', mailbox: null, statement }))
  const lines = (await describeAdmission(file)).split('\n')
  await rm(folder, { recursive: true })
  expect(lines[1]).toBe('  name       Regenboog□[2J□Admit nothing□')
  expect(lines).toHaveLength(9)
})

test('a cell that is formatted as a date and holds none is the text it is, and the row has a problem with a name', async () => {
  for (const value of ['!42682', '1e999', '-1', '99999999']) {
    const session = await openSession(
      xlsxOf([
        {
          xml: sheetRows([
            ['Roepnaam', 'Achternaam', 'Geboortedatum'],
            ['Zoë', 'Berg', `<c s="1"><v>${value}</v></c>`],
          ]),
        },
      ]),
    )
    await session.plan()
    expect(session.view().problems.page).toMatchObject([{ row: 2, value }])
  }
  expect(
    [NaN, -1, 1e9, Infinity]
      .flatMap((serial) => [isoOfSerial(serial, false), isoOfSerial(serial, true)])
      .every((iso) => iso === null),
  ).toBe(true)
})
