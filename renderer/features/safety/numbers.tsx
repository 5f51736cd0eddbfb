import { Copy, Phone, Siren, type LucideIcon } from 'lucide-react'
import { useState } from 'react'
import type { nl } from '../../i18n/nl.ts'
import type { Words } from '../../i18n/words.ts'
import { Button } from '../../ui/button.tsx'
import styles from './safety.module.css'

export type SafetyWords = Words<typeof nl.safety>

export const EMERGENCY = '112'
export const VEILIG_THUIS = '0800-2000'

/**
 * A number to call: large, and to copy. No button that calls: a laptop may have nothing to call with, and
 * this is no moment to find out (decisions/0018).
 */
const CallCard = ({
  icon: Icon,
  title,
  number,
  text,
  copy,
  copied,
  urgent = false,
}: {
  icon: LucideIcon
  title: string
  number: string
  text: string
  copy: { readonly short: string; readonly full: string }
  copied: string
  urgent?: boolean
}) => {
  const [done, setDone] = useState(false)
  return (
    <section className={urgent ? `${styles.call} ${styles.urgent}` : styles.call}>
      <h3>
        <Icon size={18} aria-hidden="true" />
        {title}
      </h3>
      <p className="row apart">
        <span className="number">{number}</span>
        <Button
          aria-label={copy.full}
          onPress={() =>
            void navigator.clipboard?.writeText(number).then(
              () => setDone(true),
              () => {},
            )
          }
        >
          <Copy size={16} aria-hidden="true" />
          {done ? copied : copy.short}
        </Button>
      </p>
      <p className="small">{text}</p>
      <span className="hidden-visually" role="status">
        {done ? copied : ''}
      </span>
    </section>
  )
}

export const Numbers = ({ words, app }: { words: SafetyWords; app: Words<typeof nl.app> }) => {
  const copy = (number: string) => ({ short: app.copy, full: words.copyOf.replace('{{number}}', number) })
  return (
    <div className={styles.calls} data-safety-numbers="">
      <CallCard
        urgent
        icon={Siren}
        title={words.now}
        number={EMERGENCY}
        text={words.nowText}
        copy={copy(EMERGENCY)}
        copied={app.copied}
      />
      <CallCard
        icon={Phone}
        title={words.veiligThuis}
        number={VEILIG_THUIS}
        text={words.veiligThuisText}
        copy={copy(VEILIG_THUIS)}
        copied={app.copied}
      />
    </div>
  )
}
