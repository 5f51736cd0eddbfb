import { Copy, Mail, Phone } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Reach as Way } from '../../shared/bridge.ts'
import { callable } from '../../shared/domain/written-number.ts'
import { bridge } from '../client/bridge.ts'
import { useInterface } from '../state/interface.ts'
import { Button } from '../ui/button.tsx'

/** What the shell would take; null where it would not, and then the text is all there is to give. */
const wayOf = (kind: Way['kind'], written: string): Way | null =>
  Way.safeParse(kind === 'call' ? { kind, number: callable(written) } : { kind, address: written }).data ??
  null

/**
 * A person's number or address: to call or mail with what this machine has for it, and to copy for whoever
 * calls with something else.
 */
export const Reach = ({ kind, written }: { kind: Way['kind']; written: string }) => {
  const { t } = useTranslation()
  const { announce } = useInterface.getState()
  const [asked, setAsked] = useState(false)
  const way = wayOf(kind, written)
  const Icon = kind === 'call' ? Phone : Mail
  const copy = (): void =>
    void navigator.clipboard?.writeText(written).then(
      () => announce(t('app.copied')),
      () => {},
    )
  // No system says whether a program answered, so the way out is always told.
  const open = (): void => {
    if (way)
      void bridge()
        .reach(way)
        .catch(() => {})
        .then(() => setAsked(true))
  }
  return (
    <span className="row reach">
      {way ? (
        <Button onPress={open}>
          <Icon size={16} aria-hidden="true" />
          <span className={kind === 'call' ? 'number' : ''}>{t(`reach.${kind}`, { written })}</span>
        </Button>
      ) : (
        <span>{written}</span>
      )}
      <Button look="quiet" aria-label={t('reach.copy', { written })} onPress={copy}>
        <Copy size={16} aria-hidden="true" />
        <span className="word">{t('app.copy')}</span>
      </Button>
      <span className="small muted" role="status">
        {asked && t('reach.nothing')}
      </span>
    </span>
  )
}
