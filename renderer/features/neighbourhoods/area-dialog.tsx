import { FileUp } from 'lucide-react'
import { useState } from 'react'
import { FileTrigger } from 'react-aria-components'
import { useTranslation } from 'react-i18next'
import { AreaList } from '../../../shared/domain/areas.ts'
import type { AreaFile } from '../../../shared/api/neighbourhoods.ts'
import { engine, useView } from '../../client/engine.ts'
import { useToday } from '../../client/today.ts'
import { Fault } from '../../widgets/fault.tsx'
import { useInterface } from '../../state/interface.ts'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { TextInput } from '../../ui/text-input.tsx'
import { useAction } from '../../ui/use-action.ts'
import { useListCounts } from './words.ts'

const FILE_TYPES = [
  '.csv',
  '.tsv',
  '.txt',
  '.xlsx',
  'text/csv',
  'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
]
const MOST_NAMED = 12

const Unread = ({ problems }: Pick<AreaFile, 'problems'>) => {
  const { t } = useTranslation()
  if (problems.length === 0) return null
  return (
    <section className="stack tight small">
      <p className="fault">{t('wijken.notUsed', { count: problems.length })}</p>
      <ul className="stack tight">
        {problems.slice(0, MOST_NAMED).map(({ row, problem, value }) => (
          <li key={`${row}${problem}`}>
            {t('wijken.line', { row, words: t(`wijken.problem.${problem}`, { value }) })}
          </li>
        ))}
      </ul>
      {problems.length > MOST_NAMED && <p>{t('wijken.more', { count: problems.length - MOST_NAMED })}</p>}
    </section>
  )
}

/** The municipality's own list: read, looked at, and only then in place of the one there was. */
export const AreaDialog = ({ onClose }: { onClose: () => void }) => {
  const { t } = useTranslation()
  const list = useView('areas')
  const announce = useInterface((state) => state.announce)
  const today = useToday()
  const [found, setFound] = useState<AreaFile | null>(null)
  const [year, setYear] = useState(today.slice(0, 4))
  const action = useAction()
  const countsOf = useListCounts()
  const made = AreaList.safeParse({
    year: /^[0-9]{4}$/.test(year.trim()) ? Number(year) : null,
    areas: found?.areas ?? [],
  })
  const rightYear = AreaList.shape.year.safeParse(
    /^[0-9]{4}$/.test(year.trim()) ? Number(year) : null,
  ).success
  const read = (file: File | undefined): void => {
    if (file) action.run(async () => setFound(await engine().send({ kind: 'read-areas', file })))
  }
  const keep = (): void =>
    action.run(async () => {
      if (!made.success) return
      await engine().send({ kind: 'keep-areas', list: made.data })
      announce(t('wijken.kept'))
      onClose()
    })
  return (
    <Dialog title={t('wijken.list')} open onClose={onClose}>
      {found ? (
        <>
          {found.areas.length === 0 && <p role="status">{t('wijken.useNone')}</p>}
          {found.areas.length > 0 && (
            <>
              <p role="status">{t('wijken.found', countsOf(found))}</p>
              <TextInput
                label={t('wijken.year')}
                value={year}
                onChange={setYear}
                inputMode="numeric"
                maxLength={4}
                error={rightYear ? null : t('wijken.yearWrong', { year: today.slice(0, 4) })}
              />
            </>
          )}
          <Unread problems={found.problems} />
        </>
      ) : (
        <>
          <p>{list ? t('wijken.listYear', { year: list.year, ...countsOf(list) }) : t('wijken.listNone')}</p>
          <p className="small muted">{t('wijken.listText')}</p>
        </>
      )}
      <Fault error={action.error} />
      <div className="row">
        {found && found.areas.length > 0 && (
          <Button look="primary" isDisabled={action.busy || !made.success} onPress={keep}>
            {t('wijken.use')}
          </Button>
        )}
        <FileTrigger acceptedFileTypes={FILE_TYPES} onSelect={(files) => read(files?.[0])}>
          <Button look={found ? 'plain' : 'primary'} isDisabled={action.busy}>
            <FileUp size={16} aria-hidden="true" />
            {t('wijken.choose')}
          </Button>
        </FileTrigger>
        <Button look="quiet" onPress={onClose}>
          {t('app.cancel')}
        </Button>
      </div>
    </Dialog>
  )
}
