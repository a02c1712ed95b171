"use client";

import { createContext, type ReactNode, useContext, useEffect, useState } from "react";
import { z } from "zod";
import { Banner } from "#components/ui/banner.tsx";
import { Time } from "#components/ui/time.tsx";

const everyMs = 10_000;

const Health = z.object({
  database: z.enum(["up", "down"]),
  worker: z.object({ status: z.enum(["up", "down"]), heartbeatAgeSeconds: z.number().nullable() }),
});

/** Since when no worker has been heard; null in `since` where there never was one. */
export type WorkerSilence = { since: string | null };

const Silence = createContext<WorkerSilence | null>(null);

/** What stands still now because no worker is there; null while one is. */
export const useWorkerSilence = (): WorkerSilence | null => useContext(Silence);

async function askForWorkers(): Promise<WorkerSilence | null | undefined> {
  try {
    const answer = await fetch("/api/health", { cache: "no-store" });
    const { database, worker } = Health.parse(await answer.json());
    // Without the database nobody knows of the workers; that the connection is gone, each screen says itself.
    if (database === "down") return undefined;
    if (worker.status === "up") return null;
    const age = worker.heartbeatAgeSeconds;
    return { since: age === null ? null : new Date(Date.now() - age * 1000).toISOString() };
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
