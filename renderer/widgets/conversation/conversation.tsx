import { CalendarPlus, CloudOff, Flag, MessageCircle } from 'lucide-react'
import type { TFunction } from 'i18next'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { mayAskOf, type ParentsAdvice } from '../../../shared/domain/parents-advice.ts'
import type { Entry } from '../../../shared/domain/conversation.ts'
import type { ClockView, ConversationView, EntryView } from '../../../shared/api/conversation.ts'
import { download } from '../../client/download.ts'
import { engine, useView } from '../../client/engine.ts'
import { useDates } from '../../i18n/dates.ts'
import { Fault } from '../fault.tsx'
import { useInterface } from '../../state/interface.ts'
import { Button } from '../../ui/button.tsx'
import { Chip } from '../../ui/chip.tsx'
import { useAction } from '../../ui/use-action.ts'
import { useBriefly } from '../../ui/use-briefly.ts'
import { calendarFile } from './calendar-file.ts'
import { ClockLine } from './clock-line.tsx'
import { AgreeDialog, AskDialog, PauseDialog, RefuseDialog } from './dialogs.tsx'
import { Write } from './write.tsx'
import styles from './conversation.module.css'

type Open =
  | { readonly what: 'ask' | 'agree' | 'pause' }
  | { readonly what: 'refuse' | 'propose'; readonly to: string }
  | null

/** What two matched parties said to each other, whose turn it is, and what one can ask of the other. */
export const Conversation = ({
  signalId,
  number,
  name,
  conversation,
  clock,
  advice,
  disappearsOn,
}: {
  signalId: string
  number: string
  name: string
  conversation: ConversationView
  clock: ClockView | null
  advice: ParentsAdvice
  disappearsOn: string
}) => {
  const { t } = useTranslation()
  const dates = useDates()
  const { announce } = useInterface.getState()
  const today = useView('session').today ?? disappearsOn
  const [open, setOpen] = useState<Open>(null)
  const [fresh, setFresh] = useBriefly<string>()
  const action = useAction()
  const { responder } = conversation
  const say = (entry: Entry, done = (): void => {}): void =>
    action.run(async () => {
      const { ref } = await engine().send({ kind: 'say', signalId, responder, entry })
      setOpen(null)
      if (entry.kind !== 'accept' && entry.kind !== 'refuse') setFresh(ref)
      announce(t('conversation.sent'))
      done()
    })
  const unsay = (item: EntryView): void =>
    action.run(async () => {
      await engine().send({ kind: 'unsay', signalId, responder, ref: item.ref })
      setFresh(null)
      announce(t(item.waiting ? 'conversation.undone' : 'conversation.undoSeen'))
    })
  const { unseen, reads } = conversation
  useEffect(() => {
    // A courtesy: where it fails, it is said the next time that the conversation is opened.
    if (unseen && reads)
      void engine()
        .send({ kind: 'seen', signalId, responder })
        .catch(() => {})
  }, [unseen, reads, signalId, responder])
  const shared = { name, onClose: () => setOpen(null), onSay: (entry: Entry) => say(entry) }
  const dated = { ...shared, today, last: disappearsOn }
  return (
    <section className={`card stack ${styles.conversation}`} aria-label={t('conversation.title', { name })}>
      <header className="row apart">
        <h3>
          <MessageCircle size={18} aria-hidden="true" /> {t('conversation.title', { name })}
        </h3>
        <Chip icon={Flag}>
          {t(conversation.lead === 'you' ? 'conversation.leadYou' : 'conversation.leadOther', { name })}
        </Chip>
      </header>
      {advice !== 'usual' && <p className="fault small">{t('unsafe.conversation')}</p>}
      {clock && (conversation.reads || clock.turn !== 'other') && <ClockLine clock={clock} name={name} />}
      {conversation.pause && conversation.pause.until >= today && (
        <p className="small muted">
          {t('conversation.paused', {
            date: dates.long(conversation.pause.until),
            reason: t(`conversation.pauseReason.${conversation.pause.reason}`),
          })}
        </p>
      )}
      {conversation.read === 'answer' && (
        <p className="small muted">{t('conversation.answerRead', { name })}</p>
      )}
      {conversation.items.length === 0 ? (
        <p className="muted">{t('conversation.nothing', { number })}</p>
      ) : (
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
      )}
      <Fault error={action.error} />
      {conversation.reads ? (
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
      ) : (
        <p role="note">
          <b>{t('conversation.unread', { name })}</b> {t('conversation.unreadText', { name })}
        </p>
      )}
      {open?.what === 'ask' && <AskDialog {...shared} advice={advice} />}
      {open?.what === 'propose' && <AskDialog {...shared} advice={advice} to={open.to} />}
      {open?.what === 'refuse' && <RefuseDialog {...shared} to={open.to} />}
      {open?.what === 'agree' && <AgreeDialog {...dated} advice={advice} />}
      {open?.what === 'pause' && <PauseDialog {...dated} />}
    </section>
  )
}

/** What became of what was asked; null while the other has still to answer on this side. */
const answerWords = (t: TFunction, item: EntryView): string | null => {
  if (item.answer === 'accepted') return t(item.mine ? 'conversation.accepted' : 'conversation.acceptedMine')
  if (item.answer === 'refused' && item.reason)
    return t('conversation.refused', { reason: t(`conversation.reason.${item.reason}`) })
  if (item.answer === 'other') return t('conversation.other')
  return item.mine ? t('conversation.answerOpen') : null
}

const EntryLine = ({ item, name, number }: { item: EntryView; name: string; number: string }) => {
  const { t } = useTranslation()
  const dates = useDates()
  const { entry } = item
  const who = item.mine ? t('conversation.you') : name
  const aside = (
    <>
      <time className="small muted" dateTime={item.at}>
        {dates.moment(item.at)}
      </time>
      {item.waiting && (
        <span className="small muted row">
          <CloudOff size={14} aria-hidden="true" />
          {t('conversation.waiting')}
        </span>
      )}
    </>
  )
  switch (entry.kind) {
    case 'ask':
    case 'propose': {
      const ended = answerWords(t, item)
      return (
        <p className="row apart">
          <span>
            <b>{t('conversation.entry.ask', { who, what: t(`conversation.asks.${entry.ask}`) })}</b>
            {ended && (
              <Chip tone={item.answer === 'accepted' ? 'good' : item.answer === 'open' ? 'wait' : ''}>
                {ended}
              </Chip>
            )}
          </span>
          {aside}
        </p>
      )
    }
    case 'text':
      return (
        <>
          <p className="row apart">
            <b>{t('conversation.entry.text', { who })}</b>
            {aside}
          </p>
          <p className={styles.words}>{entry.text}</p>
        </>
      )
    case 'agreement': {
      const by = entry.by === 'both' ? 'both' : (entry.by === 'me') === item.mine ? 'me' : 'you'
      const words = t(`conversation.agreed.${by}`, {
        name,
        what: t(`conversation.what.${entry.what}`),
        date: dates.long(entry.on),
      })
      const save = (): void =>
        download(
          calendarFile({
            ref: item.ref,
            on: entry.on,
            title: t('conversation.calendarTitle', { number }),
            note: `${t('conversation.calendarNote', { number })} ${t(`conversation.what.${entry.what}`)}.`,
            stamp: item.at,
          }),
          `afspraak-${number}.ics`,
          'text/calendar',
        )
      return (
        <p className="row apart">
          <b>{words}</b>
          <Button look="quiet" onPress={save}>
            <CalendarPlus size={16} aria-hidden="true" />
            {t('conversation.calendar')}
          </Button>
          {aside}
        </p>
      )
    }
    case 'pause':
      return (
        <p className="row apart">
          <span>
            {t('conversation.entry.pause', {
              who,
              date: dates.long(entry.until),
              reason: t(`conversation.pauseReason.${entry.reason}`),
            })}
          </span>
          {aside}
        </p>
      )
    case 'follow-up':
      return (
        <p className="row apart">
          <span>
            {t(entry.inContact ? 'conversation.entry.followUpYes' : 'conversation.entry.followUpNo', { who })}
          </span>
          {aside}
        </p>
      )
    default:
      return null
  }
}
