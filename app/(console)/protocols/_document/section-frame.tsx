import type { ReactNode } from "react";

type SectionFrameProps = { id: string; title: string; lead?: string | null | undefined; children: ReactNode };

export function SectionFrame({ id, title, lead, children }: SectionFrameProps) {
  return (
    <section aria-labelledby={`section-${id}`} className="mb-10">
      <h2 id={`section-${id}`} className="scroll-mt-4 font-semibold text-xl">
        {title}
      </h2>
      {lead ? <p className="mt-1 max-w-prose text-soft">{lead}</p> : null}
      <div className="mt-3 grid gap-2">{children}</div>
    </section>
  );
}
