export const textIn = (form: FormData, name: string): string => String(form.get(name) ?? "");
