import { clsx } from "clsx";
import type { LucideIcon } from "lucide-react";
import type { ReactNode } from "react";

export type EmptyStateProps = {
  title: string;
  /** What will stand here, and how it gets here. */
  children?: ReactNode | undefined;
  icon?: LucideIcon | undefined;
  action?: ReactNode | undefined;
  className?: string | undefined;
};

export function EmptyState({ title, children, icon: Icon, action, className }: EmptyStateProps) {
  return (
    <div
      className={clsx("rounded-m border border-line-strong border-dashed px-4 py-6 text-center", className)}
    >
      {Icon ? <Icon aria-hidden className="mx-auto mb-2 size-6 text-faint" strokeWidth={1.6} /> : null}
      <p className="font-semibold">{title}</p>
      {children ? <div className="mx-auto mt-1 max-w-prose text-s text-soft">{children}</div> : null}
      {action ? <div className="mt-4 flex justify-center gap-2">{action}</div> : null}
    </div>
  );
}
