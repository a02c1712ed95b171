/** A variable of this process that an action names: where a worker's secrets for other systems are. */
export function workerVariable(name: string): string | null {
  const value = process.env[name];
  return value === undefined || value === "" ? null : value;
}
