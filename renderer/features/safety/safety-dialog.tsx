import { ExternalLink, UserCheck } from 'lucide-react'
import { useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { OutsideLink } from '../../../shared/bridge.ts'
import { bridge } from '../../client/bridge.ts'
import { useView } from '../../client/engine.ts'
import { catalogueOf } from '../../i18n/index.ts'
import { Reach } from '../../widgets/reach.tsx'
import { useInterface } from '../../state/interface.ts'
import { useShortcuts } from '../../state/shortcuts.ts'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { Meldcode } from './meldcode.tsx'
import { Numbers } from './numbers.tsx'

/** Who knows the meldcode here: only while the device is open, because it is a name. */
const Officer = () => {
  const { t } = useTranslation()
  const open = useView('session').state === 'open'
  const officer = useView('own')?.safeguarding ?? null
  const { open: go, showSafety } = useInterface.getState()
  if (officer)
    return (
      <p className="row">
        <UserCheck size={18} aria-hidden="true" />
        <span className="grow">
          {t('safety.officer')}: <b>{officer.name}</b>
        </span>
        {officer.phone && <Reach kind="call" written={officer.phone} />}
      </p>
    )
  return (
    <p className="row">
      <UserCheck size={18} aria-hidden="true" />
      <span className="grow">{t('safety.officerUnknown')}</span>
      {open && (
        <Button
          look="quiet"
          onPress={() => {
            showSafety(false)
            go('settings')
          }}
        >
          {t('safety.officerFill')}
        </Button>
      )}
    </p>
  )
}

/**
 * The way to 112, Veilig Thuis and the meldcode, over every screen, by F1. All of it stands in the program:
 * no network is asked.
 */
export const SafetyDialog = () => {
  const { t, i18n } = useTranslation()
  const shown = useInterface((state) => state.safetyOpen)
  const { showSafety } = useInterface.getState()
  const close = (): void => showSafety(false)
  /**
   * Where somebody was when they pressed the key: a button gets its focus back from the dialog itself, a
   * field does not.
   */
  const before = useRef<Element | null>(null)
  useShortcuts([
    {
      key: 'F1',
      run: () => {
        if (!shown) before.current = document.activeElement
        showSafety(true)
      },
    },
  ])
  useEffect(() => {
    if (!shown) return undefined
    return () =>
      void requestAnimationFrame(() => {
        if (document.activeElement === document.body && before.current instanceof HTMLElement)
          before.current.focus()
        before.current = null
      })
  }, [shown])
  const { safety, app } = catalogueOf(i18n.language)
  if (!shown) return null
  return (
    <Dialog title={safety.title} open onClose={close} wide>
      <Numbers words={safety} app={app} />
      <Officer />
      <Meldcode words={safety} />
      <footer className="stack tight">
        <p className="small muted">{safety.offline}</p>
        <div className="row">
          <Button onPress={close}>{t('app.close')}</Button>
          {OutsideLink.options.map((link) => (
            <Button key={link} look="quiet" onPress={() => void bridge().openOutside(link)}>
              <ExternalLink size={16} aria-hidden="true" />
              {safety.site[link]}
            </Button>
          ))}
        </div>
      </footer>
    </Dialog>
  )
}
