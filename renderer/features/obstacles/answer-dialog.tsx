import { useState } from 'react'
import { Form } from 'react-aria-components'
import { useTranslation } from 'react-i18next'
import { answerByOf, Verdict } from '../../../shared/domain/obstacle.ts'
import type { ObstacleView } from '../../../shared/api/obstacles.ts'
import { engine } from '../../client/engine.ts'
import { useToday } from '../../client/today.ts'
import { useDates } from '../../i18n/dates.ts'
import { Fault } from '../../widgets/fault.tsx'
import { useInterface } from '../../state/interface.ts'
import { Button } from '../../ui/button.tsx'
import { Choices } from '../../ui/choice.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { useWords } from './use-words.tsx'
import styles from './obstacles.module.css'

/** Of who owes the answer. To pass it up is an answer too, and says who is next and until when. */
export const AnswerDialog = ({ obstacle, onClose }: { obstacle: ObstacleView; onClose: () => void }) => {
  const { t } = useTranslation()
  const dates = useDates()
  const today = useToday()
  const announce = useInterface((state) => state.announce)
  const [verdict, setVerdict] = useState<Verdict | null>(null)
  const [asked, setAsked] = useState(false)
  const { ref, next, level, kind, text } = obstacle
  const words = useWords(
    t('obstacles.answerText'),
    'answerHelp',
    'answerWrong',
    asked,
    (said, anyway) => engine().send({ kind: 'answer-obstacle', ref, verdict: verdict!, text: said, anyway }),
    () => {
      announce(t('obstacles.replied'))
      onClose()
    },
  )
  const answer = (): void => {
    setAsked(true)
    if (verdict !== null && words.valid) words.send(false)
  }
  const meaning = (one: Verdict): string => {
    if (one !== 'passed-up' || next === null) return t(`obstacles.verdictText.${one}`, { whom: '', date: '' })
    const whom = t(`obstacles.whom.${next}`)
    return t('obstacles.verdictText.passed-up', {
      whom: whom.charAt(0).toUpperCase() + whom.slice(1),
      date: dates.day(answerByOf(next, today)),
    })
  }
  return (
    <Dialog
      wide
      title={t('obstacles.replyTitle', { kind: t(`obstacles.kind.${kind}`) })}
      open
      onClose={onClose}
    >
      <p className={styles.obstacleWords}>{text}</p>
      {level === 'state' && <p className="small">{t('obstacles.replyState')}</p>}
      <Form
        className="stack"
        onSubmit={(event) => {
          event.preventDefault()
          answer()
        }}
      >
        <Choices
          label={t('obstacles.what')}
          value={verdict}
          onChange={setVerdict}
          options={Verdict.options
            .filter((one) => one !== 'passed-up' || next !== null)
            .map((value) => ({
              value,
              title: t(value === 'passed-up' ? 'obstacles.sendUp' : `obstacles.verdict.${value}`),
              text: meaning(value),
            }))}
        />
        {words.field}
        <p className="card leaves small">{t('obstacles.replySees')}</p>
        {words.warned}
        <Fault error={words.action.error} />
        <div className="row">
          <Button look="primary" type="submit" isDisabled={words.action.busy || verdict === null}>
            {words.action.busy
              ? t('app.oneMoment')
              : t(verdict === 'passed-up' ? 'obstacles.sendUp' : 'obstacles.send')}
          </Button>
          <Button onPress={onClose}>{t('app.cancel')}</Button>
        </div>
      </Form>
    </Dialog>
  )
}
