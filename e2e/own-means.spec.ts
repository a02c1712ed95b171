import { expect } from "@playwright/test";
import { expectNoBarrier } from "./support/barriers.ts";
import { countersign } from "./support/countersign.ts";
import { invite, ownPassword, removePerson } from "./support/invite.ts";
import { test } from "./support/journey.ts";
import { confirmNewApp, enrol, setUpCodes } from "./support/own-means.ts";

const vera = {
  name: "Vera Lund",
  email: "vera@example.com",
  party: "Producer, MemoryKernel",
  role: "Producer lead",
};

test("a party's further signer is countersigned by another; a person revokes a passkey with their password, and moves the one-time codes to another app with a code of the old one", async ({
  enter,
  visit,
}) => {
  const [admin, own] = [await enter("admin"), await visit()];
  await invite(admin, own, vera);
  try {
    await enrol(own);
    const passkeys = own.getByRole("region", { name: "Passkeys" });
    await expect(
      passkeys.getByText(/^Waits for a countersignature before it signs for producer/),
    ).toBeVisible();
    await expectNoBarrier(own);
    await countersign(own, "producer", vera.name);
    await own.reload();
    await expect(passkeys.getByText(/^Signs for producer: countersigned by (Greta|Oskar)/)).toBeVisible();
    await passkeys.getByRole("button", { name: "Revoke key ring" }).click();
    const dialog = own.getByRole("dialog", { name: "Revoke key ring?" });
    await dialog.getByLabel("Your password").fill("not the password");
    await dialog.getByRole("button", { name: "Revoke", exact: true }).click();
    await expect(dialog.getByRole("alert")).toContainText("The password is not right.");
    await dialog.getByLabel("Your password").fill(ownPassword);
    await dialog.getByRole("button", { name: "Revoke", exact: true }).click();
    await expect(dialog).toBeHidden();
    await expect(passkeys.getByText("none yet")).toBeVisible();

    const old = await setUpCodes(own);
    await expectNoBarrier(own);
    await own.getByRole("button", { name: "Use another app" }).click();
    const codes = own.getByRole("region", { name: /codes/i });
    await codes.getByLabel("Your password").fill(ownPassword);
    await codes.getByLabel("A code of the app that you have now").fill("000000");
    await codes.getByRole("button", { name: "Go on" }).click();
    await expect(codes.getByRole("alert")).toContainText("The password or the code is not right");
    await codes.getByLabel("Your password").fill(ownPassword);
    await codes
      .getByLabel("A code of the app that you have now")
      .fill(old.generate({ timestamp: Date.now() + 30_000 }));
    await codes.getByRole("button", { name: "Go on" }).click();
    const app = await confirmNewApp(own);
    expect(app.secret.base32).not.toBe(old.secret.base32);
  } finally {
    await removePerson(admin, vera.name);
  }
});
