/** Answers commands as the engine would, from memory; enough for every screen to be walked through. */
import { fullName } from '../../shared/domain/child.ts'
import { ageGroupOf, ageInYears } from '../../shared/domain/signal.ts'
import type { FromWorker, Slice, Views } from '../../shared/worker.ts'
import { ToWorker, type Command, type ImportResult, type PossibleMatch, type SentSignal, type SignalDraft } from '../../shared/worker.ts'
import type { Scene } from './scenes.ts'

const IMPORTED: ImportResult = {
  added: 38, updated: 3, unchanged: 16, refusedCount: 2, encoding: 'windows-1252',
  refused: [{ row: 18, column: 'Geboortedatum', problem: 'date' }, { row: 44, column: 'Postcode', problem: 'postcode' }],
  columnsUsed: ['Roepnaam', 'Achternaam', 'Geboortedatum', 'Groep', 'Postcode', 'Huisnummer'], columnsIgnored: ['Geslacht'], columnsForbidden: ['BSN', 'Diagnose', 'Zorgnotitie'],
}

export class ScriptedEngine {
  readonly #post: (message: FromWorker) => void
  #views: Views

  constructor(scene: Scene, post: (message: FromWorker) => void) {
    this.#post = post
    this.#views = structuredClone(scene.views)
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
    for (const slice of command.kind === 'boot' ? (Object.keys(this.#views) as Slice[]) : changed) this.#post({ type: 'view', slice, value: this.#views[slice] })
  }

  #run(command: Command, set: <S extends Slice>(slice: S, value: Views[S]) => void): unknown {
    const { session, sent, matches, caseload } = this.#views
    const changeMatch = (id: string, change: (match: PossibleMatch) => PossibleMatch): void => set('matches', matches.map((match) => (match.id === id ? change(match) : match)))
    switch (command.kind) {
      case 'lock': return set('session', { ...session, state: 'locked', secret: 'passphrase' })
      case 'unlock': return set('session', { ...session, state: 'open' })
      case 'enrol': {
        set('session', { ...session, state: 'open' })
        return { vaultRecord: 'scripted', servers: { relay: 'http://127.0.0.1:1', trustee: 'http://127.0.0.1:2' }, moving: false }
      }
      case 'look-up-invite': return { for: command.code.startsWith('9') ? 'organisation' : 'device', organisation: command.code.startsWith('9') ? 'Sportpunt Veenwijk' : 'De Regenboog', by: 'Joke Smit, directeur', roles: ['professional'] }
      case 'join': {
        set('session', { ...session, state: 'joining', joining: { for: command.organisation ? 'organisation' : 'device', organisation: 'De Regenboog', words: ['kam', 'tijger', 'oven', 'walnoot'], refused: false, problem: null } })
        return { vaultRecord: 'scripted' }
      }
      case 'save-draft': return set('draft', command.draft)
      case 'do-not-share': return set('draft', null)
      case 'file-signal': {
        const signal = this.#filed(command.draft)
        set('sent', [signal, ...sent])
        set('draft', null)
        return { signalId: signal.id }
      }
      case 'import-caseload': return IMPORTED
      case 'remove-child': return set('caseload', caseload.filter(({ id }) => id !== command.childId))
      case 'answer': return changeMatch(command.signalId, (match) => ({ ...match, state: 'answered', ourAnswer: command.answer }))
      case 'not-the-same':
      case 'undo-not-the-same': return changeMatch(command.signalId, (match) => {
        const children = match.children.map((child) => (child.childId === command.childId ? { ...child, notTheSame: command.kind === 'not-the-same' } : child))
        return { ...match, children, state: children.every(({ notTheSame }) => notTheSame) ? 'not-the-same' : 'new' }
      })
      case 'close': {
        set('sent', sent.map((signal) => (signal.id === command.signalId ? { ...signal, state: 'closed', outcome: command.outcome } : signal)))
        return changeMatch(command.signalId, (match) => ({ ...match, ourOutcome: command.outcome }))
      }
      default: return undefined
    }
  }

  #filed(draft: SignalDraft): SentSignal {
    const { caseload, session, sync } = this.#views
    const children = caseload.filter(({ id }) => draft.childIds.includes(id))
    const today = session.today ?? '2026-11-23'
    return {
      id: 'signal-just-filed', number: 'R-5150', children: children.map((child) => ({ name: fullName(child), group: child.group ?? null })), state: sync.state === 'offline' ? 'waiting' : 'open',
      waitingFor: sync.state === 'offline' ? 'offline' : null, filedAt: '2026-11-23T13:02:00.000Z', sentAt: sync.state === 'offline' ? null : '2026-11-23T13:02:00.000Z',
      content: {
        number: 'R-5150', lostSince: draft.lostSince ?? today, attempts: draft.attempts, urgency: draft.urgency, parents: draft.parents ?? 'unreachable',
        children: children.map(({ birthDate }) => ageGroupOf(ageInYears(birthDate, today))), organisationKind: 'primary-school', neighbourhood: 'WK990101',
      },
      note: draft.note, disappearsOn: draft.disappearsOn, answerBy: '2026-11-25', looked: [], of: 9, notLooked: ['Welzijn Veenwijk', 'JGZ Veenland'], answers: [], outcome: null,
      timeline: [{ at: '2026-11-23T13:02:00.000Z', kind: 'filed', who: null, answer: null, outcome: null }],
    }
  }
}
