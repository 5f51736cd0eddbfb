import { ShieldAlert } from 'lucide-react'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { useInterface } from '../../state/interface.ts'
import { Button } from '../../ui/button.tsx'
import { EMERGENCY, VEILIG_THUIS, type SafetyWords } from './numbers.tsx'

export const StripWords = ({ words }: { words: SafetyWords }) => (
  <>
    <h2>
      <ShieldAlert size={16} aria-hidden="true" />
      {words.title}
    </h2>
    <p>
      {words.now} <b>{EMERGENCY}</b>
    </p>
    <p>
      {words.veiligThuis} <b>{VEILIG_THUIS}</b>
    </p>
  </>
)

/** Below every screen that has no side bar: locked, on the way in, out, broken. */
export const WithSafety = ({ words, children }: { words: SafetyWords; children: ReactNode }) => {
  const { t } = useTranslation()
  const showSafety = useInterface((state) => state.showSafety)
  return (
    <div className="outside">
      {children}
      <aside className="safety-strip" aria-label={words.title}>
        <StripWords words={words} />
        <Button look="quiet" keys="F1" onPress={() => showSafety(true)}>
          {t('safety.open')}
        </Button>
      </aside>
    </div>
  )
}
