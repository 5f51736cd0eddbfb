/** The mark: somebody stands behind somebody. */
export const Mark = ({ size = 28 }: { size?: number }) => (
  <svg width={size} height={size} viewBox="0 0 28 28" aria-hidden="true">
    <rect width="28" height="28" rx="7" fill="var(--rg-brand)" />
    <path
      d="M6.5 20.5a7.5 7.5 0 0 1 15 0"
      fill="none"
      stroke="var(--rg-on-brand)"
      strokeWidth="2.2"
      strokeLinecap="round"
    />
    <path
      d="M10.2 16a4 4 0 0 1 7.6 0"
      fill="none"
      stroke="var(--rg-accent)"
      strokeWidth="2.2"
      strokeLinecap="round"
    />
    <circle cx="14" cy="8.4" r="2.1" fill="var(--rg-accent)" />
    <path d="M6 22.6h16" stroke="var(--rg-on-brand)" strokeWidth="2" strokeLinecap="round" />
  </svg>
)
