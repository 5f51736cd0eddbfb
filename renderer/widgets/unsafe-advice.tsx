import { ShieldAlert } from 'lucide-react'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { useView } from '../client/engine.ts'
import { useInterface } from '../state/interface.ts'
import { Button } from '../ui/button.tsx'
import { Reach } from './reach.tsx'

/**
 * In place of everything that speaks of telling the parents, where it may not be safe: whom to ask, and the way
 * to the meldcode and Veilig Thuis on that very place (shared/domain/parents-advice.ts).
 */
export const UnsafeAdvice = ({
  title,
  text,
  children,
}: {
  title?: string
  text: string
  children?: ReactNode
}) => {
  const { t } = useTranslation()
  const officer = useView('own')?.safeguarding ?? null
  const { showSafety } = useInterface.getState()
  return (
    <section className="card waits informing" role="note">
      <ShieldAlert size={22} aria-hidden="true" />
      <div className="grow stack tight">
        <h2>{title ?? t('unsafe.title')}</h2>
        <p>{text}</p>
        {officer && (
          <p className="row">
            <span className="grow">
              {t('safety.officer')}: <b>{officer.name}</b>
            </span>
            {officer.phone && <Reach kind="call" written={officer.phone} />}
          </p>
        )}
        {children}
        <div className="row">
          <Button keys="F1" onPress={() => showSafety(true)}>
            {t('unsafe.help')}
          </Button>
        </div>
      </div>
    </section>
  )
}
