/** How far something is. `value` null: nobody can tell. */
export const Bar = ({ label, value, total }: { label: string; value: number | null; total: number }) => (
  <div
    className="bar"
    role="progressbar"
    aria-label={label}
    aria-valuemin={0}
    aria-valuemax={total}
    {...(value === null ? {} : { 'aria-valuenow': value })}
  >
    <span
      className={value === null ? 'unknown' : ''}
      style={{
        width: value === null ? undefined : `${total === 0 ? 0 : Math.round((value / total) * 100)}%`,
      }}
    />
  </div>
)
