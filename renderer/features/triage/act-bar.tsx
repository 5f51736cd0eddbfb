import { BellRing, Link2, Undo2, UserCheck, UserRoundPen, X } from 'lucide-react'
import { Button as AriaButton } from 'react-aria-components'
import { useTranslation } from 'react-i18next'
import { Button } from '../../ui/button.tsx'
import { pairsToMerge } from './queue.ts'
import type { Coordination } from './use-coordination.ts'
import type { Queue } from './use-queue.ts'
import styles from './triage.module.css'

/** What was done last, with the way back. */
export const UndoBar = ({ coordination: { fresh, undo, action } }: { coordination: Coordination }) => {
  const { t } = useTranslation()
  if (!fresh) return null
  return (
    <div className={styles.actBar} role="group" aria-label={t('app.undo')}>
      <b>{fresh.words}</b>
      <Button keys="Z" isDisabled={action.busy} onPress={undo}>
        <Undo2 size={16} aria-hidden="true" />
        {t('app.undo')}
      </Button>
    </div>
  )
}

/** What can be done with the rows that are chosen. */
export const ChosenBar = ({
  queue: { all, chosen, chooseNone },
  coordination: { action, coordinate, link, setDialog },
  mayHandOver,
}: {
  queue: Queue
  coordination: Coordination
  mayHandOver: boolean
}) => {
  const { t } = useTranslation()
  const pairs = pairsToMerge(all, [...chosen])
  return (
    <div className={styles.actBar} role="toolbar" aria-label={t('triage.withChosen')}>
      <b role="status">{t('triage.chosen', { count: chosen.size })}</b>
      <Button keys="H" isDisabled={action.busy} onPress={() => coordinate([...chosen], 'remind')}>
        <BellRing size={16} aria-hidden="true" />
        {t('triage.remind')}
      </Button>
      <Button keys="M" isDisabled={action.busy} onPress={() => coordinate([...chosen], 'take')}>
        <UserCheck size={16} aria-hidden="true" />
        {t('triage.take')}
      </Button>
      {mayHandOver && (
        <Button keys="O" isDisabled={action.busy} onPress={() => setDialog('hand-over-chosen')}>
          <UserRoundPen size={16} aria-hidden="true" />
          {t('triage.handOver')}
        </Button>
      )}
      {pairs.length > 0 && (
        <Button keys="G" isDisabled={action.busy} onPress={() => link(pairs, 'merge')}>
          <Link2 size={16} aria-hidden="true" />
          {t('triage.merge')}
        </Button>
      )}
      <AriaButton className="button quiet icon" aria-label={t('triage.chooseNone')} onPress={chooseNone}>
        <X size={18} aria-hidden="true" />
      </AriaButton>
    </div>
  )
}
