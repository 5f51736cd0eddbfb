/**
 * A relay that is not honest. It has the relay's own key, so it can sign whatever it likes; what it cannot do
 * is make a device believe it. Each act says by which error a device that was served it must name the relay.
 *
 * Acts that no single answer shows are in grudges.ts. Not here: replaying an envelope under a new number
 * (harmless: nothing shows twice), and other keys the first time a device asks for those of an epoch
 * (afterwards it refuses the right ones, and says so).
 */
import { importSigningKey, readStatement, signStatement } from '../../shared/crypto/signing.ts'
import { fromBase64url, fromHex, toBase64url } from '../../shared/encoding.ts'
import type { ErrorName } from '../../shared/errors.ts'
import type { Statement, StatementOf } from '../../shared/membership/statements.ts'
import type { Chance } from './chance.ts'
import type { Answer, Asked, Between } from './network.ts'
import type { SimDatabase } from './database.ts'
import { GRUDGES, type Memory } from './grudges.ts'
import { configOf, ROOTS } from './people.ts'
import type { Scheduler } from './scheduler.ts'
import { inTurn } from './stillness.ts'

const DAY_MS = 86_400_000

interface Act {
  /** Errors of which one must be shown; none where the act is only ever a nuisance. */
  readonly named: readonly ErrorName[]
  readonly concerns: (asked: Asked) => boolean
  /** What the device gets instead, or null for silence; undefined where there was nothing to change. */
  readonly change: (
    body: Record<string, unknown>,
    tools: Tools,
    asked: Asked,
  ) => Promise<Record<string, unknown> | null | undefined>
}
interface Tools {
  readonly chance: Chance
  /** Epochs of which every device knows the keys. */
  readonly pinned: ReadonlySet<number>
  readonly now: number
  sign(body: Parameters<typeof signStatement>[0]): Promise<Statement>
  wait(ms: number): Promise<void>
}

const isPull = ({ method, path }: Asked): boolean => method === 'GET' && path.startsWith('/v1/events')
const isPush = ({ method, path }: Asked): boolean => method === 'POST' && path === '/v1/events'
const checkpointOf = (body: Record<string, unknown>): StatementOf<'checkpoint'> =>
  readStatement(body['checkpoint'] as Statement) as StatementOf<'checkpoint'>
const flipped = (statement: Statement): Statement => {
  const [first] = statement.signatures
  const signature = first!.signature
  return {
    ...statement,
    signatures: [{ ...first!, signature: (signature.startsWith('A') ? 'B' : 'A') + signature.slice(1) }],
  }
}

/** The generator of ristretto255 (RFC 9496 appendix A): a point, and nobody's evaluation. */
const SOME_POINT = toBase64url(fromHex('e2f2ae0a6abc4e71a884a961c500515f58e30b6aa582dd8db6a65945e08d2d76'))

export const ACTS: Readonly<Record<string, Act>> = {
  'rolls back': {
    named: ['relay-lost-events'],
    concerns: isPull,
    change: async (body, { sign }, { path }) => {
      const checkpoint = checkpointOf(body)
      // Who has seen nothing yet cannot miss it.
      return path.includes('after=0&')
        ? undefined
        : { ...body, events: [], head: 0, checkpoint: await sign({ ...checkpoint, head: 0 }) }
    },
  },
  'shows another log': {
    named: ['relay-other-log'],
    concerns: isPull,
    change: async (body, { sign }) => ({
      ...body,
      checkpoint: await sign({ ...checkpointOf(body), logId: '00000000-0000-4000-8000-000000000000' }),
    }),
  },
  'replays an old checkpoint': {
    named: ['too-old-checkpoint'],
    concerns: isPull,
    change: async (body, { sign, now }) => ({
      ...body,
      checkpoint: await sign({ ...checkpointOf(body), time: new Date(now - 4 * DAY_MS).toISOString() }),
    }),
  },
  reorders: {
    named: ['relay-garbage'],
    concerns: isPull,
    change: async (body, { chance }) => {
      const events = body['events'] as { seq: number }[]
      if (events.length < 2) return undefined
      const [first, ...rest] = events
      return { ...body, events: chance.happens(0.5) ? [...rest, first] : [...events].reverse() }
    },
  },
  'corrupts a checkpoint': {
    named: ['relay-garbage'],
    concerns: isPull,
    change: async (body) => ({ ...body, checkpoint: flipped(body['checkpoint'] as Statement) }),
  },
  'corrupts an acknowledgement': {
    named: ['relay-garbage'],
    concerns: isPush,
    change: async (body) => ({ acknowledged: flipped(body['acknowledged'] as Statement) }),
  },
  'acknowledges something else': {
    named: ['relay-garbage'],
    concerns: isPush,
    change: async (body, { sign }) => {
      const acknowledged = readStatement(body['acknowledged'] as Statement) as StatementOf<'acknowledged'>
      return { acknowledged: await sign({ ...acknowledged, events: acknowledged.events.slice(1) }) }
    },
  },
  'answers nonsense': {
    named: ['relay-garbage'],
    concerns: (asked) => isPull(asked) || isPush(asked),
    change: async () => ({ hello: 'world' }),
  },
  'evaluates wrongly': {
    named: ['relay-wrong-proof', 'relay-garbage'],
    concerns: ({ path }) => path === '/v1/oprf/evaluate',
    change: async (body) => {
      const evaluated = body['evaluated'] as string[]
      return evaluated.length < 2
        ? { ...body, evaluated: [SOME_POINT] }
        : { ...body, evaluated: [...evaluated].reverse() }
    },
  },
  'changes its keys': {
    named: ['relay-wrong-proof'],
    concerns: ({ path }) => path === '/v1/keys',
    change: async (body, { sign, pinned }) => {
      const statements = await Promise.all(
        (body['statements'] as Statement[]).map(async (statement) => {
          const keys = readStatement(statement) as StatementOf<'oprf-keys'>
          if (!pinned.has(keys.epoch)) return statement
          return sign({ ...keys, keys: { ...keys.keys, P: keys.keys.M! } })
        }),
      )
      return statements.every((statement, i) => statement === (body['statements'] as Statement[])[i])
        ? undefined
        : { statements }
    },
  },
  'does not answer': { named: ['relay-down'], concerns: isPull, change: async () => null },
  'answers late': {
    named: ['relay-down'],
    concerns: isPull,
    change: async (body, { wait }) => {
      await wait(45_000)
      return body
    },
  },
}

/** Towards whom a relay lies for good, and since when. */
export interface Held {
  readonly name: string
  readonly victim: string
  readonly from: number
  readonly memory: Memory
}

/** `at`: {@link Scheduler.awake}. */
export interface Committed {
  readonly device: string
  readonly act: string
  readonly at: number
}

/** Commits one act, to whoever asks, for as long as it is told to. */
export class Hostile implements Between {
  readonly committed: Committed[] = []
  act: string | null = null
  /** In place of acts: one lie, to one device, for good. */
  grudge: Held | null = null
  readonly #database: SimDatabase
  readonly #scheduler: Scheduler
  readonly #chance: Chance
  readonly #host: string
  readonly #pinned: ReadonlySet<number>

  constructor(
    scheduler: Scheduler,
    chance: Chance,
    host: string,
    pinned: ReadonlySet<number>,
    database: SimDatabase,
  ) {
    this.#database = database
    this.#pinned = pinned
    this.#scheduler = scheduler
    this.#chance = chance
    this.#host = host
  }

  async answer(device: string, host: string, asked: Asked, answer: Answer): Promise<Answer | null> {
    if (this.grudge)
      return host === this.#host &&
        device === this.grudge.victim &&
        answer.status === 200 &&
        this.#scheduler.now >= this.grudge.from
        ? this.#hold(this.grudge, asked, answer)
        : answer
    const name = this.act
    const act = name === null ? undefined : ACTS[name]
    if (!act || host !== this.#host || answer.status !== 200 || !act.concerns(asked)) return answer
    const at = this.#scheduler.awake
    const key = await importSigningKey(fromBase64url(configOf('relay').signingSeed))
    const changed = await act.change(
      JSON.parse(answer.body) as Record<string, unknown>,
      {
        chance: this.#chance,
        pinned: this.#pinned,
        now: this.#scheduler.now,
        sign: (body) => signStatement(body, [{ by: 'relay', key }]),
        wait: (ms) => this.#scheduler.wait(ms, 'relay'),
      },
      asked,
    )
    if (changed === undefined) return answer
    this.#scheduler.note('hostile relay', `${name} towards ${device}`)
    this.committed.push({ device, act: name!, at })
    return changed === null ? null : { ...answer, body: JSON.stringify(changed) }
  }

  async #hold({ name, victim, memory }: Held, asked: Asked, answer: Answer): Promise<Answer> {
    const config = configOf('relay')
    const begun = memory.begun
    const twisted = await GRUDGES[name]!.twist(
      memory,
      asked,
      JSON.parse(answer.body) as Record<string, unknown>,
      {
        now: this.#scheduler.now,
        key: await importSigningKey(fromBase64url(config.signingSeed)),
        publicKey: fromBase64url(ROOTS.relay),
        entries: async (size) =>
          (
            await inTurn(
              this.#database.read<{ entry: Buffer }>(
                'select entry from leaves where place < $1 order by place',
                [size],
              ),
            )
          ).map(({ entry }) => entry),
        remove: async (seqs) =>
          void (await inTurn(
            this.#database.read('delete from events where seq = any($1::bigint[])', [seqs]),
          )),
      },
    )
    if (!begun && memory.begun) this.#scheduler.note('hostile relay', `${name} towards ${victim}`)
    return twisted ? { ...answer, body: JSON.stringify(twisted) } : answer
  }

  /** Of a hostile relay's sockets nothing comes, so that devices must ask. */
  async message(device: string, text: string): Promise<string[]> {
    return this.act === null && this.grudge?.victim !== device ? [text] : []
  }
}
