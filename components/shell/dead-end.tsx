import type { ReactNode } from "react";

export type DeadEndProps = {
  code: string;
  title: string;
  children: ReactNode;
  actions: ReactNode;
  reference?: string | undefined;
};

/** A page that could not be shown: what happened, what is safe, and what to do next. */
export function DeadEnd({ code, title, children, actions, reference }: DeadEndProps) {
  return (
    <main
      id="content"
      tabIndex={-1}
      className="mx-auto flex min-h-dvh max-w-xl flex-col justify-center px-4 py-16"
    >
      <p className="eyebrow">{code}</p>
      <h1 className="mt-2 font-semibold text-2xl tracking-tight">{title}</h1>
      <div className="mt-3 space-y-2 text-l text-soft">{children}</div>
      <div className="mt-6 flex flex-wrap gap-3">{actions}</div>
      {reference ? (
        <p className="mt-8 text-faint text-s">
          Reference for whoever looks into it: <span className="figures select-all">{reference}</span>
        </p>
      ) : null}
    </main>
  );
}
