"use client";

import { useEffect } from "react";
import { MayBeOld } from "../../../_components/may-be-old.tsx";
import { useReadAnew } from "../../../_components/use-read-anew.ts";

/** Reads the page anew when the incident's log grows: what is shown is what may be signed. */
export function FollowRoom({ reference }: { reference: string }) {
  const { readAnew, isOverdue } = useReadAnew();
  useEffect(() => {
    const stream = new EventSource(`/api/stream/${reference}`);
    stream.addEventListener("entry", readAnew);
    stream.addEventListener("end", ({ data }) => {
      // Without a session the stream would be refused; the page itself leads to the way in.
      if (JSON.parse(data).cause !== "session") return;
      stream.close();
      readAnew();
    });
    return () => stream.close();
  }, [reference, readAnew]);
  return isOverdue ? <MayBeOld /> : null;
}
