import { resolve } from 'node:path'
import { readWijk } from '../../shared/domain/areas.ts'
import type { Database } from '../store/database.ts'
import { admit, change, publish, removeOrganisation } from './admission.ts'
import { applications, inviteOrganisation, type Application } from './invitations.ts'
import { failed, needed, passphraseOf, runCommandLine, type Values } from './command-line.ts'
import { onOneLine } from './terminal.ts'

/** An application as `applications` lists it. */
const lineOf = ({ id, name, state, request, words }: Application): string => {
  if (state === 'spoiled')
    return `${id}  ${onOneLine(name)}: the code was used with something that is not right; invite again`
  if (!request) return `${id}  ${onOneLine(name)}: invited, has not asked yet`
  const { person } = request
  const asked = onOneLine(`${id}  ${name}: asked by ${person.name}, ${person.function}, ${person.phone}`)
  return `${asked}\n    check words: ${words!.join(' ')}`
}

const HELP = `
  invite --name NAME               a code for an organisation that wants to take part; works once, 30 days
  applications                     who asked, with the check words that they must read to you by telephone
  admit ID --words "..." --out F   your signature under an application, into a file for the trustee
  change ID [--name] [--children] [--wijken] [--bsn-basis] --out F    a new entry of an organisation, likewise
  remove ID --out F                an organisation leaves, likewise
  publish FILE                     when both signed: tells both servers, and the organisation can begin

  backup FILE                      log, directory and keys, sealed under a passphrase; also while it serves
  restore FILE                     into an empty database and an empty data folder
  --passphrase-file F              or RUGGENSTEUN_BACKUP_PASSPHRASE

  --web DIR                        also serve the web edition from this folder; needs --trustee-url
  --web-demo DIR                   only for the fictional town: hand out the device files in this folder
`

// The server and the database are read by the commands that need them: the others start in half the time.
const withDatabase = async (
  values: Values,
  task: (backup: typeof import('../backup/backup.ts'), database: Database) => Promise<unknown>,
): Promise<void> => {
  const { openDatabase } = await import('../store/database.ts')
  const { runningUrl } = await import('../store/embedded.ts')
  const url = process.env['RELAY_DATABASE_URL'] ?? (await runningUrl(values.data)) ?? undefined
  const database = await openDatabase({ url, dataDir: values.data, onPoolError: () => {} })
  try {
    console.log(JSON.stringify(await task(await import('../backup/backup.ts'), database)))
  } finally {
    await database.stop()
  }
}

const list = (text: string | undefined): string[] | undefined => text?.split(/[\s,]+/).filter(Boolean)
const given = <T extends object>(part: T): T =>
  Object.fromEntries(Object.entries(part).filter(([, value]) => value !== undefined)) as T

runCommandLine({
  name: 'relay',
  help: HELP,
  serve: async (options, values) => {
    const trusteeUrl = values['trustee-url']
    if (values.web && !trusteeUrl)
      throw new Error('--web needs --trustee-url, because the page may only reach the two key holders')
    const demoDir = values['web-demo'] ? resolve(values['web-demo']) : null
    const { startRelay } = await import('../relay.ts')
    return startRelay({
      ...options,
      web:
        values.web && trusteeUrl
          ? { webDir: resolve(values.web), demoDir, trusteeUrl, version: '0.1.0' }
          : undefined,
    })
  },
  commands: {
    invite: async (values) => {
      const made = await inviteOrganisation(values.data, needed(values, 'name'))
      console.log(
        values.json
          ? JSON.stringify(made)
          : `Tell this code to the organisation:  ${made.code}\nIt enters it in Ruggensteun (${new URL(made.address).host}). It works once, until ${made.expiresAt.slice(0, 10)}.`,
      )
    },
    applications: async (values) => {
      const found = await applications(values.data)
      if (values.json) return console.log(JSON.stringify(found))
      console.log(found.length === 0 ? 'No open invitations.' : found.map(lineOf).join('\n'))
    },
    admit: async (values, id) => {
      const organisation = await admit(values.data, id, needed(values, 'words'), needed(values, 'out'))
      console.log(
        values.json
          ? JSON.stringify(organisation)
          : `Signed. Give ${values.out} to the trustee: it signs with 'trustee sign ${values.out}'.`,
      )
    },
    change: async (values, id) => {
      const part = given({
        name: values.name,
        caseloadSize: values.children === undefined ? undefined : Number(values.children),
        neighbourhoods: list(values.wijken)?.map((code) => readWijk(code) ?? code),
        bsnBasis: values['bsn-basis'] === undefined ? undefined : values['bsn-basis'] || null,
      })
      console.log(
        JSON.stringify(
          await change(values.data, id, part as Parameters<typeof change>[2], needed(values, 'out')),
        ),
      )
    },
    remove: async (values, id) => {
      await removeOrganisation(values.data, id, needed(values, 'out'))
      console.log(`Signed. The trustee signs ${values.out} too; then publish it.`)
    },
    publish: async (values, file) =>
      console.log(JSON.stringify({ published: await publish(values.data, file) })),
    backup: (values, file) =>
      withDatabase(values, async ({ backUp }, database) =>
        backUp(values.data, database, resolve(file), await passphraseOf(values)),
      ),
    restore: (values, file) =>
      withDatabase(values, async ({ restore }, database) =>
        restore(values.data, database, resolve(file), await passphraseOf(values)),
      ),
  },
}).catch(failed)
