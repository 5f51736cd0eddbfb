import { useTranslation } from 'react-i18next'
import type { Shown } from '../../../shared/domain/small-cells.ts'
import type { Quarter } from '../../../shared/calendar/quarters.ts'
import { FIRST_ANSWERS, OPEN_AGES, type WijkFigures } from '../../../shared/api/neighbourhoods.ts'
import { useAreaName } from '../../client/areas.ts'
import { useDates } from '../../i18n/dates.ts'
import { completeOn, quarterOfWijk, useFigureWords } from './words.ts'
import styles from './neighbourhoods.module.css'

/** A distribution: a bar for each part, as long as what is shown of it, and the same in words. */
const Distribution = ({ parts }: { parts: readonly { readonly name: string; readonly shown: Shown }[] }) => {
  const { figure } = useFigureWords()
  const most = Math.max(10, ...parts.map(({ shown }) => shown ?? 0))
  return (
    <dl className={styles.distribution}>
      {parts.map(({ name, shown }) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>
            <span
              className={shown === null ? `${styles.track} ${styles.few}` : styles.track}
              aria-hidden="true"
            >
              <span style={{ width: `${((shown ?? 0) / most) * 100}%` }} />
            </span>
            <span>{figure(shown)}</span>
          </dd>
        </div>
      ))}
    </dl>
  )
}

export const Detail = ({ wijk, quarter }: { wijk: WijkFigures; quarter: Quarter }) => {
  const { t } = useTranslation()
  const dates = useDates()
  const name = useAreaName()
  const words = useFigureWords()
  const { restored, first } = quarterOfWijk(wijk, quarter)
  const median = words.median(first)
  const code = wijk.neighbourhood
  return (
    <aside className="panel" tabIndex={0} aria-labelledby="wijk">
      <header>
        <h2 id="wijk">{name(code)}</h2>
        {name(code) !== code && <p className="small muted">{code}</p>}
      </header>
      <section className="stack tight" aria-labelledby="ages">
        <p className="row apart">
          <b>{t('wijken.now')}</b>
          <span className="small">
            {t('wijken.measures.open')}: <b>{words.figure(wijk.open)}</b>
          </span>
        </p>
        <h3 id="ages" className="small">
          {t('wijken.ages')}
        </h3>
        <Distribution
          parts={OPEN_AGES.map((age, i) => ({ name: t(`wijken.age.${age}`), shown: wijk.ages[i] ?? null }))}
        />
      </section>
      <section className="stack tight" aria-labelledby="first">
        <p className="row apart">
          <b>{words.quarterTitle(quarter)}</b>
          <span className="small">
            {t('wijken.measures.restored')}: <b>{words.figure(restored)}</b>
          </span>
        </p>
        <h3 id="first" className="small">
          {t('wijken.firstTitle')}
        </h3>
        <Distribution
          parts={FIRST_ANSWERS.map((bin, i) => ({ name: t(`wijken.first.${bin}`), shown: first[i] ?? null }))}
        />
        <p className="small">
          <b>{median === null ? t('wijken.tooFew') : t('wijken.median', { band: median })}</b>
        </p>
        <p className="small muted">
          {t('wijken.whole', { date: dates.birth(completeOn(quarter)) })} {t('wijken.heard')}
        </p>
      </section>
    </aside>
  )
}
