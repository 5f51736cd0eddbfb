/**
 * What people do: file, answer, say that it is somebody else, close, add a child, revoke a device; as often
 * as chance has it.
 */
import type { AnswerKind, Outcome } from '../../shared/domain/signal.ts'
import type { CarriedIn, CarriedOut } from '../../shared/api/sync.ts'
import type { PossibleMatch } from '../../shared/api/possible-match.ts'
import type { SentSignal, SignalDraft } from '../../shared/api/my-signals.ts'
import type { Views } from '../../shared/api/api.ts'
import type { Chance } from './chance.ts'
import type { Device } from './device.ts'
import type { Ledger } from './ledger.ts'
import { childOf, PEOPLE_COUNT } from './people.ts'
import type { Scheduler } from './scheduler.ts'

const DAY_MS = 86_400_000
const ANSWERS: readonly AnswerKind[] = ['contact-call-me', 'contact-parents-first']
const OUTCOMES: readonly Outcome[] = ['contact-restored', 'moved', 'handed-over', 'not-restored', 'withdrawn']

const isoDay = (ms: number): string => new Date(ms).toISOString().slice(0, 10)

export class Users {
  readonly #ledger: Ledger
  readonly #scheduler: Scheduler
  readonly #chance: Chance
  /** Every device of the world: to know whom an administrator may revoke. */
  readonly #devices: readonly Device[]
  mayRevoke = false
  mostSignals = Infinity
  /** Nobody lets a turn go by while there is something to answer. */
  areLively = false
  /** Files go about on sticks. */
  mayCarry = false

  constructor(parts: { ledger: Ledger; scheduler: Scheduler; chance: Chance; devices: readonly Device[] }) {
    this.#ledger = parts.ledger
    this.#scheduler = parts.scheduler
    this.#chance = parts.chance
    this.#devices = parts.devices
  }

  /** One act of one person, if there is anything to do. */
  act(): void {
    const awake = this.#devices.filter((device) => device.isOpen)
    if (awake.length === 0) return
    const device = this.#chance.pick(awake)
    const views = device.views()!
    // Nothing about a child leaves before this was said.
    if (views.own?.asksSecrecy)
      this.#ask(device, 'says to have no secrecy', { kind: 'set-secrecy', on: false })
    const acts: [number, () => void][] = [
      [3, () => this.#file(device)],
      [
        6,
        () =>
          this.#answer(
            device,
            this.#some(views.matches, ({ state }) => state === 'new'),
          ),
      ],
      [
        1,
        () =>
          this.#deny(
            device,
            this.#some(views.matches, ({ state }) => state === 'new'),
          ),
      ],
      [
        2,
        () =>
          this.#closeOwn(
            device,
            this.#some(views.sent, ({ state }) => state !== 'closed'),
          ),
      ],
      [
        1,
        () =>
          this.#closeTheirs(
            device,
            this.#some(views.matches, ({ state, ourOutcome }) => state === 'answered' && ourOutcome === null),
          ),
      ],
      [
        1,
        () =>
          this.#answerHint(
            device,
            this.#some(views.hints, ({ state }) => state === 'new'),
          ),
      ],
      [1, () => this.#addChild(device)],
      [1, () => this.#ask(device, 'looks for news', { kind: 'sync-now' })],
      ...(this.mayCarry ? [[1, () => this.#carry(device)] satisfies [number, () => void]] : []),
      ...(this.mayRevoke ? [[1, () => this.#revoke(device, views)] satisfies [number, () => void]] : []),
    ]
    const waiting = views.matches.some(({ state }) => state === 'new')
    if (this.areLively && waiting) acts.splice(3)
    let at = this.#chance.fraction() * acts.reduce((sum, [weight]) => sum + weight, 0)
    acts.find(([weight]) => (at -= weight) < 0)?.[1]()
  }

  #some<T>(items: readonly T[], test: (item: T) => boolean): T | undefined {
    const fitting = items.filter(test)
    return fitting.length > 0 ? this.#chance.pick(fitting) : undefined
  }

  #ask(
    device: Device,
    what: string,
    command: Parameters<Device['ask']>[0],
    done: (result: unknown) => void = () => {},
  ): void {
    this.#scheduler.note(device.name, what)
    device.ask(command, (outcome) => {
      this.#scheduler.note(device.name, `${what}: ${outcome.is === 'done' ? 'done' : outcome.code}`)
      if (outcome.is === 'done') done(outcome.result)
      else if (outcome.code === 'unexpected' || (outcome.code === 'storage-broken' && !device.diskFull))
        this.#ledger.violated(`${device.name} was told '${outcome.code}' when it ${what}`)
    })
  }

  #file(device: Device): void {
    const known = this.#ledger.lists.get(device.name)!.sure
    if (known.length === 0 || this.#ledger.filed.length >= this.mostSignals) return
    const { now } = this.#scheduler
    const children = this.#chance.shuffled(known).slice(0, this.#chance.happens(0.8) ? 1 : 2)
    const filed = {
      mark: `mark ${this.#ledger.filed.length + 1}`,
      device: device.name,
      organisationId: device.citizen.organisation.id,
      children,
      askedAt: now,
      id: null as string | null,
      saved: false,
      sentAt: null,
      disappearsOn: isoDay(now + this.#chance.between(1, 40) * DAY_MS),
    }
    const draft: SignalDraft = {
      childIds: children.map(({ id }) => id),
      lostSince: isoDay(now - 20 * DAY_MS),
      attempts: [{ way: 'called', times: 2 }],
      urgency: this.#chance.pick(['normal', 'today']),
      parents: 'unreachable',
      note: filed.mark,
      disappearsOn: filed.disappearsOn,
      weighing: 'consent',
    }
    this.#ledger.filed.push(filed)
    this.#ask(device, `files ${filed.mark}`, { kind: 'file-signal', draft }, () => {
      filed.saved = true
    })
  }

  #answer(device: Device, match: PossibleMatch | undefined): void {
    if (!match) return
    const answered = {
      signalId: match.id,
      device: device.name,
      organisationId: device.citizen.organisation.id,
      answer: this.#chance.pick(ANSWERS),
      told: false,
    }
    this.#ledger.answered.push(answered)
    this.#ask(
      device,
      `answers ${this.#markOf(match.id)}`,
      { kind: 'answer', signalId: match.id, answer: answered.answer, weighing: 'consent' },
      () => {
        answered.told = true
      },
    )
  }

  #answerHint(device: Device, hint: Views['hints'][number] | undefined): void {
    if (!hint) return
    const answered = {
      signalId: hint.id,
      device: device.name,
      organisationId: device.citizen.organisation.id,
      answer: 'perhaps-call-me' as const,
      told: false,
    }
    this.#ledger.answered.push(answered)
    this.#ask(
      device,
      `answers a hint of ${this.#markOf(hint.id)}`,
      { kind: 'answer-hint', signalId: hint.id, weighing: 'consent' },
      () => {
        answered.told = true
      },
    )
  }

  /** A file leaves with somebody, and what came of it is brought back; each leg takes a while. */
  #carry(device: Device): void {
    const later = (owner: Device, task: () => void): void => {
      this.#scheduler.after(this.#chance.between(1_000, 90_000), `${owner.name}'s user`, '', task)
    }
    const carrier = this.#chance.pick(this.#devices)
    this.#ask(device, 'writes a file', { kind: 'carry-out' }, (out) =>
      later(carrier, () =>
        this.#ask(
          carrier,
          `delivers a file of ${device.name}`,
          { kind: 'carry-in', file: (out as CarriedOut).file },
          (back) =>
            later(device, () => {
              if ((back as CarriedIn).kind === 'delivered')
                this.#ask(device, 'reads what was brought', {
                  kind: 'carry-in',
                  file: (back as Extract<CarriedIn, { kind: 'delivered' }>).file,
                })
            }),
        ),
      ),
    )
  }

  #deny(device: Device, match: PossibleMatch | undefined): void {
    const child = match?.children[0]
    if (match && child)
      this.#ask(device, `says of ${this.#markOf(match.id)} that it is another`, {
        kind: 'not-the-same',
        signalId: match.id,
        childId: child.childId,
      })
  }

  #close(device: Device, signalId: string): void {
    const closed = {
      signalId,
      device: device.name,
      organisationId: device.citizen.organisation.id,
      outcome: this.#chance.pick(OUTCOMES),
      told: false,
    }
    this.#ledger.closed.push(closed)
    this.#ask(
      device,
      `closes ${this.#markOf(signalId)} as ${closed.outcome}`,
      { kind: 'close', signalId, outcome: closed.outcome },
      () => {
        closed.told = true
      },
    )
  }

  #closeOwn(device: Device, signal: SentSignal | undefined): void {
    if (signal) this.#close(device, signal.id)
  }

  #closeTheirs(device: Device, match: PossibleMatch | undefined): void {
    if (match) this.#close(device, match.id)
  }

  #addChild(device: Device): void {
    const list = this.#ledger.lists.get(device.name)!
    if (list.maybe.length > 4) return
    const { id: _, ...child } = childOf(
      this.#chance.between(0, Math.min(PEOPLE_COUNT, this.#devices.length)),
      this.#chance.happens(0.3) ? 1 : 0,
      '',
    )
    const maybe = { ...child, id: `later-${list.maybe.length}` }
    list.maybe.push(maybe)
    this.#scheduler.note(device.name, 'adds a child')
    device.ask({ kind: 'save-child', childId: null, child }, (outcome) => {
      this.#scheduler.note(device.name, `adds a child: ${outcome.is}`)
      if (outcome.is === 'done')
        list.sure.push({ ...child, id: (outcome.result as { childId: string }).childId })
    })
  }

  #revoke(device: Device, { administration }: Views): void {
    const other =
      administration && this.#some(administration.devices, ({ own, revoked }) => !own && revoked === null)
    if (!other) return
    const revoked = {
      device: other.id,
      organisationId: device.citizen.organisation.id,
      askedAt: this.#scheduler.now,
      toldAt: null as number | null,
    }
    this.#ledger.revoked.push(revoked)
    this.#ask(
      device,
      `revokes ${other.id}`,
      { kind: 'revoke-device', deviceId: other.id, reason: 'lost' },
      () => {
        revoked.toldAt = this.#scheduler.now
      },
    )
  }

  #markOf(id: string): string {
    return this.#ledger.ofId(id)?.mark ?? 'an unknown signaal'
  }
}
