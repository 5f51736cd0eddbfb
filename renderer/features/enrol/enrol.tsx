import { ArrowLeft, FileKey, KeyRound } from 'lucide-react'
import { useState, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { StartInfo } from '../../../shared/bridge.ts'
import { bridge } from '../../client/bridge.ts'
import { Button } from '../../ui/button.tsx'
import { Mark } from '../../ui/mark.tsx'
import { codeInAddress } from './address.ts'
import { FromFile } from './from-file.tsx'
import { Join } from './join.tsx'
import { Municipality } from './municipality.tsx'

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

/** A fresh installation: with a code of somebody who takes part, or with a device file. */
export const Enrol = ({ info }: { info: StartInfo }) => {
  const { t } = useTranslation()
  const [way, setWay] = useState<'code' | 'file' | null>(
    info.deviceFileWaiting ? 'file' : codeInAddress() ? 'code' : null,
  )
  const back = (): void => setWay(null)
  if (way === 'file') return <FromFile info={info} back={back} />
  if (way === 'code') return info.servers ? <Join back={back} /> : <Municipality back={back} />
  return (
    <Card title={t('enrol.title')} text={t('enrol.choose')}>
      <div className="stack">
        <Button look="primary" autoFocus onPress={() => setWay('code')}>
          <KeyRound size={18} aria-hidden="true" />
          {t('enrol.byCode')}
        </Button>
        <Button onPress={() => setWay('file')}>
          <FileKey size={18} aria-hidden="true" />
          {t('enrol.byFile')}
        </Button>
      </div>
      <p className="help">{t('enrol.noCode')}</p>
      {bridge().edition === 'web' && <p className="help">{t('lock.web')}</p>}
    </Card>
  )
}
