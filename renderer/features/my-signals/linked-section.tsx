import { Link2 } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Weighing } from '../../../shared/domain/secrecy.ts'
import type { SentSignal } from '../../../shared/api/my-signals.ts'
import { engine } from '../../client/engine.ts'
import { Fault } from '../../widgets/fault.tsx'
import { Reach } from '../../widgets/reach.tsx'
import { AskSecrecy, useUnweighed, Weigh } from '../../widgets/weighing.tsx'
import { useInterface } from '../../state/interface.ts'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { useAction } from '../../ui/use-action.ts'

type Alike = SentSignal['alike'][number]

/** Says before what each gets to see. */
const Propose = ({ signal, alike, onClose }: { signal: SentSignal; alike: Alike; onClose: () => void }) => {
  const { t } = useTranslation()
  const announce = useInterface((state) => state.announce)
  const [weighing, setWeighing] = useState<Weighing | null>(null)
  const unweighed = useUnweighed(weighing)
  const action = useAction()
  const send = (): void =>
    action.run(async () => {
      await engine().send({
        kind: 'link-signals',
        signalId: signal.id,
        other: alike.other,
        step: 'propose',
        ...(weighing ? { weighing } : {}),
      })
      announce(t('links.done'))
      onClose()
    })
  return (
    <Dialog title={t('links.proposeTitle')} open onClose={onClose}>
      <p>
        {alike.organisation
          ? t('links.proposeText', { organisation: alike.organisation, number: signal.number })
          : t('links.proposeTextUnknown', { number: signal.number })}
      </p>
      <p>{t('links.proposeCoordinator')}</p>
      <AskSecrecy />
      <Weigh weighing={weighing} onChange={setWeighing} />
      <Fault error={action.error} />
      <div className="row">
        <Button look="primary" isDisabled={action.busy || unweighed !== null} onPress={send}>
          {t('links.proposeNow')}
        </Button>
        <Button onPress={onClose}>{t('app.cancel')}</Button>
      </div>
    </Dialog>
  )
}

/**
 * Somebody else lost contact with the same child, or with one of the family: what this machine saw by itself,
 * and what was said.
 */
export const LinkedSection = ({ signal }: { signal: SentSignal }) => {
  const { t } = useTranslation()
  const announce = useInterface((state) => state.announce)
  const [proposing, setProposing] = useState<Alike | null>(null)
  const action = useAction()
  const { alike, links } = signal
  const open = signal.state !== 'closed'
  if (links.length === 0 && (alike.length === 0 || !open)) return null
  const takeBack = (other: string): void =>
    action.run(async () => {
      await engine().send({ kind: 'link-signals', signalId: signal.id, other, step: 'take-back' })
      announce(t('links.takenBack'))
    })
  return (
    <section className="card waits stack" aria-labelledby="links">
      <h2 className="row" id="links">
        <Link2 size={20} aria-hidden="true" />
        <span className="grow">{t(links.length > 0 ? 'links.title' : 'links.titleAlike')}</span>
      </h2>
      {links.map((one) => (
        <div key={one.other} className="stack tight">
          <p>
            {one.organisation
              ? t(`links.theirs.${one.relation}`, { organisation: one.organisation })
              : one.with
                ? t(`links.theirs.${one.relation}`, { organisation: one.with.name })
                : t('links.unknown')}
            {one.mine && ` ${t(one.waiting ? 'links.mineWaiting' : 'links.mine')}`}
            {one.merged && ` ${t('links.merged')}`}
          </p>
          {one.with && (
            <>
              <p>
                <b>{one.with.name}</b>, {one.with.function}
              </p>
              <Reach kind="call" written={one.with.phone} />
            </>
          )}
          {one.mine && open && (
            <p>
              <Button look="quiet" isDisabled={action.busy} onPress={() => takeBack(one.other)}>
                {t('links.takeBack')}
              </Button>
            </p>
          )}
        </div>
      ))}
      {open &&
        alike.map((one) => (
          <div key={one.other} className="row apart">
            <p className="grow">
              {one.organisation
                ? t(`links.alikeOf.${one.relation}`, {
                    organisation: one.organisation,
                    names: one.names.join(', '),
                  })
                : t(`links.alike.${one.relation}`, { names: one.names.join(', ') })}
            </p>
            <Button onPress={() => setProposing(one)}>{t('links.propose')}</Button>
          </div>
        ))}
      <Fault error={action.error} />
      {proposing && <Propose signal={signal} alike={proposing} onClose={() => setProposing(null)} />}
    </section>
  )
}
