/** What a pack declares under a name; never what every object inherits, such as `constructor`. */
export const own = <T>(declared: Record<string, T>, name: string): T | undefined =>
  Object.hasOwn(declared, name) ? declared[name] : undefined;
