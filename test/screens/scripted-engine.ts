/** Answers commands as the engine would, from memory; enough for every screen to be walked through. */
import { parentsAdvice } from '../../shared/domain/parents-advice.ts'
import type { Difference, ListedChild } from '../../shared/api/caseload.ts'
import { fullName, siblingsOf } from '../../shared/domain/child.ts'
import { addresseeOf, addresseeOfAll } from '../../shared/domain/informing.ts'
import { personalWarningOf } from '../../shared/domain/warning.ts'
import { ageGroupOf, ageInYears } from '../../shared/domain/signal.ts'
import type { FromWorker, Slice, Views } from '../../shared/api/api.ts'
import { ToWorker, type Command } from '../../shared/api/api.ts'
import type { PossibleMatch } from '../../shared/api/possible-match.ts'
import type { SentSignal, SignalDraft } from '../../shared/api/my-signals.ts'
import { areas, importingOf, notYet, summaryOf } from './sample-views.ts'
import type { Scene } from './scenes.ts'

const FOLD = (text: string): string =>
  text.toLowerCase().normalize('NFKD').replace(/\p{M}/gu, '').replaceAll('ı', 'i')

export class ScriptedEngine {
  readonly #post: (message: FromWorker) => void
  #views: Views
  #children: readonly ListedChild[]
  #removed: ListedChild | null = null

  constructor(scene: Scene, post: (message: FromWorker) => void) {
    this.#post = post
    this.#views = structuredClone(scene.views)
    this.#children = scene.children
  }

  handle(message: unknown): void {
    const { id, command } = ToWorker.parse(message)
    const changed = new Set<Slice>()
    const set = <S extends Slice>(slice: S, value: Views[S]): void => {
      this.#views = { ...this.#views, [slice]: value }
      changed.add(slice)
    }
    const wrong = 'passphrase' in command && command.passphrase === 'fout'
    if (wrong) this.#post({ type: 'refused', id, error: { code: 'wrong-passphrase', params: {} } })
    else this.#post({ type: 'reply', id, result: this.#run(command, set) })
    for (const slice of command.kind === 'boot'
      ? (Object.keys(this.#views) as Slice[]).toSorted(
          (a, b) => Number(a === 'session') - Number(b === 'session'),
        )
      : changed)
      this.#post({ type: 'view', slice, value: this.#views[slice] })
  }

  #run(command: Command, set: <S extends Slice>(slice: S, value: Views[S]) => void): unknown {
    const { session, sent, matches, importing, own, absence, obstacles } = this.#views
    const setChildren = (children: readonly ListedChild[]): void => {
      this.#children = children
      set('caseload', { ...summaryOf(children), revision: this.#views.caseload.revision + 1 })
    }
    const changeMatch = (id: string, change: (match: PossibleMatch) => PossibleMatch): void =>
      set(
        'matches',
        matches.map((match) => (match.id === id ? change(match) : match)),
      )
    switch (command.kind) {
      case 'lock':
        return set('session', { ...session, state: 'locked', secret: 'passphrase' })
      case 'unlock':
        return set('session', { ...session, state: 'open' })
      case 'enrol': {
        set('session', { ...session, state: 'open' })
        return {
          vaultRecord: 'scripted',
          servers: { relay: 'http://127.0.0.1:1', trustee: 'http://127.0.0.1:2' },
          moving: false,
        }
      }
      case 'look-up-invite':
        return {
          for: command.code.startsWith('9') ? 'organisation' : 'device',
          organisation: command.code.startsWith('9') ? 'Sportpunt Veenwijk' : 'De Regenboog',
          by: 'Joke Smit, directeur',
          roles: ['professional'],
        }
      case 'join': {
        set('session', {
          ...session,
          state: 'joining',
          joining: {
            for: command.organisation ? 'organisation' : 'device',
            organisation: 'De Regenboog',
            words: ['kam', 'tijger', 'oven', 'walnoot'],
            refused: false,
            problem: null,
          },
        })
        return { vaultRecord: 'scripted' }
      }
      case 'open-absence':
        return {
          rows: 212,
          children: 23,
          days: 61,
          unknown: 4,
          otherKind: 96,
          old: 2,
          closed: 3,
          unread: 2,
          problems: [
            { row: 5, problem: 'date' },
            { row: 88, problem: 'hours' },
          ],
          columns: ['Leerlingnummer', 'Datum', 'Lesuren', 'Soort'],
          hasKind: true,
        }
      case 'read-areas':
        return {
          areas: areas.areas,
          problems: [
            { row: 7, problem: 'code', value: 'Oost' },
            { row: 9, problem: 'place-taken', value: '2,1' },
          ],
        }
      case 'keep-areas':
        return set('areas', command.list)
      case 'keep-absence':
        return set('absence', absence && { ...absence, readAt: '2026-11-23T13:02:00.000Z', children: 23 })
      case 'forget-absence':
        return set('absence', absence && { ...absence, readAt: null, children: 0, lines: [] })
      case 'set-reported':
        return set(
          'absence',
          absence && {
            ...absence,
            lines: absence.lines.map((line) =>
              line.childId === command.childId
                ? { ...line, reportedOn: command.on, due: command.on ? null : line.due }
                : line,
            ),
          },
        )
      case 'set-school-holidays':
        return set('absence', absence && { ...absence, region: command.region, holidays: command.holidays })
      case 'set-secrecy':
        return set('own', own && { ...own, secrecy: command.on })
      case 'set-safeguarding':
        return set('own', own && { ...own, safeguarding: command.officer })
      case 'save-draft':
        return set('draft', command.draft)
      case 'do-not-share':
        return set('draft', null)
      case 'file-signal': {
        const signal = this.#filed(command.draft)
        set('sent', [signal, ...sent])
        set('draft', null)
        return { signalId: signal.id, number: signal.number, parents: signal.content.parents }
      }
      case 'find-children': {
        const words = FOLD(command.query).split(/\s+/)
        const found = this.#children
          .filter((child) => words.every((word) => FOLD(fullName(child)).includes(word)))
          .toSorted(
            (one, other) =>
              ((one[command.sort] ?? '') < (other[command.sort] ?? '') ? -1 : 1) *
              (command.descending ? -1 : 1),
          )
        return { total: found.length, rows: found.slice(command.offset, command.offset + command.limit) }
      }
      case 'look-up-children': {
        const found = command.ids.flatMap((id) => this.#children.find((child) => child.id === id) ?? [])
        return {
          children: found,
          siblings: found[0] ? siblingsOf(found[0], this.#children) : [],
          advice: 'usual',
        }
      }
      case 'save-child': {
        const id = command.childId ?? `child-new-${this.#children.length}`
        setChildren([...this.#children.filter((child) => child.id !== id), { ...command.child, id }])
        return { childId: id }
      }
      case 'remove-child': {
        this.#removed = this.#children.find(({ id }) => id === command.childId) ?? null
        return setChildren(this.#children.filter(({ id }) => id !== command.childId))
      }
      case 'undo-remove':
        return setChildren([...this.#children, ...(this.#removed ? [this.#removed] : [])])
      case 'open-import':
        return set('importing', importingOf())
      case 'cancel-import':
        return set('importing', null)
      case 'go-to-step':
        return set('importing', importing && { ...importing, step: command.step, progress: null })
      case 'pause-import':
        return set(
          'importing',
          importing && {
            ...importing,
            progress: importing.progress && { ...importing.progress, paused: command.paused },
          },
        )
      case 'set-import-column':
        return set(
          'importing',
          importing && {
            ...importing,
            columns: importing.columns.map((column) =>
              column.index === command.column ? { ...column, use: command.use } : column,
            ),
          },
        )
      case 'set-import-option':
        return set(
          'importing',
          importing && {
            ...importing,
            removeGone: command.removeGone ?? importing.removeGone,
            ignoreZeros: command.ignoreZeros ?? importing.ignoreZeros,
            century: importing.century && {
              ...importing.century,
              chosen: command.century ?? importing.century.chosen,
            },
          },
        )
      case 'mend-cell':
        return { problem: null }
      case 'import-differences': {
        const rows = this.#children.slice(0, 12).map((child): Difference => ({
          childId: child.id,
          name: fullName(child),
          birthDate: child.birthDate,
          fields:
            command.change === 'changed'
              ? [
                  { field: 'group', before: '5', after: child.group ?? '' },
                  { field: 'postcode', before: '', after: child.postcode ?? '' },
                ]
              : [],
        }))
        return { total: 41, rows: command.offset === 0 ? rows : [] }
      }
      case 'answer':
        return changeMatch(command.signalId, (match) => ({
          ...match,
          state: 'answered',
          ourAnswer: command.answer,
        }))
      case 'not-the-same':
      case 'undo-not-the-same':
        return changeMatch(command.signalId, (match) => {
          const children = match.children.map((child) =>
            child.childId === command.childId
              ? { ...child, notTheSame: command.kind === 'not-the-same' }
              : child,
          )
          return {
            ...match,
            children,
            state: children.every(({ notTheSame }) => notTheSame) ? 'not-the-same' : 'new',
          }
        })
      case 'informing':
      case 'undo-informing':
        return set(
          'sent',
          sent.map((signal) => {
            if (signal.id !== command.signalId) return signal
            const { informing } = signal
            const history =
              command.kind === 'undo-informing'
                ? informing.history.slice(0, -1)
                : [
                    ...informing.history,
                    { at: '2026-11-23T13:02:00.000Z', reason: null, ...command.decision },
                  ]
            const { kind, on, reason } = history.at(-1)!
            return {
              ...signal,
              informing: {
                ...informing,
                history,
                state: kind,
                reason,
                dueOn: kind === 'informed' ? null : on,
                due: false,
                restored: false,
              },
            }
          }),
        )
      case 'close': {
        set(
          'sent',
          sent.map((signal) =>
            signal.id === command.signalId
              ? { ...signal, state: 'closed', outcome: command.outcome, onward: command.onward ?? null }
              : signal,
          ),
        )
        return changeMatch(command.signalId, (match) => ({
          ...match,
          ourOutcome: command.outcome,
          ourOnward: command.onward ?? null,
        }))
      }
      case 'raise-obstacle':
      case 'answer-obstacle': {
        const warning = command.anyway
          ? null
          : personalWarningOf(command.text, (text) => text.includes('Sami'))
        if (warning) return { ref: null, warning }
        if (command.kind === 'answer-obstacle')
          set('obstacles', {
            ...obstacles,
            board: obstacles.board.map((one) =>
              one.ref === command.ref
                ? {
                    ...one,
                    state: 'answered',
                    owed: false,
                    steps: one.steps.map((step) =>
                      step.level === one.level
                        ? {
                            ...step,
                            replies: [
                              {
                                organisation: 'Wijkteam Oost',
                                verdict: command.verdict,
                                text: command.text,
                                at: '2026-11-23T13:02:00.000Z',
                                ours: true,
                                waiting: false,
                              },
                            ],
                          }
                        : step,
                    ),
                  }
                : one,
            ),
          })
        else
          set('obstacles', {
            ...obstacles,
            board: [
              ...obstacles.board,
              {
                ref: `${'Z'.repeat(21)}A`,
                kind: command.about,
                text: command.text,
                neighbourhood: command.neighbourhood,
                raisedOn: '2026-11-23',
                organisation: session.person?.organisation ?? null,
                ours: true,
                mine: true,
                state: 'waiting',
                level: 'coordinator',
                answerBy: '2026-12-07',
                openDays: 0,
                lateDays: 0,
                owed: false,
                next: null,
                news: false,
                steps: [],
                keptUntil: '2027-02-19',
                renewed: false,
              },
            ],
          })
        return { ref: command.kind === 'answer-obstacle' ? command.ref : `${'Z'.repeat(21)}A`, warning: null }
      }
      case 'seen-obstacle':
        return set('obstacles', {
          ...obstacles,
          board: obstacles.board.map((one) => (one.ref === command.ref ? { ...one, news: false } : one)),
        })
      default:
        return undefined
    }
  }

  #filed(draft: SignalDraft): SentSignal {
    const { session, sync } = this.#views
    const children = this.#children.filter(({ id }) => draft.childIds.includes(id))
    const today = session.today ?? '2026-11-23'
    return {
      id: 'signal-just-filed',
      advice: parentsAdvice(draft.parents ? [draft.parents] : []),
      namesOnward: draft.parents !== 'unsafe',
      number: 'R-515-003-4617',
      children: children.map((child) => ({
        name: fullName(child),
        group: child.group ?? null,
        addressee: addresseeOf(ageInYears(child.birthDate, today)),
      })),
      state: sync.state === 'offline' ? 'waiting' : 'open',
      waitingFor: sync.state === 'offline' ? 'offline' : null,
      carriedAt: null,
      filedAt: '2026-11-23T13:02:00.000Z',
      sentAt: sync.state === 'offline' ? null : '2026-11-23T13:02:00.000Z',
      content: {
        number: 'R-515-003-4617',
        lostSince: draft.lostSince ?? today,
        attempts: draft.attempts,
        urgency: draft.urgency,
        parents: draft.parents ?? 'unreachable',
        children: children.map(({ birthDate }) => ageGroupOf(ageInYears(birthDate, today))),
        organisationKind: 'primary-school',
        neighbourhood: 'WK990101',
        compared: ['address'],
      },
      note: draft.note,
      disappearsOn: draft.disappearsOn,
      answerBy: '2026-11-25',
      looked: null,
      of: 9,
      clock: null,
      followUp: null,
      answers: [],
      conflicts: [],
      forks: [],
      coordinated: [],
      nameAsked: null,
      lines: [],
      escalations: [],
      alike: [],
      links: [],
      outcome: null,
      onward: null,
      timeline: [
        {
          at: '2026-11-23T13:02:00.000Z',
          kind: 'filed',
          who: null,
          answer: null,
          outcome: null,
          onward: null,
        },
      ],
      informing: notYet({
        addressee: addresseeOfAll(children.map(({ birthDate }) => addresseeOf(ageInYears(birthDate, today)))),
      }),
    }
  }
}
