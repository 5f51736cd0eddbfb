import { Flag, MessageCircle } from 'lucide-react'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { mayAskOf, type ParentsAdvice } from '../../../shared/domain/parents-advice.ts'
import type { Entry } from '../../../shared/domain/conversation.ts'
import type { ClockView, ConversationView, EntryView } from '../../../shared/api/conversation.ts'
import { engine, useView } from '../../client/engine.ts'
import { useDates } from '../../i18n/dates.ts'
import { Fault } from '../fault.tsx'
import { useInterface } from '../../state/interface.ts'
import { Button } from '../../ui/button.tsx'
import { Chip } from '../../ui/chip.tsx'
import { useAction } from '../../ui/use-action.ts'
import { useBriefly } from '../../ui/use-briefly.ts'
import { ClockLine } from './clock-line.tsx'
import { AgreeDialog, AskDialog, PauseDialog, RefuseDialog } from './dialogs.tsx'
import { Write } from './write.tsx'
import { EntryLine } from './entry-line.tsx'
import styles from './conversation.module.css'

type Open =
  | { readonly what: 'ask' | 'agree' | 'pause' }
  | { readonly what: 'refuse' | 'propose'; readonly to: string }
  | null

interface ConversationProps {
  readonly signalId: string
  readonly number: string
  readonly name: string
  readonly conversation: ConversationView
  readonly clock: ClockView | null
  readonly advice: ParentsAdvice
  readonly disappearsOn: string
}

/** Saying something, and taking back what was just said. */
const useSaying = (signalId: string, { responder, unseen, reads }: ConversationView) => {
  const { t } = useTranslation()
  const { announce } = useInterface.getState()
  const [open, setOpen] = useState<Open>(null)
  const [fresh, setFresh] = useBriefly<string>()
  const action = useAction()
  useEffect(() => {
    // A courtesy: where it fails, it is said the next time that the conversation is opened.
    if (unseen && reads)
      void engine()
        .send({ kind: 'seen', signalId, responder })
        .catch(() => {})
  }, [unseen, reads, signalId, responder])
  return {
    action,
    open,
    setOpen,
    /** What was just said, for as long as it can be taken back here. */
    fresh,
    say: (entry: Entry, done = (): void => {}): void =>
      action.run(async () => {
        const { ref } = await engine().send({ kind: 'say', signalId, responder, entry })
        setOpen(null)
        if (entry.kind !== 'accept' && entry.kind !== 'refuse') setFresh(ref)
        announce(t('conversation.sent'))
        done()
      }),
    unsay: (item: EntryView): void =>
      action.run(async () => {
        await engine().send({ kind: 'unsay', signalId, responder, ref: item.ref })
        setFresh(null)
        announce(t(item.waiting ? 'conversation.undone' : 'conversation.undoSeen'))
      }),
  }
}
type Saying = ReturnType<typeof useSaying>

/** Who has the lead, whose turn it is, and what stands still. */
const State = ({ name, conversation, clock, advice, today }: ConversationProps & { today: string }) => {
  const { t } = useTranslation()
  const dates = useDates()
  const { lead, pause, read, reads } = conversation
  return (
    <>
      <header className="row apart">
        <h3>
          <MessageCircle size={18} aria-hidden="true" /> {t('conversation.title', { name })}
        </h3>
        <Chip icon={Flag}>
          {t(lead === 'you' ? 'conversation.leadYou' : 'conversation.leadOther', { name })}
        </Chip>
      </header>
      {advice !== 'usual' && <p className="fault small">{t('unsafe.conversation')}</p>}
      {clock && (reads || clock.turn !== 'other') && <ClockLine clock={clock} name={name} />}
      {pause && pause.until >= today && (
        <p className="small muted">
          {t('conversation.paused', {
            date: dates.long(pause.until),
            reason: t(`conversation.pauseReason.${pause.reason}`),
          })}
        </p>
      )}
      {read === 'answer' && <p className="small muted">{t('conversation.answerRead', { name })}</p>}
    </>
  )
}

const Entries = ({
  name,
  number,
  conversation,
  advice,
  saying: { action, say, unsay, setOpen, fresh },
}: ConversationProps & { saying: Saying }) => {
  const { t } = useTranslation()
  if (conversation.items.length === 0) return <p className="muted">{t('conversation.nothing', { number })}</p>
  return (
    <ol className={styles.entries}>
      {conversation.items.map((item) => (
        <li key={item.ref} className={item.mine ? styles.mine : ''}>
          <EntryLine item={item} name={name} number={number} />
          {item.open && conversation.reads && (
            <div className="row">
              {'ask' in item.entry && mayAskOf(item.entry.ask, advice) && (
                <Button isDisabled={action.busy} onPress={() => say({ kind: 'accept', to: item.ref })}>
                  {t('conversation.accept')}
                </Button>
              )}
              <Button onPress={() => setOpen({ what: 'propose', to: item.ref })}>
                {t('conversation.propose')}
              </Button>
              <Button onPress={() => setOpen({ what: 'refuse', to: item.ref })}>
                {t('conversation.refuse')}
              </Button>
            </div>
          )}
          {item.ref === conversation.read && <p className="small muted">{t('conversation.read')}</p>}
          {item.mine && item.ref === fresh && (
            <Button look="quiet" isDisabled={action.busy} onPress={() => unsay(item)}>
              {t('conversation.undo')}
            </Button>
          )}
        </li>
      ))}
    </ol>
  )
}

/** Where one says more; a word in its place where nobody reads there any more. */
const Composer = ({
  name,
  conversation,
  clock,
  saying: { action, say, setOpen },
}: ConversationProps & { saying: Saying }) => {
  const { t } = useTranslation()
  if (!conversation.reads)
    return (
      <p role="note">
        <b>{t('conversation.unread', { name })}</b> {t('conversation.unreadText', { name })}
      </p>
    )
  return (
    <>
      <div className="row">
        <Button onPress={() => setOpen({ what: 'ask' })}>{t('conversation.ask')}</Button>
        <Button onPress={() => setOpen({ what: 'agree' })}>{t('conversation.agree')}</Button>
        {clock && (
          <Button look="quiet" onPress={() => setOpen({ what: 'pause' })}>
            {t('conversation.pause')}
          </Button>
        )}
      </div>
      <Write busy={action.busy} onSay={say} />
      <p className="small muted">{t('conversation.onlyTwo', { name })}</p>
    </>
  )
}

/** What two matched parties said to each other, whose turn it is, and what one can ask of the other. */
export const Conversation = (props: ConversationProps) => {
  const { signalId, name, conversation, advice, disappearsOn } = props
  const { t } = useTranslation()
  const today = useView('session').today ?? disappearsOn
  const saying = useSaying(signalId, conversation)
  const { open, setOpen, say, action } = saying
  const shared = { name, onClose: () => setOpen(null), onSay: (entry: Entry) => say(entry) }
  const dated = { ...shared, today, last: disappearsOn }
  return (
    <section className={`card stack ${styles.conversation}`} aria-label={t('conversation.title', { name })}>
      <State {...props} today={today} />
      <Entries {...props} saying={saying} />
      <Fault error={action.error} />
      <Composer {...props} saying={saying} />
      {open?.what === 'ask' && <AskDialog {...shared} advice={advice} />}
      {open?.what === 'propose' && <AskDialog {...shared} advice={advice} to={open.to} />}
      {open?.what === 'refuse' && <RefuseDialog {...shared} to={open.to} />}
      {open?.what === 'agree' && <AgreeDialog {...dated} advice={advice} />}
      {open?.what === 'pause' && <PauseDialog {...dated} />}
    </section>
  )
}
