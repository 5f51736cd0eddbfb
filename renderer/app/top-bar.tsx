import { CloudOff, Lock, Menu, Search, ShieldAlert, TriangleAlert } from 'lucide-react'
import { Button } from 'react-aria-components'
import { useTranslation } from 'react-i18next'
import type { Person } from '../../shared/api/session.ts'
import { engine, useView } from '../client/engine.ts'
import { useDates } from '../i18n/dates.ts'
import { useInterface } from '../state/interface.ts'
import { paletteTitle } from './screens.ts'
import { Mark } from '../ui/mark.tsx'

const SyncState = () => {
  const { t } = useTranslation()
  const dates = useDates()
  const { state, updatedAt, waitingSignals, waitingAnswers, toRead } = useView('sync')
  const waiting = waitingSignals + waitingAnswers
  const withWaiting = waiting > 0 ? t('sync.offlineWaiting', { count: waiting }) : null
  const words = (): string => {
    if (state === 'offline') return withWaiting ?? t('sync.offline')
    if (state === 'problem') return withWaiting?.replace(t('sync.offline'), t('app.retry')) ?? t('app.retry')
    if (toRead > 0) return t('sync.reading', { count: toRead })
    if (updatedAt) return t('sync.online', { time: dates.time(updatedAt) })
    return state === 'connecting' ? t('sync.connecting') : t('sync.never')
  }
  if (state === 'problem')
    return (
      <Button className="state alarm" onPress={() => void engine().send({ kind: 'sync-now' })}>
        <TriangleAlert size={16} aria-hidden="true" />
        {words()}
      </Button>
    )
  return (
    <span className={state === 'offline' ? 'state wait' : 'state'} role="status">
      {state === 'offline' ? (
        <CloudOff size={16} aria-hidden="true" />
      ) : (
        <span className="dot" aria-hidden="true" />
      )}
      {words()}
    </span>
  )
}

/** First and last capital: tussenvoegsels are written small and do not count. */
const initials = (name: string): string => {
  const words = name.split(/\s+/).filter((word) => /^\p{Lu}/u.test(word))
  return [words[0]?.[0], words.length > 1 ? words.at(-1)?.[0] : undefined].join('')
}

export const TopBar = ({ person }: { person: Person }) => {
  const { t } = useTranslation()
  const toggleMenu = useInterface((state) => state.toggleMenu)
  const menuOpen = useInterface((state) => state.menuOpen)
  const showSafety = useInterface((state) => state.showSafety)
  const showPalette = useInterface((state) => state.showPalette)
  return (
    <header className="top">
      <Button
        className="button quiet icon menu-button"
        aria-expanded={menuOpen}
        aria-label={t('app.menu')}
        onPress={toggleMenu}
      >
        <Menu size={20} aria-hidden="true" />
      </Button>
      <span className="mark">
        <Mark />
        {t('app.name')}
      </span>
      <Button className="find" aria-haspopup="dialog" onPress={() => showPalette(true)}>
        <Search size={16} aria-hidden="true" />
        <span className="words">{t(paletteTitle(person))}</span>
        <kbd aria-hidden="true">Ctrl K</kbd>
      </Button>
      <SyncState />
      <Button className="button quiet safety-button" aria-haspopup="dialog" onPress={() => showSafety(true)}>
        <ShieldAlert size={16} aria-hidden="true" />
        {t('safety.title')}
      </Button>
      <Button className="button quiet icon" aria-label={t('app.lock')} onPress={() => void engine().lock()}>
        <Lock size={18} aria-hidden="true" />
      </Button>
      <span className="person">
        <span className="initials" aria-hidden="true">
          {initials(person.name)}
        </span>
        <span>
          <b>{person.name}</b>
          <span>
            {person.function} · {person.organisation}
          </span>
        </span>
      </span>
    </header>
  )
}
