import { clsx } from "clsx";
import type { ReactNode } from "react";

export type PageProps = {
  title: string;
  /** One sentence: what this screen is for. */
  description?: ReactNode | undefined;
  /** Above the title: a reference, a way back. */
  above?: ReactNode | undefined;
  actions?: ReactNode | undefined;
  children: ReactNode;
  width?: "reading" | "normal" | "wide" | undefined;
};

const widths = { reading: "max-w-2xl", normal: "max-w-5xl", wide: "max-w-7xl" } as const;

/** Title, what it is for, its actions, and the content; every screen but the war room. */
export function Page({ title, description, above, actions, children, width = "normal" }: PageProps) {
  return (
    <main
      id="content"
      tabIndex={-1}
      className={clsx("mx-auto w-full px-3 pt-5 pb-20 outline-none md:px-5 md:pt-7", widths[width])}
    >
      {above ? <div className="mb-1 text-s text-soft">{above}</div> : null}
      <div className="mb-5 flex flex-wrap items-start justify-between gap-x-6 gap-y-3">
        <div className="min-w-0 max-w-3xl">
          <h1 className="text-balance font-semibold text-2xl tracking-tight">{title}</h1>
          {description ? <p className="mt-1 text-soft">{description}</p> : null}
        </div>
        {actions ? <div className="flex flex-wrap items-center gap-2">{actions}</div> : null}
      </div>
      {children}
    </main>
  );
}
