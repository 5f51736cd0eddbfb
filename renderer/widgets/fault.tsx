import { TriangleAlert } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import type { RuggensteunError } from '../../shared/errors.ts'

/** The words of a named error: what happened, what was kept, what to do. */
export const Fault = ({ error }: { error: RuggensteunError | null }) => {
  const { t } = useTranslation()
  return (
    error && (
      <p className="fault" role="alert">
        <TriangleAlert size={16} aria-hidden="true" />
        {t(`error.${error.code}`, error.params)}
      </p>
    )
  )
}
