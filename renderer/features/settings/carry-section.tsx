import { useEffect, useRef, useState } from 'react'
import { FileTrigger } from 'react-aria-components'
import { useTranslation } from 'react-i18next'
import type { CarriedIn } from '../../../shared/api/sync.ts'
import { download } from '../../client/download.ts'
import { engine } from '../../client/engine.ts'
import { useDates } from '../../i18n/dates.ts'
import { Fault } from '../../widgets/fault.tsx'
import { CARRY, useInterface } from '../../state/interface.ts'
import { Button } from '../../ui/button.tsx'
import { useAction } from '../../ui/use-action.ts'

/** Names that two people on the phone can tell apart. */
const OUT = 'ruggensteun-versturen.json'
const BACK = 'ruggensteun-terug.json'

/** Sending and fetching by a file, where there is no network. */
export const CarrySection = () => {
  const { t } = useTranslation()
  const dates = useDates()
  const action = useAction()
  const asked = useInterface((state) => state.selected === CARRY)
  const section = useRef<HTMLElement>(null)
  useEffect(() => {
    if (asked) section.current?.scrollIntoView({ block: 'center' })
  }, [asked])
  const [said, setSaid] = useState<readonly string[]>([])
  const begin = (task: () => Promise<readonly string[]>): void => {
    setSaid([])
    action.run(async () => setSaid(await task()))
  }
  const out = (): void =>
    begin(async () => {
      const { file, messages, staying } = await engine().send({ kind: 'carry-out' })
      download(file, OUT, 'application/json')
      return [
        messages > 0 ? t('carry.outDone', { count: messages }) : t('carry.outNone'),
        ...(staying > 0 ? [t('carry.staying', { count: staying })] : []),
      ]
    })
  const taken = (result: Extract<CarriedIn, { kind: 'taken' }>): readonly string[] => [
    t('carry.taken', { time: dates.moment(result.at) }),
    ...(result.arrived > 0 ? [t('carry.arrived', { count: result.arrived })] : []),
    ...(result.news > 0 ? [t('carry.news', { count: result.news })] : []),
    ...(result.arrived + result.news === 0 ? [t('carry.nothing')] : []),
    ...(result.more ? [t('carry.more')] : []),
  ]
  const read = (file: File): void =>
    begin(async () => {
      const result = await engine().send({ kind: 'carry-in', file: new Uint8Array(await file.arrayBuffer()) })
      if (result.kind === 'taken') return taken(result)
      download(result.file, BACK, 'application/json')
      return [
        t('carry.delivered', { name: BACK }),
        ...(result.tooLate > 0 ? [t('carry.tooLate', { count: result.tooLate })] : []),
        ...(result.more ? [t('carry.more')] : []),
      ]
    })
  return (
    <section className="stack tight" ref={section}>
      <h2 className="h3">{t('carry.title')}</h2>
      <p className="muted">{t('carry.text')}</p>
      <div className="row">
        <Button isDisabled={action.busy} onPress={out}>
          {t('carry.out')}
        </Button>
        <FileTrigger
          acceptedFileTypes={['.json']}
          onSelect={(files) => {
            const file = files?.[0]
            if (file) read(file)
          }}
        >
          <Button isDisabled={action.busy}>{action.busy ? t('app.oneMoment') : t('carry.in')}</Button>
        </FileTrigger>
      </div>
      <Fault error={action.error} />
      <div role="status">
        <ul className="stack tight">
          {said.map((line) => (
            <li key={line}>{line}</li>
          ))}
        </ul>
      </div>
    </section>
  )
}
