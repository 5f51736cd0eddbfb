/**
 * Everything else that reads what a person, a file or another process gave: lists of children, dates, links,
 * settings, files of both sides, messages between page, worker and shell.
 */
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { z } from 'zod'
import { parse } from '../../relay/http/server.ts'
import { readConfig } from '../../relay/config.ts'
import { describe as describeAdmission } from '../../relay/cli/admission.ts'
import { idOf } from '../../relay/cli/invitations.ts'
import { readSealedLines } from '../../relay/backup/sealed-file.ts'
import { Refusal } from '../../relay/errors.ts'
import { bundlePath } from '../../electron/bundle-path.ts'
import { readCommandLine, userDataFolder } from '../../electron/command-line.ts'
import { deepLinkIn, parseDeepLink } from '../../electron/deep-links.ts'
import { readDeviceFile } from '../../electron/device-file.ts'
import { Fault } from '../../electron/faults.ts'
import { answering } from '../../electron/ipc/answering.ts'
import { isAppOrigin } from '../../electron/origin.ts'
import { openRescue as openRescueFile } from '../../electron/secrets/rescue.ts'
import { readVaultFile } from '../../electron/secrets/vault-file.ts'
import { readAbsence, readHours } from '../../renderer/engine/caseload/absence-file.ts'
import { findHeader } from '../../renderer/engine/caseload/header.ts'
import { absenceDuty } from '../../renderer/engine/core/absence.ts'
import { splitFullName, splitLastName, splitList } from '../../renderer/engine/caseload/names.ts'
import { openCaseloadFile } from '../../renderer/engine/caseload/read-file.ts'
import { openEscalated } from '../../renderer/engine/directory/escalations.ts'
import { readAreaFile } from '../../renderer/engine/commands/neighbourhoods/areas.ts'
import { onceKey } from '../../shared/protocol/envelope.ts'
import { readDelimited } from '../../renderer/engine/caseload/delimited.ts'
import { readEdexml } from '../../renderer/engine/caseload/edexml.ts'
import { withoutBreath } from '../../renderer/engine/core/time-slices.ts'
import { decodeText } from '../../renderer/engine/caseload/text-encoding.ts'
import { readParts } from '../../renderer/engine/caseload/zip.ts'
import { checkSecret, openVaultRecord, readVaultRecord } from '../../renderer/engine/session/vault-record.ts'
import { request } from '../../renderer/engine/net/request.ts'
import { openRescue } from '../../renderer/engine/recovery/rescue-copy.ts'
import { LiveConnection } from '../../renderer/engine/net/live.ts'
import { weekKeyName, type State } from '../../renderer/engine/store/state.ts'
import * as bridge from '../../shared/bridge.ts'
import * as absence from '../../shared/api/absence.ts'
import * as caseload from '../../shared/api/caseload.ts'
import { seal, sealRow, sealWithPassphrase } from '../../shared/crypto/seal.ts'
import * as child from '../../shared/domain/child.ts'
import * as secrecy from '../../shared/domain/secrecy.ts'
import * as holidays from '../../shared/calendar/school-holidays.ts'
import * as calendar from '../../shared/calendar/working-days.ts'
import { readAreaCode, readWijk } from '../../shared/domain/areas.ts'
import { readAddress, readPostcode, writtenPostcode } from '../../shared/domain/postcode.ts'
import * as informing from '../../shared/domain/informing.ts'
import * as signal from '../../shared/domain/signal.ts'
import { readDate } from '../../shared/calendar/written-date.ts'
import { callable } from '../../shared/domain/written-number.ts'
import { concat, fromHex, toBase64url, uint32, utf8 } from '../../shared/encoding.ts'
import { isBsn, matchKeysOf } from '../../shared/matching/match-keys.ts'
import { entryChecks } from '../../shared/matching/entry-checks.ts'
import * as http from '../../shared/protocol/http.ts'
import * as invitation from '../../shared/membership/invitation.ts'
import * as statements from '../../shared/membership/statements.ts'
import * as api from '../../shared/api/api.ts'
import * as apiConversation from '../../shared/api/conversation.ts'
import * as apiLogbook from '../../shared/api/logbook.ts'
import * as apiMatches from '../../shared/api/possible-match.ts'
import * as apiMembership from '../../shared/api/membership.ts'
import * as apiMyDay from '../../shared/api/my-day.ts'
import * as apiObstacles from '../../shared/api/obstacles.ts'
import * as apiOversight from '../../shared/api/oversight.ts'
import * as apiSent from '../../shared/api/my-signals.ts'
import * as apiSession from '../../shared/api/session.ts'
import * as apiSync from '../../shared/api/sync.ts'
import * as apiTriage from '../../shared/api/triage.ts'
import { escapeXml, HEAD, openSession, sheetRows, TODAY, utf16, xlsxOf } from '../fixtures/import.ts'
import type { Example } from '../fixtures/vectors/make-protocol-example.ts'
import {
  anythingLike,
  array,
  boolean,
  bytesLike,
  constantFrom,
  integer,
  oneof,
  textLike,
  tuple,
  valueLike,
} from './inputs.ts'
import { must, taken, takenLater, target, type Target } from './target.ts'
import * as identifiers from '../../shared/domain/identifiers.ts'
import * as rowProblem from '../../shared/domain/row-problem.ts'
import { MESSAGES } from '../../shared/messages/registry.ts'
import { openOuter } from '../../renderer/engine/directory/outer-layer.ts'
import { openSignal, openOther } from '../../renderer/engine/inbox/open.ts'
import { readOwnNote } from '../../renderer/engine/log/note.ts'
import { MatchIndex } from '../../renderer/engine/core/match-index.ts'
import { importHpkeKey } from '../../shared/crypto/hpke.ts'
import { ReplyKeys } from '../../renderer/engine/crypto/reply-keys.ts'
import { someThread } from '../fixtures/thread.ts'
import { logOrigin } from '../../shared/log/note.ts'

const bytesOf = (text: string): Uint8Array => utf8(text.toWellFormed())
const CSV = [
  `${HEAD}\nZoë;van den;Berg;08-11-2016;6;9981AB\nSami;;Yıldız;14-03-2017;7;9982 CD`,
  'Voornaam,Achternaam,Geb.datum,BSN\n"Jan",Vos,1-2-14,111222333',
  'roepnaam|achternaam|gebdat\n"a""b"|c|20160108',
  `Export;;\n${HEAD}\n;;;;;`,
]
const ABSENCE = [
  'Leerlingnummer;Datum;Uren;Soort\n0012;02-11-2026;2,5;Ongeoorloofd\n12;2026-11-03;8;ziek',
  'Naam,Geboortedatum,Verzuimdatum,Minuten,Geoorloofd\n"Vries, Jan de",25-03-2014,2-11-26,90,nee',
  'stamnr|datum|lesuur\n0012|42682|1',
]
const EDEX =
  '<?xml version="1.0"?><EDEX><groepen><groep key="1"><naam>6a</naam></groep></groepen><leerlingen><leerling key="1"><achternaam>Vries</achternaam><voorvoegsel>de</voorvoegsel><roepnaam>Jan</roepnaam><geboortedatum>2014-03-25</geboortedatum><groep key="1"/></leerling></leerlingen></EDEX>'
const CELLS = sheetRows([
  HEAD.split(';'),
  ['Zoë', 'van den', 'Berg', '<c s="1"><v>42682</v></c>', '<c t="str"><f>6</f><v>6</v></c>', '9981AB'],
])
/** Whether every address in it is one of ours: an error of a file names the file. */
const names =
  (folder: string) =>
  (error: unknown): boolean => {
    if (
      !(error instanceof Error) ||
      error instanceof TypeError ||
      error instanceof RangeError ||
      error instanceof SyntaxError ||
      error.constructor !== Error
    )
      throw error
    return !must(error.message.includes(folder), 'an error of a file names the file')
  }
const faulty = async (work: () => Promise<unknown>): Promise<boolean> => {
  try {
    return (await work()) !== null
  } catch (error) {
    if (error instanceof Fault && error.name !== 'unexpected') return false
    throw error
  }
}

/** All that is exported and can check a value. */
const schemasOf = (
  modules: Readonly<Record<string, object>>,
): { readonly name: string; readonly schema: z.ZodType }[] =>
  Object.entries(modules).flatMap(([module, exported]) =>
    Object.entries(exported).flatMap(([name, schema]) =>
      schema instanceof z.ZodType ? [{ name: `${module}.${name}`, schema }] : [],
    ),
  )

const CHILD = {
  id: 'child-0001',
  firstName: 'Jan',
  prefix: 'de',
  lastName: 'Vries',
  birthDate: '2014-03-25',
  postcode: '9981AB',
  houseNumber: '18',
  parents: ['Fatima El Amrani'],
  earlierAddresses: [{ postcode: '9982CD' }],
  otherLastNames: ['Bos'],
  bsn: '111222333',
}
const ABSENT: readonly child.Child[] = [
  {
    id: 'child-0001',
    localNumber: '0012',
    firstName: 'Jan',
    prefix: 'de',
    lastName: 'Vries',
    birthDate: '2014-03-25',
  },
]
const DRAFT = {
  childIds: ['child-0001'],
  lostSince: '2026-11-16',
  attempts: [{ way: 'called', times: 3 }],
  urgency: 'normal',
  parents: null,
  note: '',
  disappearsOn: '2026-12-23',
}
const CHEAP = { memoryKiB: 8, passes: 1 }

/** A message of a type that this version does not know (docs/decisions/0013). */
const isOfLater = (data: unknown): boolean => {
  try {
    const type = (JSON.parse(data as string) as { type?: unknown } | null)?.type
    return (
      typeof data === 'string' &&
      typeof type === 'string' &&
      !http.LiveMessage.options.some(({ shape }) => shape.type.value === type)
    )
  } catch {
    return false
  }
}

export const deviceTargets = async (
  example: Example,
): Promise<{ targets: Target[]; stop(): Promise<void> }> => {
  const folder = await mkdtemp(join(tmpdir(), 'ruggensteun-fuzz-'))
  const file = async (name: string, content: string | Uint8Array): Promise<string> => {
    await writeFile(join(folder, name), content)
    return join(folder, name)
  }
  const random = (bytes: number): Uint8Array => crypto.getRandomValues(new Uint8Array(bytes))
  const dataKey = random(32)
  const servers = { relay: 'https://relay.example', trustee: 'http://127.0.0.1:8444' }
  const roots = example.invitation.offer.roots
  const vaultBox = await sealWithPassphrase(
    'geheim zinnetje',
    dataKey,
    'ruggensteun/data-key/1',
    random,
    CHEAP,
  )
  const guard = { deviceId: 'school-1', relay: servers.relay, roots }
  const vaultRecords = [
    { kind: 'keychain', key: toBase64url(dataKey), guard },
    { kind: 'passphrase', box: vaultBox, guard: null },
    { kind: 'revoked', at: example.time.now, reason: 'lost' },
  ]
  const rescue = toBase64url(
    sealRow(
      dataKey,
      'aside',
      'rescue',
      [
        { table: 'outbox', key: '1', value: {} },
        { table: 'nothing', key: '', value: 1 },
      ],
      random,
    ),
  )
  const config = {
    signingSeed: toBase64url(dataKey),
    publicKey: roots.relay,
    name: 'Veenwijk',
    roots,
    servers,
  }
  const backupBox = await sealWithPassphrase('zin', dataKey, 'ruggensteun/backup/1', random, CHEAP)
  const framed = (plain: Uint8Array): Uint8Array => {
    const sealed = seal(dataKey, plain, concat(uint32(0), Uint8Array.of(1)), random)
    return concat(uint32(sealed.length), sealed)
  }
  const backup = concat(
    utf8(`${JSON.stringify({ format: 'ruggensteun-backup/1', box: backupBox })}\n`),
    framed(gzipSync('{"kind":"events"}\n{"kind":"end"}\n')),
  )
  const bodies = example.directory.statements.map(({ body }) => JSON.parse(body) as unknown)
  const hostile = {
    ...(bodies[0] as { organisation: object }),
    organisation: {
      ...(bodies[0] as { organisation: object }).organisation,
      name: 'Regenboog\u001b[2J\nAdmit nothing',
    },
  }
  const admission = {
    format: 'ruggensteun-admission/1',
    mailbox: null,
    statement: example.directory.statements[0]!,
  }
  const signalState = {
    weekKeys: new Map([
      [
        weekKeyName(example.weekKey.week, toBase64url(fromHex(example.weekKey.keyId)), 'signals'),
        {
          of: 'signals' as const,
          week: example.weekKey.week,
          generation: 3,
          keyId: fromHex(example.weekKey.keyId),
          key: fromHex(example.weekKey.key),
        },
      ],
    ]),
    escalations: new Map(),
  } as unknown as State
  const coordinator = example.devices.find(({ id }) => id === 'wijkteam-2')!
  const openingState = {
    matching: new MatchIndex(),
    followed: new MatchIndex(),
    identity: {
      device: { roles: ['coordinator'] },
      receivingKeys: [{ hpkeKey: await importHpkeKey(fromHex(coordinator.hpkePrivateKey)) }],
    },
    threads: new Map([
      [
        'own',
        {
          ...someThread('2026-11-23T09:00:00.000Z', { part: 'requester' }),
          replyPrivateKey: toBase64url(fromHex(example.signal.replyPrivateKey)),
        },
      ],
    ]),
    replyKeys: new ReplyKeys(),
  } as unknown as State
  const onceOf = onceKey(fromHex(example.signal.envelope), [...signalState.weekKeys.values()][0]!)!
  const behindState = (): State =>
    ({
      weekKeys: new Map(),
      escalations: new Map([
        ['a', { id: 'a', key: onceOf, reason: 'missing', at: '2026-11-23T09:00:00.000Z', envelope: null }],
      ]),
    }) as unknown as State
  const live = {
    ready: { type: 'ready', head: 1, checkpoint: example.checkpoint },
    events: {
      type: 'events',
      events: [
        {
          seq: 1,
          envelope: toBase64url(fromHex(example.signal.envelope)),
          salt: toBase64url(fromHex(example.log.salts[0]!)),
        },
      ],
      head: 1,
    },
    directory: { type: 'directory', head: 2 },
    ping: { type: 'ping' },
  }
  const answers = [
    { entries: 'AAEB' },
    { proof: [toBase64url(dataKey)] },
    { ok: true },
    { checkpoint: example.checkpoint },
    { time: example.checkpoint },
    { acknowledged: example.acknowledged },
    { evaluated: [toBase64url(dataKey)], proof: toBase64url(random(64)) },
    { messages: [{ place: 0, message: example.invitation.sealedOffer }] },
    { challenge: 'a'.repeat(20) },
    { token: 'b'.repeat(20), expiresInSeconds: 900 },
    { events: live.events.events, head: 1, checkpoint: example.checkpoint },
    { error: 'budget-exhausted', left: 3, until: '2026-12-01' },
    { used: { P: 3 } },
    { statements: example.directory.statements.map((statement, i) => ({ seq: i + 1, statement })), head: 8 },
    { note: example.log.notes[0], panel: null, fork: null },
  ]
  const commands = [
    { id: 1, command: { kind: 'boot', profile: 'a', servers, keychain: true, vaultRecord: null } },
    { id: 2, command: { kind: 'enrol', file: dataKey, passphrase: 'x' } },
    { id: 3, command: { kind: 'file-signal', draft: DRAFT } },
    {
      id: 4,
      command: {
        kind: 'find-children',
        query: '',
        sort: 'firstName',
        descending: false,
        offset: 0,
        limit: 20,
      },
    },
    {
      id: 6,
      command: {
        kind: 'informing',
        signalId: 'a'.repeat(22),
        decision: { kind: 'deferred', on: '2026-11-30', reason: 'unsafe' },
      },
    },
    {
      id: 5,
      command: { kind: 'close', signalId: 'a'.repeat(22), outcome: 'moved', onward: 'gemeente Groningen' },
    },
  ]
  const settings = { theme: 'dark', language: 'nl', notifications: true, autoLockMinutes: 10 }
  const schemas = schemasOf({
    http,
    statements,
    invitation,
    bridge,
    api,
    apiConversation,
    apiLogbook,
    apiMatches,
    apiMembership,
    apiMyDay,
    apiObstacles,
    apiOversight,
    apiSent,
    apiSession,
    apiSync,
    apiTriage,
    caseload,
    identifiers,
    rowProblem,
    messages: Object.fromEntries(Object.values(MESSAGES).map(({ kind, content }) => [kind, content])),
    signal,
    informing,
    child,
    absence,
    secrecy,
    holidays,
    calendar,
  })
  const samples = [
    ...bodies,
    ...answers,
    ...commands,
    ...Object.values(live),
    CHILD,
    DRAFT,
    settings,
    servers,
    guard,
    example.signal.content,
    example.answer.content,
    example.invitation.offer,
    example.invitation.request,
    { invitation: example.invitation.statement, offer: example.invitation.sealedOffer },
    config,
  ]
  /** Samples that a schema takes, where there are any: from these its inside is reached. */
  const parts = samples.flatMap((sample) => [sample, ...Object.values(sample as object)] as unknown[])
  const fitting = ({ schema }: { readonly schema: z.ZodType }): unknown[] => {
    const taking = parts.filter((part) => schema.safeParse(part).success)
    return taking.length > 0 ? taking : samples
  }
  const answerSchemas = schemas
    .filter(({ name }) => /^http\.\w+Answer$/.test(name))
    .map(({ schema }) => schema)
  const dateContext = tuple(constantFrom('19' as const, '20' as const, null), boolean())

  const targets = [
    target(
      'list of children, text',
      [
        'renderer/engine/caseload/read-file.ts openCaseloadFile',
        'renderer/engine/caseload/delimited.ts readDelimited',
        'renderer/engine/caseload/text-encoding.ts decodeText',
        'renderer/engine/caseload/rows.ts readRow',
      ],
      100,
      oneof(
        textLike(CSV).map(bytesOf),
        textLike(CSV).map((text) => utf16(text, 'be')),
        bytesLike(CSV.map(bytesOf)),
      ),
      (bytes) => takenLater(async () => (await openSession(bytes)).plan()),
    ),
    target(
      'list of children, with loose quotes',
      ['renderer/engine/caseload/delimited.ts readDelimited'],
      60,
      textLike(CSV),
      (text) =>
        takenLater(() => readDelimited({ text, encoding: 'utf-8', mixedAt: null }, true, withoutBreath)),
    ),
    target(
      'bytes of a text',
      ['renderer/engine/caseload/text-encoding.ts decodeText'],
      100,
      oneof(
        bytesLike([...CSV.map(bytesOf), utf16(CSV[0]!, 'le'), utf16(CSV[0]!, 'be', false)]),
        bytesLike([new Uint8Array(Buffer.from(CSV[0]!, 'latin1'))]),
      ),
      (bytes) => takenLater(() => decodeText(bytes, withoutBreath)),
    ),
    target(
      'spreadsheet, its bytes',
      ['renderer/engine/caseload/read-file.ts openCaseloadFile', 'renderer/engine/caseload/zip.ts readParts'],
      40,
      bytesLike([xlsxOf([{ xml: CELLS }])], { most: 400 }),
      (bytes) => takenLater(async () => (await openSession(bytes)).plan()),
    ),
    target(
      'spreadsheet, its cells',
      ['renderer/engine/caseload/read-file.ts openCaseloadFile'],
      40,
      tuple(textLike([CELLS]), boolean()),
      ([xml, escape]) =>
        takenLater(async () => {
          const book = await openCaseloadFile(
            new Blob([new Uint8Array(xlsxOf([{ xml: (escape ? escapeXml(xml) : xml).toWellFormed() }]))]),
            false,
            withoutBreath,
          )
          for (const { place } of book.sheets) await book.table(place)
          return true
        }),
    ),
    target(
      'zip directory',
      ['renderer/engine/caseload/zip.ts readParts'],
      60,
      bytesLike([xlsxOf([{ xml: '' }])]),
      (bytes) => takenLater(() => readParts(new Blob([new Uint8Array(bytes)]))),
    ),
    target('EDEXML', ['renderer/engine/caseload/edexml.ts readEdexml'], 100, textLike([EDEX]), (text) =>
      takenLater(() => readEdexml({ text, encoding: 'utf-8', mixedAt: null }, withoutBreath)),
    ),
    target(
      'file of absence',
      ['renderer/engine/caseload/absence-file.ts readAbsence'],
      100,
      oneof(textLike(ABSENCE).map(bytesOf), bytesLike(ABSENCE.map(bytesOf))),
      (bytes) =>
        takenLater(async () => {
          const file = await openCaseloadFile(new Blob([new Uint8Array(bytes)]), false, withoutBreath)
          const table = await file.table(file.sheets[0]?.place ?? 0)
          const header = findHeader(table.rows)
          const read =
            header &&
            (await readAbsence(
              header.names,
              header.rows,
              {
                children: ABSENT,
                today: TODAY,
                dates1904: table.dates1904,
                withoutValue: table.withoutValue,
              },
              withoutBreath,
            ))
          if (!read || 'missing' in read) return null
          for (const [childId, days] of read.days) {
            must(
              ABSENT.some(({ id }) => id === childId) &&
                days.every(({ date, hours }) => date <= TODAY && hours > 0 && Number.isFinite(hours)),
              'absence is of a child of the list, on a day that was, of some hours',
            )
            absenceDuty(
              { days, reported: null },
              ABSENT[0]!.birthDate,
              holidays.schoolCalendar(holidays.publishedHolidays('north')),
              TODAY,
            )
          }
          return read.days.size > 0
        }),
    ),
    target(
      'hours of absence',
      ['renderer/engine/caseload/absence-file.ts readHours'],
      400,
      textLike(['2', '2,5', '0.75', '2:30', '2u30', '3 lesuren', '24']),
      (text) => {
        const hours = readHours(text)
        return hours === null
          ? false
          : must(
              (hours >= 0 && hours <= 24 && Math.round(hours * 100) === hours * 100) ||
                Math.abs(Math.round(hours * 100) - hours * 100) < 1e-6,
              'hours are those of a day, to a hundredth',
            )
      },
    ),
    target(
      'calendar',
      ['schema calendar.Calendar'],
      200,
      anythingLike([
        {
          publicHolidays: { goodFriday: true, liberationDay: 'yearly' },
          closed: [{ from: '2026-10-17', until: '2026-10-25' }],
        },
      ]),
      (value) => {
        const read = calendar.Calendar.safeParse(value)
        if (!read.success) return false
        const day = calendar.addWorkingDays('2026-10-16', 3, read.data)
        return must(
          day > '2026-10-16' && calendar.workingDaysBetween('2026-10-16', '2026-11-16', read.data) >= 0,
          'a term ends, whatever is closed',
        )
      },
    ),
    target(
      'written date',
      ['shared/calendar/written-date.ts readDate'],
      800,
      tuple(
        textLike([
          '14-03-2017',
          '2016-11-08',
          '8 nov. 2016',
          '20160108',
          '42682',
          "1/2/'14",
          'vr 1-2-14 10:00:00',
          '29-02-1900',
          '60',
        ]),
        dateContext,
      ),
      ([text, [century, dates1904]]) => {
        const read = readDate(text, { today: TODAY, century, dates1904 })
        if ('iso' in read)
          must(
            read.iso >= '1900-01-01' &&
              read.iso <= TODAY &&
              new Date(`${read.iso}T00:00:00Z`).toISOString().slice(0, 10) === read.iso,
            'a date that was read is a day that was',
          )
        return 'iso' in read
      },
    ),
    target(
      'code of a wijk or buurt',
      ['shared/domain/areas.ts readAreaCode', 'shared/domain/areas.ts readWijk'],
      400,
      textLike(['WK0363AD', 'bu 0363 ad03', '36301', '99800101', '1234 AB']),
      (text) => {
        const [code, wijk] = [readAreaCode(text), readWijk(text)]
        must((code === null) === (wijk === null), 'every code has its wijk')
        if (code !== null && wijk !== null)
          must(
            readAreaCode(code) === code && identifiers.NeighbourhoodCode.safeParse(wijk).success,
            'a code reads back',
          )
        return code !== null
      },
    ),
    target(
      'postcode and address',
      ['shared/domain/postcode.ts readPostcode', 'shared/domain/postcode.ts readAddress'],
      800,
      textLike(['9981 AB', '9981ab', '9981 AB 18-a', '1234 SS']),
      (text) => {
        const [postcode, address] = [readPostcode(text), readAddress(text)]
        if ('postcode' in postcode)
          must(
            /^[1-9][0-9]{3}[A-Z]{2}$/.test(postcode.postcode) &&
              'postcode' in readPostcode(writtenPostcode(postcode.postcode)),
            'a postcode reads back',
          )
        if ('postcode' in address)
          must(child.EarlierAddress.safeParse(address).success, 'an address fits its schema')
        return 'postcode' in postcode || 'postcode' in address
      },
    ),
    target(
      'names of a list',
      ['renderer/engine/caseload/names.ts splitFullName'],
      400,
      textLike(['Berg, Piet van den', 'Zoë (Zoetje) El Amrani', 'J.P. de Vries-Bos; A. Vos']),
      (text) => {
        splitLastName(text)
        splitList(text)
        return splitFullName(text) !== null
      },
    ),
    target(
      'match keys of anybody',
      ['shared/matching/match-keys.ts matchKeysOf'],
      100,
      valueLike([CHILD]),
      (value) => {
        const read = child.Child.safeParse(value)
        if (!read.success) return false
        entryChecks(read.data, TODAY)
        return must(
          matchKeysOf(read.data, true).every(({ type, input }) => input.startsWith(`n1|${type}|`)),
          'a key names its recipe and type',
        )
      },
    ),
    target(
      'BSN',
      ['shared/matching/bsn.ts isBsn'],
      300,
      textLike(['111222333', '123456782']),
      (text) => isBsn(text) && must(/^[0-9]{9}$/.test(text), 'nine figures'),
    ),
    target(
      'vault record',
      ['renderer/engine/session/vault-record.ts readVaultRecord'],
      100,
      oneof(
        textLike(vaultRecords.map((record) => JSON.stringify(record))),
        valueLike(vaultRecords).map((value) => JSON.stringify(value) ?? ''),
      ),
      (text) => taken(() => readVaultRecord(text)),
    ),
    target(
      'vault record, opened',
      [
        'renderer/engine/session/vault-record.ts openVaultRecord',
        'renderer/engine/session/vault-record.ts checkSecret',
      ],
      3,
      tuple(
        valueLike(vaultRecords).map((value) => JSON.stringify(value) ?? ''),
        textLike(['geheim zinnetje', '123456']),
        boolean(),
      ),
      ([record, secret, keychain]) =>
        takenLater(async () => {
          taken(() => {
            checkSecret({ kind: 'pin', value: secret }, keychain)
            return true
          })
          return Number(/"memoryKiB":(\d+)/.exec(record)?.[1] ?? 0) > 64
            ? null
            : openVaultRecord(record, secret)
        }),
    ),
    target(
      'rescue copy',
      ['renderer/engine/recovery/rescue-copy.ts openRescue'],
      100,
      textLike([rescue]),
      (text) => openRescue(dataKey, text).length > 0,
    ),
    target(
      'rescue copy of a broken program',
      ['renderer/engine/recovery/rescue-copy.ts openRescue'],
      60,
      valueLike([[{ table: 'outbox', key: '1', value: {} }, null]]),
      (value) => {
        const rows = openRescue(dataKey, toBase64url(sealRow(dataKey, 'aside', 'rescue', value, random)))
        return must(
          rows.every(({ table, key }) => typeof table === 'string' && typeof key === 'string'),
          'only rows of our tables',
        )
      },
    ),
    target(
      'envelope of the log',
      ['renderer/engine/directory/outer-layer.ts openOuter'],
      30,
      bytesLike([fromHex(example.signal.envelope)], { fixed: true, most: 2100 }),
      (bytes) => taken(() => openOuter(signalState, bytes)),
    ),
    target(
      'inner layer, by every way of a device',
      ['renderer/engine/inbox/open.ts openSignal', 'renderer/engine/inbox/open.ts openOther'],
      20,
      bytesLike([fromHex(example.signal.inner), fromHex(example.answer.inner)], { fixed: true }),
      (inner) =>
        takenLater(async () => {
          if (inner.length !== 1991) return false
          const opened = {
            of: 'signals' as const,
            isSignal: inner[0] === 1,
            eventId: inner.slice(1, 17),
            replyKey: inner.slice(17, 49),
            expiresDay: example.signal.expiresDay,
            week: example.weekKey.week,
            inner,
          }
          const signal = await openSignal(openingState, opened, true)
          return signal.key !== null || (await openOther(openingState, opened, false)) !== null
        }),
    ),
    target(
      'note of the own log',
      ['renderer/engine/log/note.ts readOwnNote'],
      60,
      textLike(example.log.notes),
      (text) =>
        takenLater(() =>
          readOwnNote(
            { identity: { roots: { relay: toBase64url(fromHex(example.roots.relay.publicKey)) } } } as State,
            text,
            logOrigin('relay', example.log.logId),
          ),
        ),
    ),
    target(
      'envelope of the log, for a line behind',
      ['renderer/engine/directory/escalations.ts openEscalated'],
      30,
      bytesLike([fromHex(example.signal.envelope)], { fixed: true, most: 2100 }),
      (bytes) => taken(() => openEscalated(behindState(), bytes)),
    ),
    target(
      'list of areas',
      [
        'renderer/engine/caseload/area-file.ts readAreas',
        'renderer/engine/commands/neighbourhoods/areas.ts readAreaFile',
      ],
      60,
      textLike([
        'code;naam;kolom;rij\r\nWK999801;Veenwijk Oost;1;1\r\nBU99980101;Buurt;;\r\n',
        'wijkcode,wijknaam\nWK999802,Noord',
      ]),
      (text) =>
        takenLater(async () => (await readAreaFile(new Blob([text.toWellFormed()]))).areas.length > 0),
    ),
    target(
      'answer of a holder, over HTTP',
      ['renderer/engine/net/request.ts request'],
      100,
      tuple(
        oneof(
          ...answerSchemas.map((schema) => {
            const own = fitting({ schema })
            return tuple(
              oneof(
                valueLike(own).map((value) => JSON.stringify(value) ?? ''),
                textLike(own.map((value) => JSON.stringify(value))),
              ),
              constantFrom(schema),
            )
          }),
        ),
        constantFrom(200, 200, 200, 200, 204, 301, 400, 401, 409, 413, 429, 500, 503, 507),
        constantFrom('application/json', 'application/json', 'application/json', 'text/html', ''),
        boolean(),
      ),
      ([[body, schema], status, type, isRelay]) =>
        takenLater(async () => {
          const fetch = (): Promise<Response> =>
            Promise.resolve(
              new Response(status === 204 ? null : body.toWellFormed(), {
                status,
                headers: { 'content-type': type },
              }),
            )
          try {
            return await request(
              isRelay ? 'relay' : 'trustee',
              'https://relay.example',
              {
                fetch: fetch as unknown as typeof globalThis.fetch,
                isOnline: () => true,
                after: () => () => {},
              },
              { method: 'GET', path: '/v1/keys', schema },
            )
          } catch (error) {
            // A refusal without a name of its own (forbidden, malformed, too-large) is told as 'unexpected',
            // on purpose.
            if ((error as { code?: string }).code === 'unexpected' && status >= 400) return null
            throw error
          }
        }),
    ),
    target(
      'message of the socket',
      ['renderer/engine/net/live.ts LiveConnection'],
      60,
      oneof(
        valueLike(Object.values(live)).map((value): unknown => JSON.stringify(value)),
        textLike(Object.values(live).map((value) => JSON.stringify(value))),
        anythingLike([dataKey, null]),
      ),
      (data) => {
        const [said, closed] = [{ count: 0 }, { count: 0 }]
        const socket = new EventTarget() as EventTarget & { send: () => void; close: () => void }
        socket.send = () => {}
        socket.close = () => {}
        const connection = new LiveConnection(
          'https://relay.example',
          { token: 't', after: 0 },
          {
            WebSocket: function () {
              return socket
            } as unknown as typeof WebSocket,
            after: () => () => {},
          },
          {
            message: () => {
              said.count += 1
            },
            closed: () => {
              closed.count += 1
            },
          },
        )
        socket.dispatchEvent(new MessageEvent('message', { data }))
        must(
          said.count + closed.count === (isOfLater(data) ? 0 : 1),
          'a message is heard, or passed over because only a newer relay says it, or the connection closed',
        )
        connection.close()
        return said.count === 1
      },
    ),
    target(
      'schemas of the protocol, the bridge, the worker',
      schemas.map(({ name }) => `schema ${name}`),
      200,
      oneof(...schemas.map((one) => tuple(constantFrom(one), anythingLike(fitting(one))))),
      ([{ schema }, value]) => schema.safeParse(value).success,
    ),
    target(
      'request to the relay, as it is parsed',
      ['relay/http/server.ts parse'],
      100,
      oneof(
        ...schemas
          .filter(({ name }) => name.startsWith('http.'))
          .map((one) => tuple(constantFrom(one), valueLike(fitting(one)))),
      ),
      ([{ schema }, value]) => {
        try {
          parse(schema, value)
          return true
        } catch (error) {
          if (error instanceof Refusal && error.code === 'malformed') return false
          throw error
        }
      },
    ),
    target(
      'request over the bridge',
      ['electron/ipc/answering.ts answering'],
      100,
      tuple(
        constantFrom<z.ZodType>(
          bridge.Servers,
          bridge.Settings,
          bridge.VaultRecord,
          bridge.RescueRecord,
          bridge.NotificationKind,
          bridge.OutsideLink,
          bridge.Reach,
          bridge.PdfName,
          z.undefined(),
        ),
        anythingLike([servers, settings, 'record', 'answer']),
      ),
      ([schema, payload]) => faulty(() => answering(schema, () => true)(payload)),
    ),
    target(
      'whom to call or mail',
      ['shared/bridge.ts reachUrl', 'shared/domain/written-number.ts callable'],
      600,
      oneof(
        valueLike([
          { kind: 'call', number: '+31612345678' },
          { kind: 'mail', address: "k.o'haddad+a@welzijn.example" },
        ]),
        textLike(['06-12 34 56 78', '+31 (0)6 12345678', '112', '050-1234567 toestel 12']).map(
          (text): unknown => ({ kind: 'call', number: callable(text) ?? text }),
        ),
        textLike(['a@b.nl', 'a@b.nl?bcc=c@d.nl']).map((address): unknown => ({ kind: 'mail', address })),
      ),
      (value) => {
        const way = bridge.Reach.safeParse(value)
        if (!way.success) return false
        const text = bridge.reachUrl(way.data)
        const url = new URL(text)
        must(
          url.href === text &&
            ['tel:', 'mailto:'].includes(url.protocol) &&
            url.search + url.hash + url.host + url.username === '',
          'a URL of one number or one address, and nothing beside it',
        )
        return must(
          way.data.kind === 'call'
            ? url.pathname === way.data.number
            : decodeURIComponent(url.pathname) === way.data.address,
          'it is who was asked for',
        )
      },
    ),
    target(
      'settings that were stored',
      ['electron/settings/settings.ts openSettings', 'electron/settings/settings.ts openServers'],
      100,
      anythingLike([settings, servers]),
      (value) => {
        bridge.Settings.catch(bridge.Settings.parse({})).parse(value)
        return bridge.Servers.nullable().catch(null).parse(value) !== null
      },
    ),
    target(
      'command line',
      ['electron/command-line.ts readCommandLine', 'electron/deep-links.ts deepLinkIn'],
      400,
      array(
        textLike([
          '--profile=karim',
          '--device-file=/x',
          '--demo',
          '--user-data-dir=/y',
          'ruggensteun://open/caseload',
        ]),
        { maxLength: 4 },
      ),
      (argv) => {
        const line = readCommandLine(argv)
        must(
          /^[a-z0-9-]{1,64}$/.test(line.profile) && userDataFolder(line, '/ordinary/ruggensteun').length > 0,
          'a profile is a name',
        )
        return deepLinkIn(argv) !== null || line.profile !== 'default'
      },
    ),
    target(
      'deep link',
      ['electron/deep-links.ts parseDeepLink'],
      800,
      textLike(['ruggensteun://open/caseload', 'ruggensteun://open/my-signals/']),
      (text) =>
        taken(() => {
          const screen = parseDeepLink(text)
          return screen && must(bridge.Screen.options.includes(screen), 'one of the screens')
        }),
    ),
    target(
      'path in the bundle',
      ['electron/bundle-path.ts bundlePath', 'electron/origin.ts isAppOrigin'],
      400,
      textLike([
        'app://bundle/index.html',
        'app://bundle/assets/a.js',
        'app://bundle/%2e%2e/x',
        'app://bundle/',
      ]),
      (text) =>
        taken(() => {
          const path = bundlePath('/srv/app', text)
          return (
            path &&
            must(
              path.startsWith('/srv/app/') && !path.split('/').includes('..') && isAppOrigin(text),
              'never outside of the bundle',
            )
          )
        }),
    ),
    target(
      'id of a name',
      ['relay/cli/invitations.ts idOf'],
      300,
      textLike(['De Regenboog', '’t Hof']),
      (text) => must(identifiers.Id.safeParse(idOf(text)).success, 'any name makes an id'),
    ),
    target(
      'admission file',
      ['relay/cli/admission.ts describe', 'relay/cli/invitations.ts readJson'],
      20,
      tuple(valueLike([admission]), valueLike([bodies[0], hostile]), boolean()),
      async ([value, body, whole]) => {
        const content = whole
          ? value
          : { ...admission, statement: { ...admission.statement, body: JSON.stringify(body) ?? '' } }
        // What a trustee reads before it signs must be what it says: nothing in a name moves the cursor or
        // begins a line.
        return describeAdmission(await file('admission', JSON.stringify(content) ?? '')).then(
          (text) =>
            must(
              text.split('\n').every((line) => !/\p{C}/u.test(line)) && text.split('\n').length <= 9,
              'nothing in a name writes on the terminal',
            ),
          names(folder),
        )
      },
    ),
    target(
      'configuration of a holder',
      ['relay/config.ts readConfig'],
      20,
      oneof(
        valueLike([config]).map((value) => JSON.stringify(value) ?? ''),
        textLike([JSON.stringify(config)]),
      ),
      async (text) => {
        await file('relay.json', text)
        return readConfig(folder, 'relay').then(() => true, names(folder))
      },
    ),
    target(
      'backup of a relay',
      ['relay/backup/sealed-file.ts readSealedLines'],
      6,
      bytesLike([backup]),
      async (bytes) => {
        if (Number(/"memoryKiB":(\d+)/.exec(Buffer.from(bytes).toString('latin1'))?.[1] ?? 0) > 64)
          return false
        const path = await file('backup', bytes)
        let lines = 0
        try {
          for await (const _ of readSealedLines(path, 'zin')) lines += 1
          return lines === 2
        } catch (error) {
          return names(folder)(error)
        }
      },
    ),
    target(
      'vault file',
      ['electron/secrets/vault-file.ts readVaultFile'],
      20,
      oneof(
        bytesLike([utf8(JSON.stringify({ version: 1, backend: 'x', sealed: false, record: 'r' }))]),
        valueLike([{ version: 1, backend: 'x', sealed: false, record: 'r' }]).map((value) =>
          bytesOf(JSON.stringify(value) ?? ''),
        ),
      ),
      async (bytes) => {
        const path = await file('vault', bytes)
        return faulty(() => readVaultFile(path))
      },
    ),
    target(
      'rescue file and device file of the shell',
      ['electron/secrets/rescue.ts openRescue', 'electron/device-file.ts readDeviceFile'],
      6,
      tuple(bytesLike([utf8(rescue)]), integer({ min: 0, max: 1 })),
      async ([bytes, which]) => {
        const path = await file('rescue', bytes)
        return faulty(async () => (which === 0 ? openRescueFile(path).load() : readDeviceFile(path)))
      },
    ),
  ]
  return { targets, stop: () => rm(folder, { recursive: true, force: true }) }
}
