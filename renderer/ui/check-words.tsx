/** Four words that two people read to each other. Large, numbered, selectable by nobody's mistake. */
export const CheckWords = ({ words, label }: { words: readonly string[]; label: string }) => (
  <ol className="words" aria-label={label}>
    {words.map((word, i) => (
      <li key={i}>{word}</li>
    ))}
  </ol>
)
