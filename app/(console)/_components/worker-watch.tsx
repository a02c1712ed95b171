"use client";

import { createContext, type ReactNode, useContext, useEffect, useState } from "react";
import { z } from "zod";
import { Banner } from "#components/ui/banner.tsx";
import { Time } from "#components/ui/time.tsx";
import type { WorkerSilence } from "#lib/queries/health.ts";

const everyMs = 10_000;

const Told = z.object({ silence: z.object({ since: z.string().nullable() }).nullable() });

const Silence = createContext<WorkerSilence | null>(null);

/** What stands still now because no worker is there; null while one is. */
export const useWorkerSilence = (): WorkerSilence | null => useContext(Silence);

/** Undefined where nobody knows: that the console itself does not answer, each screen says of its own. */
async function askForWorkers(): Promise<WorkerSilence | null | undefined> {
  try {
    const answer = await fetch("/api/workers", { cache: "no-store" });
    return answer.status === 200 ? Told.parse(await answer.json()).silence : undefined;
  } catch {
    return undefined;
  }
}

/** Asks again and again whether a worker is there, and says on every screen when none is: all that looks alive is not. */
export function WorkerWatch({ children }: { children: ReactNode }) {
  const [silence, setSilence] = useState<WorkerSilence | null>(null);
  useEffect(() => {
    let isGone = false;
    const look = async () => {
      if (document.hidden) return;
      const told = await askForWorkers();
      if (!isGone && told !== undefined) setSilence(told);
    };
    const onVisible = () => void look();
    void look();
    const timer = setInterval(onVisible, everyMs);
    document.addEventListener("visibilitychange", onVisible);
    return () => {
      isGone = true;
      clearInterval(timer);
      document.removeEventListener("visibilitychange", onVisible);
    };
  }, []);
  return (
    <Silence value={silence}>
      {silence === null ? null : (
        <div className="px-3 pt-3 md:px-5">
          <Banner tone="breach" role="alert" title="No worker is running">
            <SilentSince silence={silence} />: no step runs, no clock fires, nobody is called and nothing is
            sent. What you record is kept and taken up when one is back. Look at the worker's own output.
          </Banner>
        </div>
      )}
      {children}
    </Silence>
  );
}

function SilentSince({ silence: { since } }: { silence: WorkerSilence }) {
  if (since === null) return "None has been heard yet";
  return (
    <>
      The last was heard at <Time value={since} show="seconds" />
    </>
  );
}
