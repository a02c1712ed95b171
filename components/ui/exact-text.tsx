/** Text shown to the byte: scrolls, can be reached by keyboard and copied, and cannot be changed. */
export function ExactText({ label, value, rows = 10 }: { label: string; value: string; rows?: number }) {
  return (
    <textarea
      readOnly
      aria-label={label}
      rows={rows}
      value={value}
      className="mt-2 w-full resize-y break-all rounded-s border border-line bg-ground p-2 font-mono text-xs"
    />
  );
}
