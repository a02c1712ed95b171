"use client";

import { useRouter } from "next/navigation";
import { useEffect } from "react";

const pauseMs = 150;

/** Reads the page anew when the incident's log grows: what is shown is what may be signed. */
export function FollowRoom({ reference }: { reference: string }) {
  const router = useRouter();
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const stream = new EventSource(`/api/stream/${reference}`);
    stream.addEventListener("entry", () => {
      clearTimeout(timer);
      timer = setTimeout(() => router.refresh(), pauseMs);
    });
    stream.addEventListener("end", ({ data }) => {
      // Without a session the stream would be refused; the page itself leads to the way in.
      if (JSON.parse(data).cause !== "session") return;
      stream.close();
      router.refresh();
    });
    return () => {
      clearTimeout(timer);
      stream.close();
    };
  }, [reference, router]);
  return null;
}
