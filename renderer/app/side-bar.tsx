import { ShieldAlert } from 'lucide-react'
import { useMemo } from 'react'
import { Button } from 'react-aria-components'
import { useTranslation } from 'react-i18next'
import { isSchool } from '../../shared/calendar/school-holidays.ts'
import type { Person } from '../../shared/api/session.ts'
import { useView } from '../client/engine.ts'
import { asOne } from '../features/triage/queue.ts'
import { useInterface } from '../state/interface.ts'
import { screensOf, type ScreenEntry } from './screens.ts'

const useCounts = (): Readonly<Partial<Record<ScreenEntry['screen'], number>>> => {
  const sent = useView('sent')
  const area = useView('neighbourhood')
  const { rows } = useMemo(() => asOne(area), [area])
  const administration = useView('administration')
  const day = useView('day')
  const { board } = useView('obstacles')
  return {
    'my-day': day.length,
    'my-signals': sent.filter(
      ({ state, conflicts, informing }) => state === 'answered' || conflicts.length > 0 || informing.due,
    ).length,
    'possible-match': day.filter(({ kind }) => kind === 'possible-match').length,
    neighbourhood: rows.filter(({ state }) => state === 'open').length,
    obstacles: board.filter(({ owed, news }) => owed || news).length,
    administration: administration?.invites.filter(({ state }) => state === 'asked').length ?? 0,
  }
}

export const SideBar = ({ person }: { person: Person }) => {
  const { t } = useTranslation()
  const screen = useInterface((state) => state.screen)
  const open = useInterface((state) => state.open)
  const menuOpen = useInterface((state) => state.menuOpen)
  const showSafety = useInterface((state) => state.showSafety)
  const counts = useCounts()
  const { work, rest } = screensOf(person)
  const item = ({ screen: own, icon: Icon, keys }: ScreenEntry) => (
    <Button
      key={own}
      className="nav-item"
      aria-current={own === screen ? 'page' : undefined}
      onPress={() => open(own)}
    >
      <Icon size={18} aria-hidden="true" />
      <span>
        {own === 'caseload'
          ? t(isSchool(person.organisationKind) ? 'nav.caseloadSchool' : 'nav.caseload')
          : t(`nav.${own}`)}
      </span>
      {counts[own] ? (
        <span className="badge aside">{counts[own]}</span>
      ) : keys ? (
        <kbd className="aside" aria-hidden="true">
          {keys}
        </kbd>
      ) : null}
    </Button>
  )
  return (
    <div className="side" data-closed={menuOpen ? undefined : ''}>
      <nav aria-label={t('nav.label')}>
        {work.map(item)}
        <div className="line" />
        {rest.map(item)}
      </nav>
      <section className="safety" aria-labelledby="safety">
        <h2 id="safety">
          <ShieldAlert size={16} aria-hidden="true" />
          {t('safety.title')}
          <kbd className="aside" aria-hidden="true">
            F1
          </kbd>
        </h2>
        <p>
          {t('safety.useBefore')}{' '}
          <Button
            className="link"
            aria-label={t('safety.open')}
            aria-haspopup="dialog"
            onPress={() => showSafety(true)}
          >
            {t('safety.meldcode')}
          </Button>
          {t('safety.useAfter')}
        </p>
        <dl>
          <dt>{t('safety.now')}</dt>
          <dd>112</dd>
          <dt>{t('safety.veiligThuis')}</dt>
          <dd>0800-2000</dd>
        </dl>
      </section>
    </div>
  )
}
