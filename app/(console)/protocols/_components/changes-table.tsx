import { EmptyState } from "#components/ui/empty-state.tsx";
import type { Change } from "#lib/domain/protocol/document/compare.ts";

/** What two versions say differently, part by part. */
export function ChangesTable({ changes }: { changes: readonly Change[] }) {
  if (changes.length === 0) {
    return <EmptyState title="They say the same">Every value of the two is equal.</EmptyState>;
  }
  return (
    <ul className="grid gap-2">
      {changes.map((change) => (
        <li key={change.path} className="rounded-m border border-line bg-plate px-3.5 py-3">
          <p className="flex flex-wrap items-baseline gap-x-2">
            <span className="font-semibold">{change.part}</span>
            {change.what === "" ? null : <span className="text-soft">{change.what}</span>}
            <code className="figures ml-auto break-all text-faint text-xs">{change.path}</code>
          </p>
          <dl className="mt-1.5 grid gap-x-6 gap-y-1.5 text-s md:grid-cols-2">
            <Side label="Was" value={change.before} none="It was not there." tone="border-breach/60" />
            <Side label="Is" value={change.after} none="It is not there any more." tone="border-met/60" />
          </dl>
        </li>
      ))}
    </ul>
  );
}

type SideProps = { label: string; value: string | null; none: string; tone: string };

function Side({ label, value, none, tone }: SideProps) {
  return (
    <div className={`min-w-0 border-l-2 pl-2.5 ${tone}`}>
      <dt className="text-faint">{label}</dt>
      <dd className="whitespace-pre-wrap break-words">
        {value ?? <span className="text-soft">{none}</span>}
      </dd>
    </div>
  );
}
