export const whatIsMissing: (root?: string, version?: string) => string | null
export const stopWhereIncomplete: () => void
