import { renderToStaticMarkup } from "react-dom/server";
import { describe, expect, it } from "vitest";
import { TextField } from "#components/ui/text-field.tsx";
import { ClockCard } from "./clock-card.tsx";
import { commandLine, PlanSteps, type StepState } from "./plan-steps.tsx";
import { Poll } from "./poll.tsx";
import { TimelineRow } from "./timeline-row.tsx";

const renderedAt = "2026-11-21T14:10:00Z";

describe("state is told by icon and word", () => {
  it.each([
    ["idle", "Not started"],
    ["running", "Running"],
    ["at-risk", "At risk"],
    ["breached", "Breached"],
  ] as const)("a clock that is %s says %s", (state, word) => {
    const clock = { id: "c", title: "Initial notice", owner: "producer", state, totalSeconds: 900 };
    const times =
      state === "idle" ? {} : { startedAt: "2026-11-21T14:02:00Z", dueAt: "2026-11-21T14:17:00Z" };
    const html = renderToStaticMarkup(<ClockCard clock={{ ...clock, ...times }} renderedAt={renderedAt} />);
    expect(html).toContain(word);
    expect(html).toContain("<svg");
  });

  it.each<[StepState, string]>([
    ["running", "Running"],
    ["succeeded", "Done"],
    ["failed", "Failed"],
    ["in-doubt", "In doubt"],
    ["awaits-person", "By hand"],
    ["skipped", "Skipped"],
  ])("a step that is %s says %s", (state, word) => {
    const step = { id: "s", number: 1, title: "Redeploy", state, expectedSeconds: 5 };
    expect(renderToStaticMarkup(<PlanSteps steps={[step]} renderedAt={renderedAt} />)).toContain(word);
  });

  it("a signature without a passkey says that the server attests it", () => {
    const side = {
      id: "p",
      title: "Producer",
      answer: "go",
      signedAt: renderedAt,
      method: "server-attested",
    } as const;
    expect(renderToStaticMarkup(<Poll sides={[side]} />)).toContain("server-attested");
  });
});

describe("words of people", () => {
  const entry = {
    id: "1",
    sequence: 1,
    kind: "note",
    occurredAt: renderedAt,
    recordedAt: renderedAt,
  } as const;

  it("are never markup", () => {
    expect(
      renderToStaticMarkup(<TimelineRow entry={{ ...entry, what: "<img src=x onerror=alert(1)>" }} />),
    ).not.toContain("<img");
  });

  it("cannot turn the order in which they are read", () => {
    const turned = { ...entry, what: "a\u202egnp.exe", note: "b\u2066c", output: { text: "d\u200fe" } };
    const html = renderToStaticMarkup(<TimelineRow entry={turned} />);
    for (const words of ["a[U+202E]gnp.exe", "b[U+2066]c", "d[U+200F]e"]) expect(html).toContain(words);
  });

  it("that were corrected stay legible and struck through", () => {
    const html = renderToStaticMarkup(
      <TimelineRow entry={{ ...entry, what: "at 14:05", correctedBy: { sequence: 2 } }} />,
    );
    expect(html).toContain("<del>at 14:05</del>");
    expect(html).toContain("Corrected by entry 2");
  });

  it("that were redacted are gone from the screen", () => {
    const html = renderToStaticMarkup(
      <TimelineRow entry={{ ...entry, what: "secret", note: "secret", isRedacted: true }} />,
    );
    expect(html).not.toContain("secret");
  });
});

describe("a field with an error", () => {
  it("is tied to its label, hint and error", () => {
    const html = renderToStaticMarkup(
      <TextField id="tag" label="Tag" hint="Like v1.2.3" error="Not a tag" />,
    );
    expect(html).toContain('for="tag"');
    expect(html).toContain('aria-describedby="tag-hint tag-error"');
    expect(html).toContain('aria-invalid="true"');
  });
});

describe("a command on screen", () => {
  it("quotes what a shell would split, so that it can be read as it runs", () => {
    expect(commandLine(["git", "-C", "/my config", "it's", "--to=1.4.2"])).toBe(
      "git -C '/my config' 'it'\\''s' --to=1.4.2",
    );
  });
});
