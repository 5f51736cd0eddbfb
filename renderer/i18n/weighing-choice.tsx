import { useTranslation } from 'react-i18next'
import { Weighing } from '../../shared/domain/secrecy.ts'
import { Choices } from '../ui/choice.tsx'

/** Why somebody with professional secrecy may say this: asked before a signaal and before every answer. */
export const WeighingChoice = ({
  value,
  onChange,
}: {
  value: Weighing | null
  onChange: (value: Weighing) => void
}) => {
  const { t } = useTranslation()
  return (
    <Choices
      label={t('secrecy.question')}
      value={value}
      onChange={onChange}
      options={Weighing.options.map((option) => ({
        value: option,
        title: t(`secrecy.weighing.${option}`),
        text: t(`secrecy.weighingText.${option}`),
      }))}
    />
  )
}
