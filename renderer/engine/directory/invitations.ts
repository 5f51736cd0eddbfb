/**
 * The inviter's side of a mailbox (shared/protocol/mailbox.ts): opens it, answers the first request with the
 * nonce, and after a person compared the check words admits the device and welcomes it. An invitation that
 * was used once is never used again, whatever the relay shows.
 */
import { signStatement } from '../../../shared/crypto/signing.ts'
import { fromBase64url, toBase64url } from '../../../shared/encoding.ts'
import { asRuggensteunError, RuggensteunError } from '../../../shared/errors.ts'
import { isMembership, organisationOf } from '../../../shared/membership/fold/fold.ts'
import { sealLabel } from '../../../shared/membership/device-label.ts'
import { MailboxAnswer, OkAnswer } from '../../../shared/protocol/http.ts'
import type { Offer } from '../../../shared/membership/invitation.ts'
import {
  commitmentTo,
  DEVICE_INVITE_HOURS,
  makeCode,
  openCode,
  openMessage,
  PLACES,
  sealMessage,
  wordsOf,
  type MailboxKey,
  type Place,
} from '../../../shared/protocol/mailbox.ts'
import type { Device } from '../../../shared/membership/statements.ts'
import type { Role } from '../../../shared/domain/identifiers.ts'
import { logged } from '../store/logbook.ts'
import type { State } from '../store/state.ts'
import { put, remove } from '../store/changes.ts'
import type { MembershipParts, Membership } from './membership.ts'
import type { Invite } from '../store/rows.ts'

const SOON_MS = 3_000
const LATER_MS = 30_000
const SOON_FOR_MS = 20 * 60_000

export class Invitations {
  readonly #parts: MembershipParts
  readonly #membership: Membership
  readonly #changed: () => void
  #callOff: () => void = () => {}
  #stopped = false

  constructor(parts: MembershipParts, membership: Membership, changed: () => void) {
    this.#parts = parts
    this.#membership = membership
    this.#changed = changed
  }

  get #state(): State {
    return this.#parts.state
  }

  #keep(invite: Invite, ...more: ReturnType<typeof logged>[]): Promise<void> {
    return this.#parts.exclusive(() => this.#state.commit([put('invites', invite.id, invite), ...more]))
  }

  async make(
    roles: readonly Role[],
    neighbourhoods: readonly string[],
    now: Date,
  ): Promise<{ inviteId: string; code: string }> {
    const { random } = this.#parts.ports
    const { identity } = this.#state
    const code = makeCode(random)
    const key = await openCode(code)
    const nonce = toBase64url(random(16))
    const offer: Offer = {
      for: 'device',
      organisation: identity.organisation.name,
      by: `${identity.person.name}, ${identity.person.function}`.slice(0, 120),
      roles: [...roles],
      neighbourhoods: [...neighbourhoods],
      commitment: commitmentTo(nonce),
      roots: identity.roots,
    }
    const expiresAt = new Date(now.getTime() + DEVICE_INVITE_HOURS * 3_600_000).toISOString()
    const { id } = identity.device
    const invitation = await signStatement(
      { type: 'invitation', mailbox: key.mailbox, by: id, expiresAt, at: now.toISOString() },
      [{ by: id, key: identity.signingKey }],
    )
    const invite: Invite = {
      id: key.mailbox,
      code,
      mailbox: key.mailbox,
      key: toBase64url(key.key),
      nonce,
      offer,
      expiresAt,
      request: null,
      words: null,
      state: 'waiting',
    }
    await this.#parts.relay.open('POST', '/v1/mailboxes', OkAnswer, {
      invitation,
      offer: toBase64url(sealMessage(key, 'offer', offer, random)),
    })
    await this.#keep(invite, logged(this.#parts.ports, 'invited'))
    this.watch(now)
    return { inviteId: invite.id, code }
  }

  /** Looks into the mailboxes of open invitations for as long as there are any. */
  watch(now: Date): void {
    this.#callOff()
    const open = this.#open()
    if (this.#stopped || open.length === 0) return
    const youngest = Math.max(
      ...open.map(({ expiresAt }) => new Date(expiresAt).getTime() - DEVICE_INVITE_HOURS * 3_600_000),
    )
    const pause = now.getTime() - youngest < SOON_FOR_MS ? SOON_MS : LATER_MS
    this.#callOff = this.#parts.ports.after(pause, () => void this.look(new Date(now.getTime() + pause)))
  }

  stop(): void {
    this.#stopped = true
    this.#callOff()
  }

  #open(): Invite[] {
    return [...this.#state.invites.values()].filter(({ state }) => state === 'waiting')
  }

  async look(now: Date): Promise<void> {
    for (const invite of this.#open()) {
      if (new Date(invite.expiresAt) <= now) await this.#keep({ ...invite, state: 'expired' })
      else
        await this.#lookInto(invite).catch((error: unknown) => {
          if (asRuggensteunError(error).code === 'unexpected') throw error
        })
    }
    if (this.#stopped) return
    this.#changed()
    this.watch(now)
  }

  async #lookInto(invite: Invite): Promise<void> {
    const key: MailboxKey = { mailbox: invite.mailbox, key: fromBase64url(invite.key) }
    const { messages } = await this.#parts.relay.open('GET', `/v1/mailboxes/${invite.mailbox}`, MailboxAnswer)
    const sealed = messages.find(({ place }) => place === PLACES.request)
    const request = sealed ? openMessage(key, 'request', fromBase64url(sealed.message)) : null
    if (!sealed) return
    // Somebody used the code for what is no request, or asks with keys that nobody can use: it is worth nothing
    // any more, and the administrator hears of it.
    if (!request)
      return this.#keep({ ...invite, state: 'spoiled' }, logged(this.#parts.ports, 'refused', null, 'invite'))
    // Kept before the nonce leaves: from here no other request counts for this invitation.
    await this.#keep({
      ...invite,
      request,
      state: 'asked',
      words: wordsOf(invite.mailbox, invite.offer, request, invite.nonce),
    })
    await this.#say(invite, 'reveal', { nonce: invite.nonce })
  }

  #say<P extends Exclude<Place, 'offer'>>(
    invite: Invite,
    place: P,
    content: Parameters<typeof sealMessage<P>>[2],
  ): Promise<unknown> {
    const key: MailboxKey = { mailbox: invite.mailbox, key: fromBase64url(invite.key) }
    return this.#parts.relay.open('POST', `/v1/mailboxes/${invite.mailbox}`, OkAnswer, {
      place: PLACES[place],
      message: toBase64url(sealMessage(key, place, content, this.#parts.ports.random)),
    })
  }

  /** A person compared the words: the device is admitted and welcomed, or turned away. */
  async confirm(inviteId: string, same: boolean, now: Date): Promise<void> {
    const invite = this.#state.invites.get(inviteId)
    if (invite?.state !== 'asked' || !invite.request)
      throw new RuggensteunError('not-allowed', { field: 'invite' })
    if (!same) {
      await this.#say(invite, 'welcome', { refused: true })
      return this.#keep(
        { ...invite, state: 'refused' },
        logged(this.#parts.ports, 'refused', invite.request.person.name, 'check-words'),
      )
    }
    const { identity } = this.#state
    const { request, offer } = invite
    const newest = [...this.#state.organisationKeys].at(-1)
    const device: Device = {
      id: request.deviceId,
      organisationId: identity.organisation.id,
      serial: 1,
      roles: [...offer.roles],
      neighbourhoods: [...offer.neighbourhoods],
      signingKey: request.signingKey,
      hpkeKey: request.hpkeKey,
      label: newest
        ? sealLabel(
            request.person.name,
            request.deviceId,
            newest[0],
            newest[1].privateKey,
            this.#parts.ports.random,
          )
        : null,
    }
    if (!this.#state.directory.devices.has(device.id)) {
      await this.#membership.publish([
        await signStatement({ type: 'device-admitted', device, at: now.toISOString() }, [
          { by: identity.device.id, key: identity.signingKey },
        ]),
      ])
      await this.#membership.keep(now)
    }
    const statements = (this.#state.meta.directory?.statements ?? []).filter(
      (statement) =>
        isMembership(statement) &&
        organisationOf(statement, this.#state.directory) === identity.organisation.id,
    )
    await this.#say(invite, 'welcome', { statements: [...statements], servers: identity.servers })
    await this.#keep(
      { ...invite, state: 'admitted' },
      logged(this.#parts.ports, 'device-admitted', request.person.name),
    )
  }

  /** The code is worth nothing any more. */
  async withdraw(inviteId: string): Promise<void> {
    const invite = this.#state.invites.get(inviteId)
    if (!invite) return
    if (invite.state === 'waiting' || invite.state === 'asked') {
      // Filling the newcomer's place ourselves makes the code unusable at the relay too.
      await this.#parts.relay
        .open('POST', `/v1/mailboxes/${invite.mailbox}`, OkAnswer, {
          place: PLACES.request,
          message: toBase64url(this.#parts.ports.random(96)),
        })
        .catch((error: unknown) => {
          if (!['directory-refused', 'invite-unknown'].includes(asRuggensteunError(error).code)) throw error
        })
      if (invite.state === 'asked') await this.#say(invite, 'welcome', { refused: true }).catch(() => {})
    }
    await this.#parts.exclusive(() => this.#state.commit([remove('invites', inviteId)]))
  }
}
