/**
 * Ctrl K, everywhere in an open window: screens, the own list, signalen by their number, and what can be done
 * at any time.
 */
import { useEffect, useMemo, useState } from 'react'
import {
  Autocomplete,
  Dialog,
  Input,
  Menu,
  MenuItem,
  Modal,
  ModalOverlay,
  SearchField,
} from 'react-aria-components'
import { useTranslation } from 'react-i18next'
import type { Screen } from '../../shared/bridge.ts'
import { fullName } from '../../shared/domain/child.ts'
import { ranked, rankOfNumbered } from '../../shared/domain/find.ts'
import { isSchool } from '../../shared/calendar/school-holidays.ts'
import type { Person } from '../../shared/api/session.ts'
import { useFoundChildren } from '../client/children.ts'
import { engine, useView } from '../client/engine.ts'
import { useInterface } from '../state/interface.ts'
import { useShortcuts } from '../state/shortcuts.ts'
import { hasList, paletteTitle, screensOf } from './screens.ts'

/**
 * From so many letters on the own list is searched, and of it and of the signalen so many are shown: a list
 * renders all its items.
 */
const [LEAST_TYPED, MOST_CHILDREN, MOST_ENTRIES] = [2, 6, 40]

interface Entry {
  readonly id: string
  readonly words: string
  /** Of a signaal: typed in any way that it can be said. */
  readonly number?: string
  readonly run: () => void
}

const List = ({ person, onDone }: { person: Person; onDone: () => void }) => {
  const { t } = useTranslation()
  const [typed, setTyped] = useState('')
  const { open, showSafety } = useInterface.getState()
  const sent = useView('sent')
  const matches = useView('matches')
  const neighbourhood = useView('neighbourhood')
  const nameOf = (screen: Screen): string =>
    screen === 'caseload'
      ? t(isSchool(person.organisationKind) ? 'nav.caseloadSchool' : 'nav.caseload')
      : t(`nav.${screen}`)
  const { work, rest } = screensOf(person)
  const query = typed.trim()
  const found = useFoundChildren(query, 'firstName', false)
  // Never what was found for fewer letters: Enter would go to another child.
  const children =
    hasList(person) && query.length >= LEAST_TYPED && found.fresh ? found.first(MOST_CHILDREN) : []
  // Ten thousand of a coordinator get their words once, not at every letter.
  const signals = useMemo(
    () =>
      (
        [
          ['my-signals', sent],
          ['possible-match', matches],
          ['neighbourhood', neighbourhood],
        ] as const
      ).flatMap(([screen, list]) =>
        list.map(({ id, number }): Entry => ({
          id: `${screen}|${id}`,
          number,
          words: t('palette.signal', { number, screen: t(`nav.${screen}`) }),
          run: () => useInterface.getState().open(screen, id),
        })),
      ),
    [sent, matches, neighbourhood, t],
  )
  const entries: readonly Entry[] = [
    ...children.map((child): Entry => ({
      id: `child|${child.id}`,
      words: t('palette.child', { name: fullName(child), screen: nameOf('caseload') }),
      run: () => open('caseload', child.id),
    })),
    ...ranked<Entry>(
      [
        ...[...work, ...rest].map(({ screen }): Entry => ({
          id: screen,
          words: t('palette.go', { screen: nameOf(screen) }),
          run: () => open(screen),
        })),
        { id: 'do-safety', words: t('palette.safety'), run: () => showSafety(true) },
        { id: 'do-sync', words: t('palette.sync'), run: () => void engine().send({ kind: 'sync-now' }) },
        { id: 'do-lock', words: t('palette.lock'), run: () => void engine().lock() },
        ...signals,
      ],
      ({ words, number }) => rankOfNumbered(words, number ?? null, query),
    ).slice(0, MOST_ENTRIES),
  ]
  const title = t(paletteTitle(person))
  return (
    <Autocomplete inputValue={typed} onInputChange={setTyped}>
      <SearchField aria-label={title} autoFocus className="field">
        <Input className="input" placeholder={title} />
      </SearchField>
      <Menu
        className="palette-list"
        aria-label={t('palette.open')}
        items={entries}
        onAction={(id) => {
          onDone()
          entries.find((entry) => entry.id === id)?.run()
        }}
        renderEmptyState={() => <p className="muted">{t('palette.none')}</p>}
      >
        {({ id, words }) => (
          <MenuItem id={id} textValue={words} className="palette-item">
            {words}
          </MenuItem>
        )}
      </Menu>
    </Autocomplete>
  )
}

export const Palette = ({ person }: { person: Person }) => {
  const { t } = useTranslation()
  const isOpen = useInterface((state) => state.paletteOpen)
  const setOpen = useInterface((state) => state.showPalette)
  useShortcuts([{ key: 'k', ctrl: true, run: () => setOpen(true) }])
  // Locked while it was open: it is not open again after.
  useEffect(() => () => setOpen(false), [setOpen])
  return (
    <ModalOverlay className="backdrop palette" isOpen={isOpen} onOpenChange={setOpen} isDismissable>
      <Modal>
        <Dialog className="dialog stack" aria-label={t('palette.title')}>
          <List person={person} onDone={() => setOpen(false)} />
        </Dialog>
      </Modal>
    </ModalOverlay>
  )
}
