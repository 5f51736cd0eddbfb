import { ArrowLeft } from 'lucide-react'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { Button } from '../../ui/button.tsx'
import { Mark } from '../../ui/mark.tsx'

export const Card = ({
  title,
  text,
  wide = false,
  children,
}: {
  title: string
  text?: string
  wide?: boolean
  children: ReactNode
}) => {
  const { t } = useTranslation()
  return (
    <main className="centre">
      <div className={wide ? 'card wide' : 'card'}>
        <span className="mark">
          <Mark />
          {t('app.name')}
        </span>
        <h1>{title}</h1>
        {text && <p className="muted">{text}</p>}
        {children}
      </div>
    </main>
  )
}

export const Back = ({ onPress }: { onPress: () => void }) => {
  const { t } = useTranslation()
  return (
    <Button look="quiet" onPress={onPress}>
      <ArrowLeft size={16} aria-hidden="true" />
      {t('app.back')}
    </Button>
  )
}
