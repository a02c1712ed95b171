import { pino } from "pino";
import { settings } from "./env.ts";

export type Log = pino.Logger;

const secretNames = ["password", "secret", "token", "authorization", "cookie", "totp", "code", "salt"];

/** A JSON-lines log to standard output for one part of the product. Fields with a secret's name are left out. */
export function createLog(part: string): Log {
  return pino({
    level: settings().logLevel,
    base: { part },
    timestamp: pino.stdTimeFunctions.isoTime,
    formatters: { level: (label) => ({ level: label }) },
    redact: {
      paths: secretNames.flatMap((name) => [name, `*.${name}`, `*.*.${name}`]),
      censor: "[left out]",
    },
  });
}
