import { useTranslation } from 'react-i18next'
import { Button } from '../../ui/button.tsx'

export const Heading = ({
  title,
  intro,
  index,
  total,
  next,
}: {
  title: string
  intro: string
  index: number
  total: number
  next: () => void
}) => {
  const { t } = useTranslation()
  return (
    <header>
      <div className="row apart">
        <h1>{title}</h1>
        {total > 1 && (
          <span className="row">
            <span className="muted small">{t('match.count', { index: index + 1, total })}</span>
            <Button look="quiet" keys="J" onPress={next}>
              {t('match.next')}
            </Button>
          </span>
        )}
      </div>
      <p className="muted">{intro}</p>
    </header>
  )
}
