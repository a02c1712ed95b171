import { execFile } from "node:child_process";
import { promisify } from "node:util";
import AxeBuilder from "@axe-core/playwright";
import { type BrowserContext, expect, type Page, test } from "@playwright/test";
import { Secret, TOTP } from "otpauth";
import { root } from "#scripts/root.ts";
import { consoleForJourneys } from "#scripts/testing/console-for-journeys.ts";

const { url, password, dataDir } = consoleForJourneys();
const ownPassword = "three unrelated words";

async function signIn(page: Page, email: string, typed = password) {
  await page.getByLabel("E-mail").fill(email);
  await page.getByLabel("Password").fill(typed);
  await page.getByRole("button", { name: "Sign in" }).click();
}

async function signOut(page: Page) {
  // A press on a page whose scripts have not run yet is lost.
  await page.waitForLoadState();
  await page.getByRole("button", { name: /Stakeholder|You|Ruth/ }).click();
  await page.getByRole("menuitem", { name: "Sign out" }).click();
}

async function inviteAdministrator(email: string): Promise<string> {
  const args = ["scripts/holdpoint.ts", "admin", "create", "--email", email, "--name", "Grace"];
  const env = { ...process.env, HOLDPOINT_DATA_DIR: dataDir, HOLDPOINT_URL: url };
  const { stdout } = await promisify(execFile)(process.execPath, args, { cwd: root, env, timeout: 30_000 });
  return /\S+\/invitation\/\S+/.exec(stdout)?.[0] ?? "";
}

async function addAuthenticator(context: BrowserContext, page: Page) {
  const session = await context.newCDPSession(page);
  await session.send("WebAuthn.enable");
  await session.send("WebAuthn.addVirtualAuthenticator", {
    options: {
      protocol: "ctap2",
      transport: "internal",
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified: true,
      automaticPresenceSimulation: true,
    },
  });
}

async function expectNoBarrier(page: Page) {
  const { violations } = await new AxeBuilder({ page }).analyze();
  expect(violations.map(({ id, nodes }) => ({ id, at: nodes.map(({ target }) => target) }))).toEqual([]);
}

const complaints: string[] = [];
test.beforeEach(({ page }) => {
  complaints.length = 0;
  page.on(
    "console",
    (message) => message.type() === "error" && complaints.push(`${message.text()} ${message.location().url}`),
  );
  page.on("pageerror", (error) => complaints.push(error.message));
});
test.afterEach(() => expect(complaints, "the browser's console").toEqual([]));

test("a wrong password keeps the address typed, and the right one leads to the page asked for", async ({
  page,
}) => {
  await page.goto("/settings/security?from=mail");
  await expect(page.getByRole("heading", { name: "Sign in" })).toBeVisible();
  await expectNoBarrier(page);
  await signIn(page, "stakeholder@example.com", "not the password");
  await expect(page.getByText("The e-mail address or the password is not right.")).toBeVisible();
  await expect(page.getByLabel("E-mail")).toHaveValue("stakeholder@example.com");
  await expect(page.getByLabel("Password")).toBeFocused();
  await expect(page.getByLabel("Password")).toHaveValue("");
  await signIn(page, "stakeholder@example.com");
  await expect(page).toHaveURL(`${url}/settings/security?from=mail`);
  await expect(page.getByRole("heading", { name: "Security" })).toBeVisible();
  await expectNoBarrier(page);
});

test("five failures close the account, and the page says when it opens again", async ({ page }) => {
  await page.goto("/sign-in");
  const refusals = page.getByText(/The e-mail address or the password is not right|Too many failed attempts/);
  for (let time = 0; time < 6; time += 1) {
    const answered = page.waitForResponse((response) => response.url().endsWith("/callback/credentials"));
    await signIn(page, "guessed@example.com", `guess ${time}`);
    await answered;
    await expect(refusals).toBeVisible();
  }
  await expect(page.getByText(/Too many failed attempts. Try again at \d\d:\d\d UTC/)).toBeVisible();
});

test("signing out ends the session: a copied cookie opens nothing afterwards", async ({
  page,
  context,
  playwright,
}) => {
  await page.goto("/settings/security");
  await signIn(page, "stakeholder@example.com");
  await expect(page.getByRole("heading", { name: "Security" })).toBeVisible();
  const cookies = await context.cookies();
  const session = cookies.find(({ name }) => name.endsWith(".session"));
  expect(session).toMatchObject({ httpOnly: true, sameSite: "Lax" });
  const cookie = cookies.map(({ name, value }) => `${name}=${value}`).join("; ");
  const thief = await playwright.request.newContext({ baseURL: url, extraHTTPHeaders: { cookie } });
  expect(await (await thief.get("/api/auth/session")).json()).toMatchObject({
    user: { name: "Ruth Adeyemi" },
  });
  await signOut(page);
  await expect(page).toHaveURL(`${url}/sign-in`);
  expect(await (await thief.get("/api/auth/session")).json()).toEqual({});
  const refused = await thief.get("/settings/security", { maxRedirects: 0 });
  expect(refused.status()).toBe(307);
  expect(refused.headers().location).toBe("/sign-in?return=%2Fsettings%2Fsecurity");
  expect(
    (await context.cookies()).map(({ name }) => name).filter((name) => name.includes("holdpoint")),
  ).toEqual([]);
  await thief.dispose();
});

test("an action whose Origin is missing or foreign has no effect", async ({ page, context, playwright }) => {
  await page.goto("/settings/security");
  await signIn(page, "stakeholder@example.com");
  await expect(page.getByRole("heading", { name: "Security" })).toBeVisible();
  const cookie = (await context.cookies()).map(({ name, value }) => `${name}=${value}`).join("; ");
  const kept = page.waitForRequest((request) => request.headers()["next-action"] !== undefined);
  await page.route("**/*", (route) =>
    route.request().headers()["next-action"] ? route.fulfill({ status: 204 }) : route.continue(),
  );
  await signOut(page);
  const action = await kept;
  const { "next-action": id = "", accept = "", "content-type": type = "" } = action.headers();
  const send = async (origin: Record<string, string>) => {
    const stranger = await playwright.request.newContext({ baseURL: url });
    const headers = { cookie, "next-action": id, accept, "content-type": type, ...origin };
    const answer = await stranger.post("/settings/security", { headers, data: action.postData() ?? "" });
    const text = await answer.text();
    const session = await stranger.get("/api/auth/session", { headers: { cookie } });
    const isSignedIn = "user" in (await session.json());
    await stranger.dispose();
    return { text, isSignedIn };
  };
  expect(await send({})).toMatchObject({
    isSignedIn: true,
    text: expect.stringContaining("did not say where it came from"),
  });
  const foreign = { origin: "https://evil.example", "x-forwarded-host": "evil.example" };
  expect(await send(foreign)).toMatchObject({
    isSignedIn: true,
    text: expect.stringContaining("from another address"),
  });
  const crossSite = { origin: url, "sec-fetch-site": "cross-site" };
  expect(await send(crossSite)).toMatchObject({
    isSignedIn: true,
    text: expect.stringContaining("another site"),
  });
  expect(await send({ origin: url })).toMatchObject({ isSignedIn: false });
  complaints.length = 0;
});

test("the door for passwords takes none from another site, and next-auth's other routes are shut", async ({
  request,
}) => {
  const form = { email: "stakeholder@example.com", password, json: "true" };
  const door = "/api/auth/callback/credentials";
  expect((await request.post(door, { form })).status()).toBe(403);
  const foreign = { origin: "https://evil.example", "x-forwarded-host": "evil.example" };
  expect((await request.post(door, { form, headers: foreign })).status()).toBe(403);
  for (const path of ["_log", "session", "signin/credentials"]) {
    expect((await request.post(`/api/auth/${path}`, { headers: { origin: url } })).status()).toBe(404);
  }
  expect((await request.get("/api/auth/providers")).status()).toBe(404);
});

test("every page comes with a policy of its own nonce, and no other site may frame it", async ({
  request,
}) => {
  const policies = await Promise.all([0, 1].map(async () => (await request.get("/sign-in")).headers()));
  const nonces = policies.map(
    (headers) => /'nonce-([^']+)'/.exec(headers["content-security-policy"] ?? "")?.[1],
  );
  expect(new Set(nonces).size).toBe(2);
  expect(policies[0]).toMatchObject({
    "x-content-type-options": "nosniff",
    "referrer-policy": "same-origin",
  });
  expect(policies[0]?.["content-security-policy"]).toContain("frame-ancestors 'none'");
  expect(policies[0]?.["content-security-policy"]).not.toMatch(/script-src[^;]*unsafe/);
});

test("an invited person chooses a password once, and sets up a passkey and one-time codes", async ({
  page,
  context,
}) => {
  await page.setViewportSize({ width: 390, height: 844 });
  const link = await inviteAdministrator("grace@example.com");
  await page.goto(link);
  await expectNoBarrier(page);
  await page.getByLabel("Password").fill(ownPassword);
  await page.getByRole("button", { name: "Create the account" }).click();
  await expect(page).toHaveURL(`${url}/`);
  await page.goto(link);
  await expect(page.getByRole("heading", { name: "This link cannot be used" })).toBeVisible();

  await page.goto("/settings/security");
  await addAuthenticator(context, page);
  await page.getByRole("button", { name: "Add a passkey" }).click();
  await page.getByLabel("Name of the passkey").fill("work laptop");
  await page.locator("#passkey-password").fill(ownPassword);
  await page.getByRole("button", { name: "Make the passkey" }).click();
  await expect(page.getByText("1 enrolled")).toBeVisible();

  await page.getByLabel("Your password").fill(ownPassword);
  await page.getByRole("button", { name: "Set up codes" }).click();
  await expect(page.getByAltText("The secret as a QR code")).toBeVisible();
  const secret = await page.getByText(/^([A-Z2-7]{4} ){7}[A-Z2-7]{4}$/).textContent();
  const code = new TOTP({ secret: Secret.fromBase32((secret ?? "").replaceAll(" ", "")) }).generate();
  await page.getByLabel("The code that the app shows").fill("000000");
  await page.getByRole("button", { name: "Confirm" }).click();
  await expect(page.getByText("The code does not fit.")).toBeVisible();
  await page.getByLabel("The code that the app shows").fill(code);
  await page.getByRole("button", { name: "Confirm" }).click();
  await expect(page.getByText("An authenticator app is set up")).toBeVisible();
  await page.reload();
  await expect(page.getByRole("button", { name: "Revoke work laptop" })).toBeVisible();
  await expectNoBarrier(page);
});
