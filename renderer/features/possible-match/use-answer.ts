import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { PossibleMatch } from '../../../shared/api/possible-match.ts'
import type { Weighing } from '../../../shared/domain/secrecy.ts'
import { engine } from '../../client/engine.ts'
import { useInterface } from '../../state/interface.ts'
import { useShortcuts } from '../../state/shortcuts.ts'
import { useAction, type Action } from '../../ui/use-action.ts'
import { sayNotTheSame } from './not-the-same.ts'
import type { Reply } from './reply.ts'
import { useUnweighed } from '../../widgets/weighing.tsx'

/** In the order of their keys. */
export const REPLIES = [
  'contact-call-me',
  'contact-parents-first',
  'not-the-same',
  'in-view-unnamed',
] as const satisfies readonly Reply[]

export interface AnswerForm {
  readonly reply: Reply | null
  readonly setReply: (reply: Reply) => void
  readonly weighing: Weighing | null
  readonly setWeighing: (weighing: Weighing | null) => void
  /** What the weighing lacks, in words of the catalogue. */
  readonly missing: ReturnType<typeof useUnweighed>
  readonly action: Action
  readonly open: boolean
  readonly unsafe: boolean
  /** Somebody pressed the key of an answer that leads to the family where it is not safe. */
  readonly whyNot: boolean
  /** This answer, given or about to be, asks not to be named. */
  readonly hides: boolean
  /**
   * Who calls the requester says that the child is known here: not before it was weighed, and never after one asked
   * not to be named, or is about to.
   */
  readonly secret: boolean
  readonly deny: () => void
  readonly send: () => void
}

export const useAnswer = (match: PossibleMatch, next: () => void): AnswerForm => {
  const { t } = useTranslation()
  const { announce, select } = useInterface.getState()
  const [reply, setReply] = useState<Reply | null>(null)
  const [whyNot, setWhyNot] = useState(false)
  const [weighing, setWeighing] = useState<Weighing | null>(null)
  const unweighed = useUnweighed(weighing)
  const missing = reply === 'not-the-same' ? null : unweighed
  const action = useAction()
  const open = match.state === 'new'
  const unsafe = match.advice !== 'usual'
  const hides = (match.ourAnswer ?? reply) === 'in-view-unnamed'
  const secret = hides || (unweighed !== null && match.ourAnswer === null)
  /** One key, because nothing leaves and it can be undone. */
  const deny = (): void => {
    if (!open || action.busy) return
    select(match.id)
    action.run(async () => {
      await sayNotTheSame(match, true)
      announce(t('match.notSameDone'))
    })
  }
  const send = (): void => {
    if (!reply || !open || action.busy) return
    if (reply === 'not-the-same') return deny()
    if (missing) return announce(t(missing))
    select(match.id) // stays in sight after it left the head of the list
    action.run(async () => {
      await engine().send({
        kind: 'answer',
        signalId: match.id,
        answer: reply,
        ...(weighing ? { weighing } : {}),
      })
      announce(t('match.sent'))
    })
  }
  const press = (value: Reply): void => {
    if (value === 'not-the-same') return deny()
    if (!open || match.escalation) return
    if (value === 'contact-parents-first' && unsafe) {
      setWhyNot(true)
      announce(t(secret ? 'unsafe.secretKey' : 'unsafe.answerKey'))
    } else if (value !== 'in-view-unnamed' || match.canAnswerUnnamed) setReply(value)
  }
  useShortcuts([
    ...REPLIES.map((value, i) => ({ key: String(i + 1), run: () => press(value) })),
    { key: 'j', run: next },
    { key: 'Enter', ctrl: true, run: send },
  ])
  return {
    reply,
    setReply,
    weighing,
    setWeighing,
    missing,
    action,
    open,
    unsafe,
    whyNot,
    hides,
    secret,
    deny,
    send,
  }
}
