export type ErrorCode =
  | "configuration"
  | "not-found"
  | "unauthenticated"
  | "forbidden"
  | "invalid-input"
  | "unavailable"
  | "broken-invariant";

/** A failure that is nobody's decision. Only `publicMessage` leaves the process; `detail` is for the log. */
export class AppError extends Error {
  readonly code: ErrorCode;
  readonly publicMessage: string;
  readonly detail: string | undefined;

  constructor(code: ErrorCode, publicMessage: string, options: { detail?: string; cause?: unknown } = {}) {
    super(publicMessage, options.cause === undefined ? undefined : { cause: options.cause });
    this.name = "AppError";
    this.code = code;
    this.publicMessage = publicMessage;
    this.detail = options.detail;
  }
}
