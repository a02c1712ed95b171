export type LinkIcon = "board" | "declare" | "checkpoints" | "services" | "people" | "protocols" | "status";

/** Plain values, because a server layout hands them to the browser. */
export type ShellLink = {
  href: string;
  label: string;
  icon: LinkIcon;
  /** The one thing that must never be searched for. */
  isDeclare?: boolean | undefined;
};

export const defaultLinks: readonly ShellLink[] = [
  { href: "/", label: "Board", icon: "board" },
  { href: "/incidents/new", label: "Declare", icon: "declare", isDeclare: true },
  { href: "/checkpoints", label: "Checkpoints", icon: "checkpoints" },
  { href: "/services", label: "Services", icon: "services" },
  { href: "/people", label: "People", icon: "people" },
  { href: "/protocols", label: "Protocols", icon: "protocols" },
  { href: "/status", label: "Status", icon: "status" },
];

/** The link under whose address the present page stands; the longest wins. */
export function activeHref(links: readonly ShellLink[], path: string): string | undefined {
  const fits = (href: string) => href === path || (href !== "/" && path.startsWith(`${href}/`));
  return links
    .map((link) => link.href)
    .filter(fits)
    .sort((a, b) => b.length - a.length)[0];
}
