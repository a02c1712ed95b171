import { expect, type Locator, type Page } from "@playwright/test";

export type Declared = {
  /** Its title, as the declare page says it. */
  protocol: string;
  trigger: RegExp;
  /** What the protocol asks and nothing suggests. */
  choose?: string;
  title?: string;
  seen?: string;
  /** The demonstration's shop, where no other is named. */
  service?: string;
  /** Changes made on the page just before the button is pressed. */
  also?: (page: Page) => Promise<void>;
};

/** Declares an incident on its page and gives the reference of the room that opens. */
export async function declare(page: Page, { protocol, trigger, ...rest }: Declared): Promise<string> {
  await page.goto("/incidents/new");
  await page.getByRole("radio", { name: protocol }).check();
  await page.getByRole("radio", { name: trigger }).click();
  // Other journeys register services, and then none stands in the field.
  await page
    .getByLabel("Service", { exact: true })
    .selectOption({ label: `${rest.service ?? "Storefront"}, production` });
  if (rest.choose) await page.getByRole("radio", { name: rest.choose }).check();
  if (rest.title) await page.getByLabel("Title").fill(rest.title);
  if (rest.seen) await page.getByLabel("What exactly did you see?").fill(rest.seen);
  await rest.also?.(page);
  await page.getByRole("button", { name: /^Declare / }).click();
  await expect(page).toHaveURL(/\/incidents\/[A-Z]+-\d{4}-\d{4}$/);
  await expectLive(page);
  return page.url().split("/").at(-1) ?? "";
}

export const declareEnvelope = (page: Page, rest: Partial<Declared> = {}) =>
  declare(page, {
    protocol: "Service.v3 rollback",
    trigger: /^Error answers have the wrong envelope/,
    choose: "service.v3 release",
    ...rest,
  });

export async function openRoom(page: Page, reference: string): Promise<void> {
  await page.goto(`/incidents/${reference}`);
  await expectLive(page);
}

/** Whether the room is up to date, as its last line says. */
export const connection = (page: Page): Locator => page.getByRole("contentinfo").getByRole("status").first();

export const expectLive = (page: Page) => expect(connection(page)).toHaveText("Live");

export const clockCard = (page: Page, title: string | RegExp): Locator =>
  page.getByRole("region", { name: "Clocks" }).getByRole("article", { name: title });

export const owedCard = (page: Page, title: string | RegExp): Locator =>
  page.getByRole("region", { name: "You owe now" }).getByRole("article", { name: title });

export const runPanel = (page: Page): Locator => page.getByRole("region", { name: "Rollback" });

export const step = (page: Page, title: string): Locator =>
  page.getByRole("list", { name: "Steps of the run" }).getByRole("listitem").filter({ hasText: title });

/** An entry of the timeline, by its words. */
export const entry = (page: Page, words: string | RegExp): Locator =>
  page.getByRole("feed", { name: "Entries" }).getByRole("article").filter({ hasText: words });

export async function writeNote(page: Page, words: string): Promise<void> {
  await page.getByLabel("What did you see, decide or run?").fill(words);
  await page.getByRole("button", { name: "Record" }).click();
}

/** Opens an act of the room by its name in the menu of everything that can be done there. */
export async function act(page: Page, name: string | RegExp): Promise<Locator> {
  await page.getByRole("button", { name: "Act in this incident" }).click();
  await page.getByRole("menuitem", { name }).click();
  return page.getByRole("dialog");
}

/** Presses the one button of something that this person owes. */
export async function pay(page: Page, title: string | RegExp): Promise<Locator> {
  await owedCard(page, title).getByRole("button").click();
  return page.getByRole("dialog");
}

/** Presses the dialog's button and waits until the dialog has closed upon a recorded act. */
export async function submit(page: Page, name: string | RegExp): Promise<void> {
  const dialog = page.getByRole("dialog");
  await dialog.getByRole("button", { name }).click();
  await expect(dialog).toBeHidden();
}

/** Holds the button for as long as it asks, with the pointer. */
export async function hold(page: Page, name: string): Promise<void> {
  const button = page.getByRole("button", { name });
  await button.scrollIntoViewIfNeeded();
  await button.hover();
  await page.mouse.down();
  await expect(page.getByRole("button", { name: "Keep holding…" })).toBeVisible();
  await expect(page.getByRole("button", { name: "Keep holding…" })).toBeHidden();
  await page.mouse.up();
}

/** Reviews the plan, says why, and holds the button: the rollback has started when the dialog is gone. */
export async function startRollback(page: Page, because: string): Promise<void> {
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("Why do you roll back?").fill(because);
  await hold(page, "Hold to start the rollback");
}
