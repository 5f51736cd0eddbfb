import { ChevronDown, ChevronRight } from 'lucide-react'
import { useRef, useState, type RefObject } from 'react'
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
import { childOf, fieldsOf, type ChildFields, type TextField, type Wrong } from './child-draft.ts'
import { EntryQuestions } from './entry-questions.tsx'
import styles from './caseload.module.css'

const LISTS: readonly TextField[] = ['otherLastNames', 'parents', 'siblings']
const HELP: Readonly<
  Partial<Record<TextField, 'child.birthHelp' | 'child.earlierHelp' | 'child.neighbourhoodHelp'>>
> = {
  birthDate: 'child.birthHelp',
  earlier: 'child.earlierHelp',
  neighbourhood: 'child.neighbourhoodHelp',
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

interface Props {
  /** Null adds one. */
  readonly child: ListedChild | null
  readonly today: string
  readonly onClose: () => void
}

/** A child as it is typed. What is wrong is shown from the first attempt to save on. */
const useChildForm = (form: RefObject<HTMLFormElement | null>, { child, today, onClose }: Props) => {
  const { t } = useTranslation()
  const announce = useInterface((state) => state.announce)
  const [fields, setFields] = useState(() => fieldsOf(child))
  const [more, setMore] = useState(false)
  const [asked, setAsked] = useState(false)
  const action = useAction()
  const read = childOf(fields, today)
  const set = (part: Partial<ChildFields>): void => setFields({ ...fields, ...part })
  const focus = (selector: string): void =>
    void requestAnimationFrame(() => form.current?.querySelector<HTMLElement>(selector)?.focus())
  const save = (another: boolean): void => {
    setAsked(true)
    const { child: draft, wrong } = read
    if (!draft) {
      if ([...wrong.keys()].some((field) => !FIRST.includes(field))) setMore(true)
      focus('[aria-invalid=true]')
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
  return {
    fields,
    set,
    draft: read.child,
    wrong: (field: TextField): Wrong | undefined => (asked ? read.wrong.get(field) : undefined),
    more,
    setMore,
    action,
    save,
    askCallName: (): void => {
      setMore(true)
      focus('[name=callName]')
    },
    swapNames: (): void =>
      set({
        firstName: fields.lastName,
        lastName: [fields.prefix, fields.firstName].filter(Boolean).join(' '),
        prefix: '',
      }),
  }
}
type Typed = ReturnType<typeof useChildForm>

const ChildInput = ({
  typed: { fields, set, wrong },
  field,
  autoFocus = false,
}: {
  typed: Typed
  field: TextField
  autoFocus?: boolean
}) => {
  const { t } = useTranslation()
  const problem = wrong(field)
  const help = LISTS.includes(field) ? 'child.listHelp' : HELP[field]
  return (
    <TextInput
      name={field}
      label={t(`child.${field}`)}
      value={fields[field]}
      onChange={(value) => set({ [field]: value })}
      autoFocus={autoFocus}
      help={help && !problem ? t(help) : undefined}
      error={problem ? t(`child.wrong.${problem}`) : null}
      maxLength={field === 'siblings' ? 1000 : 120}
    />
  )
}

const MoreFields = ({ typed }: { typed: Typed }) => {
  const { t } = useTranslation()
  const { fields, set, more, setMore } = typed
  return (
    <>
      <AriaButton className="link row" aria-expanded={more} onPress={() => setMore(!more)}>
        {more ? <ChevronDown size={16} aria-hidden="true" /> : <ChevronRight size={16} aria-hidden="true" />}
        {t('child.more')}
      </AriaButton>
      {more && (
        <div className="stack">
          <p className="small muted">{t('child.moreText')}</p>
          <div className="pair">
            {MORE.map((field) => (
              <ChildInput key={field} typed={typed} field={field} />
            ))}
          </div>
          <Switch className="switch" isSelected={fields.shielded} onChange={(shielded) => set({ shielded })}>
            <span className="track" aria-hidden="true" />
            <span>
              <b>{t('child.shielded')}</b>
              <span className="small muted"> {t('child.shieldedText')}</span>
            </span>
          </Switch>
        </div>
      )}
    </>
  )
}

/** One child by hand: five fields, and more for who knows more. Enter saves. */
export const ChildForm = (props: Props) => {
  const { child, today, onClose } = props
  const { t } = useTranslation()
  const form = useRef<HTMLFormElement>(null)
  const typed = useChildForm(form, props)
  const { draft, action, save } = typed
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
          <ChildInput typed={typed} field="firstName" autoFocus />
          <ChildInput typed={typed} field="prefix" />
          <ChildInput typed={typed} field="lastName" />
        </div>
        <div className="pair">
          <ChildInput typed={typed} field="birthDate" />
          <ChildInput typed={typed} field="postcode" />
        </div>
        <MoreFields typed={typed} />
        {child && <AttemptsSection childId={child.id} today={today} />}
        {draft && (
          <EntryQuestions
            checks={entryChecks(draft, today)}
            mends={{ 'call-name-unknown': typed.askCallName, 'names-swapped': typed.swapNames }}
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
