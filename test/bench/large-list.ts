/**
 * A list as large as wished, whose tokens are random bytes: that is what they are to who has no keys. And
 * signalen about it, sealed.
 */
import { importSigningKey } from '../../shared/crypto/signing.ts'
import { systemRandom } from '../../shared/crypto/seal.ts'
import type { Child } from '../../shared/domain/child.ts'
import { drawNumber } from '../../shared/domain/spoken-number.ts'
import { fromBase64url, toBase64url } from '../../shared/encoding.ts'
import type { KeyType } from '../../shared/matching/key-types.ts'
import { sealEnvelope, type WeekKey } from '../../shared/protocol/envelope.ts'
import { dayNumber, epochNumber } from '../../shared/calendar/time.ts'
import { put, tokensKey, type Change } from '../../renderer/engine/store/changes.ts'
import type { Member } from '../fixtures/town.ts'
import { encodeMessage } from '../../shared/messages/registry.ts'

export const TYPES: readonly KeyType[] = ['P', 'F', 'U', 'L', 'W', 'E', 'H', 'Y', 'X', 'M', 'I', 'S', 'G']
/** Slots of a signaal that are filled, and how many of them a child of the list shares. */
const FILLED = 12
const SHARED = 10

type Tokens = readonly (readonly { readonly type: KeyType; readonly token: string }[])[]
export interface LargeList {
  readonly tokens: Tokens
  /** Rows of the engine's store. */
  readonly rows: readonly Change[]
}

export const largeList = (count: number, now: Date): LargeList => {
  const epoch = epochNumber(now)
  const tokens = Array.from({ length: count }, () =>
    TYPES.map((type) => ({ type, token: toBase64url(systemRandom(32)) })),
  )
  const child = (i: number): Child => ({
    id: `child-${i}`,
    firstName: 'Sami',
    lastName: `Achternaam${i}`,
    birthDate: '2017-03-14',
    postcode: '1234AB',
  })
  return {
    tokens,
    rows: tokens.flatMap((made, i) => [
      put('children', `child-${i}`, child(i)),
      put('tokens', tokensKey(epoch, `child-${i}`), {
        childId: `child-${i}`,
        epoch,
        generations: '0.0',
        tokens: made,
      }),
    ]),
  }
}

/** Seals a signaal by `asking`, `about` a child of the list or nobody of it. base64url. */
export const signalSealer = async (
  asking: Member,
  weekKey: WeekKey,
  { tokens }: LargeList,
  now: Date,
): Promise<(about: number | null) => Promise<string>> => {
  const signingKey = await importSigningKey(asking.signing.seed)
  let counter = 0
  return async (about) =>
    toBase64url(
      (
        await sealEnvelope(
          {
            isSignal: true,
            eventId: systemRandom(16),
            expiresDay: dayNumber(now) + 30,
            weekKey,
            replyKey: null,
            replyTo: null,
            coordinators: [],
            signingKey,
            tokens: Array.from({ length: FILLED }, (_, slot) =>
              about !== null && slot < SHARED ? fromBase64url(tokens[about]![slot]!.token) : systemRandom(32),
            ),
            text: encodeMessage({
              deviceId: asking.device.id,
              counter: (counter += 1),
              content: {
                type: 'signal',
                number: drawNumber(systemRandom),
                requester: { ...asking.identity.person },
                organisationKind: 'primary-school',
                neighbourhood: 'WK999801',
                lostSince: '2026-11-16',
                attempts: [{ way: 'called', times: 3 }],
                urgency: 'normal',
                parents: 'unreachable',
                children: ['8-11'],
                compared: ['address'],
                sentAt: `${now.toISOString().slice(0, 19)}.000Z`,
              },
            }),
          },
          systemRandom,
        )
      ).bytes,
    )
}
