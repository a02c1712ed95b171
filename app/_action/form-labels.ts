import type { FieldLabels } from "#lib/domain/refusal.ts";

/** How the fields of a form are called on it, by the names under which they are sent. */
export function labelsOf(form: HTMLFormElement): FieldLabels {
  const labels: Record<string, string> = {};
  for (const control of form.elements) {
    const isField =
      control instanceof HTMLTextAreaElement ||
      control instanceof HTMLSelectElement ||
      (control instanceof HTMLInputElement && control.type !== "radio" && control.type !== "checkbox");
    const label = isField ? control.labels?.[0]?.firstChild?.textContent?.trim() : undefined;
    if (isField && control.name !== "" && label) labels[control.name] = label.replace(/[?:]$/, "");
  }
  return labels;
}
