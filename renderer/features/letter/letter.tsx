/**
 * The way to a letter. Its texts, fonts and paper are fetched when somebody makes one: they are not in the
 * first load.
 */
import { useEffect } from 'react'
import { useTranslation } from 'react-i18next'
import { RuggensteunError } from '../../../shared/errors.ts'
import type { Person } from '../../../shared/api/session.ts'
import { useView } from '../../client/engine.ts'
import { Fault } from '../../widgets/fault.tsx'
import { UnsafeAdvice } from '../../widgets/unsafe-advice.tsx'
import { useInterface } from '../../state/interface.ts'
import { Button } from '../../ui/button.tsx'
import { useFetched } from '../../ui/use-fetched.ts'

export const LetterScreen = ({ signalId, person }: { signalId: string; person: Person }) => {
  const { t } = useTranslation()
  const close = useInterface((state) => state.closeLetter)
  const signal = useView('sent').find(({ id }) => id === signalId)
  const {
    here: Desk,
    failed,
    again,
  } = useFetched(() => import('./letter-desk.tsx').then(({ LetterDesk }) => LetterDesk))
  // On its date the signaal goes, also while somebody looks at a letter about it.
  useEffect(() => {
    if (!signal) close()
  }, [signal, close])
  if (!signal) return null
  // It can have become unsafe since somebody began.
  if (signal.advice !== 'usual')
    return (
      <div className="main">
        <header>
          <h1>{t('letter.title')}</h1>
        </header>
        <UnsafeAdvice text={t('unsafe.noLetter')} />
        <div className="row">
          <Button onPress={close}>{t('letter.back')}</Button>
        </div>
      </div>
    )
  if (Desk) return <Desk signal={signal} person={person} />
  return (
    <div className="main">
      <header>
        <h1>{t('letter.title')}</h1>
      </header>
      {failed ? (
        <>
          <Fault error={new RuggensteunError('letter-not-loaded')} />
          <div className="row">
            <Button onPress={again}>{t('app.retry')}</Button>
            <Button onPress={close}>{t('letter.back')}</Button>
          </div>
        </>
      ) : (
        <p className="muted" role="status">
          {t('letter.loading')}
        </p>
      )}
    </div>
  )
}
