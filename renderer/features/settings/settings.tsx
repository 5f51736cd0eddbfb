import { Input, Label, Switch, TextField } from 'react-aria-components'
import { useTranslation } from 'react-i18next'
import type { Settings, StartInfo } from '../../../shared/bridge.ts'
import { bridge } from '../../client/bridge.ts'
import { useView } from '../../client/engine.ts'
import { agreedQuiet } from '../../client/quiet-hours.ts'
import { useInterface } from '../../state/interface.ts'
import { Pills } from '../../ui/choice.tsx'
import { CarrySection } from './carry-section.tsx'
import { HolidaysSection } from './holidays-section.tsx'
import { LockSection } from './lock-section.tsx'
import { MoveSection } from './move-section.tsx'
import { RoomSection } from './room-section.tsx'
import { SafeguardingSection } from './safeguarding-section.tsx'
import { SecrecySection } from './secrecy-section.tsx'
import { StorageSection } from './storage-section.tsx'
import { WatchSection } from './watch-section.tsx'

const MINUTES = [5, 10, 30, 60] as const

interface Props {
  readonly settings: Settings
  readonly change: (part: Partial<Settings>) => void
}

const Look = ({ settings, change }: Props) => {
  const { t } = useTranslation()
  return (
    <>
      <section className="stack tight">
        <h2 className="h3">{t('settings.look')}</h2>
        <Pills
          label={t('settings.look')}
          value={settings.theme}
          onChange={(theme) => change({ theme })}
          options={[
            ['system', t('settings.system')],
            ['light', t('settings.light')],
            ['dark', t('settings.dark')],
          ]}
        />
      </section>
      <section className="stack tight">
        <h2 className="h3">{t('settings.language')}</h2>
        <Pills
          label={t('settings.language')}
          value={settings.language}
          onChange={(language) => change({ language })}
          options={[
            ['nl', 'Nederlands'],
            ['en', 'English'],
          ]}
        />
      </section>
    </>
  )
}

/** Whether there are notifications, and the hours without them. */
const Notifications = ({ settings, change }: Props) => {
  const { t } = useTranslation()
  const agreed = agreedQuiet(useView('rules'))
  return (
    <>
      <Switch
        className="switch"
        isSelected={settings.notifications}
        onChange={(notifications) => {
          change({ notifications })
          if (notifications && bridge().edition === 'web' && 'Notification' in window)
            void Notification.requestPermission()
        }}
      >
        <span className="track" aria-hidden="true" />
        {t('settings.notifications')}
      </Switch>
      {settings.notifications && (
        <div className="stack tight">
          <div className="row" role="group" aria-label={t('settings.quiet')}>
            {(['quietFrom', 'quietUntil'] as const).map((part) => (
              <TextField
                key={part}
                className="row"
                type="time"
                value={settings[part]}
                onChange={(time) => {
                  if (/^\d\d:\d\d$/.test(time)) change({ [part]: time })
                }}
              >
                <Label className="small">{t(`settings.${part}`)}</Label>
                <Input className="input" />
              </TextField>
            ))}
          </div>
          <p className="muted">{t('settings.quietText')}</p>
          {agreed.map(({ quietFrom, quietUntil }) => (
            <p key={quietFrom}>{t('settings.quietAgreed', { from: quietFrom, until: quietUntil })}</p>
          ))}
        </div>
      )}
    </>
  )
}

const SaveData = ({ settings, change }: Props) => {
  const { t } = useTranslation()
  return (
    <div className="stack tight">
      <Switch className="switch" isSelected={settings.saveData} onChange={(saveData) => change({ saveData })}>
        <span className="track" aria-hidden="true" />
        {t('settings.saveData')}
      </Switch>
      <p className="muted">{t('settings.saveDataText')}</p>
    </div>
  )
}

const AutoLock = ({ settings, change }: Props) => {
  const { t } = useTranslation()
  return (
    <section className="stack tight">
      <h2 className="h3">{t('settings.autoLock')}</h2>
      <Pills
        label={t('settings.autoLock')}
        value={String(settings.autoLockMinutes) as '10'}
        onChange={(minutes) => change({ autoLockMinutes: Number(minutes) as Settings['autoLockMinutes'] })}
        options={MINUTES.map(
          (minutes) => [String(minutes) as '10', t('settings.minutes', { count: minutes })] as const,
        )}
      />
    </section>
  )
}

export const SettingsScreen = ({ info }: { info: StartInfo }) => {
  const { t } = useTranslation()
  const settings = useInterface((state) => state.settings)
  const useSettings = useInterface((state) => state.useSettings)
  const change = (part: Partial<Settings>): void => {
    const next = { ...settings, ...part }
    useSettings(next)
    void bridge().writeSettings(next)
  }
  const { edition } = bridge()
  return (
    <div className="main">
      <header>
        <h1>{t('settings.title')}</h1>
      </header>
      <Look settings={settings} change={change} />
      <Notifications settings={settings} change={change} />
      <SaveData settings={settings} change={change} />
      <SecrecySection />
      <SafeguardingSection />
      <LockSection />
      <AutoLock settings={settings} change={change} />
      <HolidaysSection />
      <RoomSection />
      <WatchSection />
      <CarrySection />
      <StorageSection />
      <MoveSection />
      <section className="stack tight">
        <h2 className="h3">{t('settings.about')}</h2>
        <p>{t('settings.version', { version: info.version, edition: t(`settings.${edition}`) })}</p>
        <p className="muted">{t(edition === 'web' ? 'lock.web' : 'settings.keychainText')}</p>
      </section>
    </div>
  )
}
