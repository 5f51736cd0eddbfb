/**
 * Turns match keys into tokens: blind, ask relay and trustee, check both batch proofs under pinned keys,
 * combine. Nothing is asked of the second holder when the first one's proof was wrong.
 */
import { z } from 'zod'
import {
  combine,
  finalizeBatch,
  type Blinded,
  type Evaluation,
  type Holder,
  type Oprf,
  type Token,
} from '../../../shared/crypto/oprf.ts'
import { readStatement, signedBy } from '../../../shared/crypto/signing.ts'
import { base64urlOf, fromBase64url, toBase64url, utf8 } from '../../../shared/encoding.ts'
import { RuggensteunError } from '../../../shared/errors.ts'
import { EvaluateAnswer, KeysAnswer } from '../../../shared/protocol/http.ts'
import type { Roots } from '../../../shared/membership/directory.ts'
import type { MatchKeyType } from '../../../shared/membership/statements.ts'
import type { KeyHolder } from '../net/key-holder.ts'

/**
 * Pinned keys: `<holder>|<epoch>|<type>` to a VOPRF public key. Once seen, a different one is refused, unless its holder
 * signed that it replaced its seed: then the generation is higher and every token is made again.
 */
export const Pins = z.record(
  z.string(),
  z.object({ key: base64urlOf(32), generation: z.number().int().nonnegative() }),
)
export type Pins = z.infer<typeof Pins>
const pinName = (holder: Holder, epoch: number, type: string): string => `${holder}|${epoch}|${type}`

const wrong = (holder: Holder, cause: string): RuggensteunError =>
  new RuggensteunError(
    holder === 'relay' ? 'relay-wrong-proof' : 'trustee-wrong-proof',
    {},
    { cause: new Error(cause) },
  )

/**
 * The holder's signed keys added to the pins. Throws `<holder>-wrong-proof` for a bad signature or a key that
 * changed.
 */
export const pinKeys = async (holder: KeyHolder, pins: Pins, roots: Roots): Promise<Pins> => {
  const { statements } = await holder.call('GET', '/v1/keys', KeysAnswer)
  const pinned = { ...pins }
  for (const statement of statements) {
    const body = readStatement(statement)
    if (body?.type !== 'oprf-keys' || body.holder !== holder.holder)
      throw wrong(holder.holder, 'not a statement of keys')
    if (!(await signedBy(statement, holder.holder, roots[holder.holder])))
      throw wrong(holder.holder, 'keys without the signature of their holder')
    for (const [type, key] of Object.entries(body.keys)) {
      const name = pinName(holder.holder, body.epoch, type)
      const known = pinned[name]
      if (known && body.generation < known.generation) throw wrong(holder.holder, 'a replaced key came back')
      if (known && body.generation === known.generation && key !== known.key)
        throw wrong(holder.holder, 'a pinned key changed')
      pinned[name] = { key, generation: body.generation }
    }
  }
  return pinned
}

/** Which seeds of both holders the tokens of an epoch are made with: tokens of other seeds match nothing. */
export const generationsOf = (pins: Pins, epoch: number): string =>
  (['relay', 'trustee'] as const)
    .map((holder) =>
      Math.max(
        0,
        ...Object.entries(pins)
          .filter(([name]) => name.startsWith(`${holder}|${epoch}|`))
          .map(([, { generation }]) => generation),
      ),
    )
    .join('.')

const evaluate = async (
  holder: KeyHolder,
  pins: Pins,
  epoch: number,
  type: MatchKeyType,
  blinded: readonly Blinded[],
  oprf: Oprf,
): Promise<Uint8Array[]> => {
  const key = pins[pinName(holder.holder, epoch, type)]?.key
  if (!key) throw new RuggensteunError('tokens-missing')
  const body = { epoch, type, elements: blinded.map(({ element }) => toBase64url(element)) }
  const answer = await holder.call('POST', '/v1/oprf/evaluate', EvaluateAnswer, body)
  const evaluation: Evaluation = {
    evaluated: answer.evaluated.map(fromBase64url),
    proof: fromBase64url(answer.proof),
  }
  return finalizeBatch(holder.holder, blinded, evaluation, fromBase64url(key), oprf)
}

/**
 * What a holder answered in a batch that is not finished, by {@link askedOf}: kept in memory, so that asking
 * again costs no budget.
 */
export type Answers = Map<
  string,
  { readonly blinded: readonly Blinded[]; readonly outputs: Partial<Record<Holder, Uint8Array[]>> }
>
const askedOf = (pins: Pins, epoch: number, type: MatchKeyType, inputs: readonly string[]): string =>
  JSON.stringify([
    epoch,
    type,
    pins[pinName('relay', epoch, type)]?.key,
    pins[pinName('trustee', epoch, type)]?.key,
    inputs,
  ])

/** Both holders, the library that does the client's half, and what they already answered. */
export interface KeyHolders {
  readonly relay: KeyHolder
  readonly trustee: KeyHolder
  readonly oprf: Oprf
  readonly answers: Answers
}

/** One token per input, in order. At most 1,024 inputs of one type. */
export const makeTokens = async (
  { relay, trustee, oprf, answers }: KeyHolders,
  pins: Pins,
  epoch: number,
  type: MatchKeyType,
  inputs: readonly string[],
): Promise<Token[]> => {
  const asked = askedOf(pins, epoch, type, inputs)
  const { blinded, outputs } = answers.get(asked) ?? { blinded: oprf.blind(inputs.map(utf8)), outputs: {} }
  answers.set(asked, { blinded, outputs })
  const first = (outputs.relay ??= await evaluate(relay, pins, epoch, type, blinded, oprf))
  const second = (outputs.trustee ??= await evaluate(trustee, pins, epoch, type, blinded, oprf))
  return inputs.map((_, i) => combine(first[i]!, second[i]!, epoch, type))
}
