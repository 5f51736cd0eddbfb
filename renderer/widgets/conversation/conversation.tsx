import { CalendarPlus, CloudOff, Flag, MessageCircle } from 'lucide-react'
import type { TFunction } from 'i18next'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { mayAskOf, type ParentsAdvice } from '../../../shared/domain/parents-advice.ts'
import type { Said } from '../../../shared/domain/talk.ts'
import type { ClockView, ConversationView, TalkView } from '../../../shared/api/conversation.ts'
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
  const say = (said: Said, done = (): void => {}): void =>
    action.run(async () => {
      const { ref } = await engine().send({ kind: 'say', signalId, responder, said })
      setOpen(null)
      if (said.kind !== 'accept' && said.kind !== 'refuse') setFresh(ref)
      announce(t('talk.sent'))
      done()
    })
  const unsay = (item: TalkView): void =>
    action.run(async () => {
      await engine().send({ kind: 'unsay', signalId, responder, ref: item.ref })
      setFresh(null)
      announce(t(item.waiting ? 'talk.undone' : 'talk.undoSeen'))
    })
  const { unseen, reads } = conversation
  useEffect(() => {
    // A courtesy: where it fails, it is said the next time that the conversation is opened.
    if (unseen && reads)
      void engine()
        .send({ kind: 'seen', signalId, responder })
        .catch(() => {})
  }, [unseen, reads, signalId, responder])
  const shared = { name, onClose: () => setOpen(null), onSay: (said: Said) => say(said) }
  const dated = { ...shared, today, last: disappearsOn }
  return (
    <section className={`card stack ${styles.conversation}`} aria-label={t('talk.title', { name })}>
      <header className="row apart">
        <h3>
          <MessageCircle size={18} aria-hidden="true" /> {t('talk.title', { name })}
        </h3>
        <Chip icon={Flag}>
          {t(conversation.lead === 'you' ? 'talk.leadYou' : 'talk.leadOther', { name })}
        </Chip>
      </header>
      {advice !== 'usual' && <p className="fault small">{t('unsafe.talk')}</p>}
      {clock && (conversation.reads || clock.turn !== 'other') && <ClockLine clock={clock} name={name} />}
      {conversation.pause && conversation.pause.until >= today && (
        <p className="small muted">
          {t('talk.paused', {
            date: dates.long(conversation.pause.until),
            reason: t(`talk.pauseReason.${conversation.pause.reason}`),
          })}
        </p>
      )}
      {conversation.read === 'answer' && <p className="small muted">{t('talk.answerRead', { name })}</p>}
      {conversation.items.length === 0 ? (
        <p className="muted">{t('talk.nothing', { number })}</p>
      ) : (
        <ol className={styles.talk}>
          {conversation.items.map((item) => (
            <li key={item.ref} className={item.mine ? styles.mine : ''}>
              <SaidLine item={item} name={name} number={number} />
              {item.open && conversation.reads && (
                <div className="row">
                  {'ask' in item.said && mayAskOf(item.said.ask, advice) && (
                    <Button isDisabled={action.busy} onPress={() => say({ kind: 'accept', to: item.ref })}>
                      {t('talk.accept')}
                    </Button>
                  )}
                  <Button onPress={() => setOpen({ what: 'propose', to: item.ref })}>
                    {t('talk.propose')}
                  </Button>
                  <Button onPress={() => setOpen({ what: 'refuse', to: item.ref })}>
                    {t('talk.refuse')}
                  </Button>
                </div>
              )}
              {item.ref === conversation.read && <p className="small muted">{t('talk.read')}</p>}
              {item.mine && item.ref === fresh && (
                <Button look="quiet" isDisabled={action.busy} onPress={() => unsay(item)}>
                  {t('talk.undo')}
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
            <Button onPress={() => setOpen({ what: 'ask' })}>{t('talk.ask')}</Button>
            <Button onPress={() => setOpen({ what: 'agree' })}>{t('talk.agree')}</Button>
            {clock && (
              <Button look="quiet" onPress={() => setOpen({ what: 'pause' })}>
                {t('talk.pause')}
              </Button>
            )}
          </div>
          <Write busy={action.busy} onSay={say} />
          <p className="small muted">{t('talk.onlyTwo', { name })}</p>
        </>
      ) : (
        <p role="note">
          <b>{t('talk.unread', { name })}</b> {t('talk.unreadText', { name })}
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
const answerWords = (t: TFunction, item: TalkView): string | null => {
  if (item.answer === 'accepted') return t(item.mine ? 'talk.accepted' : 'talk.acceptedMine')
  if (item.answer === 'refused' && item.reason)
    return t('talk.refused', { reason: t(`talk.reason.${item.reason}`) })
  if (item.answer === 'other') return t('talk.other')
  return item.mine ? t('talk.answerOpen') : null
}

const SaidLine = ({ item, name, number }: { item: TalkView; name: string; number: string }) => {
  const { t } = useTranslation()
  const dates = useDates()
  const { said } = item
  const who = item.mine ? t('talk.you') : name
  const aside = (
    <>
      <time className="small muted" dateTime={item.at}>
        {dates.moment(item.at)}
      </time>
      {item.waiting && (
        <span className="small muted row">
          <CloudOff size={14} aria-hidden="true" />
          {t('talk.waiting')}
        </span>
      )}
    </>
  )
  switch (said.kind) {
    case 'ask':
    case 'propose': {
      const ended = answerWords(t, item)
      return (
        <p className="row apart">
          <span>
            <b>{t('talk.said.ask', { who, what: t(`talk.asks.${said.ask}`) })}</b>
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
            <b>{t('talk.said.text', { who })}</b>
            {aside}
          </p>
          <p className={styles.words}>{said.text}</p>
        </>
      )
    case 'agreement': {
      const by = said.by === 'both' ? 'both' : (said.by === 'me') === item.mine ? 'me' : 'you'
      const words = t(`talk.agreed.${by}`, {
        name,
        what: t(`talk.what.${said.what}`),
        date: dates.long(said.on),
      })
      const save = (): void =>
        download(
          calendarFile({
            ref: item.ref,
            on: said.on,
            title: t('talk.calendarTitle', { number }),
            note: `${t('talk.calendarNote', { number })} ${t(`talk.what.${said.what}`)}.`,
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
            {t('talk.calendar')}
          </Button>
          {aside}
        </p>
      )
    }
    case 'pause':
      return (
        <p className="row apart">
          <span>
            {t('talk.said.pause', {
              who,
              date: dates.long(said.until),
              reason: t(`talk.pauseReason.${said.reason}`),
            })}
          </span>
          {aside}
        </p>
      )
    case 'follow-up':
      return (
        <p className="row apart">
          <span>{t(said.inContact ? 'talk.said.followUpYes' : 'talk.said.followUpNo', { who })}</span>
          {aside}
        </p>
      )
    default:
      return null
  }
}
