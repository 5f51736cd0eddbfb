import { Clock, CloudOff, HardDrive, RefreshCw, ShieldAlert, TriangleAlert } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import type { LogView, NotArrived } from '../../shared/api/sync.ts'
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

/** What was found in the municipality's log, each kind once, and that nobody answered for a day. */
const LogBanners = ({ log }: { log: LogView }) => {
  const { t } = useTranslation()
  const dates = useDates()
  const kinds = log.problems.filter(({ what }, i) => log.problems.findIndex((one) => one.what === what) === i)
  return (
    <>
      {kinds.length > 0 && (
        <div className="banner alarm" role="alert">
          <ShieldAlert size={20} aria-hidden="true" />
          <p>
            {kinds.map(({ what }) => (
              <span key={what}>
                <b>{t(`watch.problem.${what}`)}</b>{' '}
              </span>
            ))}
            {t('watch.todo', { time: dates.moment(kinds[0]!.at) })}
          </p>
          <Button onPress={saveProof}>{t('watch.save')}</Button>
        </div>
      )}
      {log.silent && (
        <div className="banner alarm" role="alert">
          <ShieldAlert size={20} aria-hidden="true" />
          <p>
            <b>{t(`watch.silent.${log.silent}`)}</b> {t('watch.silent.means')}{' '}
            {log.checkedAt && t('watch.silent.last', { time: dates.moment(log.checkedAt) })}{' '}
            {t('watch.silent.todo')}
          </p>
        </div>
      )}
    </>
  )
}

export const Banners = () => {
  const { t } = useTranslation()
  const dates = useDates()
  const { state, problem, updatedAt, waitingSignals, waitingAnswers, clockOffMinutes, log, notArrived } =
    useView('sync')
  const waiting = waitingSignals + waitingAnswers
  const retry = (
    <Button onPress={() => void engine().send({ kind: 'wake' })}>
      <RefreshCw size={16} aria-hidden="true" />
      {t('app.retry')}
    </Button>
  )
  const { live, copied, person } = useView('session')
  const open = useInterface((interfaceState) => interfaceState.open)
  const { leftMb } = useInterface((interfaceState) => interfaceState.storage)
  const { rebuiltAt } = useView('storage')
  const current = useInterface((interfaceState) => interfaceState.screen)
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
      {log && <LogBanners log={log} />}
      {state === 'offline' && (
        <div className="banner wait" role="status">
          <CloudOff size={20} aria-hidden="true" />
          <p>
            <b>{t('sync.bannerOffline')}</b>{' '}
            {waiting > 0 ? t('sync.waiting', { count: waiting }) : t('sync.nothingWaiting')}{' '}
            {updatedAt && t('sync.lastUpdate', { time: dates.time(updatedAt) })}
          </p>
          {retry}
          {waiting > 0 && current !== 'settings' && (
            <Button onPress={() => open('settings', CARRY)}>{t('sync.byFile')}</Button>
          )}
        </div>
      )}
      {[
        notArrived.filter(({ why }) => why === 'unsafe-since'),
        notArrived.filter(({ why }) => why !== 'unsafe-since'),
      ].map((missed, i) => missed.length > 0 && <NotArrivedBanner key={i} missed={missed} />)}
      {state === 'problem' && problem && (
        <div className="banner alarm" role="alert">
          <TriangleAlert size={20} aria-hidden="true" />
          <p>
            {t(`error.${problem.code}`, {
              ...problem.params,
              until: problem.params['until'] ? dates.day(String(problem.params['until'])) : '',
            })}{' '}
            {waiting > 0 && t('sync.waiting', { count: waiting })}
          </p>
          {retry}
        </div>
      )}
      {clockOffMinutes !== null && (
        <div className="banner wait" role="status">
          <Clock size={20} aria-hidden="true" />
          <p>{t('sync.clock', { minutes: Math.abs(clockOffMinutes) })}</p>
        </div>
      )}
    </>
  )
}
