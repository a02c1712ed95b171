"use client";

import { useEffect, useState } from "react";
import { ButtonLink } from "#components/ui/button.tsx";

/** On a phone the answer is a long way down: one tap leads to it, until it is in sight. */
export function AnswerBelow() {
  const [isThere, setIsThere] = useState(false);
  useEffect(() => {
    const answer = document.getElementById("answer");
    if (answer === null) return;
    const watcher = new IntersectionObserver((seen) => setIsThere(seen.at(-1)?.isIntersecting === true), {
      rootMargin: "0px 0px -120px",
    });
    watcher.observe(answer);
    return () => watcher.disconnect();
  }, []);
  if (isThere) return null;
  return (
    <div className="fixed inset-x-0 bottom-0 z-20 border-line-strong border-t bg-plate p-3 md:hidden">
      <ButtonLink href="#answer" variant="go" className="w-full">
        Go to your answer
      </ButtonLink>
    </div>
  );
}
