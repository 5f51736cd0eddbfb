import { ChevronDown } from 'lucide-react'

/** One of a closed list, in little room. The platform's own: a screen full of them costs nothing. */
export const Select = <T extends string>({
  label,
  value,
  options,
  onChange,
}: {
  label: string
  value: T
  options: readonly (readonly [T, string])[]
  onChange: (value: T) => void
}) => (
  <span className="select">
    <select aria-label={label} value={value} onChange={(event) => onChange(event.target.value as T)}>
      {options.map(([own, title]) => (
        <option key={own} value={own}>
          {title}
        </option>
      ))}
    </select>
    <ChevronDown size={16} aria-hidden="true" />
  </span>
)
