import type { LucideIcon } from 'lucide-react'
import type { ReactNode } from 'react'

export const Chip = ({
  tone = '',
  icon: Icon,
  children,
}: {
  tone?: 'good' | 'wait' | 'alarm' | ''
  icon?: LucideIcon
  children: ReactNode
}) => (
  <span className={`chip ${tone}`}>
    {Icon && <Icon size={15} aria-hidden="true" />}
    {children}
  </span>
)
