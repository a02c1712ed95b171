/** What a colour may mean here. Nothing else is coloured. */
export type Tone = "neutral" | "run" | "met" | "risk" | "breach";

export const toneText: Record<Tone, string> = {
  neutral: "text-soft",
  run: "text-run",
  met: "text-met",
  risk: "text-risk",
  breach: "text-breach",
};

export const toneSurface: Record<Tone, string> = {
  neutral: "border-line bg-plate",
  run: "border-run/60 bg-run-bg",
  met: "border-met/60 bg-met-bg",
  risk: "border-risk bg-risk-bg",
  breach: "border-breach bg-breach-bg",
};

export const toneFill: Record<Tone, string> = {
  neutral: "bg-line-strong",
  run: "bg-run",
  met: "bg-met",
  risk: "bg-risk",
  breach: "bg-breach",
};
