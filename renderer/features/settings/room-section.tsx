import { useTranslation } from 'react-i18next'
import { useView } from '../../client/engine.ts'
import { useDates } from '../../i18n/dates.ts'

/** What both key holders still allow this organisation: the limit that keeps members from guessing. */
export const RoomSection = () => {
  const { t } = useTranslation()
  const dates = useDates()
  const { tokensDone, tokensTotal, room, savingData } = useView('sync')
  if (tokensTotal === 0 && !room) return null
  return (
    <section className="stack tight">
      <h2 className="h3">{t('settings.room')}</h2>
      <p className="muted">{t('settings.roomText')}</p>
      <p role="status">
        {t('list.tokens', { done: tokensDone, total: tokensTotal })}.
        {room &&
          ` ${t('list.room', { count: room.children })} ${t('settings.roomGrows', { count: room.perDay, date: dates.day(room.until) })}`}
        {savingData && tokensDone < tokensTotal && ` ${t('list.savingData')}`}
      </p>
    </section>
  )
}
