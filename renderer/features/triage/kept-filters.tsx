import { BookmarkPlus, X } from 'lucide-react'
import { Button as AriaButton } from 'react-aria-components'
import { useTranslation } from 'react-i18next'
import type { TriageFilter } from '../../../shared/bridge.ts'
import { bridge } from '../../client/bridge.ts'
import { useInterface } from '../../state/interface.ts'
import { Button } from '../../ui/button.tsx'
import type { Queue } from './use-queue.ts'
import styles from './triage.module.css'

const MOST_KEPT = 9
const same = (a: TriageFilter, b: TriageFilter): boolean => a.wijk === b.wijk && a.tab === b.tab

/** Filters that this person kept; they stay on this device. */
const useKept = () => {
  const settings = useInterface((state) => state.settings)
  const useSettings = useInterface((state) => state.useSettings)
  return {
    kept: settings.triageFilters,
    keep: (triageFilters: TriageFilter[]): void => {
      const next = { ...settings, triageFilters }
      useSettings(next)
      void bridge().writeSettings(next)
    },
  }
}
type Named = (filter: TriageFilter) => string

export const KeptFilters = ({ queue: { filter, setFilter }, named }: { queue: Queue; named: Named }) => {
  const { t } = useTranslation()
  const { kept, keep } = useKept()
  if (kept.length === 0) return null
  return (
    <div className={`row ${styles.kept}`} role="group" aria-label={t('triage.kept')}>
      {kept.map((one) => (
        <span key={named(one)} className={styles.keptFilter}>
          <AriaButton className="pill" aria-pressed={same(one, filter)} onPress={() => setFilter(one)}>
            {named(one)}
          </AriaButton>
          <AriaButton
            className="button quiet icon"
            aria-label={t('triage.forget', { name: named(one) })}
            onPress={() => keep(kept.filter((other) => !same(other, one)))}
          >
            <X size={14} aria-hidden="true" />
          </AriaButton>
        </span>
      ))}
    </div>
  )
}

/** Nothing where this filter is kept already, or there are as many as a person can tell apart. */
export const KeepFilter = ({ filter }: { filter: TriageFilter }) => {
  const { t } = useTranslation()
  const { kept, keep } = useKept()
  if (kept.some((one) => same(one, filter)) || kept.length >= MOST_KEPT) return null
  return (
    <Button look="quiet" onPress={() => keep([...kept, filter])}>
      <BookmarkPlus size={16} aria-hidden="true" />
      {t('triage.keep')}
    </Button>
  )
}
