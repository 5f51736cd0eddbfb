import { ArrowRight } from 'lucide-react'
import { useCallback, useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Difference, DifferenceKind, ImportingView } from '../../../shared/api/caseload.ts'
import { engine } from '../../client/engine.ts'
import { useDates } from '../../i18n/dates.ts'
import { useNumbers } from '../../i18n/numbers.ts'
import { Button } from '../../ui/button.tsx'
import { Pills } from '../../ui/choice.tsx'
import styles from './caseload.module.css'

const PAGE = 50
const FIELD_USE = {
  parents: 'parent',
  siblings: 'sibling',
  otherLastNames: 'otherLastName',
  earlierAddresses: 'earlierAddress',
} as const
const TABS = { added: 'intake.tabAdded', changed: 'intake.tabChanged', gone: 'intake.tabGone' } as const

const Changes = ({ fields }: { fields: Difference['fields'] }) => {
  const { t } = useTranslation()
  const dates = useDates()
  const shown = (field: string, value: string): string => {
    if (value === '') return t('intake.nothing')
    if (field === 'birthDate') return dates.birth(value)
    return value === 'true' ? t('use.shielded') : value
  }
  return (
    <ul className={styles.changes}>
      {fields.map(({ field, before, after }) => (
        <li key={field}>
          <span className="muted">
            {t(`use.${(FIELD_USE[field as keyof typeof FIELD_USE] ?? field) as 'group'}`)}:
          </span>{' '}
          {shown(field, before)} <ArrowRight size={14} aria-hidden="true" />
          <span className="hidden-visually">{t('intake.becomes')}</span> <b>{shown(field, after)}</b>
        </li>
      ))}
    </ul>
  )
}

const Rows = ({ kind, total }: { kind: DifferenceKind; total: number }) => {
  const { t } = useTranslation()
  const dates = useDates()
  const write = useNumbers()
  const [rows, setRows] = useState<readonly Difference[]>([])
  const fetchFrom = useCallback(
    (offset: number): void => {
      engine()
        .send({ kind: 'import-differences', change: kind, offset, limit: PAGE })
        .then((page) => setRows((before) => [...before.slice(0, offset), ...page.rows]))
        .catch(() => {})
    },
    [kind],
  )
  useEffect(() => fetchFrom(0), [fetchFrom])
  if (total === 0) return <p className="muted">{t('intake.none')}</p>
  return (
    <>
      <div className="framed" role="region" aria-label={t(TABS[kind])} tabIndex={0}>
        <table className="table">
          <thead>
            <tr>
              <th scope="col">{t('list.name')}</th>
              <th scope="col">{t('list.birthDate')}</th>
              {kind === 'changed' && <th scope="col">{t('intake.tabChanged')}</th>}
            </tr>
          </thead>
          <tbody>
            {rows.map(({ childId, name, birthDate, fields }, index) => (
              <tr key={childId ?? index}>
                <th scope="row" className={styles.plainName}>
                  {name}
                </th>
                <td>{dates.birth(birthDate)}</td>
                {kind === 'changed' && (
                  <td>
                    <Changes fields={fields} />
                  </td>
                )}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <div className="row">
        <span className="small muted">
          {t('intake.showing', { shown: write(rows.length), total: write(total) })}
        </span>
        {rows.length < total && (
          <Button look="quiet" onPress={() => fetchFrom(rows.length)}>
            {t('intake.more')}
          </Button>
        )}
      </div>
    </>
  )
}

/** Child by child: who is new, different or gone. */
export const Differences = ({ comparison }: { comparison: NonNullable<ImportingView['comparison']> }) => {
  const { t } = useTranslation()
  const write = useNumbers()
  const counts: Readonly<Record<DifferenceKind, number>> = {
    added: comparison.added,
    changed: comparison.changed,
    gone: comparison.gone,
  }
  const [kind, setKind] = useState<DifferenceKind>(
    counts.changed > 0 ? 'changed' : counts.added > 0 ? 'added' : 'gone',
  )
  return (
    <section className="stack" aria-labelledby="differences">
      <h2 id="differences">{t('intake.checkTitle')}</h2>
      <Pills
        label={t('intake.checkTitle')}
        value={kind}
        onChange={setKind}
        options={(Object.keys(TABS) as DifferenceKind[]).map(
          (tab) => [tab, `${t(TABS[tab])} ${write(counts[tab])}`] as const,
        )}
      />
      <Rows key={`${kind}|${counts[kind]}`} kind={kind} total={counts[kind]} />
    </section>
  )
}
