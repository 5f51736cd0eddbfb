import { ChevronDown, ChevronRight } from 'lucide-react'
import { useRef, useState } from 'react'
import { Button as AriaButton, Form, Switch } from 'react-aria-components'
import { useTranslation } from 'react-i18next'
import type { ListedChild } from '../../../shared/api/caseload.ts'
import { fullName } from '../../../shared/domain/child.ts'
import { entryChecks } from '../../../shared/matching/entry-checks.ts'
import { engine } from '../../client/engine.ts'
import { Fault } from '../../widgets/fault.tsx'
import { useInterface } from '../../state/interface.ts'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { TextInput } from '../../ui/text-input.tsx'
import { useAction } from '../../ui/use-action.ts'
import { AttemptsSection } from './attempts-section.tsx'
import { childOf, fieldsOf, type TextField } from './child-draft.ts'
import { EntryQuestions } from './entry-questions.tsx'
import styles from './caseload.module.css'

const LISTS: readonly TextField[] = ['otherLastNames', 'parents', 'siblings']
const HELP: Readonly<Partial<Record<TextField, 'child.earlierHelp' | 'child.neighbourhoodHelp'>>> = {
  earlier: 'child.earlierHelp',
  neighbourhood: 'child.neighbourhoodHelp',
}

interface Props {
  /** Null adds one. */
  readonly child: ListedChild | null
  readonly today: string
  readonly onClose: () => void
}

/** One child by hand: five fields, and more for who knows more. Enter saves. */
export const ChildForm = ({ child, today, onClose }: Props) => {
  const { t } = useTranslation()
  const announce = useInterface((state) => state.announce)
  const [fields, setFields] = useState(() => fieldsOf(child))
  const [more, setMore] = useState(false)
  const [asked, setAsked] = useState(false)
  const form = useRef<HTMLFormElement>(null)
  const action = useAction()
  const read = childOf(fields, today)
  const save = (another: boolean): void => {
    setAsked(true)
    const { child: draft, wrong } = read
    if (!draft) {
      if ([...wrong.keys()].some((field) => !FIRST.includes(field))) setMore(true)
      requestAnimationFrame(() => form.current?.querySelector<HTMLElement>('[aria-invalid=true]')?.focus())
      return
    }
    if (action.busy) return
    action.run(async () => {
      await engine().send({ kind: 'save-child', childId: child?.id ?? null, child: draft })
      announce(t(child ? 'child.changed' : 'child.saved', { name: fullName(draft) }))
      if (!another) return onClose()
      setFields(fieldsOf(null))
      setAsked(false)
      form.current?.querySelector('input')?.focus()
    })
  }
  const input = (field: TextField, { autoFocus = false } = {}) => {
    const wrong = asked ? read.wrong.get(field) : undefined
    const listed = LISTS.includes(field) ? ('child.listHelp' as const) : HELP[field]
    const helpKey = field === 'birthDate' ? ('child.birthHelp' as const) : listed
    const help = helpKey && t(helpKey)
    return (
      <TextInput
        key={field}
        name={field}
        label={t(`child.${field}`)}
        value={fields[field]}
        onChange={(value) => setFields({ ...fields, [field]: value })}
        autoFocus={autoFocus}
        help={wrong ? undefined : help}
        error={wrong ? t(`child.wrong.${wrong}`) : null}
        maxLength={field === 'siblings' ? 1000 : 120}
      />
    )
  }
  const askCallName = (): void => {
    setMore(true)
    requestAnimationFrame(() => form.current?.querySelector<HTMLElement>('[name=callName]')?.focus())
  }
  const swapNames = (): void =>
    setFields({
      ...fields,
      firstName: fields.lastName,
      lastName: [fields.prefix, fields.firstName].filter(Boolean).join(' '),
      prefix: '',
    })
  return (
    <Dialog
      title={child ? t('child.editTitle', { name: fullName(child) }) : t('child.addTitle')}
      open
      onClose={onClose}
    >
      <Form
        ref={form}
        className={`stack ${styles.childForm}`}
        onSubmit={(event) => {
          event.preventDefault()
          save(false)
        }}
      >
        <div className={styles.names}>
          {input('firstName', { autoFocus: true })}
          {input('prefix')}
          {input('lastName')}
        </div>
        <div className="pair">
          {input('birthDate')}
          {input('postcode')}
        </div>
        <AriaButton className="link row" aria-expanded={more} onPress={() => setMore(!more)}>
          {more ? (
            <ChevronDown size={16} aria-hidden="true" />
          ) : (
            <ChevronRight size={16} aria-hidden="true" />
          )}
          {t('child.more')}
        </AriaButton>
        {more && (
          <div className="stack">
            <p className="small muted">{t('child.moreText')}</p>
            <div className="pair">{MORE.map((field) => input(field))}</div>
            <Switch
              className="switch"
              isSelected={fields.shielded}
              onChange={(shielded) => setFields({ ...fields, shielded })}
            >
              <span className="track" aria-hidden="true" />
              <span>
                <b>{t('child.shielded')}</b>
                <span className="small muted"> {t('child.shieldedText')}</span>
              </span>
            </Switch>
          </div>
        )}
        {child && <AttemptsSection childId={child.id} today={today} />}
        {read.child && (
          <EntryQuestions
            checks={entryChecks(read.child, today)}
            mends={{ 'call-name-unknown': askCallName, 'names-swapped': swapNames }}
          />
        )}
        <Fault error={action.error} />
        <div className={`row ${styles.ending}`}>
          <Button look="primary" type="submit" isDisabled={action.busy}>
            {t('child.save')}
          </Button>
          {!child && (
            <Button isDisabled={action.busy} onPress={() => save(true)}>
              {t('child.saveNext')}
            </Button>
          )}
          <Button look="quiet" onPress={onClose}>
            {t('app.cancel')}
          </Button>
          <span className="grow" />
          <span className="tiny muted">{t('child.stays')}</span>
        </div>
      </Form>
    </Dialog>
  )
}

const FIRST: readonly TextField[] = ['firstName', 'prefix', 'lastName', 'birthDate', 'postcode']
const MORE: readonly TextField[] = [
  'houseNumber',
  'group',
  'callName',
  'otherLastNames',
  'parents',
  'siblings',
  'earlier',
  'localNumber',
  'worker',
  'phone',
  'neighbourhood',
]
