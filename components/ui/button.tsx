import { clsx } from "clsx";
import { LoaderCircle } from "lucide-react";
import Link from "next/link";
import type { ButtonHTMLAttributes, MouseEventHandler, ReactNode, Ref } from "react";

export type ButtonVariant = "go" | "plain" | "stop" | "quiet";
export type ButtonSize = "s" | "m" | "l";

const shape =
  "relative inline-flex select-none items-center justify-center gap-2 rounded-m border text-center leading-tight transition-colors duration-100";

const variants: Record<ButtonVariant, string> = {
  go: "border-transparent bg-accent font-semibold text-accent-ink hover:bg-accent/85",
  plain: "border-line-strong bg-transparent text-text hover:bg-hover",
  stop: "border-breach bg-transparent font-semibold text-breach hover:bg-breach-bg",
  quiet: "border-transparent bg-transparent text-soft hover:bg-hover hover:text-text",
};

const sizes: Record<ButtonSize, string> = {
  s: "min-h-7 px-2 py-0.5 text-s pointer-coarse:min-h-9",
  m: "min-h-8 px-3 py-1 text-m pointer-coarse:min-h-11",
  l: "min-h-12 px-5 py-2.5 text-l font-semibold",
};

const resting = "border-dashed border-line-strong bg-transparent text-faint";

export function buttonClass(
  variant: ButtonVariant = "plain",
  size: ButtonSize = "m",
  isResting = false,
): string {
  return clsx(shape, sizes[size], isResting ? resting : variants[variant]);
}

export type ButtonProps = Omit<ButtonHTMLAttributes<HTMLButtonElement>, "children"> & {
  children: ReactNode;
  variant?: ButtonVariant | undefined;
  size?: ButtonSize | undefined;
  /** While true the button keeps its place and focus, says it is at work and ignores presses. */
  isPending?: boolean | undefined;
  pendingLabel?: string | undefined;
  ref?: Ref<HTMLButtonElement> | undefined;
};

function guarded(isPending: boolean, onClick: MouseEventHandler<HTMLButtonElement> | undefined) {
  if (!isPending) return onClick;
  return ((event) => event.preventDefault()) satisfies MouseEventHandler<HTMLButtonElement>;
}

export function Button(props: ButtonProps) {
  const {
    children,
    variant,
    size,
    isPending = false,
    pendingLabel,
    className,
    onClick,
    type,
    ...rest
  } = props;
  return (
    <button
      {...rest}
      type={type ?? "button"}
      aria-disabled={isPending || undefined}
      aria-busy={isPending || undefined}
      onClick={guarded(isPending, onClick)}
      className={clsx(buttonClass(variant, size, rest.disabled === true), className)}
    >
      {isPending ? (
        <LoaderCircle aria-hidden className="size-4 animate-spin motion-reduce:animate-none" />
      ) : null}
      {isPending && pendingLabel ? pendingLabel : children}
    </button>
  );
}

export type ButtonLinkProps = {
  href: string;
  children: ReactNode;
  variant?: ButtonVariant | undefined;
  size?: ButtonSize | undefined;
  className?: string | undefined;
  "aria-label"?: string | undefined;
};

export function ButtonLink({ href, children, variant, size, className, ...rest }: ButtonLinkProps) {
  return (
    <Link href={href} className={clsx(buttonClass(variant, size), className)} {...rest}>
      {children}
    </Link>
  );
}
