/** A maker that keeps what it made of the texts that it was given last: an equal text gives the very same value. */
export function keptByText<T>(most: number, make: (text: string) => T): (text: string) => T {
  const kept = new Map<string, { value: T }>();
  return (text) => {
    const known = kept.get(text) ?? { value: make(text) };
    kept.delete(text);
    kept.set(text, known);
    const [oldest] = kept.keys();
    if (kept.size > most && oldest !== undefined) kept.delete(oldest);
    return known.value;
  };
}

/** A maker that keeps what it made of a value for as long as that value lives. It must be one that nobody changes. */
export function keptByValue<K extends object, T>(make: (value: K) => T): (value: K) => T {
  const kept = new WeakMap<K, { value: T }>();
  return (value) => {
    const known = kept.get(value) ?? { value: make(value) };
    kept.set(value, known);
    return known.value;
  };
}
