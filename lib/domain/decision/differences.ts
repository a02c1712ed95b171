type Named = { id: string; title: string };

/** The parts that two packets both name, as they were and as they are. */
export const pairs = <T extends Named>(before: readonly T[], after: readonly T[]): [T, T][] =>
  after.flatMap((now): [T, T][] => {
    const then = before.find(({ id }) => id === now.id);
    return then === undefined ? [] : [[then, now]];
  });

export const holdsNow = ({ title, holds }: { title: string; holds: boolean }): string =>
  `${title}: ${holds ? "holds now" : "does not hold any more"}`;

/** Says of a value what it was and what it is; nothing where it is the same. */
export const became = (
  title: string,
  then: string | null | undefined,
  now: string | null | undefined,
): string[] =>
  (then ?? null) === (now ?? null) ? [] : [`${title}: ${then ?? "nothing"} became ${now ?? "nothing"}`];
