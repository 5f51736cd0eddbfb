import { FileUp, Trash2, UsersRound } from 'lucide-react'
import { useState } from 'react'
import { Button as AriaButton, DropZone, FileTrigger, Input, Label, SearchField } from 'react-aria-components'
import { useTranslation } from 'react-i18next'
import { fullName, type Child } from '../../../shared/domain/child.ts'
import type { ImportResult, Person } from '../../../shared/worker.ts'
import { engine, useView } from '../../client/engine.ts'
import { useDates } from '../../i18n/dates.ts'
import { Fault } from '../../i18n/fault.tsx'
import { useInterface } from '../../state/interface.ts'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { Empty } from '../../ui/empty.tsx'
import { useAction } from '../../ui/use-action.ts'
import { ImportSummary } from './import-result.tsx'

const plain = (text: string): string => text.toLowerCase().normalize('NFKD').replace(/\p{M}/gu, '').replaceAll('ı', 'i')

export const Caseload = ({ person }: { person: Person }) => {
  const { t } = useTranslation()
  const dates = useDates()
  const caseload = useView('caseload')
  const { tokensDone, tokensTotal } = useView('sync')
  const announce = useInterface((state) => state.announce)
  const [query, setQuery] = useState('')
  const [result, setResult] = useState<ImportResult | null>(null)
  const [leaving, setLeaving] = useState<Omit<Child, 'bsn'> | null>(null)
  const action = useAction()
  const school = person.organisationKind.endsWith('school')
  const shown = caseload.filter((child) => plain(fullName(child)).includes(plain(query)))

  const read = (file: File | undefined): void => {
    if (!file) return
    setResult(null)
    action.run(async () => setResult(await engine().send({ kind: 'import-caseload', name: file.name, file: new Uint8Array(await file.arrayBuffer()) })))
  }
  const remove = (child: Omit<Child, 'bsn'>): void => action.run(async () => {
    await engine().send({ kind: 'remove-child', childId: child.id })
    setLeaving(null)
    announce(t('list.removed'))
  })

  return (
    <div className="main">
      <header className="row apart"><h1>{t(school ? 'nav.caseloadSchool' : 'nav.caseload')}</h1>{tokensTotal > 0 && <span className="muted small" role="status">{t('list.count', { count: caseload.length })} · {t('list.tokens', { done: tokensDone, total: tokensTotal })}</span>}</header>
      <DropZone className="drop" aria-label={t('list.import')} onDrop={(event) => { const item = event.items.find((candidate) => candidate.kind === 'file'); if (item?.kind === 'file') void item.getFile().then(read) }}>
        <FileUp size={24} aria-hidden="true" /><span className="grow"><b>{t('list.drop')}</b><br /><span className="small muted">{t('list.stays')}</span></span>
        <FileTrigger acceptedFileTypes={['.csv', '.tsv', '.txt', 'text/csv']} onSelect={(files) => read(files?.[0])}><Button look={caseload.length === 0 ? 'primary' : 'plain'} isDisabled={action.busy}>{action.busy ? t('app.oneMoment') : t('list.import')}</Button></FileTrigger>
      </DropZone>
      <Fault error={action.error} />
      {result && <ImportSummary result={result} />}
      {caseload.length === 0 ? <Empty within="h2" icon={UsersRound} title={t('list.emptyTitle')} text={t('list.emptyText')} /> : (
        <>
          <SearchField className="field" value={query} onChange={setQuery}><Label>{t('list.search')}</Label><Input className="input" /></SearchField>
          <div className="framed" role="region" aria-label={t(school ? 'nav.caseloadSchool' : 'nav.caseload')} tabIndex={0}>
            <table className="table">
              <thead><tr><th scope="col">{t('list.name')}</th><th scope="col">{t('list.born')}</th><th scope="col">{t('list.group')}</th><th scope="col">{t('list.postcode')}</th><th scope="col"><span className="hidden-visually">{t('list.remove')}</span></th></tr></thead>
              <tbody>
                {shown.map((child) => (
                  <tr key={child.id}><th scope="row">{fullName(child)}</th><td>{dates.birth(child.birthDate)}</td><td>{child.group ?? '–'}</td><td>{child.postcode ?? '–'}</td>
                    <td><AriaButton className="button quiet icon" aria-label={`${t('list.remove')}: ${fullName(child)}`} onPress={() => setLeaving(child)}><Trash2 size={16} aria-hidden="true" /></AriaButton></td></tr>
                ))}
                {shown.length === 0 && <tr><td colSpan={5} className="muted">{t('list.noHits')}</td></tr>}
              </tbody>
            </table>
          </div>
        </>
      )}
      <Dialog title={leaving ? t('list.removeTitle', { name: fullName(leaving) }) : ''} open={leaving !== null} onClose={() => setLeaving(null)}>
        <p>{t('list.removeText')}</p>
        <div className="row"><Button look="danger" onPress={() => leaving && remove(leaving)}>{t('list.remove')}</Button><Button onPress={() => setLeaving(null)}>{t('app.cancel')}</Button></div>
      </Dialog>
    </div>
  )
}
