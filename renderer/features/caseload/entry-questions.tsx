import { TriangleAlert } from 'lucide-react'
import { Button as AriaButton } from 'react-aria-components'
import { useTranslation } from 'react-i18next'
import type { EntryCheck } from '../../../shared/matching/entry-checks.ts'

const MENDS = ['call-name-unknown', 'names-swapped'] as const
const isMendable = (check: EntryCheck): check is (typeof MENDS)[number] =>
  (MENDS as readonly EntryCheck[]).includes(check)

/** Things worth a second look before saving. They never keep anybody from saving. */
export const EntryQuestions = ({
  checks,
  mends,
}: {
  checks: readonly EntryCheck[]
  mends: Readonly<Record<(typeof MENDS)[number], () => void>>
}) => {
  const { t } = useTranslation()
  return (
    <div role="status">
      {checks.length > 0 && (
        <div className="card waits stack tight">
          <h3 className="row">
            <TriangleAlert size={16} aria-hidden="true" />
            {t('child.warnings')}
          </h3>
          <ul className="stack tight small">
            {checks.map((check) => (
              <li key={check}>
                {t(`child.check.${check}`)}{' '}
                {isMendable(check) && (
                  <AriaButton className="link" onPress={mends[check]}>
                    {t(`child.mend.${check}`)}
                  </AriaButton>
                )}
              </li>
            ))}
          </ul>
        </div>
      )}
    </div>
  )
}
