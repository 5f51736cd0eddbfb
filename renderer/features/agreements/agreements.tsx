import { CalendarClock, Handshake, Signature } from 'lucide-react'
import { useState } from 'react'
import { Button as AriaButton } from 'react-aria-components'
import { useTranslation } from 'react-i18next'
import type { RulesVersion, RulesView } from '../../../shared/api/membership.ts'
import { useAreaName, useAreaTitle } from '../../client/areas.ts'
import { useView } from '../../client/engine.ts'
import { useDates } from '../../i18n/dates.ts'
import { useInterface } from '../../state/interface.ts'
import { Button } from '../../ui/button.tsx'
import { Chip } from '../../ui/chip.tsx'
import { Empty } from '../../ui/empty.tsx'
import { LINES, useLines } from './lines.ts'
import { SignDialog } from './sign-dialog.tsx'

type Wijk = RulesView['wijken'][number]
/** Signed, and not begun. */
const comingOf = (wijk: Wijk): RulesVersion[] =>
  wijk.versions.filter(({ serial }) => serial > (wijk.held ?? 0)).toReversed()

const Version = ({
  version,
  held,
  until,
}: {
  version: RulesVersion
  held: number | null
  until: string | null
}) => {
  const { t } = useTranslation()
  const dates = useDates()
  const lines = useLines()(version.agreements)
  const state = version.serial === held ? 'held' : version.serial > (held ?? 0) ? 'later' : 'ended'
  return (
    <li className="card stack tight">
      <p className="row apart">
        <b>{t('agreements.from', { date: dates.day(version.from) })}</b>
        <Chip tone={state === 'held' ? 'good' : state === 'later' ? 'wait' : ''}>
          {state === 'ended'
            ? t('agreements.ended', { date: dates.short(until ?? version.from) })
            : t(`agreements.${state}`, { date: dates.short(version.from) })}
        </Chip>
      </p>
      <p>{version.why}</p>
      <p className="small muted">
        {t('agreements.signed', { by: version.by, date: dates.day(version.at.slice(0, 10)) })}
      </p>
      {state !== 'held' && (
        <dl className="facts">
          {LINES.map((line) => [
            <dt key={line}>{t(`agreements.${line}`)}</dt>,
            <dd key={`${line}-value`}>{lines[line]}</dd>,
          ])}
        </dl>
      )}
    </li>
  )
}

const Detail = ({ wijk, maySign, onSign }: { wijk: Wijk; maySign: boolean; onSign: () => void }) => {
  const { t } = useTranslation()
  const dates = useDates()
  const areaTitle = useAreaTitle()
  const lines = useLines()(wijk.now)
  const [next] = comingOf(wijk)
  return (
    <aside className="panel" tabIndex={0} aria-labelledby="wijk">
      <h2 id="wijk">{areaTitle(wijk.neighbourhood)}</h2>
      {next && (
        <p className="card waits row small">
          <CalendarClock size={18} aria-hidden="true" />
          <span className="grow">{t('agreements.coming', { date: dates.day(next.from) })}</span>
        </p>
      )}
      <dl className="facts">
        {LINES.map((line) => [
          <dt key={line}>{t(`agreements.${line}`)}</dt>,
          <dd key={`${line}-value`}>{lines[line]}</dd>,
        ])}
      </dl>
      {maySign && (
        <p>
          <Button look="primary" onPress={onSign}>
            <Signature size={16} aria-hidden="true" />
            {t('agreements.change')}
          </Button>
        </p>
      )}
      <h3 className="h3">{t('agreements.history')}</h3>
      {wijk.versions.length === 0 ? (
        <p className="muted">{t('agreements.none')}</p>
      ) : (
        <ol className="stack plain" aria-label={t('agreements.history')}>
          {wijk.versions.map((version, i) => (
            <Version
              key={version.serial}
              version={version}
              held={wijk.held}
              until={wijk.versions[i - 1]?.from ?? null}
            />
          ))}
        </ol>
      )}
    </aside>
  )
}

export const AgreementsScreen = () => {
  const { t } = useTranslation()
  const dates = useDates()
  const words = useLines()
  const areaName = useAreaName()
  const { mayChange, wijken } = useView('rules')
  const selected = useInterface((state) => state.selected)
  const select = useInterface((state) => state.select)
  const [signing, setSigning] = useState<string | null>(null)
  const current = wijken.find(({ neighbourhood }) => neighbourhood === selected) ?? wijken[0]
  if (!current)
    return <Empty icon={Handshake} title={t('agreements.emptyTitle')} text={t('agreements.emptyText')} />
  return (
    <>
      <div className="main">
        <header>
          <h1>{t('nav.agreements')}</h1>
          <p className="muted">{t(mayChange ? 'agreements.introSigner' : 'agreements.intro')}</p>
        </header>
        <div className="framed" role="region" aria-label={t('nav.agreements')} tabIndex={0}>
          <table className="table">
            <thead>
              <tr>
                {(['wijk', 'firstAnswer', 'outcome', 'kept', 'since'] as const).map((name) => (
                  <th key={name} scope="col">
                    {t(`agreements.${name}`)}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {wijken.map((wijk) => {
                const lines = words(wijk.now)
                const held = wijk.versions.find(({ serial }) => serial === wijk.held)
                const [next] = comingOf(wijk)
                return (
                  <tr key={wijk.neighbourhood} className={wijk === current ? 'current' : undefined}>
                    <th scope="row">
                      <AriaButton
                        className="link"
                        aria-current={wijk === current ? 'true' : undefined}
                        onPress={() => select(wijk.neighbourhood)}
                      >
                        {areaName(wijk.neighbourhood)}
                      </AriaButton>
                    </th>
                    <td>{lines.firstAnswer}</td>
                    <td>{lines.outcome}</td>
                    <td>{lines.kept}</td>
                    <td>
                      {held ? t('agreements.from', { date: dates.short(held.from) }) : t('agreements.usual')}
                      {next && (
                        <>
                          <br />
                          <Chip tone="wait">{t('agreements.later', { date: dates.short(next.from) })}</Chip>
                        </>
                      )}
                    </td>
                  </tr>
                )
              })}
            </tbody>
          </table>
        </div>
      </div>
      <Detail wijk={current} maySign={mayChange} onSign={() => setSigning(current.neighbourhood)} />
      {signing && (
        <SignDialog
          key={signing}
          wijk={wijken.find(({ neighbourhood }) => neighbourhood === signing) ?? current}
          onClose={() => setSigning(null)}
        />
      )}
    </>
  )
}
