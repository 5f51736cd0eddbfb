import { ChevronDown, Users } from 'lucide-react'
import { useId, useRef, useState, type KeyboardEvent as ReactKeyboardEvent, type RefObject } from 'react'
import { Button, ComboBox, Input, ListBox, ListBoxItem, Popover, ToggleButton } from 'react-aria-components'
import { useTranslation } from 'react-i18next'
import type { ListedChild } from '../../../shared/api/caseload.ts'
import { fullName } from '../../../shared/domain/child.ts'
import { ageInYears } from '../../../shared/domain/signal.ts'
import { useFoundChildren } from '../../client/children.ts'
import { useLatest } from '../../ui/use-latest.ts'
import styles from './new-signal.module.css'

const OPTIONS = 50
const CHOOSING = ['ArrowDown', 'ArrowUp', 'Enter']

interface Props {
  readonly first: ListedChild | null
  readonly siblings: readonly ListedChild[]
  readonly childIds: readonly string[]
  readonly today: string
  readonly onChange: (ids: string[]) => void
}

/**
 * Keys that choose wait until the open list shows the answer to all letters: nobody chooses from what stood there
 * before. Returns the handler that holds them; they are given in the order in which they came.
 */
const useHeldKeys = (
  field: RefObject<HTMLInputElement | null>,
  fresh: boolean,
  items: readonly ListedChild[],
): ((event: ReactKeyboardEvent) => void) => {
  const early = useRef<string[]>([])
  const giving = useRef(false)
  const latest = useLatest({ fresh, items })
  // The box shows new items a moment after it was given them.
  const shows = (): boolean => {
    const list = document.getElementById(field.current?.getAttribute('aria-controls') ?? '')
    const shown = [...(list?.querySelectorAll<HTMLElement>('[role=option][data-key]') ?? [])]
    const now = latest()
    const wanted = list ? now.items : []
    return (
      now.fresh &&
      shown.length === wanted.length &&
      shown.every(({ dataset }, index) => dataset['key'] === wanted[index]!.id)
    )
  }
  const give = (): void => {
    if (!field.current) early.current = []
    if (early.current.length > 0 && shows()) {
      const key = early.current.shift()!
      giving.current = true
      field.current!.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true }))
      giving.current = false
    }
    if (early.current.length > 0) requestAnimationFrame(give)
  }
  return (event) => {
    if (giving.current || event.target !== field.current || !CHOOSING.includes(event.key)) return
    if (early.current.length === 0 && shows()) return
    event.preventDefault()
    event.stopPropagation()
    if (early.current.push(event.key) === 1) requestAnimationFrame(give)
  }
}

/** What is typed, what is found for it, and who is chosen. */
const useChoice = ({ first, childIds, onChange }: Props) => {
  /** Null shows who is chosen. */
  const [typed, setTyped] = useState<string | null>(null)
  const field = useRef<HTMLInputElement>(null)
  const name = first ? fullName(first) : null
  const text = typed ?? name ?? ''
  const found = useFoundChildren(text === name ? '' : text, 'firstName', false)
  const page = found.first(OPTIONS)
  /** Two children may have the same name: who was chosen keeps what tells them apart. */
  const chosen = first && text === name ? first : null
  const items = chosen && !page.some(({ id }) => id === chosen.id) ? [chosen, ...page] : page
  const held = useHeldKeys(field, found.fresh, items)
  const choose = (key: string | number | null): void => {
    if (key === null) return
    setTyped(null)
    if (String(key) !== childIds[0]) onChange([String(key)])
  }
  const type = (now: string): void => {
    // The box also sets its own text when its list changes; only what a person typed stands in the field
    // already.
    if (field.current?.value !== now) return
    setTyped(now === name ? null : now)
    if (name !== null && now !== name && !items.some((child) => fullName(child) === now)) onChange([])
  }
  return { field, text, items, chosen, held, choose, type }
}

const Siblings = ({ siblings, childIds, onChange }: Pick<Props, 'siblings' | 'childIds' | 'onChange'>) => {
  const { t } = useTranslation()
  if (siblings.length === 0) return null
  return (
    <div className="pills" role="group" aria-label={t('signal.siblings')}>
      {siblings.map((sibling) => (
        <ToggleButton
          key={sibling.id}
          className="pill"
          isSelected={childIds.includes(sibling.id)}
          onChange={(on) =>
            onChange(on ? [...childIds, sibling.id] : childIds.filter((id) => id !== sibling.id))
          }
        >
          <Users size={16} aria-hidden="true" />
          {t('signal.sibling', { name: sibling.firstName })}
          {sibling.group ? `, ${t('signal.group', { group: sibling.group })}` : ''}
        </ToggleButton>
      ))}
    </div>
  )
}

/** Finds one child of the own list while you type. Typing on after a choice lets go of it. */
export const ChildPicker = (props: Props) => {
  const { t } = useTranslation()
  const { childIds, today } = props
  const { field, text, items, chosen, held, choose, type } = useChoice(props)
  const aboutId = useId()
  const about = (child: ListedChild): string =>
    [
      child.group && t('signal.group', { group: child.group }),
      t('signal.years', { count: ageInYears(child.birthDate, today) }),
    ]
      .filter(Boolean)
      .join(', ')
  return (
    <div className="row" onKeyDownCapture={held}>
      <ComboBox
        className={styles.combo}
        aria-label={t('signal.child')}
        items={items}
        inputValue={text}
        onInputChange={type}
        selectedKey={chosen?.id ?? null}
        menuTrigger="input"
        allowsEmptyCollection
        autoFocus={childIds.length === 0}
        onSelectionChange={choose}
      >
        <Input
          ref={field}
          className="input"
          placeholder={t('signal.childPlaceholder')}
          {...(chosen ? { 'aria-describedby': aboutId } : {})}
        />
        {chosen && (
          <span className={styles.chosen} id={aboutId}>
            {about(chosen)}
          </span>
        )}
        <Button className={styles.open} aria-label={t('signal.child')}>
          <ChevronDown size={18} aria-hidden="true" />
        </Button>
        <Popover className={styles.popover}>
          <ListBox
            className={styles.options}
            renderEmptyState={() => <p className={`${styles.option} help`}>{t('signal.noChild')}</p>}
          >
            {(child: ListedChild) => (
              <ListBoxItem id={child.id} textValue={fullName(child)} className={styles.option}>
                <span>{fullName(child)}</span>
                <span className={styles.aside}>{about(child)}</span>
              </ListBoxItem>
            )}
          </ListBox>
        </Popover>
      </ComboBox>
      <Siblings {...props} />
    </div>
  )
}
