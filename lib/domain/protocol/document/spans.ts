const unit = (amount: number, name: string) => `${amount} ${name}${amount === 1 ? "" : "s"}`;

/** `90 seconds`, `15 minutes`, `1 hour 30 minutes`, `2 days`: the two largest units that are not nought. */
export function secondsWords(seconds: number): string {
  const whole = Math.round(seconds);
  const parts = [
    unit(Math.floor(whole / 86_400), "day"),
    unit(Math.floor((whole % 86_400) / 3600), "hour"),
    unit(Math.floor((whole % 3600) / 60), "minute"),
    unit(whole % 60, "second"),
  ].filter((words) => !words.startsWith("0 "));
  return parts.slice(0, 2).join(" ") || "0 seconds";
}

export const minutesWords = (minutes: number): string => secondsWords(minutes * 60);
