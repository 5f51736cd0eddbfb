import { FileKey, KeyRound } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { StartInfo } from '../../../shared/bridge.ts'
import { bridge } from '../../client/bridge.ts'
import { Button } from '../../ui/button.tsx'
import { codeInAddress } from './address.ts'
import { Card } from './card.tsx'
import { FromFile } from './from-file.tsx'
import { Join } from './join.tsx'
import { Municipality } from './municipality.tsx'

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
