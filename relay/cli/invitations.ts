/** Invitations of organisations: made here, and what those who took one up sent. */
import { existsSync } from 'node:fs'
import { readFile, readdir, mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { type Config, readConfig, allRoots, municipalitySeed, writeSecret } from '../config.ts'
import { systemRandom } from '../../shared/crypto/seal.ts'
import { signStatement, importSigningKey } from '../../shared/crypto/signing.ts'
import { base64urlOf, fromBase64url, toBase64url } from '../../shared/encoding.ts'
import { Offer, JoinRequest } from '../../shared/membership/invitation.ts'
import { MailboxAnswer } from '../../shared/protocol/http.ts'
import {
  type MailboxKey,
  ORGANISATION_INVITE_DAYS,
  makeCode,
  openCode,
  commitmentTo,
  sealMessage,
  PLACES,
  openMessage,
  wordsOf,
} from '../../shared/protocol/mailbox.ts'
import { z } from 'zod'

export const Invitation = z.object({
  code: z.string(),
  mailbox: base64urlOf(16),
  key: base64urlOf(32),
  nonce: base64urlOf(16),
  offer: Offer,
  request: JoinRequest.nullable(),
  expiresAt: z.iso.datetime(),
})
export type Invitation = z.infer<typeof Invitation>

export const readJson = async <T extends z.ZodType>(
  file: string,
  schema: T,
  what: string,
): Promise<z.infer<T>> => {
  const parsed = schema.safeParse(
    ((text: string): unknown => {
      try {
        return JSON.parse(text)
      } catch {
        return undefined
      }
    })(await readFile(file, 'utf8')),
  )
  if (!parsed.success) throw new Error(`${file} is no ${what}.`)
  return parsed.data
}

export const serversOf = ({ servers }: Config): { relay: string; trustee: string } => {
  if (!servers.relay || !servers.trustee)
    throw new Error(
      'the addresses of both servers must be known: run init with --relay-url and --trustee-url',
    )
  return { relay: servers.relay.replace(/\/$/, ''), trustee: servers.trustee.replace(/\/$/, '') }
}

export const call = async (url: string, body?: unknown): Promise<unknown> => {
  const response = await fetch(
    url,
    body === undefined
      ? {}
      : { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) },
  ).catch((cause: unknown) => {
    throw new Error(`${new URL(url).origin} does not answer. Is it running?`, { cause })
  })
  const text = await response.text()
  if (!response.ok) throw new Error(`${new URL(url).origin} refused: ${text.slice(0, 300)}`)
  return JSON.parse(text)
}

const invitesDir = (dataDir: string): string => join(dataDir, 'invites')

export const fileOf = (dataDir: string, mailbox: string): string =>
  join(invitesDir(dataDir), `${mailbox}.json`)

export const keyOf = ({ mailbox, key }: Invitation): MailboxKey => ({ mailbox, key: fromBase64url(key) })

export const invitations = async (dataDir: string): Promise<Invitation[]> => {
  const dir = invitesDir(dataDir)
  if (!existsSync(dir)) return []
  return Promise.all(
    (await readdir(dir))
      .filter((file) => file.endsWith('.json'))
      .map((file) => readJson(join(dir, file), Invitation, 'invitation')),
  )
}

/** A name as an id: `De Regenboog` becomes `de-regenboog`. */
export const idOf = (name: string): string =>
  name
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '')
    .slice(0, 60)
    .padEnd(3, '-x')

export const inviteOrganisation = async (
  dataDir: string,
  name: string,
): Promise<{ code: string; address: string; expiresAt: string }> => {
  const config = await readConfig(dataDir, 'relay')
  const { relay } = serversOf(config)
  const now = Date.now()
  const expiresAt = new Date(now + ORGANISATION_INVITE_DAYS * 86_400_000 - 60_000).toISOString()
  const code = makeCode(systemRandom)
  const key = await openCode(code)
  const nonce = toBase64url(systemRandom(16))
  const offer: Offer = {
    for: 'organisation',
    organisation: name,
    by: config.name || 'gemeente',
    roles: ['administrator', 'professional'],
    neighbourhoods: [],
    commitment: commitmentTo(nonce),
    roots: allRoots(config),
  }
  const invitation = await signStatement(
    {
      type: 'invitation',
      mailbox: key.mailbox,
      by: 'municipality',
      expiresAt,
      at: new Date(now).toISOString(),
    },
    [{ by: 'municipality', key: await importSigningKey(await municipalitySeed(dataDir)) }],
  )
  await mkdir(invitesDir(dataDir), { recursive: true, mode: 0o700 })
  await writeSecret(fileOf(dataDir, key.mailbox), {
    code,
    mailbox: key.mailbox,
    key: toBase64url(key.key),
    nonce,
    offer,
    request: null,
    expiresAt,
  } satisfies Invitation)
  await call(`${relay}/v1/mailboxes`, {
    invitation,
    offer: toBase64url(sealMessage(key, 'offer', offer, systemRandom)),
  })
  return { code, address: relay, expiresAt }
}

export interface Application {
  readonly id: string
  readonly name: string
  readonly code: string
  /** 'spoiled': the code was used for what is no request, or with keys that nobody can use. */
  readonly state: 'waiting' | 'asked' | 'spoiled'
  readonly request: JoinRequest | null
  /** Null until somebody asked. The newcomer has the same. */
  readonly words: readonly string[] | null
}

/**
 * Looks into every open mailbox; the first request of each counts and is answered with the nonce, so that
 * both sides have words.
 */
export const applications = async (dataDir: string): Promise<Application[]> => {
  const { relay } = serversOf(await readConfig(dataDir, 'relay'))
  const found: Application[] = []
  for (const invitation of await invitations(dataDir)) {
    if (new Date(invitation.expiresAt).getTime() <= Date.now()) continue
    let { request } = invitation
    let spoiled = false
    if (!request) {
      const { messages } = MailboxAnswer.parse(await call(`${relay}/v1/mailboxes/${invitation.mailbox}`))
      const sealed = messages.find(({ place }) => place === PLACES.request)
      request = sealed ? openMessage(keyOf(invitation), 'request', fromBase64url(sealed.message)) : null
      spoiled = sealed !== undefined && !request
      if (request) await writeSecret(fileOf(dataDir, invitation.mailbox), { ...invitation, request })
    }
    if (request) {
      const message = sealMessage(keyOf(invitation), 'reveal', { nonce: invitation.nonce }, systemRandom)
      await call(`${relay}/v1/mailboxes/${invitation.mailbox}`, {
        place: PLACES.reveal,
        message: toBase64url(message),
      }).catch((error: Error) => {
        if (!error.message.includes('conflict')) throw error
      })
    }
    const name = request?.organisation?.name ?? invitation.offer.organisation
    found.push({
      id: idOf(name),
      name,
      code: invitation.code,
      state: spoiled ? 'spoiled' : request ? 'asked' : 'waiting',
      request,
      words: request ? wordsOf(invitation.mailbox, invitation.offer, request, invitation.nonce) : null,
    })
  }
  return found
}
