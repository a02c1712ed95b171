"use client";

import { Banner } from "#components/ui/banner.tsx";
import { Button } from "#components/ui/button.tsx";

/** A page that could not be read anew. It is not loaded by itself, because what somebody is typing would be gone. */
export function MayBeOld() {
  return (
    <Banner
      tone="risk"
      role="alert"
      title="What you see may be old"
      action={<Button onClick={() => window.location.reload()}>Load the page again</Button>}
    >
      Something has changed, and this page has not been able to show it.
    </Banner>
  );
}
