export type ContentsEntry = { id: string; title: string };

/** Beside the text where there is room, folded above it where there is none. */
export function Contents({ entries }: { entries: readonly ContentsEntry[] }) {
  return (
    <>
      <nav aria-label="Contents" className="max-lg:hidden">
        <ul className="sticky top-6 grid gap-0.5 text-s">
          {entries.map((entry) => (
            <Entry key={entry.id} entry={entry} />
          ))}
        </ul>
      </nav>
      <details className="mb-6 rounded-m border border-line bg-plate lg:hidden">
        <summary className="px-3.5 py-2.5 font-medium">Contents</summary>
        <ul className="grid gap-0.5 px-2 pb-2 text-s">
          {entries.map((entry) => (
            <Entry key={entry.id} entry={entry} />
          ))}
        </ul>
      </details>
    </>
  );
}

function Entry({ entry }: { entry: ContentsEntry }) {
  return (
    <li>
      <a
        href={`#section-${entry.id}`}
        className="block rounded-s px-1.5 py-1 text-soft hover:bg-hover hover:text-text pointer-coarse:py-2.5"
      >
        {entry.title}
      </a>
    </li>
  );
}
