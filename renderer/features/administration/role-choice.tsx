import { Checkbox, CheckboxGroup } from 'react-aria-components'
import { useTranslation } from 'react-i18next'
import type { Role } from '../../../shared/domain/identifiers.ts'
import type { Person } from '../../../shared/api/session.ts'
import { useView } from '../../client/engine.ts'

export interface Rights {
  readonly roles: readonly Role[]
  readonly neighbourhoods: readonly string[]
}

const rolesIn = (kind: Person['organisationKind']): Role[] => {
  switch (kind) {
    case 'programme-office':
      return ['administrator']
    case 'citizens-panel':
      return ['panel', 'administrator']
    case 'neighbourhood-team':
    case 'municipality':
      return ['professional', 'coordinator', 'administrator']
    default:
      return ['professional', 'administrator']
  }
}

/** What the organisation's first device, or a newcomer, usually may. */
export const usualRights = (person: Person): Rights => ({
  roles: [
    person.organisationKind === 'citizens-panel'
      ? 'panel'
      : person.organisationKind === 'programme-office'
        ? 'administrator'
        : 'professional',
  ],
  neighbourhoods: [],
})
export const isPossible = ({ roles, neighbourhoods }: Rights, person: Person): boolean =>
  roles.length > 0 &&
  (!roles.includes('coordinator') || neighbourhoods.length > 0) &&
  (person.organisationKind !== 'citizens-panel' || roles.includes('panel'))

const Box = ({ value, title, text }: { value: string; title: string; text?: string }) => (
  <Checkbox value={value} className="check">
    <span className="box" aria-hidden="true" />
    <span className="grow">
      <b>{title}</b>
      {text && <span className="text">{text}</span>}
    </span>
  </Checkbox>
)

/** Roles, and for a coordinator the wijken of the own organisation. */
export const RoleChoice = ({
  rights,
  onChange,
  person,
}: {
  rights: Rights
  onChange: (rights: Rights) => void
  person: Person
}) => {
  const { t } = useTranslation()
  const wijken = useView('organisations').find(({ own }) => own)?.neighbourhoods ?? []
  return (
    <>
      <CheckboxGroup
        aria-label={t('admin.roles')}
        className="stack tight"
        value={[...rights.roles]}
        onChange={(roles) =>
          onChange({
            roles: roles as Role[],
            neighbourhoods: roles.includes('coordinator') ? rights.neighbourhoods : [],
          })
        }
      >
        {rolesIn(person.organisationKind).map((role) => (
          <Box key={role} value={role} title={t(`role.${role}`)} text={t(`roleText.${role}`)} />
        ))}
      </CheckboxGroup>
      {rights.roles.includes('coordinator') && (
        <CheckboxGroup
          className="stack tight"
          aria-label={t('admin.wijken')}
          value={[...rights.neighbourhoods]}
          onChange={(neighbourhoods) => onChange({ ...rights, neighbourhoods })}
        >
          <span className="label">{t('admin.wijken')}</span>
          {wijken.map((code) => (
            <Box key={code} value={code} title={code} />
          ))}
        </CheckboxGroup>
      )}
    </>
  )
}
