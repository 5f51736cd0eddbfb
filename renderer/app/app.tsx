import { useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import type { StartInfo } from '../../shared/bridge.ts'
import { bridge } from '../client/bridge.ts'
import { forgetSeenChildren } from '../client/children.ts'
import { engine, useView } from '../client/engine.ts'
import { askToKeep } from '../client/storage.ts'
import { Enrol } from '../features/enrol/enrol.tsx'
import { JoiningScreen } from '../features/enrol/joining.tsx'
import { Revoked } from '../features/enrol/revoked.tsx'
import { Lost } from '../features/recovery/lost.tsx'
import { SafetyDialog } from '../features/safety/safety-dialog.tsx'
import { WithSafety } from '../features/safety/safety-strip.tsx'
import { Unlock } from '../features/unlock/unlock.tsx'
import { catalogueOf, useLanguage } from '../i18n/index.ts'
import { useDates } from '../i18n/dates.ts'
import { useInterface } from '../state/interface.ts'
import { FieldWordsProvider, type FieldWords } from '../ui/field-words.ts'
import { Window } from './window.tsx'

/** What stands in place of the window while nobody works in it. */
const Outside = ({ info }: { info: StartInfo }) => {
  const { t } = useTranslation()
  const session = useView('session')
  const startFault = useInterface((state) => state.startFault)
  const startFailed = session.state === 'starting' ? startFault : null
  const failed = session.state === 'failed' ? session.error : startFailed
  switch (session.state) {
    case 'not-enrolled':
      return <Enrol info={info} />
    case 'joining':
      return <JoiningScreen />
    case 'revoked':
      return <Revoked />
    case 'locked':
      return <Unlock info={info} />
    case 'lost':
      return <Lost />
    default:
      return failed ? (
        <main className="centre">
          <div className="card wrong" role="alert">
            <h1>{t('app.name')}</h1>
            <p>{t(`error.${failed}`)}</p>
          </div>
        </main>
      ) : (
        <main className="centre">
          <p>{t('app.starting')}</p>
        </main>
      )
  }
}

/** What every field says by itself, in the language of the screen. */
const useFieldWords = (): FieldWords => {
  const { t } = useTranslation()
  const dates = useDates()
  return {
    bsn: t('field.bsn'),
    wholeYear: t('field.wholeYear'),
    dayFrom: (day) => t('field.dayFrom', { date: dates.birth(day) }),
    dayUntil: (day) => t('field.dayUntil', { date: dates.birth(day) }),
  }
}

export const App = ({ info }: { info: StartInfo }) => {
  const session = useView('session')
  const { theme, language } = useInterface((state) => state.settings)
  const announcement = useInterface((state) => state.announcement)
  const waiting = useView('day').filter(({ kind }) => kind === 'possible-match').length
  useEffect(() => {
    document.documentElement.dataset['theme'] = theme
  }, [theme])
  useEffect(() => useLanguage(language), [language])
  useEffect(() => void bridge().setBadge(waiting), [waiting])
  useEffect(() => {
    if (session.state !== 'open') forgetSeenChildren()
  }, [session.state])
  useEffect(() => {
    if (session.state === 'open')
      void askToKeep().catch(() => useInterface.getState().useStorage({ kept: false }))
  }, [session.state])
  const before = useRef(session.state)
  useEffect(() => {
    // A device that was just admitted has to reach both servers; the new policy may load this page again, so
    // its vault is saved first.
    if (before.current === 'joining' && session.state === 'open' && session.servers) {
      const { servers } = session
      void engine().vaultKept.then(() => bridge().useServers(servers))
    }
    before.current = session.state
  }, [session])
  return (
    <FieldWordsProvider value={useFieldWords()}>
      {session.state === 'open' && session.person ? (
        <Window person={session.person} info={info} />
      ) : (
        <WithSafety words={catalogueOf(language).safety}>
          <Outside info={info} />
        </WithSafety>
      )}
      <SafetyDialog />
      <div className="hidden-visually" role="status" aria-live="polite">
        {announcement}
      </div>
    </FieldWordsProvider>
  )
}
