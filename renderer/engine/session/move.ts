/**
 * Moving to another device, or keeping a copy: everything in one sealed file. Opening it makes a new device
 * with keys of its own; one statement, signed by the old device, admits the new one and revokes the old one.
 * So a copy works once.
 */
import { generateHpkeKey } from '../../../shared/crypto/hpke.ts'
import { generateSigningKey, importSigningKey, signStatement } from '../../../shared/crypto/signing.ts'
import { sealDeviceFile, type DeviceIdentity, type DevicePackage } from '../../../shared/device-file.ts'
import { fromBase64url, toBase64url, toHex } from '../../../shared/encoding.ts'
import { asRuggensteunError, RuggensteunError } from '../../../shared/errors.ts'
import { sealLabel } from '../../../shared/membership/device-label.ts'
import { foldAll, isMembership, organisationOf } from '../../../shared/membership/fold/fold.ts'
import { PublishAnswer } from '../../../shared/protocol/http.ts'
import { openOrganisationKey } from '../../../shared/membership/organisation-key.ts'
import type { Device, Statement } from '../../../shared/membership/statements.ts'
import type { Thread } from '../core/thread.ts'
import { useIdentity, type Identity } from '../crypto/identity.ts'
import { request, type NetworkPorts } from '../net/request.ts'
import type { Ports } from '../ports.ts'
import type { State } from '../store/state.ts'
import type { Meta, OutboxItem, Invite, Moving } from '../store/rows.ts'
import { TABLES, type StoredTable, type TableName } from '../store/database.ts'
import type { Change } from '../store/changes.ts'
import { checkSecret } from './vault-record.ts'
import { logged } from '../store/logbook.ts'

/**
 * What belongs to the old device only: its keys, its own chain of events, what the trustee heard from it, and
 * how it was let in.
 */
const STAYS_BEHIND: readonly (keyof Meta)[] = ['identity', 'counter', 'trusteeTold', 'joining', 'moving']

/**
 * Statements from which the admission of this device follows. Its own move may be younger than what it read
 * of the directory, so that one comes after those.
 */
const statementsOf = (state: State, stored: DeviceIdentity): Statement[] => {
  const read = (state.meta.directory?.statements ?? []).filter(
    (statement) =>
      isMembership(statement) &&
      organisationOf(statement, state.directory) === state.identity.organisation.id,
  )
  const known = new Set(read.map((statement) => JSON.stringify(statement)))
  return [...read, ...stored.statements.filter((statement) => !known.has(JSON.stringify(statement)))]
}

/** `stored` as the store holds it: with the private keys. */
const sealExport = async (
  state: State,
  stored: DeviceIdentity,
  passphrase: string,
  ports: Ports,
): Promise<Uint8Array> => {
  const identity: DeviceIdentity = { ...stored, statements: statementsOf(state, stored) }
  const undo = [...(await state.loadUndo())].map(([key, value]) => ({ table: 'undo', key, value }))
  const rows = [...TABLES.flatMap((table) => rowsOf(state, table)), ...undo]
  return sealDeviceFile({ identity, caseload: null, rows }, passphrase, ports.random, ports.argon2.file)
}

/**
 * The last place in the relay's log that the file knows of: as far as the log was read, or an own event that
 * the relay acknowledged and that was not read back yet. What the old device sends later counts for nothing.
 */
const knownUntil = (rows: NonNullable<DevicePackage['rows']>): number => {
  const of = (name: string): unknown => rows.find(({ table, key }) => table === 'meta' && key === name)?.value
  const threads = rows
    .filter(({ table }) => table === 'threads')
    .flatMap(({ value }) => ((value as Partial<Thread> | null)?.events ?? []).map(({ seq }) => seq))
  const board = ((of('obstacles') as Meta['obstacles'] | undefined)?.events ?? []).map(({ seq }) => seq)
  const cursor = of('cursor')
  return [...threads, ...board].reduce((most, seq) => Math.max(most, seq), Number(cursor ?? 0))
}

/**
 * An invitation counts for one request (sync/invitations.ts). The old device may still answer one after this
 * file was made, so the same code may not be open on another device: a new one is made there.
 */
const withoutOpenCode = (invite: Invite): Invite =>
  invite.state === 'waiting' ? { ...invite, state: 'expired' } : invite

const rowsOf = (state: State, table: TableName): { table: string; key: string; value: unknown }[] => {
  if (table === 'invites')
    return [...state.invites].map(([key, invite]) => ({ table, key, value: withoutOpenCode(invite) }))
  if (table !== 'meta') return [...state[table]].map(([key, value]) => ({ table, key, value }))
  return Object.entries(state.meta)
    .filter(([key, value]) => value !== undefined && !STAYS_BEHIND.includes(key as keyof Meta))
    .map(([key, value]) => ({ table, key, value }))
}

/** The name for colleagues, sealed with the newest organisation key that the old device could open. */
const labelFor = async (
  deviceId: string,
  old: Identity,
  file: DevicePackage,
  ports: Ports,
): Promise<Device['label']> => {
  const known = file.rows?.find(({ table, key }) => table === 'meta' && key === 'directory')?.value as
    | Meta['directory']
    | undefined
  const directory = await foldAll(known?.statements ?? [], old.roots)
  for (const key of [...(directory.organisationKeys.get(old.organisation.id) ?? [])].reverse()) {
    const privateKey = await openOrganisationKey(key, old.receivingKeys)
    if (privateKey) return sealLabel(old.person.name, deviceId, key.version, privateKey, ports.random)
  }
  return null
}

/** New keys and the statement; nothing is sent. Throws device-file-broken. */
export const prepareMove = async (file: DevicePackage, now: Date, ports: Ports): Promise<Moving> => {
  const old = await useIdentity(file.identity)
  const [signing, hpke] = [await generateSigningKey(), await generateHpkeKey()]
  const id = `d-${toHex(ports.random(10))}`
  const device = {
    ...old.device,
    id,
    serial: 1,
    signingKey: toBase64url(signing.publicKey),
    hpkeKey: toBase64url(hpke.publicKey),
    label: await labelFor(id, old, file, ports),
  }
  const statement = await signStatement(
    {
      type: 'device-moved',
      from: old.device.id,
      device,
      afterSeq: knownUntil(file.rows ?? []),
      at: now.toISOString(),
    },
    [{ by: old.device.id, key: await importSigningKey(fromBase64url(file.identity.signingSeed)) }],
  )
  const identity: DeviceIdentity = {
    ...file.identity,
    deviceId: device.id,
    signingSeed: toBase64url(signing.seed),
    hpkeKey: toBase64url(hpke.privateKey),
    formerKeys: [
      { deviceId: old.device.id, hpkeKey: file.identity.hpkeKey },
      ...file.identity.formerKeys,
    ].slice(0, 50),
    statements: [...file.identity.statements, statement],
  }
  await useIdentity(identity)
  return { identity, statement }
}

const MOVING: readonly StoredTable[] = [...TABLES, 'undo']

/** Rows of the file for the new store. What waited to leave is made again, signed by the new device. */
export const movedRows = (file: DevicePackage): Change[] =>
  (file.rows ?? []).flatMap(({ table, key, value }): Change[] => {
    if (
      !MOVING.includes(table as StoredTable) ||
      (table === 'meta' && STAYS_BEHIND.includes(key as keyof Meta))
    )
      return []
    const item =
      table === 'outbox' ? { ...(value as OutboxItem), envelope: null, hash: null, messageHash: null } : value
    return [{ table: table as StoredTable, key, value: item }]
  })

/**
 * Tells relay and trustee. Safe to repeat. Throws already-moved where the file was used before or the old
 * device is revoked.
 */
export const publishMove = async ({ identity, statement }: Moving, ports: NetworkPorts): Promise<void> => {
  try {
    await request('relay', identity.servers.relay.replace(/\/$/, ''), ports, {
      method: 'POST',
      path: '/v1/directory',
      schema: PublishAnswer,
      body: { statements: [statement] },
    })
  } catch (cause) {
    const error = asRuggensteunError(cause)
    throw error.code === 'directory-refused' ? new RuggensteunError('already-moved', {}, { cause }) : error
  }
}

/** Everything on this device, sealed under a passphrase. */
export const exportDevice = async (
  state: State,
  passphrase: string,
  ports: Ports,
): Promise<{ file: Uint8Array }> => {
  checkSecret({ kind: 'passphrase', value: passphrase }, false)
  const file = await sealExport(state, state.meta.identity!, passphrase, ports)
  await state.commit([logged(ports, 'exported')])
  return { file }
}
