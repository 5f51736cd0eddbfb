import { useTranslation } from 'react-i18next'
import type { ImportResult } from '../../../shared/worker.ts'

export const ImportSummary = ({ result }: { result: ImportResult }) => {
  const { t } = useTranslation()
  const counts = [t('list.added', { count: result.added }), t('list.updated', { count: result.updated }), t('list.unchanged', { count: result.unchanged }), t('list.refused', { count: result.refusedCount })]
  return (
    <section className={`card stack tight ${result.refusedCount > 0 ? 'waits' : 'leaves'}`} role="status">
      <h2>{t('list.result')}: {counts.join(' · ')}</h2>
      <dl className="facts">
        <dt>{t('list.used')}</dt><dd>{result.columnsUsed.join(', ')}</dd>
        {result.columnsIgnored.length > 0 && <><dt>{t('list.ignored')}</dt><dd>{result.columnsIgnored.join(', ')}</dd></>}
        {result.columnsForbidden.length > 0 && <><dt>{t('list.forbidden')}</dt><dd>{result.columnsForbidden.join(', ')}. {t('list.forbiddenWhy')}</dd></>}
      </dl>
      {result.refused.length > 0 && <ul className="stack tight small">{result.refused.slice(0, 20).map(({ row, column, problem }) => <li key={`${row}${column}`}><b>{t('list.row', { row, column })}</b> {t(`list.problem.${problem}`)}</li>)}</ul>}
    </section>
  )
}
