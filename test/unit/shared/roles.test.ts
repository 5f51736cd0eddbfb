/** Who may have which role, and whose a wijk is. */
import { describe, expect, test } from 'vitest'
import type { OrganisationKind, Role } from '../../../shared/domain/identifiers.ts'
import { coordinates, roleProblem } from '../../../shared/membership/roles.ts'

const WIJK = 'WK999801'
const problem = (kind: OrganisationKind, roles: Role[], neighbourhoods: string[] = []): string | null =>
  roleProblem({ roles, neighbourhoods }, { kind, neighbourhoods: [WIJK] })

describe('a device has', () => {
  test.each<[string, OrganisationKind, Role[], string[], string | null]>([
    ['the role of a professional', 'primary-school', ['professional'], [], null],
    [
      'the role of a coordinator with a wijk of the own team',
      'neighbourhood-team',
      ['coordinator'],
      [WIJK],
      null,
    ],
    ['no wijk without that role', 'neighbourhood-team', ['professional'], [WIJK], 'only a coordinator'],
    ['no such role without a wijk', 'neighbourhood-team', ['coordinator'], [], 'at least one wijk'],
    ['no such role at a school', 'primary-school', ['coordinator'], [WIJK], 'wijkteam or the municipality'],
    [
      'no such role at a programmabureau',
      'programme-office',
      ['coordinator'],
      [WIJK],
      'no part in a signaal',
    ],
    [
      'no wijk of another organisation',
      'neighbourhood-team',
      ['coordinator'],
      ['WK999802'],
      'own organisation',
    ],
    [
      'no wijk of another one beside a wijk of the own',
      'neighbourhood-team',
      ['coordinator'],
      [WIJK, 'WK999802'],
      'own organisation',
    ],
    [
      'no part in a signaal at a programmabureau, also for who keeps the devices',
      'programme-office',
      ['administrator', 'professional'],
      [],
      'no part in a signaal',
    ],
    ['the role of the panel at the panel', 'citizens-panel', ['panel'], [], null],
    ['that one and no other there', 'citizens-panel', ['professional'], [], 'panel'],
    ['nothing beside it', 'citizens-panel', ['panel', 'professional'], [], 'panel'],
    ['that role nowhere else', 'municipality', ['panel'], [], 'panel'],
  ])('%s', (_, kind, roles, neighbourhoods, expected) => {
    const found = problem(kind, roles, neighbourhoods)
    if (expected === null) expect(found).toBeNull()
    else expect(found).toContain(expected)
  })
})

test('a wijk is looked after by a coordinator of that wijk alone', () => {
  expect(coordinates({ roles: ['coordinator'], neighbourhoods: [WIJK] }, WIJK)).toBe(true)
  expect(coordinates({ roles: ['coordinator'], neighbourhoods: ['WK999802'] }, WIJK)).toBe(false)
  expect(coordinates({ roles: ['administrator'], neighbourhoods: [WIJK] }, WIJK)).toBe(false)
})
