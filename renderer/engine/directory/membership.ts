/**
 * Who takes part, as this device knows it: the relay's statements folded, the keys opened that were sealed to
 * us, and for an administrator's device the duty to keep them: everyone holds the organisation's key and the
 * week key, nobody who was revoked does, and the trustee knows of it too.
 */
import { importHpkeKey } from '../../../shared/crypto/hpke.ts'
import { readStatement, signStatement } from '../../../shared/crypto/signing.ts'
import { organisationOfDevice } from '../../../shared/membership/directory.ts'
import { isBehind } from '../../../shared/domain/linies.ts'
import { mayDo, scopeOf } from '../../../shared/membership/roles.ts'
import { toBase64url } from '../../../shared/encoding.ts'
import { asRuggensteunError } from '../../../shared/errors.ts'
import { foldStatement, isMembership, organisationOf } from '../../../shared/membership/fold/fold.ts'
import { boardKeyOf } from '../../../shared/protocol/envelope.ts'
import { DirectoryAnswer, PublishAnswer } from '../../../shared/protocol/http.ts'
import {
  extendOrganisationKeys,
  makeOrganisationKey,
  needsNewKey,
  openOrganisationKey,
} from '../../../shared/membership/organisation-key.ts'
import {
  extendWeekKey,
  makeWeekKey,
  mayMakeWeekKey,
  openWeekKey,
  type Signer,
} from '../../../shared/membership/week-key.ts'
import type { Organisation, Statement } from '../../../shared/membership/statements.ts'
import { statementHoldsBsn } from '../../../shared/membership/written-words.ts'
import { weekNumber } from '../../../shared/calendar/time.ts'
import { inDirectory } from '../crypto/identity.ts'
import { takeEscalations } from './escalations.ts'
import type { KeyHolder } from '../net/key-holder.ts'
import { logged, notSealedTo } from '../store/logbook.ts'
import type { Ports } from '../ports.ts'
import { weekKeyName, weekKeysOf, type State } from '../store/state.ts'
import { setMeta } from '../store/changes.ts'
import type { UncheckedStatements } from '../store/rows.ts'
import { NOTHING_UNCHECKED, statementHash } from '../log/record.ts'
import type { Exclusive } from '../store/exclusive.ts'

/** Week keys of older weeks open nothing that is still alive (a signaal lives 90 days at the most). */
const SCOPE_WEEKS = 14
const MAX_PUBLISH = 100
/** Numbers that are remembered as passed over: one is enough to accuse. */
const MOST_MISSING = 1000

/** A statement and its place in the relay's directory. */
export interface Placed {
  readonly seq: number
  readonly statement: Statement
}

export interface MembershipParts {
  readonly state: State
  readonly ports: Ports
  readonly relay: KeyHolder
  readonly trustee: KeyHolder
  readonly exclusive: Exclusive
}

export class Membership {
  readonly #parts: MembershipParts
  /** Devices and organisations of which the logbook says that a key could not be sealed to them. */
  readonly #named = new Set<string>()
  constructor(parts: MembershipParts) {
    this.#parts = parts
  }

  /** Fetches what is new; true where there was something. */
  async pull(): Promise<boolean> {
    const { state, relay } = this.#parts
    const added: Placed[] = []
    for (let after = state.meta.directory?.after ?? 0; ;) {
      const page = await relay.call('GET', `/v1/directory?after=${after}`, DirectoryAnswer)
      added.push(...page.statements)
      after = Math.max(after, ...page.statements.map(({ seq }) => seq))
      if (page.statements.length === 0 || after >= page.head) break
    }
    const [missing] = state.meta.uncheckedStatements?.missing ?? []
    if (missing !== undefined)
      added.push(
        ...(await relay.call('GET', `/v1/directory?after=${missing - 1}`, DirectoryAnswer)).statements,
      )
    return this.take(added)
  }

  /** Statements of the relay's directory in its order, from where we are; true where one was new. */
  async take(page: readonly Placed[]): Promise<boolean> {
    const { state, exclusive } = this.#parts
    const known = state.meta.directory ?? { after: 0, statements: [] }
    const unchecked = state.meta.uncheckedStatements ?? NOTHING_UNCHECKED
    const wanted = ({ seq }: Placed): boolean => seq > known.after || unchecked.missing.includes(seq)
    const added = [...new Map(page.filter(wanted).map((one) => [one.seq, one])).values()].sort(
      (a, b) => a.seq - b.seq,
    )
    if (added.length === 0) return false
    const statements = added.map(({ statement }) => statement)
    const after = Math.max(known.after, added.at(-1)!.seq)
    await exclusive(() =>
      state.commit([
        setMeta('directory', { after, statements: this.#stillNeeded([...known.statements, ...statements]) }),
        setMeta('uncheckedStatements', this.#unchecked(unchecked, known.after, added)),
      ]),
    )
    await this.use(statements)
    return true
  }

  /** What waits for its leaf in the log, and which numbers were passed over: the relay's have no gaps. */
  #unchecked(before: UncheckedStatements, after: number, added: readonly Placed[]): UncheckedStatements {
    const walked = this.#parts.state.meta.watched?.lastStatement ?? 0
    const hashes = { ...before.hashes }
    const missing = new Set(before.missing)
    let next = after + 1
    for (const { seq, statement } of added) {
      for (; next < seq && missing.size < MOST_MISSING; next++) missing.add(next)
      missing.delete(seq)
      next = Math.max(next, seq + 1)
      if (seq > walked) hashes[seq] = toBase64url(statementHash(statement.body))
    }
    return { hashes, missing: [...missing] }
  }

  #stillNeeded(statements: readonly Statement[]): readonly Statement[] {
    const newest = Math.max(0, ...this.#parts.state.directory.weekKeys.keys())
    return statements.filter((statement) => {
      // The fold refuses it, wherever it came from; it is not kept either.
      if (statementHoldsBsn(statement)) return false
      const body = readStatement(statement)
      return (
        (body?.type !== 'week-key' && body?.type !== 'week-key-unusable') || body.week > newest - SCOPE_WEEKS
      )
    })
  }

  /** Folds statements and opens the keys they bring. */
  async use(statements: readonly Statement[]): Promise<void> {
    const { state } = this.#parts
    for (const statement of statements) {
      const folded = await foldStatement(state.directory, statement, state.identity.roots)
      if (folded.accepted) state.directory = folded.directory
    }
    state.identity = inDirectory(state.identity, state.directory)
    const { id } = state.identity.organisation
    for (const key of state.directory.organisationKeys.get(id) ?? []) {
      if (state.organisationKeys.has(key.version)) continue
      const privateKey = await openOrganisationKey(key, state.identity.receivingKeys)
      if (privateKey)
        state.organisationKeys.set(key.version, { privateKey, key: await importHpkeKey(privateKey) })
    }
    const held = [...state.organisationKeys.values()].map(({ key }) => key).reverse()
    for (const offered of [...state.directory.weekKeys.values()].flat()) {
      const { week, keyId } = offered
      if (state.weekKeys.has(weekKeyName(week, keyId, 'board'))) continue
      const scope = await openWeekKey(offered, id, held, scopeOf(state.identity.organisation))
      if (!scope) continue
      for (const key of [scope, boardKeyOf(scope)]) state.weekKeys.set(weekKeyName(week, keyId, key.of), key)
    }
    await takeEscalations(state)
  }

  /** Publishes and takes over what the relay made of it. Throws directory-refused with the reason. */
  async publish(statements: readonly Statement[]): Promise<void> {
    for (let first = 0; first < statements.length; first += MAX_PUBLISH)
      await this.#parts.relay.call('POST', '/v1/directory', PublishAnswer, {
        statements: statements.slice(first, first + MAX_PUBLISH),
      })
    await this.pull()
  }

  /** Publishes what anybody could have published: somebody else was first is no error. */
  async #offer(statements: readonly Statement[]): Promise<boolean> {
    if (statements.length === 0) return false
    try {
      await this.publish(statements)
    } catch (error) {
      if (asRuggensteunError(error).code !== 'directory-refused') throw error
      await this.pull()
    }
    return true
  }

  /**
   * What a device sees to at every sync, that of an administrator most of it; true where the directory changed by
   * it.
   */
  async keep(now: Date): Promise<boolean> {
    const { state, ports } = this.#parts
    const { device, organisation } = state.identity
    const signer = { id: device.id, signingKey: state.identity.signingKey }
    if (!state.directory.devices.has(device.id)) return false
    let changed = await this.#sayUnusable(now, signer)
    if (!mayDo(device.roles, 'organisation-key')) return changed
    /** By device or organisation: the organisation that is named. */
    const leftOut = new Map<string, string>()
    if (needsNewKey(organisation.id, state.directory))
      changed =
        (await this.#offer([
          await makeOrganisationKey(organisation.id, state.directory, signer, ports.random, ({ id }) =>
            leftOut.set(id, organisation.id),
          ),
        ])) || changed
    const held = new Map(
      [...state.organisationKeys].map(([version, { privateKey }]) => [version, privateKey]),
    )
    changed =
      (await this.#offer(
        await extendOrganisationKeys(organisation.id, state.directory, held, signer, ({ id }) =>
          leftOut.set(id, organisation.id),
        ),
      )) || changed
    if (!isBehind(organisation) && scopeOf(organisation) === 'signals')
      changed = (await this.#keepWeekKeys(now, signer, leftOut)) || changed
    await this.#name(leftOut)
    await this.#tellTrustee()
    return changed
  }

  /**
   * A key of this week that was sealed to the own organisation and does not open, said once. A device that lacks a key
   * of its organisation cannot know.
   */
  async #sayUnusable(now: Date, signer: Signer): Promise<boolean> {
    const { state, ports, exclusive } = this.#parts
    const { directory, weekKeys, organisationKeys } = state
    const { id } = state.identity.organisation
    if (organisationKeys.size < (directory.organisationKeys.get(id)?.length ?? 1)) return false
    const week = weekNumber(now)
    const offered = directory.weekKeys.get(week) ?? []
    if (offered.some(({ keyId }) => directory.unusableKeys.get(keyId)?.includes(id))) return false
    const closed = offered.find(
      ({ keyId, sealedTo }) =>
        sealedTo.some(({ organisationId }) => organisationId === id) &&
        !weekKeys.has(weekKeyName(week, keyId, 'board')),
    )
    if (!closed) return false
    const { keyId, deviceId } = closed
    const said = await this.#offer([
      await signStatement(
        {
          type: 'week-key-unusable',
          week,
          keyId,
          organisationId: id,
          deviceId: signer.id,
          at: now.toISOString(),
        },
        [{ by: signer.id, key: signer.signingKey }],
      ),
    ])
    const maker = organisationOfDevice(directory, deviceId) ?? deviceId
    await exclusive(() =>
      state.commit([logged(ports, 'week-key-unusable', directory.organisations.get(maker)?.name ?? maker)]),
    )
    return said
  }

  /** The key of this week, for everybody who should have it. */
  async #keepWeekKeys(now: Date, signer: Signer, leftOut: Map<string, string>): Promise<boolean> {
    const { state, ports } = this.#parts
    const name = ({ id }: Organisation): void => void leftOut.set(id, id)
    let changed = false
    const week = weekNumber(now)
    if (mayMakeWeekKey(week, state.directory, state.identity.organisation.id))
      changed =
        (await this.#offer([await makeWeekKey(week, state.directory, signer, ports.random, name)])) || changed
    // Who came in the middle of the week may read what was sealed before: it can concern a child they know.
    for (const scope of weekKeysOf(state, week, 'signals')) {
      const statement = await extendWeekKey(scope, state.directory, signer, name)
      changed = (await this.#offer(statement ? [statement] : [])) || changed
    }
    return changed
  }

  /** Those that a key could not be sealed to, in the administrator's logbook: each once while we run. */
  async #name(leftOut: ReadonlyMap<string, string>): Promise<void> {
    const { state, ports, exclusive } = this.#parts
    const fresh = [...leftOut].filter(([id]) => !this.#named.has(id))
    if (fresh.length === 0) return
    for (const [id] of fresh) this.#named.add(id)
    await exclusive(() => state.commit(fresh.map(([, of]) => notSealedTo(state, of, ports))))
  }

  /** Statements that the trustee must know: of the own organisation, and who left. */
  #forTrustee(): Statement[] {
    const { state } = this.#parts
    return (state.meta.directory?.statements ?? []).filter(
      (statement) =>
        isMembership(statement) &&
        (readStatement(statement)?.type === 'organisation-removed' ||
          organisationOf(statement, state.directory) === state.identity.organisation.id),
    )
  }

  /** A revocation must reach the trustee too; told again until it was heard. */
  async #tellTrustee(): Promise<void> {
    const { state, exclusive } = this.#parts
    const statements = this.#forTrustee()
    if (statements.length === (state.meta.trusteeTold ?? 0)) return
    try {
      await this.introduce()
      await exclusive(() => state.commit([setMeta('trusteeTold', statements.length)]))
    } catch (error) {
      if (asRuggensteunError(error).code !== 'trustee-down') throw error
    }
  }

  /** Brings the trustee the statements that admit this device: it asks nobody but us. */
  async introduce(): Promise<void> {
    const statements = this.#forTrustee()
    for (let first = 0; first < statements.length; first += MAX_PUBLISH)
      await this.#parts.trustee.open('POST', '/v1/directory', PublishAnswer, {
        statements: statements.slice(first, first + MAX_PUBLISH),
      })
  }
}
