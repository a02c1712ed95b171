import type { ReactNode } from "react";

export default function AuthLayout({ children }: { children: ReactNode }) {
  return (
    <main id="content" tabIndex={-1} className="flex min-h-dvh flex-col px-4 outline-none">
      <div className="mx-auto flex w-full max-w-[400px] flex-1 flex-col justify-center py-10">{children}</div>
      <footer className="mx-auto w-full max-w-[400px] pb-6 text-faint text-s">
        Looking for the state of the service? See the{" "}
        <a href="/status" className="link">
          public status
        </a>
        .
      </footer>
    </main>
  );
}
