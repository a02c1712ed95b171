/** Runs once in each server process, before its first request. */
export async function register(): Promise<void> {
  if (process.env.NEXT_RUNTIME !== "nodejs") return;
  const { refuseUnsafeStart } = await import("#app/_start/refuse-to-start.ts");
  const { forgetWhatWasRedacted } = await import("#app/_start/forget-redacted.ts");
  const { noteClientAddresses } = await import("#lib/auth/session/client-address.ts");
  const { answerPublicFirst } = await import("#app/_start/answer-public-first.ts");
  refuseUnsafeStart();
  noteClientAddresses();
  answerPublicFirst();
  // Not waited for, because a database that is away must not keep the console from starting.
  void forgetWhatWasRedacted();
}
