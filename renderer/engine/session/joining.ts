/**
 * A newcomer on its way in (shared/protocol/mailbox.ts): looks at an invitation, asks with its own fresh
 * keys, shows the check words, and becomes a device when the welcome proves that it was admitted. What it
 * needs to go on after a restart is one sealed row.
 */
import { generateHpkeKey } from '../../../shared/crypto/hpke.ts'
import { generateSigningKey } from '../../../shared/crypto/signing.ts'
import type { DeviceIdentity } from '../../../shared/device-file.ts'
import type { Professional } from '../../../shared/domain/signal.ts'
import { fromBase64url, toBase64url, toHex } from '../../../shared/encoding.ts'
import { asRuggensteunError, RuggensteunError, type ErrorName } from '../../../shared/errors.ts'
import { MailboxAnswer, OkAnswer } from '../../../shared/protocol/http.ts'
import type { JoinRequest, Offer, OrganisationDraft } from '../../../shared/membership/invitation.ts'
import {
  keepsCommitment,
  openCode,
  openMessage,
  PLACES,
  sealMessage,
  wordsOf,
  type MailboxKey,
} from '../../../shared/protocol/mailbox.ts'
import { useIdentity } from '../crypto/identity.ts'
import { request, type NetworkPorts } from '../net/request.ts'
import type { Ports } from '../ports.ts'
import type { Joining } from '../store/rows.ts'

const SOON_MS = 3_000
const LATER_MS = 30_000
const SOON_TRIES = 200

type NetPorts = NetworkPorts & Pick<Ports, 'random'>

const keyOf = async (code: string): Promise<MailboxKey> => {
  try {
    return await openCode(code)
  } catch (cause) {
    throw new RuggensteunError('invite-unknown', {}, { cause })
  }
}

const messagesOf = async (
  relay: string,
  mailbox: string,
  ports: NetPorts,
): Promise<ReadonlyMap<number, Uint8Array>> => {
  const { messages } = await request('relay', relay, ports, {
    method: 'GET',
    path: `/v1/mailboxes/${mailbox}`,
    schema: MailboxAnswer,
  })
  return new Map(messages.map(({ place, message }) => [place, fromBase64url(message)]))
}

export interface SeenInvite {
  readonly key: MailboxKey
  readonly offer: Offer
}

/**
 * Throws invite-unknown where the code leads nowhere or was used, invite-broken where its content is not what
 * was sealed.
 */
export const lookUpInvite = async (code: string, relay: string, ports: NetPorts): Promise<SeenInvite> => {
  const key = await keyOf(code)
  const messages = await messagesOf(relay, key.mailbox, ports)
  if (messages.has(PLACES.request)) throw new RuggensteunError('invite-unknown')
  const sealed = messages.get(PLACES.offer)
  const offer = sealed ? openMessage(key, 'offer', sealed) : null
  if (!offer) throw new RuggensteunError('invite-broken')
  return { key, offer }
}

/** Fresh keys and the request that carries their public halves. Nothing is sent. */
export const prepareJoin = async (
  { key, offer }: SeenInvite,
  relay: string,
  person: Professional,
  organisation: OrganisationDraft | null,
  ports: NetPorts,
): Promise<Joining> => {
  const [signing, hpke] = [await generateSigningKey(), await generateHpkeKey()]
  const asked: JoinRequest = {
    deviceId: `d-${toHex(ports.random(10))}`,
    person,
    signingKey: toBase64url(signing.publicKey),
    hpkeKey: toBase64url(hpke.publicKey),
    nonce: toBase64url(ports.random(16)),
    organisation,
  }
  return {
    mailbox: key.mailbox,
    key: toBase64url(key.key),
    relay,
    offer,
    request: asked,
    signingSeed: toBase64url(signing.seed),
    hpkeKey: toBase64url(hpke.privateKey),
    words: null,
    refused: false,
  }
}

const mailboxKey = ({ mailbox, key }: Joining): MailboxKey => ({ mailbox, key: fromBase64url(key) })

/** Uses the code up. Throws invite-unknown where somebody else did so first. */
export const sendRequest = async (joining: Joining, ports: NetPorts): Promise<void> => {
  const message = toBase64url(sealMessage(mailboxKey(joining), 'request', joining.request, ports.random))
  try {
    await request('relay', joining.relay, ports, {
      method: 'POST',
      path: `/v1/mailboxes/${joining.mailbox}`,
      schema: OkAnswer,
      body: { place: PLACES.request, message },
    })
  } catch (cause) {
    const error = asRuggensteunError(cause)
    throw error.code === 'directory-refused' ? new RuggensteunError('invite-unknown', {}, { cause }) : error
  }
}

export interface JoinNews {
  readonly joining: Joining
  readonly identity: DeviceIdentity | null
}

/**
 * One look into the mailbox. Throws invite-broken where the inviter does not keep its commitment or welcomes
 * somebody else.
 */
const lookForNews = async (joining: Joining, ports: NetPorts): Promise<JoinNews> => {
  const key = mailboxKey(joining)
  const messages = await messagesOf(joining.relay, joining.mailbox, ports)
  const reveal = messages.has(PLACES.reveal) ? openMessage(key, 'reveal', messages.get(PLACES.reveal)!) : null
  let next = joining
  if (reveal && !joining.words) {
    if (!keepsCommitment(joining.offer, reveal.nonce)) throw new RuggensteunError('invite-broken')
    next = { ...joining, words: wordsOf(joining.mailbox, joining.offer, joining.request, reveal.nonce) }
  }
  const welcome = messages.has(PLACES.welcome)
    ? openMessage(key, 'welcome', messages.get(PLACES.welcome)!)
    : null
  if (!welcome) return { joining: next, identity: null }
  if ('refused' in welcome) return { joining: { ...next, refused: true }, identity: null }
  const identity: DeviceIdentity = {
    person: joining.request.person,
    deviceId: joining.request.deviceId,
    signingSeed: joining.signingSeed,
    hpkeKey: joining.hpkeKey,
    formerKeys: [],
    statements: welcome.statements,
    roots: joining.offer.roots,
    servers: welcome.servers,
  }
  const { device } = await useIdentity(identity).catch((cause: unknown) => {
    throw new RuggensteunError('invite-broken', {}, { cause })
  })
  if (device.signingKey !== joining.request.signingKey || device.hpkeKey !== joining.request.hpkeKey)
    throw new RuggensteunError('invite-broken')
  return { joining: next, identity }
}

/** Looks again and again until there is an end, and tells what changed. */
export class JoinWatch {
  readonly #ports: Ports
  readonly #tell: (news: JoinNews, problem: ErrorName | null) => Promise<void>
  #joining: Joining
  #tries = 0
  #stopped = false
  #callOff: () => void = () => {}

  constructor(
    joining: Joining,
    ports: Ports,
    tell: (news: JoinNews, problem: ErrorName | null) => Promise<void>,
  ) {
    this.#joining = joining
    this.#ports = ports
    this.#tell = tell
  }

  /** Also after waking up or with a new network. */
  look(): void {
    this.#callOff()
    void this.#once()
  }

  stop(): void {
    this.#stopped = true
    this.#callOff()
  }

  async #once(): Promise<void> {
    let problem: ErrorName | null = null
    let news: JoinNews = { joining: this.#joining, identity: null }
    try {
      news = await lookForNews(this.#joining, this.#ports)
    } catch (error) {
      problem = asRuggensteunError(error).code
    }
    if (this.#stopped) return
    this.#joining = news.joining
    await this.#tell(news, problem)
    if (
      this.#stopped ||
      news.identity ||
      news.joining.refused ||
      problem === 'invite-broken' ||
      problem === 'invite-unknown'
    )
      return
    this.#tries += 1
    this.#callOff = this.#ports.after(this.#tries < SOON_TRIES ? SOON_MS : LATER_MS, () => this.look())
  }
}
