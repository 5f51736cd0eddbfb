import { CircleAlert, Split } from 'lucide-react'
import { useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import type { ObstacleView } from '../../../shared/api/obstacles.ts'
import { useAreaTitle } from '../../client/areas.ts'
import { engine } from '../../client/engine.ts'
import { useDates } from '../../i18n/dates.ts'
import { Button } from '../../ui/button.tsx'
import { Chip } from '../../ui/chip.tsx'
import { StateChip } from './state-chip.tsx'
import styles from './obstacles.module.css'

/** In a narrow window the panel stands under the board, out of sight. */
export const isUnder = (): boolean => matchMedia('(max-width: 980px)').matches

/**
 * To open an obstacle is to have seen what was said. What comes while it stands open is seen by who is there:
 * at the next key or touch.
 */
const useSeen = ({ ref, news }: ObstacleView): void => {
  const opened = useRef(true)
  useEffect(() => {
    if (!news) return undefined
    const see = (): void => void engine().send({ kind: 'seen-obstacle', ref })
    if (opened.current) {
      see()
      return undefined
    }
    for (const sign of ['keydown', 'pointerdown']) addEventListener(sign, see, { capture: true })
    return () => {
      for (const sign of ['keydown', 'pointerdown']) removeEventListener(sign, see, { capture: true })
    }
  }, [news, ref])
  useEffect(() => {
    opened.current = false
  }, [])
}

const Facts = ({ obstacle }: { obstacle: ObstacleView }) => {
  const { t } = useTranslation()
  const dates = useDates()
  const areaTitle = useAreaTitle()
  const facts = [
    ['from', obstacle.organisation ?? t('obstacles.unknown')],
    ['wijk', areaTitle(obstacle.neighbourhood)],
    ['raisedOn', dates.day(obstacle.raisedOn)],
    ...(obstacle.state === 'answered'
      ? []
      : ([
          ['now', t(`obstacles.at.${obstacle.level}`)],
          ['answerBy', t('obstacles.before', { date: dates.day(obstacle.answerBy) })],
        ] as const)),
    [
      'kept',
      t(obstacle.renewed ? 'obstacles.keptAgain' : 'obstacles.keptUntil', {
        date: dates.day(obstacle.keptUntil),
      }),
    ],
  ] as const
  return (
    <dl className="facts">
      {facts.map(([name, value]) => [
        <dt key={name}>{t(`obstacles.${name}`)}</dt>,
        <dd key={`${name}-value`}>{value}</dd>,
      ])}
    </dl>
  )
}

/** One level: who brought it there, and every answer that was given. */
const Step = ({ step, raised }: { step: ObstacleView['steps'][number]; raised: boolean }) => {
  const { t } = useTranslation()
  const dates = useDates()
  return (
    <li className="stack tight">
      <p className="small">
        <b>{t(`obstacles.at.${step.level}`)}</b>
        <br />
        <span className="muted">
          {dates.day(step.on)} ·{' '}
          {t(raised ? 'obstacles.raisedBy' : 'obstacles.broughtBy', { organisation: step.by })}
        </span>
      </p>
      {step.contradicts && (
        <p className="card waits row small">
          <Split size={18} aria-hidden="true" />
          <span className="grow">{t('obstacles.contradicts')}</span>
        </p>
      )}
      {step.replies.map((reply) => (
        <div key={`${reply.at}${reply.organisation}${reply.verdict}`} className="card leaves stack tight">
          <p className="row apart small">
            <b>
              {t('obstacles.said', {
                organisation: reply.organisation,
                verdict: t(`obstacles.verdict.${reply.verdict}`),
              })}
            </b>
            <span className="muted">{reply.waiting ? t('obstacles.waiting') : dates.day(reply.at)}</span>
          </p>
          <p className={`${styles.obstacleWords} small`}>{reply.text}</p>
        </div>
      ))}
      {step.replies.length === 0 && (
        <p className="small muted">{t('obstacles.noReply', { date: dates.day(step.answerBy) })}</p>
      )}
    </li>
  )
}

/** One obstacle with all that was said, from below upwards. */
export const ObstacleDetail = ({ obstacle, onAnswer }: { obstacle: ObstacleView; onAnswer: () => void }) => {
  const { t } = useTranslation()
  const dates = useDates()
  const heading = useRef<HTMLHeadingElement>(null)
  useSeen(obstacle)
  useEffect(() => {
    if (isUnder()) heading.current?.scrollIntoView()
  }, [])
  return (
    <aside className="panel" tabIndex={0} aria-labelledby="obstacle">
      <div className="row apart">
        <h2 id="obstacle" ref={heading}>
          {t(`obstacles.kind.${obstacle.kind}`)}
        </h2>
        <StateChip obstacle={obstacle} />
      </div>
      <p className={styles.obstacleWords}>{obstacle.text}</p>
      {obstacle.owed && (
        <div className="card waits stack tight">
          <p className="row small">
            <CircleAlert size={18} aria-hidden="true" />
            <b className="grow">{t('obstacles.yourTurn', { date: dates.day(obstacle.answerBy) })}</b>
          </p>
          {obstacle.level === 'state' && <p className="small">{t('obstacles.howState')}</p>}
          <p>
            <Button look="primary" onPress={onAnswer}>
              {t('obstacles.reply')}
            </Button>
          </p>
        </div>
      )}
      <Facts obstacle={obstacle} />
      <h3 className="h3">{t('obstacles.history')}</h3>
      <ol className={`stack plain ${styles.obstacleSteps}`} aria-label={t('obstacles.history')}>
        {obstacle.steps.map((step, i) => (
          <Step key={step.level} step={step} raised={i === 0 && obstacle.organisation !== null} />
        ))}
      </ol>
    </aside>
  )
}

export const Marks = ({ obstacle: { owed, news, ours } }: { obstacle: ObstacleView }) => {
  const { t } = useTranslation()
  return (
    <>
      {news && <Chip tone="good">{t('obstacles.news')}</Chip>}
      {owed && (
        <Chip tone="wait" icon={CircleAlert}>
          {t('obstacles.yours')}
        </Chip>
      )}
      {ours && <Chip>{t('obstacles.ours')}</Chip>}
    </>
  )
}
