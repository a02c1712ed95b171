import { clsx } from "clsx";
import { CopyButton } from "./copy-button.tsx";

export type DigestProps = {
  /** The whole hexadecimal digest. */
  value: string;
  /** Said before it and used by the copy button, for example "chain head". */
  what?: string | undefined;
  canCopy?: boolean | undefined;
  className?: string | undefined;
};

export function shortDigest(value: string): string {
  return value.length <= 12 ? value : `${value.slice(0, 4)}…${value.slice(-4)}`;
}

/** A digest by its first and last four figures; the whole of it in the title and on the clipboard. */
export function Digest({ value, what = "digest", canCopy = true, className }: DigestProps) {
  return (
    <span className={clsx("inline-flex items-center gap-1 whitespace-nowrap", className)}>
      <span className="figures" title={value}>
        {shortDigest(value)}
      </span>
      {canCopy ? <CopyButton text={value} what={what} /> : null}
    </span>
  );
}
