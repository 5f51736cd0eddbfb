import { Clock, CloudOff, HardDrive, RefreshCw, ShieldAlert, TriangleAlert } from 'lucide-react'
import type { TFunction } from 'i18next'
import { useTranslation } from 'react-i18next'
import type { LogView, NotArrived, SyncView } from '../../shared/api/sync.ts'
import { engine, useView } from '../client/engine.ts'
import { saveProof } from '../client/log-proof.ts'
import { LITTLE_MB } from '../client/storage.ts'
import { useDates } from '../i18n/dates.ts'
import { CARRY, useInterface } from '../state/interface.ts'
import { Button } from '../ui/button.tsx'

const WHAT = {
  signal: 'sync.notArrivedSignal',
  answer: 'sync.notArrivedAnswer',
  outcome: 'sync.notArrivedOutcome',
  conversation: 'sync.notArrivedConversation',
  obstacle: 'sync.notArrivedObstacle',
} as const

/** Reasons that have words of their own; the others say too little to a person. */
const WHY = [
  'offline',
  'relay-down',
  'trustee-down',
  'budget-exhausted',
  'tls-intercepted',
  'dpia-missing',
] as const

/** What a person was told would leave, and did not: it stays until they have seen it. */
const NotArrivedBanner = ({ missed }: { missed: readonly NotArrived[] }) => {
  const { t } = useTranslation()
  const dates = useDates()
  const last = missed.at(-1)!
  const what = missed
    .map(({ number, what: kind }) =>
      number === null && kind !== 'obstacle'
        ? t('sync.notArrivedHint')
        : t(WHAT[kind], { number: number ?? '' }),
    )
    .join(', ')
  return (
    <div className="banner alarm" role="alert">
      <TriangleAlert size={20} aria-hidden="true" />
      <p>
        <b>
          {t('sync.notArrived')} {what}.
        </b>{' '}
        {last.why === 'unsafe-since'
          ? t('sync.notArrivedUnsafe')
          : t('sync.notArrivedWhy', {
              date: dates.day(last.on),
              words: t(
                WHY.find((code) => code === last.why)
                  ? `sync.why.${last.why as (typeof WHY)[number]}`
                  : 'sync.why.other',
              ),
            })}
      </p>
      <Button onPress={() => void engine().send({ kind: 'seen-not-arrived' })}>{t('sync.seen')}</Button>
    </div>
  )
}

/** What was found in the municipality's log, each kind once with its newest time, and that nobody answered for a day. */
const LogBanners = ({ log }: { log: LogView }) => {
  const { t } = useTranslation()
  const dates = useDates()
  const kinds = [...new Map(log.problems.map((one) => [one.what, one])).values()]
  const lastSeen = log.silent === 'trustee' ? log.confirmedAt : log.checkedAt
  return (
    <>
      {kinds.length > 0 && (
        <div className="banner alarm" role="alert">
          <ShieldAlert size={20} aria-hidden="true" />
          <p>
            {kinds.map(({ what, at }) => (
              <span key={what}>
                <b>{t(`watch.problem.${what}`)}</b> {t('watch.found', { time: dates.moment(at) })}{' '}
              </span>
            ))}
            {t('watch.todo')}
          </p>
          <Button onPress={saveProof}>{t('watch.save')}</Button>
        </div>
      )}
      {log.silent && (
        <div className="banner alarm" role="alert">
          <ShieldAlert size={20} aria-hidden="true" />
          <p>
            <b>{t(`watch.silent.${log.silent}`)}</b> {t('watch.silent.means')}{' '}
            {lastSeen && t('watch.silent.last', { time: dates.moment(lastSeen) })} {t('watch.silent.todo')}
          </p>
        </div>
      )}
    </>
  )
}

const Retry = () => {
  const { t } = useTranslation()
  return (
    <Button onPress={() => void engine().send({ kind: 'wake' })}>
      <RefreshCw size={16} aria-hidden="true" />
      {t('app.retry')}
    </Button>
  )
}

/** How this device and its organisation stand. */
const DeviceBanners = () => {
  const { t } = useTranslation()
  const { live, copied, person } = useView('session')
  const open = useInterface((state) => state.open)
  const { leftMb } = useInterface((state) => state.storage)
  const { rebuiltAt } = useView('storage')
  const current = useInterface((state) => state.screen)
  return (
    <>
      {!live && current !== 'administration' && (
        <div className="banner alarm" role="status">
          <ShieldAlert size={20} aria-hidden="true" />
          <p>{person?.roles.includes('administrator') ? t('app.notLive') : t('error.dpia-missing')}</p>
          {person?.roles.includes('administrator') && (
            <Button onPress={() => open('administration')}>{t('app.notLiveGo')}</Button>
          )}
        </div>
      )}
      {rebuiltAt && current !== 'caseload' && (
        <div className="banner wait" role="status">
          <HardDrive size={20} aria-hidden="true" />
          <p>{t('storage.readListAgain')}</p>
          <Button onPress={() => open('caseload')}>{t('signal.emptyButton')}</Button>
        </div>
      )}
      {leftMb !== null && leftMb < LITTLE_MB && (
        <div className="banner alarm" role="status">
          <HardDrive size={20} aria-hidden="true" />
          <p>{t('storage.little', { count: leftMb })}</p>
        </div>
      )}
      {copied && (
        <div className="banner alarm" role="alert">
          <TriangleAlert size={20} aria-hidden="true" />
          <p>{t('app.deviceCopied')}</p>
        </div>
      )}
    </>
  )
}

const OfflineBanner = ({ waiting, updatedAt }: { waiting: number; updatedAt: SyncView['updatedAt'] }) => {
  const { t } = useTranslation()
  const dates = useDates()
  const open = useInterface((state) => state.open)
  const current = useInterface((state) => state.screen)
  return (
    <div className="banner wait" role="status">
      <CloudOff size={20} aria-hidden="true" />
      <p>
        <b>{t('sync.bannerOffline')}</b>{' '}
        {waiting > 0 ? t('sync.waiting', { count: waiting }) : t('sync.nothingWaiting')}{' '}
        {updatedAt && t('sync.lastUpdate', { time: dates.time(updatedAt) })}
      </p>
      <Retry />
      {waiting > 0 && current !== 'settings' && (
        <Button onPress={() => open('settings', CARRY)}>{t('sync.byFile')}</Button>
      )}
    </div>
  )
}

type Problem = NonNullable<SyncView['problem']>

const ProblemBanner = ({ problem: { code, params }, waiting }: { problem: Problem; waiting: number }) => {
  const { t } = useTranslation()
  const dates = useDates()
  const until = params['until'] ? dates.day(String(params['until'])) : ''
  return (
    <div className="banner alarm" role="alert">
      <TriangleAlert size={20} aria-hidden="true" />
      <p>
        {t(`error.${code}`, { ...params, until })} {waiting > 0 && t('sync.waiting', { count: waiting })}
      </p>
      <Retry />
    </div>
  )
}

const HOUR = 60
const DAY = 24 * HOUR
/** In the largest unit that says it: nobody reads 4,318 minutes. */
const clockOff = (t: TFunction, minutes: number): string => {
  if (minutes < 2 * HOUR) return t('sync.offMinutes', { count: minutes })
  return minutes < 2 * DAY
    ? t('sync.offHours', { count: Math.round(minutes / HOUR) })
    : t('sync.offDays', { count: Math.round(minutes / DAY) })
}

export const Banners = () => {
  const { t } = useTranslation()
  const sync = useView('sync')
  const { state, problem, updatedAt, clockOffMinutes, log, notArrived } = sync
  const waiting = sync.waitingSignals + sync.waitingAnswers
  return (
    <>
      <DeviceBanners />
      {log && <LogBanners log={log} />}
      {state === 'offline' && <OfflineBanner waiting={waiting} updatedAt={updatedAt} />}
      {[
        notArrived.filter(({ why }) => why === 'unsafe-since'),
        notArrived.filter(({ why }) => why !== 'unsafe-since'),
      ].map((missed, i) => missed.length > 0 && <NotArrivedBanner key={i} missed={missed} />)}
      {state === 'problem' && problem && <ProblemBanner problem={problem} waiting={waiting} />}
      {clockOffMinutes !== null && (
        <div className="banner wait" role="status">
          <Clock size={20} aria-hidden="true" />
          <p>{t('sync.clock', { off: clockOff(t, Math.abs(clockOffMinutes)) })}</p>
        </div>
      )}
    </>
  )
}
