import { z } from "zod";
import { Proof } from "./decision.ts";
import { event, Id, Instant, Sha256, Words } from "./shapes.ts";

/** Rollback mode: how far it reaches, what it goes back to, who signs for a risk, and its end under control. */
export const modeEvents = {
  RollbackModeDeclared: event({ reasons: z.array(z.string()).min(1), scope: z.string() }, { reason: Words }),
  ScopeChanged: event({ from: z.string(), to: z.string() }, { reason: Words }),
  TargetConfirmed: event({ target: z.string(), value: z.string().max(500) }, {}),
  AttestationSigned: event(
    {
      attestation: z.string(),
      role: z.string(),
      person: Id,
      statement: z.string(),
      statementDigest: Sha256,
      proof: Proof,
      signedAt: Instant,
    },
    { reason: Words },
  ),
  Unfrozen: event({}, { scope: Words }),
};
