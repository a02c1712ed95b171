import type { ReactNode } from "react";

function Mark() {
  return (
    <svg viewBox="0 0 20 20" aria-hidden="true" className="size-6 text-accent" fill="currentColor">
      <path d="M2 2h3.4v16H2zM14.6 2H18v16h-3.4z" />
      <circle cx="10" cy="10" r="2.6" />
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
