/** Markup that is safe to send. Only `html` makes it; every value put into it is escaped. */
export type Markup = { readonly markup: string };

const entities: Record<string, string> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};
const escaped = (text: string) => text.replace(/[&<>"']/g, (character) => entities[character] ?? "");

type Value = string | Markup | Markup[];

const rendered = (value: Value): string => {
  if (typeof value === "string") return escaped(value);
  return Array.isArray(value) ? value.map((one) => one.markup).join("") : value.markup;
};

/** A template whose texts are escaped and whose markup is kept. */
export const html = (strings: TemplateStringsArray, ...values: Value[]): Markup => ({
  markup: strings
    .map((text, index) => text + (index < values.length ? rendered(values[index] ?? "") : ""))
    .join(""),
});
