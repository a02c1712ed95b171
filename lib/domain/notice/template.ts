/** Facts a notice may quote: nested plain objects whose leaves are texts, numbers or lists of them. */
export type TemplateValues = { readonly [name: string]: TemplateValue };
type TemplateValue = string | number | readonly (string | number)[] | TemplateValues;

type Piece = { kind: "text"; text: string } | { kind: "value"; path: string } | { kind: "item" };
type Part = Piece | { kind: "list"; path: string; each: Piece[] };

export type Template = { readonly parts: readonly Part[] };
export type TemplateProblem = { line: number; reason: string };
export type ParsedTemplate =
  | { ok: true; template: Template; paths: string[] }
  | { ok: false; problems: TemplateProblem[] };
/** Where a value is missing, `text` has the words for a gap in its place. */
export type RenderedTemplate = { ok: true; text: string } | { ok: false; text: string; missing: string[] };

const valuePath = /^[a-zA-Z][a-zA-Z0-9]*(\.[a-zA-Z][a-zA-Z0-9]*(-[a-zA-Z0-9]+)*)*$/;
const forms = "{{path}} or {{#each path}}…{{this}}…{{/each}}";

type Reading = { parts: Part[]; list: Extract<Part, { kind: "list" }> | null; problems: TemplateProblem[] };

/** A notice's template holds only {{path}} and one kind of list block, so that a pack can quote facts and never compute. */
export function parseTemplate(source: string): ParsedTemplate {
  const reading: Reading = { parts: [], list: null, problems: [] };
  let line = 1;
  for (const token of source.split(/(\{\{.*?\}\})/s)) {
    const isTag = token.startsWith("{{") && token.endsWith("}}") && token.length >= 4;
    const reason = isTag ? readTag(reading, token.slice(2, -2).trim()) : readText(reading, token);
    if (reason !== null) reading.problems.push({ line, reason });
    line += token.split("\n").length - 1;
  }
  if (reading.list) {
    reading.problems.push({
      line,
      reason: `the list of ${reading.list.path} is not closed: {{/each}} expected`,
    });
  }
  if (reading.problems.length > 0) return { ok: false, problems: reading.problems };
  return { ok: true, template: { parts: reading.parts }, paths: pathsOf(reading.parts) };
}

/** A notice goes out only when every fact its template quotes is there: an absent, blank or empty one is named instead. */
export function renderTemplate(
  template: Template,
  values: TemplateValues,
  gap: (path: string) => string = () => "",
): RenderedTemplate {
  const missing = new Set<string>();
  const textAt = (path: string) => {
    const found = scalarText(valueAt(values, path));
    if (found === null) missing.add(path);
    return found ?? gap(path);
  };
  const piece = (part: Piece, item: string) => {
    switch (part.kind) {
      case "text":
        return part.text;
      case "value":
        return textAt(part.path);
      case "item":
        return item;
    }
  };
  const list = (path: string, each: readonly Piece[]) => {
    const items = listTexts(valueAt(values, path));
    if (items === null) missing.add(path);
    return (items ?? [gap(path)]).map((item) => each.map((part) => piece(part, item)).join("")).join("");
  };
  const text = template.parts
    .map((part) => (part.kind === "list" ? list(part.path, part.each) : piece(part, "")))
    .join("");
  return missing.size > 0 ? { ok: false, text, missing: [...missing] } : { ok: true, text };
}

function readText(reading: Reading, text: string): string | null {
  const stray = text.includes("{{") ? "{{" : text.includes("}}") ? "}}" : null;
  if (stray) return `a lone ${stray}: write ${forms}`;
  if (text !== "") add(reading, { kind: "text", text });
  return null;
}

function readTag(reading: Reading, tag: string): string | null {
  if (tag === "/each") return closeList(reading);
  if (tag.startsWith("#each")) return openList(reading, tag.slice("#each".length).trim());
  if (tag === "this") {
    if (!reading.list) return "{{this}} stands for a list's item, so it belongs inside {{#each path}}";
    return add(reading, { kind: "item" });
  }
  if (!valuePath.test(tag)) return `{{${tag}}} is not understood: write ${forms}`;
  return add(reading, { kind: "value", path: tag });
}

function openList(reading: Reading, path: string): string | null {
  if (reading.list) return "a list inside a list: close the first with {{/each}}";
  if (!valuePath.test(path) || path === "this") return `{{#each}} needs the path of a list, not "${path}"`;
  reading.list = { kind: "list", path, each: [] };
  return null;
}

function closeList(reading: Reading): string | null {
  if (!reading.list) return "{{/each}} closes no list";
  reading.parts.push(reading.list);
  reading.list = null;
  return null;
}

function add(reading: Reading, piece: Piece): null {
  (reading.list?.each ?? reading.parts).push(piece);
  return null;
}

function pathsOf(parts: readonly Part[]): string[] {
  return [...new Set(parts.flatMap(pathsOfPart))];
}

function pathsOfPart(part: Part): string[] {
  switch (part.kind) {
    case "value":
      return [part.path];
    case "list":
      return [part.path, ...pathsOf(part.each)];
    case "text":
    case "item":
      return [];
  }
}

function valueAt(values: TemplateValues, path: string): unknown {
  return path.split(".").reduce<unknown>((value, name) => {
    if (typeof value !== "object" || value === null || Array.isArray(value)) return undefined;
    return Object.hasOwn(value, name) ? (value as Record<string, unknown>)[name] : undefined;
  }, values);
}

function scalarText(value: unknown): string | null {
  if (typeof value === "number") return Number.isFinite(value) ? String(value) : null;
  return typeof value === "string" && value.trim() !== "" ? value : null;
}

function listTexts(value: unknown): string[] | null {
  if (!Array.isArray(value) || value.length === 0) return null;
  const texts = value.map(scalarText);
  return texts.every((text) => text !== null) ? texts : null;
}
