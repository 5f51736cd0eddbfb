/**
 * Admission on the command line. The municipality invites an organisation, hears the check words by telephone
 * and signs; the trustee reads and signs the same file; publishing it tells both servers and welcomes the
 * organisation's first device.
 */
import { existsSync } from 'node:fs'
import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import {
  applications,
  invitations,
  idOf,
  readJson,
  serversOf,
  call,
  fileOf,
  Invitation,
  keyOf,
} from './invitations.ts'
import { onOneLine } from './terminal.ts'
import { writeSecret, municipalitySeed, readConfig, seedOf, allRoots } from '../config.ts'
import { systemRandom } from '../../shared/crypto/seal.ts'
import {
  signStatement,
  importSigningKey,
  readStatement,
  sign,
  signedBy,
  STATEMENT_LABEL,
} from '../../shared/crypto/signing.ts'
import { Id } from '../../shared/domain/identifiers.ts'
import { base64urlOf, toBase64url, utf8 } from '../../shared/encoding.ts'
import { Statement, type StatementBody, Organisation, Device } from '../../shared/membership/statements.ts'
import { wordsOf, sealMessage, PLACES } from '../../shared/protocol/mailbox.ts'
import { z } from 'zod'

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

const admittedDir = (dataDir: string): string => join(dataDir, 'admitted')

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
