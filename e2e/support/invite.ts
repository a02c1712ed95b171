import { expect, type Page } from "@playwright/test";

export type Invited = { name: string; email: string; party: string; role: string };
export const ownPassword = "three unrelated words";

/** An administrator adds a person with a side and its role; the person takes up the link in a browser of their own. */
export async function invite(
  admin: Page,
  theirs: Page,
  { name, email, party, role }: Invited,
): Promise<void> {
  await admin.goto("/people");
  await admin.getByRole("button", { name: "Add a person" }).click();
  await admin.getByLabel("Name").fill(name);
  await admin.getByLabel("E-mail").fill(email);
  await admin.getByRole("button", { name: "Make the link" }).click();
  const link = await admin.getByText(/\/invitation\//).textContent();
  await admin.getByRole("button", { name: "I have kept it" }).click();
  await theirs.goto(link ?? "");
  await theirs.getByLabel("Password").fill(ownPassword);
  await theirs.getByRole("button", { name: "Create the account" }).click();
  await expect(theirs).not.toHaveURL(/invitation/);
  await admin.reload();
  await admin.getByRole("button", { name: `Change ${name}` }).click();
  await admin.getByRole("menuitem", { name: "Party and roles" }).click();
  await admin.getByLabel("Party").selectOption({ label: party });
  await admin.getByRole("checkbox", { name: new RegExp(`^${role}`) }).check();
  await admin.getByRole("button", { name: "Save" }).click();
  await expect(admin.getByRole("list", { name: `Roles of ${name}` })).toContainText(role);
}

/** Takes a person off the roster again. */
export async function removePerson(admin: Page, name: string): Promise<void> {
  await admin.goto("/people");
  await admin.getByRole("button", { name: `Change ${name}` }).click();
  await admin.getByRole("menuitem", { name: "Remove" }).click();
  await admin.getByRole("button", { name: "Remove", exact: true }).click();
  await expect(admin.getByText(name, { exact: true })).toHaveCount(0);
}
