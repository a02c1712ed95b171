import { expect, type Locator, type Page } from "@playwright/test";
import { enrolPasskeyAtSigning } from "./passkey.ts";
import { hold } from "./room.ts";

const words = "Done as it was asked, and looked at.";
const owed = (page: Page) => page.getByRole("region", { name: "You owe now" }).getByRole("article");

/** Chooses the first possibility wherever one must be chosen and nothing is yet. */
async function choose(dialog: Locator): Promise<void> {
  const radios = await dialog.getByRole("radio").all();
  const names = await Promise.all(radios.map((radio) => radio.getAttribute("name")));
  for (const name of new Set(names)) {
    const group = dialog.locator(`input[type=radio][name="${name}"]`);
    if ((await group.and(dialog.locator(":checked")).count()) > 0) continue;
    await group.and(dialog.locator(":enabled")).first().check();
  }
  const boxes = dialog.getByRole("checkbox");
  if ((await boxes.count()) > 0 && (await boxes.and(dialog.locator(":checked")).count()) === 0)
    await boxes.first().check();
  for (const select of await dialog.getByRole("combobox").all())
    if ((await select.inputValue()) === "") await select.selectOption({ index: 1 });
}

async function valueFor(field: Locator): Promise<string> {
  if ((await field.getAttribute("type")) === "datetime-local") return "2026-11-21T02:40";
  const mode = await field.getAttribute("inputmode");
  if (mode === "decimal") return "10";
  return mode === "numeric" ? "0" : words;
}

/** Writes something fitting into every field that is empty. */
async function fill(dialog: Locator): Promise<void> {
  await choose(dialog);
  for (const field of await dialog.locator("input:not([type=radio]):not([type=checkbox]), textarea").all())
    if ((await field.isEditable()) && (await field.inputValue()) === "")
      await field.fill(await valueFor(field));
}

async function sign(page: Page, dialog: Locator): Promise<void> {
  await dialog.getByRole("button", { name: "Read what you sign" }).click();
  const ready = dialog.getByRole("button", { name: "Sign with your passkey" });
  const first = dialog.getByLabel("Name of the passkey");
  await expect(ready.or(first)).toBeVisible();
  if (await first.isVisible()) await enrolPasskeyAtSigning(page, "Key at the desk");
  await ready.click();
}

/**
 * Presses the one button of what is owed, fills what it asks for, and records it. False where it is owed no more before
 * it could be pressed: the run goes on by itself, and what it makes needless leaves the list.
 */
async function pay(page: Page, title: string): Promise<boolean> {
  const card = owed(page).filter({ hasText: title }).first();
  const isPressed = await card
    .getByRole("button")
    .click({ timeout: 10_000 })
    .then(
      () => true,
      () => false,
    );
  if (!isPressed) {
    await expect(card, `it is owed and cannot be pressed: ${title}`).toHaveCount(0);
    return false;
  }
  const dialog = page.getByRole("dialog");
  await expect(dialog).toBeVisible();
  await fill(dialog);
  const start = dialog.getByRole("button", { name: /^Hold to start/ });
  if (await dialog.getByRole("button", { name: "Read what you sign" }).isVisible()) await sign(page, dialog);
  else if (await start.isVisible()) await hold(page, "Hold to start the rollback");
  else await dialog.locator("button[type=submit]").click();
  await expect(dialog, `what was owed is refused: ${title}`).toBeHidden();
  return true;
}

/** What has a button: what is on its way already is waited for, and not done twice. */
const titlesOf = (page: Page) =>
  owed(page)
    .filter({ has: page.getByRole("button") })
    .getByRole("heading")
    .allInnerTexts();

/** The number of the last entry that a page has. */
async function headOf(page: Page): Promise<number> {
  const [, entry] = /entry (\d+)/.exec((await page.getByRole("contentinfo").textContent()) ?? "") ?? [];
  return Number(entry);
}

/** The entry that every page has come to, later than the one before: nobody acts on what was. */
async function commonHead(pages: readonly Page[], before: number): Promise<number> {
  const [head = 0, ...others] = await Promise.all(pages.map(headOf));
  expect(others).toEqual(others.map(() => head));
  expect(head).toBeGreaterThan(before);
  return head;
}

/**
 * Everybody does what the left column says and nothing else, until the incident is closed: what was not done yet
 * before what comes again. Gives what was done, in its order.
 */
export async function walkByOwed(pages: readonly Page[]): Promise<string[]> {
  const done: string[] = [];
  const times = (title: string) => done.filter((one) => one === title).length;
  let head = 0;
  while (!done.includes("Close the incident")) {
    let next: { page: Page; title: string } | undefined;
    await expect(async () => {
      const reached = await commonHead(pages, head);
      const all = await Promise.all(
        pages.map(async (page) => (await titlesOf(page)).map((title) => ({ page, title }))),
      );
      next = all.flat().sort((a, b) => times(a.title) - times(b.title))[0];
      expect(next, `nobody owes anything after: ${done.at(-1)}`).toBeDefined();
      head = reached;
    }).toPass({ timeout: 30_000 });
    if (next === undefined || done.length > 80) throw new Error(`no end in sight: ${done.join(" / ")}`);
    if (await pay(next.page, next.title)) done.push(next.title);
  }
  return done;
}
