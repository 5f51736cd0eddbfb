import { useState } from 'react'
import { Form } from 'react-aria-components'
import { useTranslation } from 'react-i18next'
import { engine, useView } from '../../client/engine.ts'
import { Fault } from '../../widgets/fault.tsx'
import { useInterface } from '../../state/interface.ts'
import { Button } from '../../ui/button.tsx'
import { TextInput } from '../../ui/text-input.tsx'
import { useAction } from '../../ui/use-action.ts'

/** Who knows the meldcode in the own organisation: shown where safety is asked about, on this device only. */
export const SafeguardingSection = () => {
  const { t } = useTranslation()
  const known = useView('own')?.safeguarding ?? null
  const announce = useInterface((state) => state.announce)
  const [typed, setTyped] = useState<{ name: string; phone: string } | null>(null)
  const action = useAction()
  const { name, phone } = typed ?? known ?? { name: '', phone: '' }
  const save = (officer: { name: string; phone: string } | null): void =>
    action.run(async () => {
      await engine().send({ kind: 'set-safeguarding', officer })
      setTyped(null)
      announce(t('safety.setting.saved'))
    })
  return (
    <section className="stack tight">
      <h2 className="h3">{t('safety.setting.title')}</h2>
      <p className="muted">{t('safety.setting.text')}</p>
      <Form
        className="stack tight"
        onSubmit={(event) => {
          event.preventDefault()
          if (name.trim() !== '') save({ name: name.trim(), phone: phone.trim() })
        }}
      >
        <div className="pair">
          <TextInput
            label={t('safety.setting.name')}
            value={name}
            onChange={(value) => setTyped({ name: value, phone })}
            maxLength={60}
          />
          <TextInput
            type="tel"
            label={t('safety.setting.phone')}
            value={phone}
            onChange={(value) => setTyped({ name, phone: value })}
            maxLength={24}
          />
        </div>
        <div className="row">
          <Button type="submit" isDisabled={action.busy || typed === null || name.trim() === ''}>
            {t('safety.setting.save')}
          </Button>
          {known && (
            <Button look="quiet" isDisabled={action.busy} onPress={() => save(null)}>
              {t('safety.setting.clear')}
            </Button>
          )}
        </div>
      </Form>
      <Fault error={action.error} />
    </section>
  )
}
