/** A session is of one device, at one key holder, for a while, and no longer than the device takes part. */
import { describe, expect, test } from 'vitest'
import { Sessions, type Session, type SessionRules } from '../../../relay/http/sessions.ts'
import {
  generateSigningKey,
  importSigningKey,
  SESSION_LABEL,
  sessionMessage,
  sign,
} from '../../../shared/crypto/signing.ts'
import { toBase64url } from '../../../shared/encoding.ts'
import type { Device, Organisation } from '../../../shared/membership/statements.ts'

const MINUTE = 60_000
const START = Date.parse('2026-11-23T09:00:00.000Z')
const REFUSED = { code: 'unauthorised' }

const keys = { school: await generateSigningKey(), nurse: await generateSigningKey() }
const privateKeys = {
  school: await importSigningKey(keys.school.seed),
  nurse: await importSigningKey(keys.nurse.seed),
}
type Who = keyof typeof keys

const holder = (more: Partial<SessionRules> = {}) => {
  const at = { now: START }
  const gone = new Set<string>()
  const used = new Set<string>()
  const sessions = new Sessions({
    audience: 'relay',
    secret: new Uint8Array(32).fill(7),
    clock: { now: () => at.now },
    member: (id) =>
      Promise.resolve(
        id in keys && !gone.has(id)
          ? {
              organisation: { id: `${id}-organisation` } as Organisation,
              device: { id, signingKey: toBase64url(keys[id as Who].publicKey) } as Device,
            }
          : null,
      ),
    isFirstUse: (challenge) => Promise.resolve(!used.has(challenge) && Boolean(used.add(challenge))),
    stillAdmitted: ({ deviceId }: Session) => Promise.resolve(!gone.has(deviceId)),
    ...more,
  })
  return { at, gone, sessions }
}

const request = async (
  challenge: string,
  device: string,
  signer: Who,
  audience: 'relay' | 'trustee' = 'relay',
): Promise<unknown> => ({
  device,
  challenge,
  signature: toBase64url(await sign(privateKeys[signer], SESSION_LABEL, sessionMessage(audience, challenge))),
})

describe('a session', () => {
  test('is of the device that signed for it, for a quarter of an hour', async () => {
    const { at, sessions } = holder()
    const { token, expiresInSeconds } = await sessions.open(
      await request(sessions.challenge(), 'school', 'school'),
    )
    expect(await sessions.ofToken(token)).toEqual({
      deviceId: 'school',
      organisationId: 'school-organisation',
    })
    expect(expiresInSeconds).toBe(15 * 60)
    at.now += 15 * MINUTE - 1
    await sessions.ofToken(token)
    at.now += 1
    await expect(sessions.ofToken(token)).rejects.toMatchObject(REFUSED)
  })

  test('is opened once with what a device signed: who overhears it and says it again gets nothing', async () => {
    const { sessions } = holder()
    const signed = await request(sessions.challenge(), 'school', 'school')
    await sessions.open(signed)
    await expect(sessions.open(signed)).rejects.toMatchObject(REFUSED)
    // Two at one moment: one of them.
    // Two devices may ask at one moment.
    expect(sessions.challenge()).not.toBe(sessions.challenge())
    const raced = await request(sessions.challenge(), 'school', 'school')
    const opened = await Promise.allSettled([sessions.open(raced), sessions.open(raced)])
    expect(opened.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
  })

  test('is not opened by another device, for a stranger, nor with what was signed for the other holder', async () => {
    const { sessions } = holder()
    const challenge = sessions.challenge()
    for (const bad of [
      await request(challenge, 'school', 'nurse'),
      await request(challenge, 'nobody', 'school'),
      await request(challenge, 'school', 'school', 'trustee'),
      { ...((await request(challenge, 'school', 'school')) as object), more: 1, signature: 'AAAA' },
      null,
    ])
      await expect(sessions.open(bad)).rejects.toMatchObject(REFUSED)
  })

  test('is opened within five minutes of the challenge, from a challenge of this holder alone', async () => {
    const { at, sessions } = holder()
    const [late, tooLate] = [
      await request(sessions.challenge(), 'school', 'school'),
      await request(sessions.challenge(), 'school', 'school'),
    ]
    at.now += 5 * MINUTE
    await sessions.open(late)
    at.now += 1
    await expect(sessions.open(tooLate)).rejects.toMatchObject(REFUSED)
    const early = await request(sessions.challenge(), 'school', 'school')
    at.now -= 5 * MINUTE + 1
    await expect(sessions.open(early)).rejects.toMatchObject(REFUSED)
    at.now = START
    for (const stranger of [{ audience: 'trustee' as const }, { secret: new Uint8Array(32) }])
      await expect(
        sessions.open(await request(holder(stranger).sessions.challenge(), 'school', 'school')),
      ).rejects.toMatchObject(REFUSED)
  })

  test('ends when its device no longer takes part', async () => {
    const { gone, sessions } = holder()
    const { token } = await sessions.open(await request(sessions.challenge(), 'school', 'school'))
    gone.add('school')
    await expect(sessions.ofToken(token)).rejects.toMatchObject(REFUSED)
  })

  test('is of one holder: its token opens nothing at the other, and no word of ours is a token but a token', async () => {
    const { sessions } = holder()
    const { token } = await sessions.open(await request(sessions.challenge(), 'school', 'school'))
    for (const stranger of [{ audience: 'trustee' as const }, { secret: new Uint8Array(32) }])
      await expect(holder(stranger).sessions.ofToken(token)).rejects.toMatchObject(REFUSED)
    const [payload, mac] = token.split('.') as [string, string]
    const forged = toBase64url(
      Buffer.from(Buffer.from(payload, 'base64url').toString().replace('school|', 'nurse|')),
    )
    // A challenge is signed with the same secret: who could choose its text must not get a token for it.
    const challenge = holder({
      clock: { now: () => `nurse|x|${START + MINUTE}` as unknown as number },
    }).sessions
    for (const bad of [
      '',
      '.',
      payload,
      `${payload}.`,
      `${forged}.${mac}`,
      `${token}A`,
      challenge.challenge(),
    ])
      await expect(sessions.ofToken(bad)).rejects.toMatchObject(REFUSED)
  })
})
