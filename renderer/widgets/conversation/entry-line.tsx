import { CalendarPlus, CloudOff } from 'lucide-react'
import type { ReactNode } from 'react'
import type { TFunction } from 'i18next'
import { useTranslation } from 'react-i18next'
import type { EntryView } from '../../../shared/api/conversation.ts'
import { Button } from '../../ui/button.tsx'
import { Chip } from '../../ui/chip.tsx'
import { useDates } from '../../i18n/dates.ts'
import { download } from '../../client/download.ts'
import { calendarFile } from './calendar-file.ts'
import styles from './conversation.module.css'

/** What became of what was asked; null while the other has still to answer on this side. */
const answerWords = (t: TFunction, item: EntryView): string | null => {
  if (item.answer === 'accepted') return t(item.mine ? 'conversation.accepted' : 'conversation.acceptedMine')
  if (item.answer === 'refused' && item.reason)
    return t('conversation.refused', { reason: t(`conversation.reason.${item.reason}`) })
  if (item.answer === 'other') return t('conversation.other')
  return item.mine ? t('conversation.answerOpen') : null
}

/** When it was said, and whether it still waits to leave. */
const Aside = ({ item }: { item: EntryView }) => {
  const { t } = useTranslation()
  const dates = useDates()
  return (
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
}
const Line = ({ item, children }: { item: EntryView; children: ReactNode }) => (
  <p className="row apart">
    {children}
    <Aside item={item} />
  </p>
)

type EntryOf<K extends EntryView['entry']['kind']> = Extract<EntryView['entry'], { kind: K }>

const Ask = ({ item, entry, who }: { item: EntryView; entry: EntryOf<'ask' | 'propose'>; who: string }) => {
  const { t } = useTranslation()
  const ended = answerWords(t, item)
  return (
    <Line item={item}>
      <span>
        <b>{t('conversation.entry.ask', { who, what: t(`conversation.asks.${entry.ask}`) })}</b>
        {ended && (
          <Chip tone={item.answer === 'accepted' ? 'good' : item.answer === 'open' ? 'wait' : ''}>
            {ended}
          </Chip>
        )}
      </span>
    </Line>
  )
}

/** What was agreed, which a calendar can take over. */
const Agreement = ({
  item,
  entry,
  name,
  number,
}: {
  item: EntryView
  entry: EntryOf<'agreement'>
  name: string
  number: string
}) => {
  const { t } = useTranslation()
  const dates = useDates()
  const by = entry.by === 'both' ? 'both' : (entry.by === 'me') === item.mine ? 'me' : 'you'
  const what = t(`conversation.what.${entry.what}`)
  const save = (): void =>
    download(
      calendarFile({
        ref: item.ref,
        on: entry.on,
        title: t('conversation.calendarTitle', { number }),
        note: `${t('conversation.calendarNote', { number })} ${what}.`,
        stamp: item.at,
      }),
      `afspraak-${number}.ics`,
      'text/calendar',
    )
  return (
    <Line item={item}>
      <b>{t(`conversation.agreed.${by}`, { name, what, date: dates.long(entry.on) })}</b>
      <Button look="quiet" onPress={save}>
        <CalendarPlus size={16} aria-hidden="true" />
        {t('conversation.calendar')}
      </Button>
    </Line>
  )
}

/** One entry in words; an answer to an ask stands with the ask. */
export const EntryLine = ({ item, name, number }: { item: EntryView; name: string; number: string }) => {
  const { t } = useTranslation()
  const dates = useDates()
  const { entry } = item
  const who = item.mine ? t('conversation.you') : name
  switch (entry.kind) {
    case 'ask':
    case 'propose':
      return <Ask item={item} entry={entry} who={who} />
    case 'text':
      return (
        <>
          <Line item={item}>
            <b>{t('conversation.entry.text', { who })}</b>
          </Line>
          <p className={styles.words}>{entry.text}</p>
        </>
      )
    case 'agreement':
      return <Agreement item={item} entry={entry} name={name} number={number} />
    case 'pause':
      return (
        <Line item={item}>
          <span>
            {t('conversation.entry.pause', {
              who,
              date: dates.long(entry.until),
              reason: t(`conversation.pauseReason.${entry.reason}`),
            })}
          </span>
        </Line>
      )
    case 'follow-up':
      return (
        <Line item={item}>
          <span>
            {t(entry.inContact ? 'conversation.entry.followUpYes' : 'conversation.entry.followUpNo', { who })}
          </span>
        </Line>
      )
    default:
      return null
  }
}
