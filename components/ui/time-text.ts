/** How an instant is written: UTC first and labelled, everywhere. */
export type TimeShape = "time" | "seconds" | "date" | "both";

const months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
const pad = (value: number) => String(value).padStart(2, "0");

export function utcDate(iso: string): string {
  const at = new Date(iso);
  return `${at.getUTCDate()} ${months[at.getUTCMonth()] ?? ""} ${at.getUTCFullYear()}`;
}

export function utcMinute(iso: string): string {
  const at = new Date(iso);
  return `${pad(at.getUTCHours())}:${pad(at.getUTCMinutes())}`;
}

export function utcSecond(iso: string): string {
  return `${utcMinute(iso)}:${pad(new Date(iso).getUTCSeconds())}`;
}

export function utcText(iso: string, shape: TimeShape): string {
  if (Number.isNaN(Date.parse(iso))) return "unknown time";
  switch (shape) {
    case "time":
      return utcMinute(iso);
    case "seconds":
      return utcSecond(iso);
    case "date":
      return utcDate(iso);
    case "both":
      return `${utcDate(iso)}, ${utcMinute(iso)}`;
  }
}

/** The same instant where the person sits, with the zone's name. */
export function localText(iso: string): string {
  return new Intl.DateTimeFormat("en-GB", {
    day: "numeric",
    month: "short",
    hour: "2-digit",
    minute: "2-digit",
    second: "2-digit",
    timeZoneName: "short",
  }).format(new Date(iso));
}

export function localMinute(iso: string): string {
  return new Intl.DateTimeFormat("en-GB", { hour: "2-digit", minute: "2-digit" }).format(new Date(iso));
}

/** 07:12, 1:02:03, and with a minus sign when the instant has passed. */
export function countdownText(seconds: number): string {
  const isPast = seconds < 0;
  const whole = isPast ? Math.floor(-seconds) : Math.ceil(seconds);
  const hours = Math.floor(whole / 3600);
  const minutes = Math.floor((whole % 3600) / 60);
  const rest = `${pad(minutes)}:${pad(whole % 60)}`;
  return `${isPast && whole > 0 ? "−" : ""}${hours > 0 ? `${hours}:${rest}` : rest}`;
}

/** 40 s, 6 min 9 s, 3 h 20 min, 2 d 4 h: a length in words, never more than two units. */
export function durationText(seconds: number): string {
  const whole = Math.max(0, Math.round(seconds));
  const units: [number, string][] = [
    [Math.floor(whole / 86_400), "d"],
    [Math.floor((whole % 86_400) / 3600), "h"],
    [Math.floor((whole % 3600) / 60), "min"],
    [whole % 60, "s"],
  ];
  const first = units.findIndex(([amount]) => amount > 0);
  if (first === -1) return "0 s";
  return units
    .slice(first, first + 2)
    .filter(([amount]) => amount > 0)
    .map(([amount, unit]) => `${amount} ${unit}`)
    .join(" ");
}

/** 0.4 s, 3.4 s, then as `durationText`: how long a command took. */
export function elapsedText(seconds: number): string {
  return seconds < 10 ? `${Math.max(0, seconds).toFixed(1)} s` : durationText(seconds);
}
