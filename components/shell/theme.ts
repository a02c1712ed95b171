export type Theme = "dark" | "light";

export const themeCookie = "theme";

const oneYearInSeconds = 31_536_000;

export function parseTheme(value: string | undefined): Theme {
  return value === "light" ? "light" : "dark";
}

/** Applies a theme at once and keeps it in a cookie, so that the server's next page arrives in it. */
export function applyTheme(theme: Theme): void {
  document.documentElement.dataset.theme = theme;
  const secure = location.protocol === "https:" ? "; Secure" : "";
  // biome-ignore lint/suspicious/noDocumentCookie: the Cookie Store API is missing on plain-http hosts, where a console may also run.
  document.cookie = `${themeCookie}=${theme}; Path=/; Max-Age=${oneYearInSeconds}; SameSite=Lax${secure}`;
}
