class Markup {
  readonly text: string;
  constructor(text: string) {
    this.text = text;
  }
}

export type { Markup };

type Part = string | number | null | Markup | readonly Markup[];

/** Builds markup; every value is text unless it was built here too, so a mail can add none. */
export function html(fixed: TemplateStringsArray, ...values: Part[]): Markup {
  return new Markup(String.raw({ raw: fixed }, ...values.map(shown)));
}

function shown(value: Part): string {
  if (value === null) return "";
  if (value instanceof Markup) return value.text;
  if (typeof value === "object") return value.map(shown).join("");
  return String(value).replace(/[&<>"'`]/g, (sign) => `&#${sign.charCodeAt(0)};`);
}
