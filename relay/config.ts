/**
 * The configuration a key holder keeps in its data folder, readable by its own user only. The municipality's
 * root lies in a file of its own beside the relay's: it signs admissions, the relay does not need it to
 * serve, and it may live on a stick.
 */
import { existsSync } from 'node:fs'
import { mkdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import { ServerUrl } from '../shared/bridge.ts'
import { generateSigningKey } from '../shared/crypto/signing.ts'
import { base64urlOf, fromBase64url, toBase64url } from '../shared/encoding.ts'
import type { Roots } from '../shared/membership/directory.ts'
import { SigningKey } from '../shared/membership/statements.ts'
import type { HolderName } from './oprf/epochs.ts'
import { writeWhole } from './store/whole-file.ts'

/** `roots` may lack keys until the other body has told its own; serving needs all three. */
const Config = z.object({
  signingSeed: base64urlOf(32),
  publicKey: SigningKey,
  name: z.string().max(80),
  roots: z.object({
    municipality: SigningKey.optional(),
    trustee: SigningKey.optional(),
    relay: SigningKey.optional(),
  }),
  /** Addresses under which devices reach the two. */
  servers: z.object({ relay: ServerUrl.optional(), trustee: ServerUrl.optional() }),
  /** Envelopes a day; what is not written here is as in log/quota.ts. */
  quotas: z
    .object({
      device: z.number().int().positive().optional(),
      organisation: z.number().int().positive().optional(),
    })
    .optional(),
})
export type Config = z.infer<typeof Config>
export type Given = Partial<Config['roots']> & {
  readonly name?: string | undefined
  readonly relayUrl?: string | undefined
  readonly trusteeUrl?: string | undefined
}

const MunicipalityFile = z.object({ signingSeed: base64urlOf(32), publicKey: SigningKey })

const fileOf = (dataDir: string, name: string): string => join(dataDir, `${name}.json`)

/** Whole or not at all, and for this user only. */
export const writeSecret = (file: string, value: unknown): Promise<void> =>
  writeWhole(file, `${JSON.stringify(value, null, 2)}\n`)

const readJson = async <T extends z.ZodType>(file: string, schema: T): Promise<z.infer<T>> => {
  const text = await readFile(file, 'utf8')
  const parsed = schema.safeParse(
    ((): unknown => {
      try {
        return JSON.parse(text)
      } catch {
        return undefined
      }
    })(),
  )
  if (!parsed.success)
    throw new Error(
      `${file} is damaged: ${parsed.error.issues.map(({ path }) => path.join('.') || 'not JSON').join(', ')}`,
    )
  return parsed.data
}

/** Throws with the file's name where it is missing or damaged. */
export const readConfig = async (dataDir: string, name: HolderName): Promise<Config> => {
  const file = fileOf(dataDir, name)
  if (!existsSync(file))
    throw new Error(`${file} is missing: run 'node relay/cli/${name}.ts init --data ${dataDir}' first`)
  return readJson(file, Config)
}

const freshKey = async (): Promise<{ signingSeed: string; publicKey: string }> => {
  const key = await generateSigningKey()
  return { signingSeed: toBase64url(key.seed), publicKey: toBase64url(key.publicKey) }
}

/** The root that admits together with the trustee; made once, with the relay. */
const municipalityKey = async (dataDir: string): Promise<string> => {
  const file = fileOf(dataDir, 'municipality')
  if (!existsSync(file)) await writeSecret(file, await freshKey())
  return (await readJson(file, MunicipalityFile)).publicKey
}

/** Private half of the municipality's root. Throws where its file was taken away. */
export const municipalitySeed = async (dataDir: string): Promise<Uint8Array> => {
  const file = fileOf(dataDir, 'municipality')
  if (!existsSync(file))
    throw new Error(`${file} is not here. If it lies on a stick, put it back for as long as you sign.`)
  return fromBase64url((await readJson(file, MunicipalityFile)).signingSeed)
}

/**
 * Makes the keys once, and adds what the other body told as it becomes known. A key that was told before
 * cannot be changed here.
 */
export const initConfig = async (dataDir: string, name: HolderName, given: Given): Promise<Config> => {
  await mkdir(dataDir, { recursive: true, mode: 0o711 })
  const file = fileOf(dataDir, name)
  const config: Config = existsSync(file)
    ? await readConfig(dataDir, name)
    : { ...(await freshKey()), name: '', roots: {}, servers: {} }
  const { municipality, trustee, relay, relayUrl, trusteeUrl } = given
  const own =
    name === 'relay' &&
    municipality === undefined &&
    (config.roots.municipality === undefined || existsSync(fileOf(dataDir, 'municipality')))
      ? { municipality: await municipalityKey(dataDir) }
      : {}
  const told = Object.fromEntries(
    Object.entries({ municipality, trustee, relay, ...own, [name]: config.publicKey }).filter(
      ([, key]) => key !== undefined,
    ),
  ) as Partial<Roots>
  for (const [body, key] of Object.entries(told)) {
    const known = config.roots[body as keyof Roots]
    if (known !== undefined && known !== key)
      throw new Error(
        `${file} already names another key for ${body}. Devices trust that one; to begin again, use another data folder.`,
      )
  }
  const servers = {
    ...config.servers,
    ...(relayUrl ? { relay: relayUrl } : {}),
    ...(trusteeUrl ? { trustee: trusteeUrl } : {}),
  }
  const next = Config.safeParse({
    ...config,
    name: given.name ?? config.name,
    roots: { ...config.roots, ...told },
    servers,
  })
  if (!next.success)
    throw new Error(
      `not saved: ${next.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`).join('; ')}`,
    )
  await writeSecret(file, next.data)
  return next.data
}

export const seedOf = (config: Config): Uint8Array => fromBase64url(config.signingSeed)

export const allRoots = (config: Config): Roots => {
  const { municipality, trustee, relay } = config.roots
  if (!municipality || !trustee || !relay)
    throw new Error(
      'the public keys of municipality, trustee and relay must all be known before serving: run init again with the missing ones',
    )
  return { municipality, trustee, relay }
}
