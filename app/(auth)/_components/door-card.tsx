import type { ReactNode } from "react";

/** Two bars that hold a line between them: the point where a procedure waits for a person. */
function Mark() {
  return (
    <svg viewBox="0 0 28 28" aria-hidden="true" className="size-7 text-accent">
      <rect x="1" y="1" width="26" height="26" rx="7" fill="none" stroke="currentColor" strokeWidth="1.5" />
      <rect x="8.5" y="7.5" width="3" height="13" rx="1" fill="currentColor" />
      <rect x="16.5" y="7.5" width="3" height="13" rx="1" fill="currentColor" />
      <path d="M11.5 14h5" stroke="currentColor" strokeWidth="1.5" strokeDasharray="1.4 1.4" />
    </svg>
  );
}

export type DoorCardProps = { title: string; lead: ReactNode; children: ReactNode };

export function DoorCard({ title, lead, children }: DoorCardProps) {
  return (
    <>
      <div className="mb-8 flex items-center gap-3">
        <Mark />
        <span className="font-semibold text-l tracking-tight">Holdpoint</span>
      </div>
      <h1 className="font-semibold text-2xl tracking-tight">{title}</h1>
      <p className="mt-2 text-soft">{lead}</p>
      <div className="mt-6 rounded-l border border-line bg-plate p-5 sm:p-6">{children}</div>
    </>
  );
}
