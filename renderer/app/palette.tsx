/** Ctrl K, everywhere in an open window: screens, signalen by their number, and what can be done at any time. */
import { useState } from 'react'
import { Autocomplete, Dialog, Input, Menu, MenuItem, Modal, ModalOverlay, SearchField, useFilter } from 'react-aria-components'
import { useTranslation } from 'react-i18next'
import type { Screen } from '../../shared/bridge.ts'
import type { Person } from '../../shared/worker.ts'
import { engine, useView } from '../client/engine.ts'
import { useInterface } from '../state/interface.ts'
import { useShortcuts } from '../state/shortcuts.ts'
import { isSchool, screensOf } from './screens.ts'

interface Entry { readonly id: string; readonly words: string; readonly run: () => void }

const List = ({ person, onDone }: { person: Person; onDone: () => void }) => {
  const { t } = useTranslation()
  const { contains } = useFilter({ sensitivity: 'base' })
  const { open, showSafety } = useInterface.getState()
  const [sent, matches, neighbourhood] = [useView('sent'), useView('matches'), useView('neighbourhood')]
  const nameOf = (screen: Screen): string => (screen === 'caseload' ? t(isSchool(person) ? 'nav.caseloadSchool' : 'nav.caseload') : t(`nav.${screen}`))
  const { work, rest } = screensOf(person)
  const signals = ([['my-signals', sent], ['possible-match', matches], ['neighbourhood', neighbourhood]] as const)
    .flatMap(([screen, list]) => list.map(({ id, number }): Entry => ({ id: `${screen}|${id}`, words: t('palette.signal', { number, screen: nameOf(screen) }), run: () => open(screen, id) })))
  const entries: readonly Entry[] = [
    ...[...work, ...rest].map(({ screen }): Entry => ({ id: screen, words: t('palette.go', { screen: nameOf(screen) }), run: () => open(screen) })),
    { id: 'do-safety', words: t('palette.safety'), run: () => showSafety(true) },
    { id: 'do-sync', words: t('palette.sync'), run: () => void engine().send({ kind: 'sync-now' }) },
    { id: 'do-lock', words: t('palette.lock'), run: () => void engine().lock() },
    ...signals,
  ]
  return (
    <Autocomplete filter={contains}>
      <SearchField aria-label={t('palette.title')} autoFocus className="field"><Input className="input" placeholder={t('palette.title')} /></SearchField>
      <Menu className="palette-list" aria-label={t('palette.open')} items={entries} onAction={(id) => { onDone(); entries.find((entry) => entry.id === id)?.run() }} renderEmptyState={() => <p className="muted">{t('palette.none')}</p>}>
        {({ id, words }) => <MenuItem id={id} textValue={words} className="palette-item">{words}</MenuItem>}
      </Menu>
    </Autocomplete>
  )
}

export const Palette = ({ person }: { person: Person }) => {
  const { t } = useTranslation()
  const [isOpen, setOpen] = useState(false)
  useShortcuts([{ key: 'k', ctrl: true, run: () => setOpen(true) }])
  return (
    <ModalOverlay className="backdrop palette" isOpen={isOpen} onOpenChange={setOpen} isDismissable>
      <Modal><Dialog className="dialog stack" aria-label={t('palette.title')}><List person={person} onDone={() => setOpen(false)} /></Dialog></Modal>
    </ModalOverlay>
  )
}
