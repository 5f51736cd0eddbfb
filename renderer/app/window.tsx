import { lazy, Suspense, useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Screen, StartInfo } from '../../shared/bridge.ts'
import type { Person } from '../../shared/worker.ts'
import { Conversation } from '../features/conversation/conversation.tsx'
import { LetterScreen } from '../features/letter/letter.tsx'
import { Logbook } from '../features/logbook/logbook.tsx'
import { MyDay } from '../features/my-day/my-day.tsx'
import { MySignals } from '../features/my-signals/my-signals.tsx'
import { NewSignal } from '../features/new-signal/new-signal.tsx'
import { PossibleMatches } from '../features/possible-match/possible-match.tsx'
import { useInterface } from '../state/interface.ts'
import { useShortcuts } from '../state/shortcuts.ts'
import { Banners } from './banners.tsx'
import { Palette } from './palette.tsx'
import { screensOf } from './screens.ts'
import { SideBar } from './side-bar.tsx'
import { TopBar } from './top-bar.tsx'

/** What is not needed at the start comes right after it: the first load stays small, and without a network everything is there. */
const LATER = {
  agreements: () => import('../features/agreements/agreements.tsx').then(({ AgreementsScreen }) => ({ default: AgreementsScreen })),
  administration: () => import('../features/administration/administration.tsx').then(({ Administration }) => ({ default: Administration })),
  caseload: () => import('../features/caseload/caseload.tsx').then(({ Caseload }) => ({ default: Caseload })),
  neighbourhood: () => import('../features/triage/triage.tsx').then(({ Triage }) => ({ default: Triage })),
  settings: () => import('../features/settings/settings.tsx').then(({ SettingsScreen }) => ({ default: SettingsScreen })),
  'who-is-who': () => import('../features/who-is-who/who-is-who.tsx').then(({ WhoIsWho }) => ({ default: WhoIsWho })),
}
type ScreenComponent = React.ComponentType<{ person: Person; info: StartInfo }>
/** What has come is shown at once, like every other screen. */
const here: Partial<Record<Screen, ScreenComponent>> = {}
const fetchLater = async (name: keyof typeof LATER): Promise<{ default: ScreenComponent }> => {
  const { default: screen } = await LATER[name]()
  here[name] = screen as ScreenComponent
  return { default: here[name] }
}
const later = (name: keyof typeof LATER): ScreenComponent => lazy(() => fetchLater(name))

const SCREENS: Readonly<Record<Screen, ScreenComponent>> = {
  'new-signal': NewSignal, 'my-day': MyDay, 'my-signals': () => <MySignals Conversation={Conversation} />, 'possible-match': ({ person }) => <PossibleMatches person={person} Conversation={Conversation} />, caseload: later('caseload'), neighbourhood: later('neighbourhood'), 'who-is-who': later('who-is-who'), agreements: later('agreements'), administration: later('administration'), logbook: Logbook, settings: later('settings'),
}

/** One visit to a screen; until it has come, its title. */
const Shown = ({ screen, person, info }: { screen: Screen; person: Person; info: StartInfo }) => {
  const { t } = useTranslation()
  const [Current] = useState<ScreenComponent>(() => here[screen] ?? SCREENS[screen])
  return <Suspense fallback={<div className="main" aria-busy="true"><h1>{t(`nav.${screen}`)}</h1></div>}><Current person={person} info={info} /></Suspense>
}

export const Window = ({ person, info }: { person: Person; info: StartInfo }) => {
  const { t } = useTranslation()
  const screen = useInterface((state) => state.screen)
  const open = useInterface((state) => state.open)
  const letterFor = useInterface((state) => state.letterFor)
  const sheet = useRef<HTMLElement>(null)
  const first = screensOf(person).work[0]!.screen
  useEffect(() => open(first), [first, open])
  useEffect(() => { for (const name of Object.keys(LATER) as (keyof typeof LATER)[]) fetchLater(name).catch(() => {}) }, [])
  useShortcuts(person.roles.includes('professional') ? [{ key: 'n', run: () => open('new-signal') }] : [])
  return (
    <div className="window">
      <a className="skip" href="#sheet" onClick={(event) => { event.preventDefault(); sheet.current?.focus() }}>{t('app.skip')}</a>
      <TopBar person={person} />
      <Palette person={person} />
      <SideBar person={person} />
      <main className="sheet" id="sheet" ref={sheet} tabIndex={-1}>
        <Banners />
        <div className="screen" key={letterFor ?? screen}>{letterFor ? <LetterScreen signalId={letterFor} person={person} /> : <Shown screen={screen} person={person} info={info} />}</div>
      </main>
    </div>
  )
}
