export type ErrorCode =
  | "configuration"
  | "not-found"
  | "unauthenticated"
  | "forbidden"
  | "invalid-input"
  | "unavailable"
  | "broken-invariant";

const mark: unique symbol = Symbol.for("holdpoint.app-error");

/** A failure that is nobody's decision. Only `publicMessage` leaves the process; `detail` is for the log. */
export class AppError extends Error {
  readonly code: ErrorCode;
  readonly publicMessage: string;
  readonly detail: string | undefined;
  readonly [mark] = true;

  // Known by its mark, because Next loads this module once for each of its bundles, and an error that the shared
  // database client makes in one of them is caught in another.
  static override [Symbol.hasInstance](value: unknown): boolean {
    return typeof value === "object" && value !== null && mark in value;
  }

  constructor(code: ErrorCode, publicMessage: string, options: { detail?: string; cause?: unknown } = {}) {
    super(publicMessage, options.cause === undefined ? undefined : { cause: options.cause });
    this.name = "AppError";
    this.code = code;
    this.publicMessage = publicMessage;
    this.detail = options.detail;
  }
}
