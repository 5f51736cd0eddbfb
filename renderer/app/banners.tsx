import { Clock, CloudOff, RefreshCw, TriangleAlert } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { engine, useView } from '../client/engine.ts'
import { useDates } from '../i18n/dates.ts'
import { Button } from '../ui/button.tsx'

export const Banners = () => {
  const { t } = useTranslation()
  const dates = useDates()
  const { state, problem, updatedAt, waitingSignals, waitingAnswers, clockOffMinutes } = useView('sync')
  const waiting = waitingSignals + waitingAnswers
  const retry = <Button onPress={() => void engine().send({ kind: 'wake' })}><RefreshCw size={16} aria-hidden="true" />{t('app.retry')}</Button>
  return (
    <>
      {state === 'offline' && (
        <div className="banner wait" role="status">
          <CloudOff size={20} aria-hidden="true" />
          <p><b>{t('sync.bannerOffline')}</b> {waiting > 0 ? t('sync.waiting', { count: waiting }) : t('sync.nothingWaiting')} {updatedAt && t('sync.lastUpdate', { time: dates.time(updatedAt) })}</p>
          {retry}
        </div>
      )}
      {state === 'problem' && problem && (
        <div className="banner alarm" role="alert"><TriangleAlert size={20} aria-hidden="true" /><p>{t(`error.${problem.code}`, problem.params)} {waiting > 0 && t('sync.waiting', { count: waiting })}</p>{retry}</div>
      )}
      {clockOffMinutes !== null && (
        <div className="banner wait" role="status"><Clock size={20} aria-hidden="true" /><p>{t('sync.clock', { minutes: Math.abs(clockOffMinutes) })}</p></div>
      )}
    </>
  )
}
