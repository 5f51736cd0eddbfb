import { ChevronDown, Users } from 'lucide-react'
import { Button, ComboBox, Input, ListBox, ListBoxItem, Popover, ToggleButton } from 'react-aria-components'
import { useTranslation } from 'react-i18next'
import { fullName, siblingsOf, type Child } from '../../../shared/domain/child.ts'
import { ageInYears } from '../../../shared/domain/signal.ts'

export const ChildPicker = ({ caseload, childIds, today, onChange }: { caseload: readonly Child[]; childIds: readonly string[]; today: string; onChange: (ids: string[]) => void }) => {
  const { t } = useTranslation()
  const first = caseload.find(({ id }) => id === childIds[0])
  const siblings = first ? siblingsOf(first, caseload) : []
  const about = (child: Child): string => [child.group && t('signal.group', { group: child.group }), t('signal.years', { count: ageInYears(child.birthDate, today) })].filter(Boolean).join(', ')
  return (
    <div className="row">
      <ComboBox className="combo" aria-label={t('signal.child')} defaultItems={caseload} selectedKey={first?.id ?? null} menuTrigger="input" autoFocus={childIds.length === 0}
        onSelectionChange={(key) => onChange(key === null ? [] : [String(key)])}>
        <Input className="input" placeholder={t('signal.childPlaceholder')} />
        <Button className="open" aria-label={t('signal.child')}><ChevronDown size={18} aria-hidden="true" /></Button>
        <Popover className="popover">
          <ListBox className="options" renderEmptyState={() => <p className="option help">{t('signal.noChild')}</p>}>
            {(child: Child) => <ListBoxItem id={child.id} textValue={fullName(child)} className="option"><span>{fullName(child)}</span><span className="aside">{about(child)}</span></ListBoxItem>}
          </ListBox>
        </Popover>
      </ComboBox>
      {siblings.length > 0 && (
        <div className="pills" role="group" aria-label={t('signal.siblings')}>
          {siblings.map((sibling) => (
            <ToggleButton key={sibling.id} className="pill" isSelected={childIds.includes(sibling.id)} onChange={(on) => onChange(on ? [...childIds, sibling.id] : childIds.filter((id) => id !== sibling.id))}>
              <Users size={16} aria-hidden="true" />{t('signal.sibling', { name: sibling.firstName })}{sibling.group ? `, ${t('signal.group', { group: sibling.group })}` : ''}
            </ToggleButton>
          ))}
        </div>
      )}
    </div>
  )
}
