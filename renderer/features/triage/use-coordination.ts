import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Command } from '../../../shared/api/api.ts'
import type { CoordinationAction, NameReason } from '../../../shared/domain/coordination.ts'
import { engine } from '../../client/engine.ts'
import { useInterface } from '../../state/interface.ts'
import { useAction, type Action } from '../../ui/use-action.ts'
import { useBriefly } from '../../ui/use-briefly.ts'
import { useLatest } from '../../ui/use-latest.ts'
import type { PitchActs } from './pitch.tsx'
import type { SituationActs } from './situation.tsx'
import type { Queue } from './use-queue.ts'

/** The last act, and the command that takes it back. */
interface Done {
  readonly words: string
  readonly back: Extract<Command, { kind: 'undo-coordinate' | 'merge' }>
}
type Pairs = readonly (readonly [string, string])[]

export interface Coordination {
  readonly action: Action
  readonly fresh: Done | null
  readonly undo: () => void
  readonly coordinate: (
    ids: readonly string[],
    what: CoordinationAction,
    more?: { readonly reason?: NameReason; readonly to?: string },
  ) => void
  readonly link: (pairs: Pairs, step: 'merge' | 'part') => void
  readonly dialog: 'ask-name' | 'hand-over' | 'hand-over-chosen' | null
  readonly setDialog: (dialog: Coordination['dialog']) => void
  /** For the panel beside the queue: the same function as long as the screen is there. */
  readonly acts: () => SituationActs
}

const mergeCommand = (pairs: Pairs, step: 'merge' | 'part') => ({
  kind: 'merge' as const,
  pairs: pairs.map(([a, b]): [string, string] => [a, b]),
  step,
})

/** Asks along the linies. Each resolves also where it was refused: the reason stands under the queue. */
const usePitchActs = (action: Action, membersOf: Queue['membersOf']): PitchActs => {
  const { t } = useTranslation()
  const announce = useInterface((state) => state.announce)
  const send = (words: string, sendIt: () => Promise<void>): Promise<void> =>
    new Promise((done) =>
      action.run(async () => {
        try {
          await sendIt()
          announce(words)
        } finally {
          done()
        }
      }),
    )
  return {
    ask: (signalId, organisationId) =>
      send(t('pitch.asked'), async () => {
        for (const id of membersOf(signalId))
          await engine().send({ kind: 'ask-line', signalId: id, organisationId })
      }),
    escalation: (signalId, organisationId, reason) =>
      send(t('pitch.escalated'), () =>
        engine().send({ kind: 'escalation', signalId, organisationId, reason }),
      ),
    confirm: (signalId, escalationId) =>
      send(t('pitch.confirmedNow'), () => engine().send({ kind: 'confirm', signalId, escalationId })),
  }
}

/** What a coordinator does with rows of the queue, and taking the last act back. */
export const useCoordination = ({ membersOf, chooseNone }: Queue): Coordination => {
  const { t } = useTranslation()
  const announce = useInterface((state) => state.announce)
  const action = useAction()
  const [fresh, setFresh] = useBriefly<Done>()
  const [dialog, setDialog] = useState<Coordination['dialog']>(null)
  const pitch = usePitchActs(action, membersOf)
  const done = (words: string, back: Done['back'] | null): void => {
    chooseNone()
    setFresh(back && { words, back })
    announce(words)
  }
  const undo = (): void => {
    if (!fresh || action.busy) return
    setFresh(null)
    action.run(async () => {
      await engine().send(fresh.back)
      announce(t('triage.undone'))
    })
  }
  const coordinate: Coordination['coordinate'] = (ids, what, { reason = null, to = null } = {}) => {
    if (ids.length === 0 || action.busy) return
    const signalIds = what === 'ask-name' ? [...ids] : ids.flatMap(membersOf)
    action.run(async () => {
      await engine().send({ kind: 'coordinate', signalIds, action: what, reason, to })
      setDialog(null)
      done(
        t(`triage.done.${what}`, { count: ids.length }),
        what === 'remind' || what === 'ask-name' ? null : { kind: 'undo-coordinate', signalIds },
      )
    })
  }
  const link = (pairs: Pairs, step: 'merge' | 'part'): void => {
    if (pairs.length === 0 || action.busy) return
    action.run(async () => {
      await engine().send(mergeCommand(pairs, step))
      done(
        t(`triage.done.${step}`, { count: pairs.length }),
        mergeCommand(pairs, step === 'merge' ? 'part' : 'merge'),
      )
    })
  }
  const acts = useLatest<SituationActs>({
    pitch,
    take: (id) => coordinate([id], 'take'),
    letGo: (id) => coordinate([id], 'let-go'),
    handOver: () => setDialog('hand-over'),
    askName: () => setDialog('ask-name'),
    merge: (id, other) => link([[id, other]], 'merge'),
    part: (id, other) => link([[id, other]], 'part'),
  })
  return { action, fresh, undo, coordinate, link, dialog, setDialog, acts }
}
