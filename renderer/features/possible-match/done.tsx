import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { isYoungPersonAlone } from '../../../shared/domain/informing.ts'
import type { AnswerKind } from '../../../shared/domain/signal.ts'
import type { PossibleMatch } from '../../../shared/api/possible-match.ts'
import { engine } from '../../client/engine.ts'
import { useDates } from '../../i18n/dates.ts'
import { useOutcome } from '../../i18n/outcome.ts'
import { Button } from '../../ui/button.tsx'
import { useAction } from '../../ui/use-action.ts'
import { Fault } from '../../widgets/fault.tsx'
import { OutcomeDialog } from '../../widgets/outcome-dialog.tsx'
import { sayNotTheSame } from './not-the-same.ts'

const doneWords = ({ state, ourAnswer }: PossibleMatch) => {
  if (state === 'not-the-same') return 'match.notSameDone'
  if (state === 'answer-waiting') return 'match.answerWaiting'
  return state === 'closed' && !ourAnswer ? 'match.handled' : 'match.answered'
}

/** What this organisation answered, in its own words. */
const ownWords = (answer: AnswerKind, { advice, content }: PossibleMatch) => {
  if (answer === 'contact-call-me') return 'mine.quoteCall' as const
  if (answer === 'in-view-unnamed') return 'match.unnamedDone' as const
  if (advice !== 'usual') return 'unsafe.ownAnswer' as const
  return isYoungPersonAlone(content.children)
    ? ('mine.quoteYoungPerson' as const)
    : ('mine.quoteParents' as const)
}

/** What was done already, and what can still be done. */
export const Done = ({ match }: { match: PossibleMatch }) => {
  const { t } = useTranslation()
  const dates = useDates()
  const ended = useOutcome()
  const [closing, setClosing] = useState(false)
  const action = useAction()
  const undo = (): void => action.run(() => sayNotTheSame(match, false))
  return (
    <section className="card leaves stack">
      <h2>{t(doneWords(match))}</h2>
      {match.ourAnswer && <p>{t(ownWords(match.ourAnswer, match))}</p>}
      {match.theirOutcome && (
        <p>{t('match.closedByRequester', { outcome: ended(match.theirOutcome, match.theirOnward) })}</p>
      )}
      {match.crossed && <p>{t('mine.crossed')}</p>}
      {match.ourOutcome && (
        <p>{t('match.ourOutcome', { outcome: ended(match.ourOutcome, match.ourOnward) })}</p>
      )}
      <Fault error={action.error} />
      <div className="row">
        {match.state === 'not-the-same' && (
          <Button isDisabled={action.busy} onPress={undo}>
            {t('app.undo')}
          </Button>
        )}
        {match.ourAnswer && match.ourAnswer !== 'in-view-unnamed' && !match.ourOutcome && (
          <Button onPress={() => setClosing(true)}>{t('match.outcome')}</Button>
        )}
      </div>
      <OutcomeDialog
        open={closing}
        onClose={() => setClosing(false)}
        readBy={match.namesOnward ? 'requester' : null}
        disappearsOn={dates.day(match.disappearsOn)}
        onChoose={(outcome, onward) =>
          action.run(async () => {
            await engine().send({ kind: 'close', signalId: match.id, outcome, onward })
            setClosing(false)
          })
        }
      />
    </section>
  )
}
