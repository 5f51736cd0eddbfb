/**
 * A member that is not honest: admitted by both bodies, with the week key, and without a child that anybody looks for.
 * It seals again what others signed, signs two messages under one number, sends keys and envelopes that are none, and
 * says to the directory what is not true. Nothing of it may change what an honest screen shows (invariants.ts).
 */
import { KeyHolder } from '../../renderer/engine/net/key-holder.ts'
import type { Identity } from '../../renderer/engine/crypto/identity.ts'
import { aead } from '../../shared/crypto/aead.ts'
import { signStatement } from '../../shared/crypto/signing.ts'
import { concat, fromBase64url, toBase64url } from '../../shared/encoding.ts'
import { dayNumber } from '../../shared/calendar/time.ts'
import type { StatementBody } from '../../shared/membership/statements.ts'
import { encodeMessage } from '../../shared/messages/registry.ts'
import {
  openOuterLayer,
  sealEnvelope,
  type EnvelopeParts,
  type OpenedLayer,
} from '../../shared/protocol/envelope.ts'
import { PublishAnswer, PullAnswer, PushAnswer } from '../../shared/protocol/http.ts'
import {
  decodeOuterHeader,
  encodeOuterHeader,
  INNER_BYTES,
  keyMarkOf,
  type OuterHeader,
} from '../../shared/protocol/outer-header.ts'
import type { Chance } from './chance.ts'
import type { Network } from './network.ts'
import type { Stranger } from './people.ts'
import type { Scheduler } from './scheduler.ts'

/** A false signaal costs every device a receipt: a few show what many would. */
const MOST_FALSE_SIGNALS = 3
const MOST_TOGETHER = 20

interface Seen {
  readonly envelope: string
  readonly header: OuterHeader
  readonly opened: OpenedLayer
}

export class HostileMember {
  readonly #scheduler: Scheduler
  readonly #chance: Chance
  readonly #stranger: Stranger
  readonly #relay: KeyHolder
  #counter = 0
  #falseSignals = 0
  /** What it did, by name of the act. */
  readonly done = new Map<string, number>()

  constructor(
    stranger: Stranger,
    relayUrl: string,
    parts: { readonly scheduler: Scheduler; readonly chance: Chance; readonly network: Network },
  ) {
    this.#stranger = stranger
    this.#scheduler = parts.scheduler
    this.#chance = parts.chance
    const identity = { device: stranger.keys.device, signingKey: stranger.signingKey } as Identity
    this.#relay = new KeyHolder('relay', relayUrl, identity, {
      fetch: (url, init) => parts.network.fetch(this.name, () => true, String(url), init!),
      isOnline: () => true,
      after: (ms, task) => parts.scheduler.after(ms, this.name, '', task),
    })
  }

  get name(): string {
    return this.#stranger.keys.device.id
  }

  readonly #acts: Readonly<Record<string, () => Promise<void>>> = {
    'seals again what others signed': async () => {
      const seen = await this.#look()
      const some = this.#chance.shuffled(seen).slice(0, this.#chance.between(1, MOST_TOGETHER))
      await this.#push(some.map((one) => this.#sealedAgain(one)))
    },
    'gives an old message another day': async () => {
      const seen = await this.#look()
      if (seen.length > 0) await this.#push([this.#sealedAgain(this.#chance.pick(seen), 3)])
    },
    'signs two messages under one number': async () => {
      const signals = (await this.#look()).filter(({ opened }) => opened.isSignal)
      if (signals.length === 0) return
      const { opened } = this.#chance.pick(signals)
      this.#counter += 1
      for (const minutes of [0, 1]) await this.#push([await this.#receipt(opened, minutes)])
    },
    'brings keys that are none': async () =>
      this.#push([
        await this.#sealed({ replyKey: new Uint8Array(32) }),
        await this.#sealed({ replyKey: new Uint8Array(32).fill(255) }),
      ]),
    'sends layers of noise': async () =>
      this.#push(
        Array.from({ length: this.#chance.between(1, MOST_TOGETHER) }, () =>
          this.#closed(this.#chance.bytes(INNER_BYTES)),
        ),
      ),
    'files a signaal about nobody': async () => {
      if (this.#falseSignals >= MOST_FALSE_SIGNALS) return
      this.#falseSignals += 1
      await this.#push([await this.#sealed({ isSignal: true, tokens: [this.#chance.bytes(32)] })])
    },
    'says that the week key does not open': async () =>
      this.#say({
        type: 'week-key-unusable',
        week: this.#stranger.weekKey.week,
        keyId: toBase64url(this.#stranger.weekKey.keyId),
        organisationId: this.#stranger.keys.device.organisationId,
        deviceId: this.name,
        at: this.#at(),
      }),
    'admits a device with a key that is none': async () =>
      this.#say({
        type: 'device-admitted',
        device: {
          ...this.#stranger.keys.device,
          id: `${this.name}-x`,
          hpkeKey: toBase64url(new Uint8Array(32)),
        },
        at: this.#at(),
      }),
    'revokes a device of others': async () =>
      this.#say({
        type: 'device-revoked',
        deviceId: 'organisation-1-a',
        reason: 'lost',
        afterSeq: 0,
        at: this.#at(),
      }),
  }

  /** One act; what the relay refuses, or the network loses, is over. */
  act(): void {
    const name = this.#chance.pick(Object.keys(this.#acts))
    this.#scheduler.note(this.name, name)
    void this.#acts[name]!().then(
      () => this.done.set(name, (this.done.get(name) ?? 0) + 1),
      () => this.#scheduler.note(this.name, `${name}: refused`),
    )
  }

  #at(): string {
    return new Date(this.#scheduler.now).toISOString()
  }

  async #look(): Promise<Seen[]> {
    const { events } = await this.#relay.call('GET', '/v1/events?after=0&limit=500', PullAnswer)
    return events.flatMap(({ envelope }) => {
      const bytes = fromBase64url(envelope)
      const header = decodeOuterHeader(bytes)
      const opened = openOuterLayer(bytes, this.#stranger.weekKey)
      return header && opened ? [{ envelope, header, opened }] : []
    })
  }

  async #push(envelopes: readonly string[]): Promise<void> {
    if (envelopes.length > 0) await this.#relay.call('POST', '/v1/events', PushAnswer, { envelopes })
  }

  async #say(body: StatementBody): Promise<void> {
    const statement = await signStatement(body, [{ by: this.name, key: this.#stranger.signingKey }])
    await this.#relay.call('POST', '/v1/directory', PublishAnswer, { statements: [statement] })
  }

  #closed(inner: Uint8Array, expiresDay = dayNumber(new Date(this.#scheduler.now)) + 20): string {
    const { week, key } = this.#stranger.weekKey
    const nonce = this.#chance.bytes(24)
    const header = encodeOuterHeader({ week, expiresDay, nonce, keyMark: keyMarkOf(key, nonce) })
    return toBase64url(concat(header, aead.seal(key, nonce, header, inner)))
  }

  #sealedAgain({ header, opened }: Seen, moreDays = 0): string {
    return this.#closed(opened.inner, header.expiresDay + moreDays)
  }

  async #sealed(more: Partial<EnvelopeParts>): Promise<string> {
    const sealed = await sealEnvelope(
      {
        isSignal: false,
        eventId: this.#chance.bytes(16),
        expiresDay: dayNumber(new Date(this.#scheduler.now)) + 20,
        weekKey: this.#stranger.weekKey,
        replyKey: null,
        tokens: [],
        replyTo: null,
        coordinators: [],
        signingKey: this.#stranger.signingKey,
        text: encodeMessage({
          deviceId: this.name,
          counter: (this.#counter += 1),
          content: { type: 'receipt', signalId: toBase64url(this.#chance.bytes(16)), sentAt: this.#at() },
        }),
        ...more,
      },
      (length) => this.#chance.bytes(length),
    )
    return toBase64url(sealed.bytes)
  }

  /** That it looked, under the number that it has now. */
  #receipt(signal: OpenedLayer, minutes: number): Promise<string> {
    const sentAt = new Date(this.#scheduler.now + minutes * 60_000).toISOString()
    return this.#sealed({
      replyTo: signal.replyKey,
      text: encodeMessage({
        deviceId: this.name,
        counter: this.#counter,
        content: { type: 'receipt', signalId: toBase64url(signal.eventId), sentAt },
      }),
    })
  }
}
