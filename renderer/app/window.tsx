import { useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Screen, StartInfo } from '../../shared/bridge.ts'
import { RuggensteunError } from '../../shared/errors.ts'
import type { Person } from '../../shared/api/session.ts'
import { LetterScreen } from '../features/letter/letter.tsx'
import { Logbook } from '../features/logbook/logbook.tsx'
import { MyDay } from '../features/my-day/my-day.tsx'
import { MySignals } from '../features/my-signals/my-signals.tsx'
import { NewSignal } from '../features/new-signal/new-signal.tsx'
import { PossibleMatches } from '../features/possible-match/possible-match.tsx'
import { Fault } from '../widgets/fault.tsx'
import { useInterface } from '../state/interface.ts'
import { useShortcuts } from '../state/shortcuts.ts'
import { Button } from '../ui/button.tsx'
import { useFetched } from '../ui/use-fetched.ts'
import { Banners } from './banners.tsx'
import { Palette } from './palette.tsx'
import { screensOf } from './screens.ts'
import { SideBar } from './side-bar.tsx'
import { TopBar } from './top-bar.tsx'

type ScreenComponent = React.ComponentType<{ person: Person; info: StartInfo }>
const SCREENS: Partial<Record<Screen, ScreenComponent>> = {
  'new-signal': NewSignal,
  'my-day': MyDay,
  'my-signals': MySignals,
  'possible-match': PossibleMatches,
  logbook: Logbook,
}
/**
 * What is not needed at the start comes right after it: the first load stays small, and without a network
 * everything is there.
 */
const LATER = {
  agreements: () =>
    import('../features/agreements/agreements.tsx').then(({ AgreementsScreen }) => AgreementsScreen),
  administration: () =>
    import('../features/administration/administration.tsx').then(({ Administration }) => Administration),
  caseload: () => import('../features/caseload/caseload.tsx').then(({ Caseload }) => Caseload),
  neighbourhood: () => import('../features/triage/triage.tsx').then(({ Triage }) => Triage),
  neighbourhoods: () =>
    import('../features/neighbourhoods/neighbourhoods.tsx').then(({ Neighbourhoods }) => Neighbourhoods),
  obstacles: () => import('../features/obstacles/obstacles.tsx').then(({ Obstacles }) => Obstacles),
  settings: () => import('../features/settings/settings.tsx').then(({ SettingsScreen }) => SettingsScreen),
  oversight: () => import('../features/oversight/oversight.tsx').then(({ Oversight }) => Oversight),
  'who-is-who': () => import('../features/who-is-who/who-is-who.tsx').then(({ WhoIsWho }) => WhoIsWho),
}
type Later = keyof typeof LATER
/** What has come is shown at once, like every other screen. */
const fetchLater = async (name: Later): Promise<ScreenComponent> => (SCREENS[name] ??= await LATER[name]())
const fetchAll = (): void => {
  for (const name of Object.keys(LATER) as Later[]) void fetchLater(name).catch(() => {})
}

interface Visit {
  readonly screen: Screen
  readonly person: Person
  readonly info: StartInfo
}
/** Until the screen has come, its title; when it did not come, why, and the rest of the app goes on. */
const Coming = ({ screen, ...to }: Visit & { screen: Later }) => {
  const { t } = useTranslation()
  const { here: Current, failed, again } = useFetched(() => fetchLater(screen))
  if (Current) return <Current {...to} />
  return (
    <div className="main" aria-busy={!failed}>
      <h1>{t(`nav.${screen}`)}</h1>
      {failed && (
        <>
          <Fault error={new RuggensteunError('screen-not-loaded')} />
          <div className="row">
            <Button onPress={again}>{t('app.retry')}</Button>
          </div>
        </>
      )}
    </div>
  )
}
const Shown = ({ screen, ...to }: Visit) => {
  const [Current] = useState(() => SCREENS[screen])
  return Current ? <Current {...to} /> : <Coming screen={screen as Later} {...to} />
}

export const Window = ({ person, info }: { person: Person; info: StartInfo }) => {
  const { t } = useTranslation()
  const screen = useInterface((state) => state.screen)
  const open = useInterface((state) => state.open)
  const letterFor = useInterface((state) => state.letterFor)
  const sheet = useRef<HTMLElement>(null)
  const first = screensOf(person).work[0]!.screen
  useEffect(() => open(first), [first, open])
  useEffect(() => {
    fetchAll()
    addEventListener('online', fetchAll)
    return () => removeEventListener('online', fetchAll)
  }, [])
  useShortcuts(person.roles.includes('professional') ? [{ key: 'n', run: () => open('new-signal') }] : [])
  return (
    <div className="window">
      <a
        className="skip"
        href="#sheet"
        onClick={(event) => {
          event.preventDefault()
          sheet.current?.focus()
        }}
      >
        {t('app.skip')}
      </a>
      <TopBar person={person} />
      <Palette person={person} />
      <SideBar person={person} />
      <main className="sheet" id="sheet" ref={sheet} tabIndex={-1}>
        <Banners />
        <div className="screen" key={letterFor ?? screen}>
          {letterFor ? (
            <LetterScreen signalId={letterFor} person={person} />
          ) : (
            <Shown screen={screen} person={person} info={info} />
          )}
        </div>
      </main>
    </div>
  )
}
