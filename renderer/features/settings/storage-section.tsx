import { useTranslation } from 'react-i18next'
import { useView } from '../../client/engine.ts'
import { useDates } from '../../i18n/dates.ts'
import { useInterface } from '../../state/interface.ts'

/** Whether what is kept here stays here, and what of it could not be read. */
export const StorageSection = () => {
  const { t } = useTranslation()
  const dates = useDates()
  const { unreadable, unreadableChildren, rebuiltAt } = useView('storage')
  const { kept, leftMb, rescueKept } = useInterface((state) => state.storage)
  return (
    <section className="stack tight" aria-labelledby="storage-title">
      <h2 className="h3" id="storage-title">
        {t('storage.title')}
      </h2>
      {kept !== null && <p role="status">{t(kept ? 'storage.kept' : 'storage.notKept')}</p>}
      {leftMb !== null && <p className="muted">{t('storage.left', { count: leftMb })}</p>}
      {!rescueKept && <p>{t('storage.noRescue')}</p>}
      {unreadable > 0 && (
        <p>
          {t('storage.unreadable', { count: unreadable })}{' '}
          {unreadableChildren > 0 && t('storage.unreadableChildren', { count: unreadableChildren })}
        </p>
      )}
      {rebuiltAt && <p>{t('storage.rebuilt', { when: dates.moment(rebuiltAt) })}</p>}
    </section>
  )
}
