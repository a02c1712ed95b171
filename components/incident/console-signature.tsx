import { Digest } from "#components/ui/digest.tsx";
import { Time } from "#components/ui/time.tsx";

type Signed = { keyId: string; at: string };

/** Which key of the console signed a sealed record, beside the people who did. */
export const ConsoleSignature = ({ signed }: { signed: Signed | null }) => (
  <p className="mt-1 text-s text-soft">
    {signed === null ? (
      "The console has not signed the record yet."
    ) : (
      <>
        Signed by the console's key <Digest value={signed.keyId} what="console's key" />,{" "}
        <Time value={signed.at} />
      </>
    )}
  </p>
);
