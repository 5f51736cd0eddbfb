/**
 * Admission on the command line. The municipality invites an organisation, hears the check words by telephone
 * and signs; the trustee reads and signs the same file; publishing it tells both servers and welcomes the
 * organisation's first device.
 */
import { existsSync } from 'node:fs'
import { mkdir, readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import { systemRandom } from '../../shared/crypto/seal.ts'
import {
  importSigningKey,
  readStatement,
  signedBy,
  signStatement,
  STATEMENT_LABEL,
  sign,
} from '../../shared/crypto/signing.ts'
import { base64urlOf, fromBase64url, toBase64url, utf8 } from '../../shared/encoding.ts'
import { MailboxAnswer } from '../../shared/protocol/http.ts'
import { JoinRequest, Offer } from '../../shared/membership/invitation.ts'
import {
  commitmentTo,
  makeCode,
  openCode,
  openMessage,
  ORGANISATION_INVITE_DAYS,
  PLACES,
  sealMessage,
  wordsOf,
  type MailboxKey,
} from '../../shared/protocol/mailbox.ts'
import { Device, Organisation, Statement, type StatementBody } from '../../shared/membership/statements.ts'
import { Id } from '../../shared/domain/identifiers.ts'
import { allRoots, municipalitySeed, readConfig, seedOf, writeSecret, type Config } from '../config.ts'
import { onOneLine } from './terminal.ts'

const Invitation = z.object({
  code: z.string(),
  mailbox: base64urlOf(16),
  key: base64urlOf(32),
  nonce: base64urlOf(16),
  offer: Offer,
  request: JoinRequest.nullable(),
  expiresAt: z.iso.datetime(),
})
type Invitation = z.infer<typeof Invitation>
/**
 * What goes back and forth between the two bodies: one statement, and for an admission the mailbox that waits
 * for it.
 */
const AdmissionFile = z.object({
  format: z.literal('ruggensteun-admission/1'),
  mailbox: base64urlOf(16).nullable(),
  statement: Statement,
})
type AdmissionFile = z.infer<typeof AdmissionFile>

const readJson = async <T extends z.ZodType>(file: string, schema: T, what: string): Promise<z.infer<T>> => {
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

const serversOf = ({ servers }: Config): { relay: string; trustee: string } => {
  if (!servers.relay || !servers.trustee)
    throw new Error(
      'the addresses of both servers must be known: run init with --relay-url and --trustee-url',
    )
  return { relay: servers.relay.replace(/\/$/, ''), trustee: servers.trustee.replace(/\/$/, '') }
}

const call = async (url: string, body?: unknown): Promise<unknown> => {
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
const admittedDir = (dataDir: string): string => join(dataDir, 'admitted')
const fileOf = (dataDir: string, mailbox: string): string => join(invitesDir(dataDir), `${mailbox}.json`)
const keyOf = ({ mailbox, key }: Invitation): MailboxKey => ({ mailbox, key: fromBase64url(key) })

const invitations = async (dataDir: string): Promise<Invitation[]> => {
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

const write = async (file: string, content: AdmissionFile): Promise<void> => {
  if (existsSync(file))
    throw new Error(`${file} exists already; it was left as it is. Choose another name with --out.`)
  await writeSecret(file, content)
}

const signed = async (dataDir: string, body: StatementBody): Promise<Statement> =>
  signStatement(body, [{ by: 'municipality', key: await importSigningKey(await municipalitySeed(dataDir)) }])

/** The municipality's signature under an application. `words` as the organisation read them by telephone. */
export const admit = async (
  dataDir: string,
  id: string,
  words: string,
  out: string,
): Promise<Organisation> => {
  await applications(dataDir)
  const wanted = (await invitations(dataDir)).find(
    ({ request, offer }) => idOf(request?.organisation?.name ?? offer.organisation) === id,
  )
  if (!wanted?.request?.organisation) throw new Error(`no application '${id}'. 'applications' lists them.`)
  const { request, mailbox, offer, nonce } = wanted
  const expected = wordsOf(mailbox, offer, request, nonce)
  if (
    words
      .trim()
      .toLowerCase()
      .split(/[\s,]+/)
      .join(' ') !== expected.join(' ')
  )
    throw new Error(
      'these are not the check words of this application. Do not admit it: somebody may stand between. Call the organisation on a number you know, and begin with a new invitation.',
    )
  const organisation = Organisation.parse({ ...request.organisation!, id, serial: 1 })
  const panel = organisation.kind === 'citizens-panel'
  const founder: Device = {
    id: request.deviceId,
    organisationId: id,
    serial: 1,
    roles: ['administrator', panel ? 'panel' : 'professional'],
    neighbourhoods: [],
    signingKey: request.signingKey,
    hpkeKey: request.hpkeKey,
    label: null,
  }
  const body = {
    type: 'organisation-admitted' as const,
    organisation,
    founder: Device.parse(founder),
    at: new Date().toISOString(),
  }
  await write(out, { format: 'ruggensteun-admission/1', mailbox, statement: await signed(dataDir, body) })
  return organisation
}

const admitted = async (
  dataDir: string,
  id: string,
): Promise<Extract<StatementBody, { type: 'organisation-admitted' }>> => {
  const file = join(admittedDir(dataDir), `${Id.parse(id)}.json`)
  if (!existsSync(file)) throw new Error(`'${id}' was not published from this data folder.`)
  const body = readStatement((await readJson(file, AdmissionFile, 'admission')).statement)
  if (body?.type !== 'organisation-admitted') throw new Error(`'${id}' was removed before.`)
  return body
}

/** A new entry of an organisation that takes part, for both bodies to sign. */
export const change = async (
  dataDir: string,
  id: string,
  part: Partial<Pick<Organisation, 'name' | 'caseloadSize' | 'bsnBasis' | 'neighbourhoods'>>,
  out: string,
): Promise<Organisation> => {
  const { organisation, founder } = await admitted(dataDir, id)
  const next = Organisation.safeParse({ ...organisation, ...part, serial: organisation.serial + 1 })
  if (!next.success)
    throw new Error(
      `not changed: ${next.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`).join('; ')}`,
    )
  await write(out, {
    format: 'ruggensteun-admission/1',
    mailbox: null,
    statement: await signed(dataDir, {
      type: 'organisation-admitted',
      organisation: next.data,
      founder,
      at: new Date().toISOString(),
    }),
  })
  return next.data
}

/**
 * What it sent and nobody has fetched yet does not count any more (`afterSeq` 0): an organisation that leaves
 * takes its signalen with it.
 */
export const removeOrganisation = async (dataDir: string, id: string, out: string): Promise<void> => {
  const { organisation } = await admitted(dataDir, id)
  await write(out, {
    format: 'ruggensteun-admission/1',
    mailbox: null,
    statement: await signed(dataDir, {
      type: 'organisation-removed',
      organisationId: id,
      serial: organisation.serial + 1,
      afterSeq: 0,
      at: new Date().toISOString(),
    }),
  })
}

/** What somebody is about to sign, in words. */
export const describe = async (file: string): Promise<string> => {
  const body = readStatement((await readJson(file, AdmissionFile, 'admission file')).statement)
  if (body?.type === 'organisation-removed')
    return `Remove the organisation '${body.organisationId}' and all its devices.`
  if (body?.type !== 'organisation-admitted')
    throw new Error(`${file} asks to sign something else than an admission, a change or a removal.`)
  const { organisation: it } = body
  return [
    `${it.serial === 1 ? 'Admit' : 'Change'} '${it.id}' (entry ${it.serial})`,
    `  name       ${it.name}`,
    `  kind       ${it.kind}, linie ${it.linie}`,
    `  wijken     ${it.neighbourhoods.join(', ')}`,
    `  caseload   ${it.caseloadSize} children`,
    `  basis      ${it.basis.text} (${it.basis.by}, ${it.basis.on})`,
    `  BSN        ${it.bsnBasis ?? 'not used'}`,
    `  contact    ${it.contact.name}, ${it.contact.function}, ${it.contact.phone}, ${it.contact.mail}`,
    `  stand-in   ${it.standIn.name}, ${it.standIn.function}, ${it.standIn.phone}, ${it.standIn.mail}`,
  ]
    .map(onOneLine)
    .join('\n')
}

/** The trustee's signature beside the municipality's. Throws where the municipality's is missing or wrong. */
export const trusteeSigns = async (dataDir: string, file: string): Promise<void> => {
  const config = await readConfig(dataDir, 'trustee')
  const content = await readJson(file, AdmissionFile, 'admission file')
  const { municipality } = config.roots
  if (!municipality)
    throw new Error("the municipality's public key is not known here: run init with --municipality")
  if (!(await signedBy(content.statement, 'municipality', municipality)))
    throw new Error(
      `${file} does not carry the signature of the municipality that this trustee knows. Nothing was signed.`,
    )
  const signature = toBase64url(
    await sign(await importSigningKey(seedOf(config)), STATEMENT_LABEL, utf8(content.statement.body)),
  )
  const others = content.statement.signatures.filter(({ by }) => by !== 'trustee')
  await writeSecret(file, {
    ...content,
    statement: { ...content.statement, signatures: [...others, { by: 'trustee', signature }] },
  } satisfies AdmissionFile)
}

/** Tells both servers, and welcomes the first device of an organisation that was just admitted. */
export const publish = async (dataDir: string, file: string): Promise<string> => {
  const config = await readConfig(dataDir, 'relay')
  const servers = serversOf(config)
  const content = await readJson(file, AdmissionFile, 'admission file')
  const body = readStatement(content.statement)
  const id =
    body?.type === 'organisation-admitted'
      ? body.organisation.id
      : body?.type === 'organisation-removed'
        ? body.organisationId
        : null
  if (!id || !(await signedBy(content.statement, 'trustee', allRoots(config).trustee)))
    throw new Error(`${file} lacks the signature of the trustee: it signs with 'trustee sign'.`)
  await call(`${servers.relay}/v1/directory`, { statements: [content.statement] })
  await call(`${servers.trustee}/v1/directory`, { statements: [content.statement] })
  await mkdir(admittedDir(dataDir), { recursive: true, mode: 0o700 })
  await writeSecret(join(admittedDir(dataDir), `${id}.json`), content)
  if (content.mailbox && existsSync(fileOf(dataDir, content.mailbox))) {
    const invitation = await readJson(fileOf(dataDir, content.mailbox), Invitation, 'invitation')
    const message = sealMessage(
      keyOf(invitation),
      'welcome',
      { statements: [content.statement], servers },
      systemRandom,
    )
    await call(`${servers.relay}/v1/mailboxes/${content.mailbox}`, {
      place: PLACES.welcome,
      message: toBase64url(message),
    }).catch((error: Error) => {
      if (!error.message.includes('conflict')) throw error
    })
  }
  return id
}
