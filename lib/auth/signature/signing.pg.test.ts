import { Secret, TOTP } from "otpauth";
import { afterAll, beforeEach, describe, expect, it } from "vitest";
import { withClient } from "#scripts/postgres/roles.ts";
import { testDatabase } from "#scripts/testing/database.ts";
import { keyPair, softwareAuthenticator } from "./testing/authenticator.ts";
import { encodeCbor } from "./testing/cbor.ts";

process.env.HOLDPOINT_SECRET = "a secret for tests, long enough to be one";
const database = await testDatabase();
const { disconnectStore } = await import("#lib/store/client.ts");
const { listPasskeys } = await import("#lib/store/passkeys.ts");
const { readRawEntries } = await import("#lib/store/log/raw-entries.ts");
const { verifyAllKeys } = await import("#lib/queries/passkey-log.ts");
const { settings } = await import("#lib/platform/env.ts");
const { beginEnrolment, finishEnrolment } = await import("./enrolment.ts");
const { beginOneTimeCodes, confirmOneTimeCodes, hasOneTimeCodes, replaceOneTimeCodes } = await import(
  "./one-time-codes.ts"
);
const { revokeOwnPasskey } = await import("./revocation.ts");
const { verifyAttested } = await import("./attested.ts");
const { confirmPassword } = await import("./confirm-password.ts");
const { ownKey } = await import("#lib/commands/testing/own-key.ts");
const { newSigner, password } = await import("../testing/people.ts");

const origin = settings().url;
const rpId = new URL(origin).hostname;
const query = (sql: string) => withClient(database.superuser, (client) => client.query(sql));
type Signer = Awaited<ReturnType<typeof newSigner>>;

afterAll(() => disconnectStore());
beforeEach(() => query(`DELETE FROM "SignInAttempt"`));

async function begun(signer: Signer) {
  const outcome = await beginOneTimeCodes(signer);
  if (!outcome.ok) throw new Error(outcome.refusal.message);
  const { setUp, typedSecret, qrSvg } = outcome.value;
  const app = new TOTP({ secret: Secret.fromBase32(typedSecret.replaceAll(" ", "")) });
  /** The code that the app shows so many steps from the database's now. */
  const code = async (steps = 0) => {
    const { rows } = await query("SELECT clock_timestamp() AS now");
    return app.generate({ timestamp: rows[0].now.getTime() + steps * 30_000 });
  };
  return { setUp, qrSvg, code };
}

/** A person whose app is set up, and whose codes were last used one step ago. */
async function withCodes() {
  const viewer = await newSigner();
  const { setUp, code } = await begun(viewer);
  expect(await confirmOneTimeCodes(viewer, { setUp, code: await code(-1) })).toMatchObject({ ok: true });
  return { viewer, code };
}

describe("one-time codes", () => {
  it("are kept only after a first right code, and sealed", async () => {
    const viewer = await newSigner();
    const { setUp, qrSvg, code } = await begun(viewer);
    expect(qrSvg).toMatch(/^<svg/);
    const wrong = await confirmOneTimeCodes(viewer, { setUp, code: await code(5) });
    expect(wrong).toMatchObject({ ok: false, refusal: { code: "invalid" } });
    expect(await hasOneTimeCodes(viewer.personId)).toBe(false);
    expect(await confirmOneTimeCodes(viewer, { setUp, code: await code() })).toMatchObject({ ok: true });
    const { rows } = await query(`SELECT one_time_code_secret FROM "Person" WHERE id = '${viewer.personId}'`);
    expect(rows[0].one_time_code_secret).toMatch(/^v1\./);
  });

  it("cannot be set up with another person's secret, nor a second time by the password alone", async () => {
    const mine = await newSigner();
    const { setUp, code } = await begun(await newSigner());
    const foreign = await confirmOneTimeCodes(mine, { setUp, code: await code() });
    expect(foreign).toMatchObject({ ok: false, refusal: { code: "stale" } });
    const { viewer } = await withCodes();
    expect(await beginOneTimeCodes(viewer)).toMatchObject({ ok: false, refusal: { code: "conflict" } });
  });
});

describe("one-time codes that are replaced", () => {
  const replaced = async (signer: Signer) => {
    const { setUp, typedSecret } = await replaceOneTimeCodes(signer);
    const app = new TOTP({ secret: Secret.fromBase32(typedSecret.replaceAll(" ", "")) });
    const { rows } = await query("SELECT clock_timestamp() AS now");
    const at = rows[0].now.getTime();
    return { setUp, code: (steps: number) => app.generate({ timestamp: at + steps * 30_000 }) };
  };

  it("hold until a code of the new app fits; then the old app's prove nothing", async () => {
    const { viewer, code: old } = await withCodes();
    const { setUp, code } = await replaced(viewer);
    expect(await verifyAttested({ viewer, password, code: await old() })).toMatchObject({ ok: true });
    expect(await confirmOneTimeCodes(viewer, { setUp, code: code(9) })).toMatchObject({ ok: false });
    expect(await confirmOneTimeCodes(viewer, { setUp, code: code(-1) })).toMatchObject({ ok: true });
    expect(await verifyAttested({ viewer, password, code: await old(1) })).toMatchObject({ ok: false });
    expect(await verifyAttested({ viewer, password, code: code(0) })).toMatchObject({ ok: true });
  });

  it("must be there: what replaces is no way to a first set-up, nor what sets up first a way to replace", async () => {
    const viewer = await newSigner();
    const replacement = await replaced(viewer);
    const conflict = { ok: false, refusal: { code: "conflict" } };
    expect(
      await confirmOneTimeCodes(viewer, { setUp: replacement.setUp, code: replacement.code(0) }),
    ).toMatchObject(conflict);
    const [first, second] = [await begun(viewer), await begun(viewer)];
    await confirmOneTimeCodes(viewer, { setUp: first.setUp, code: await first.code() });
    expect(
      await confirmOneTimeCodes(viewer, { setUp: second.setUp, code: await second.code() }),
    ).toMatchObject(conflict);
  });
});

describe("a server-attested proof", () => {
  it("takes the right password and a fresh code, with a step of tolerance", async () => {
    const { viewer, code } = await withCodes();
    const proof = { method: "server-attested", checked: ["password", "one-time-code"] };
    expect(await verifyAttested({ viewer, password, code: await code() })).toEqual({
      ok: true,
      value: proof,
    });
    expect(await verifyAttested({ viewer, password, code: await code(1) })).toEqual({
      ok: true,
      value: proof,
    });
  });

  it("takes a code once, even when it comes twice at once", async () => {
    const { viewer, code } = await withCodes();
    const typed = { viewer, password, code: await code() };
    const outcomes = await Promise.all([verifyAttested(typed), verifyAttested(typed), verifyAttested(typed)]);
    expect(outcomes.filter(({ ok }) => ok)).toHaveLength(1);
    expect(await verifyAttested(typed)).toMatchObject({ ok: false, refusal: { code: "unauthorised" } });
  });

  it("does not take the code that confirmed the set-up, nor an earlier one than the last", async () => {
    const { viewer, code } = await withCodes();
    expect(await verifyAttested({ viewer, password, code: await code(-1) })).toMatchObject({ ok: false });
    expect(await verifyAttested({ viewer, password, code: await code(1) })).toMatchObject({ ok: true });
    expect(await verifyAttested({ viewer, password, code: await code() })).toMatchObject({ ok: false });
  });

  it("says the same of a wrong password and of a wrong code, and a wrong password uses no code up", async () => {
    const { viewer, code } = await withCodes();
    const badPassword = await verifyAttested({ viewer, password: "wrong", code: await code() });
    const badCode = await verifyAttested({ viewer, password, code: await code(9) });
    expect(badPassword).toMatchObject({ ok: false });
    expect(badCode).toEqual(badPassword);
    expect(await verifyAttested({ viewer, password, code: await code() })).toMatchObject({ ok: true });
  });

  it("is throttled like signing in", async () => {
    const { viewer, code } = await withCodes();
    for (let time = 0; time < 5; time += 1) await verifyAttested({ viewer, password, code: "000000" });
    const outcome = await verifyAttested({ viewer, password, code: await code() });
    expect(outcome.ok ? "" : outcome.refusal.message).toMatch(/^Too many failed attempts/);
    expect(await confirmPassword(viewer, { password })).toMatchObject({ ok: false });
  });

  it("is refused to a person without one-time codes, with the way to them", async () => {
    const viewer = await newSigner();
    const outcome = await verifyAttested({ viewer, password, code: "000000" });
    expect(outcome.ok ? "" : outcome.refusal.message).toMatch(/Settings, Security/);
  });

  it("is refused where another person's sealed secret was copied into the row", async () => {
    const { viewer, code } = await withCodes();
    const { viewer: other } = await withCodes();
    await query(`UPDATE "Person" SET one_time_code_secret =
      (SELECT one_time_code_secret FROM "Person" WHERE id = '${viewer.personId}') WHERE id = '${other.personId}'`);
    expect(await verifyAttested({ viewer: other, password, code: await code() })).toMatchObject({
      ok: false,
    });
  });
});

describe("enrolling a passkey", () => {
  const ceremony = (challenge: string) => ({ challenge, origin, rpId });

  it.each(["P-256", "Ed25519"] as const)("keeps a %s key with its name, once", async (kind) => {
    const viewer = await newSigner();
    const authenticator = softwareAuthenticator(kind);
    const { challengeId, options } = await beginEnrolment(viewer);
    expect(options.authenticatorSelection?.userVerification).toBe("required");
    const answer = {
      challengeId,
      response: authenticator.enrol(ceremony(options.challenge)),
      label: " laptop ",
    };
    expect(await finishEnrolment(viewer, answer)).toMatchObject({
      ok: true,
      value: {
        credentialId: authenticator.credentialId,
        publicKeyCose: authenticator.publicKeyCose,
        algorithm: authenticator.algorithm,
        label: "laptop",
        transports: ["internal"],
      },
    });
    expect(await listPasskeys(viewer.personId)).toHaveLength(1);
    expect(await finishEnrolment(viewer, answer)).toMatchObject({ ok: false, refusal: { code: "stale" } });
  });

  it("refuses another person's challenge, another site, and a key that did not check the person", async () => {
    const viewer = await newSigner();
    const attempt = async (fault: object, who = viewer) => {
      const { challengeId, options } = await beginEnrolment(viewer);
      const response = softwareAuthenticator("P-256").enrol({ ...ceremony(options.challenge), ...fault });
      return finishEnrolment(who, { challengeId, response, label: "key" });
    };
    const invalid = { ok: false, refusal: { code: "invalid" } };
    expect(await attempt({}, await newSigner())).toMatchObject({ ok: false, refusal: { code: "stale" } });
    expect(await attempt({ origin: "https://evil.example" })).toMatchObject(invalid);
    expect(await attempt({ rpId: "evil.example" })).toMatchObject(invalid);
    expect(await attempt({ isUserVerified: false })).toMatchObject(invalid);
    expect(await attempt({ crossOrigin: true })).toMatchObject(invalid);
    expect(await attempt({ challenge: "AAAA" })).toMatchObject(invalid);
    expect(await listPasskeys(viewer.personId)).toHaveLength(0);
  });
});

describe("the key of a passkey", () => {
  async function enrols(who: Signer, authenticator: ReturnType<typeof softwareAuthenticator>) {
    const { challengeId, options } = await beginEnrolment(who);
    const response = authenticator.enrol({ challenge: options.challenge, origin, rpId });
    return finishEnrolment(who, { challengeId, response, label: "key" });
  }

  it("is one person's: under another credential it is refused to another, also once it was revoked", async () => {
    const [one, other] = [await newSigner(), await newSigner()];
    const pair = keyPair("P-256");
    const first = softwareAuthenticator("P-256", pair);
    expect((await enrols(one, first)).ok).toBe(true);
    const conflict = { ok: false, refusal: { code: "conflict" } };
    expect(await enrols(other, softwareAuthenticator("P-256", pair))).toMatchObject(conflict);
    await revokeOwnPasskey(one, first.credentialId);
    expect(await enrols(other, softwareAuthenticator("P-256", pair))).toMatchObject(conflict);
    expect(await listPasskeys(other.personId)).toHaveLength(0);
  });

  it("is of a form that every verifier reads: with a name more than its algorithm has, it is refused", async () => {
    const who = await newSigner();
    const pair = keyPair("Ed25519");
    const more = [...encodeCbor(2), ...encodeCbor(Uint8Array.of(1))];
    const cose = Uint8Array.of(0xa5, ...pair.cose.subarray(1), ...more);
    expect(await enrols(who, softwareAuthenticator("Ed25519", { ...pair, cose }))).toMatchObject({
      ok: false,
      refusal: { code: "invalid" },
    });
    expect((await enrols(who, softwareAuthenticator("Ed25519", pair))).ok).toBe(true);
  });

  it("is of one form alone: written in another order it is refused, so that nobody enrols it a second time", async () => {
    const [one, other] = [await newSigner(), await newSigner()];
    const pair = keyPair("Ed25519");
    expect((await enrols(one, softwareAuthenticator("Ed25519", pair))).ok).toBe(true);
    // The names 1 and 3 with their values, two bytes each, change places.
    const [map = 0, ...rest] = pair.cose;
    const cose = Uint8Array.from([map, ...rest.slice(2, 4), ...rest.slice(0, 2), ...rest.slice(4)]);
    expect(await enrols(other, softwareAuthenticator("Ed25519", { ...pair, cose }))).toMatchObject({
      ok: false,
      refusal: { code: "invalid" },
    });
  });

  it("stands once where keys are kept, whoever writes there", async () => {
    const [one, other] = [await newSigner(), await newSigner()];
    const { publicKeyCose } = await ownKey(one.personId);
    const copied = withClient(database.app, (client) =>
      client.query(
        `INSERT INTO "Passkey" (credential_id, person_id, public_key_cose, algorithm, label) VALUES ('copy', $1, $2, -7, 'copy')`,
        [other.personId, publicKeyCose],
      ),
    );
    await expect(copied).rejects.toThrow(/Passkey_public_key_cose_key/);
  });
});

describe("the passkeys' log", () => {
  it("says of each key whose it is, for which party, and by what they were known, and when it was revoked", async () => {
    const who = await newSigner();
    const [first, second] = [await ownKey(who.personId), await ownKey(who.personId, "Ed25519")];
    await revokeOwnPasskey(who, first.credentialId);
    await revokeOwnPasskey(who, first.credentialId);
    const entries = (await readRawEntries("passkeys", 0)).filter(({ facts }) => facts.includes(who.personId));
    const said = entries.map(({ header, facts }) => ({ ...JSON.parse(header), facts: JSON.parse(facts) }));
    const person = who.personId;
    const keyOf = ({ credentialId, publicKeyCose, algorithm }: typeof first) => ({
      ...{ person, party: "producer", credentialId, publicKeyCose, algorithm },
    });
    const actor = { kind: "person", id: person };
    expect(said).toMatchObject([
      { type: "PasskeyEnrolled", actor, facts: { ...keyOf(first), known: "invitation" } },
      { type: "PasskeyEnrolled", actor, facts: { ...keyOf(second), known: "account" } },
      { type: "PasskeyRevoked", actor, facts: { person, credentialId: first.credentialId } },
    ]);
    expect(await verifyAllKeys()).toMatchObject({ findings: [] });
  });

  it("takes enrolments at once in turns, also the very first", async () => {
    const people = await Promise.all([newSigner(), newSigner(), newSigner()]);
    await Promise.all(people.map(({ personId }) => ownKey(personId)));
    expect(await verifyAllKeys()).toMatchObject({ findings: [] });
  });
});

describe("revoking a passkey", () => {
  async function enrolled(viewer: Signer): Promise<string> {
    const authenticator = softwareAuthenticator("P-256");
    const { challengeId, options } = await beginEnrolment(viewer);
    const response = authenticator.enrol({ challenge: options.challenge, origin, rpId });
    await finishEnrolment(viewer, { challengeId, response, label: "key ring" });
    return authenticator.credentialId;
  }

  it("ends the one that is named, once, and leaves the others", async () => {
    const viewer = await newSigner();
    const [lost, kept] = [await enrolled(viewer), await enrolled(viewer)];
    expect(await revokeOwnPasskey(viewer, lost)).toEqual({ ok: true, value: { label: "key ring" } });
    expect((await listPasskeys(viewer.personId)).map(({ credentialId }) => credentialId)).toEqual([kept]);
    expect(await revokeOwnPasskey(viewer, lost)).toMatchObject({ ok: false, refusal: { code: "stale" } });
  });

  it("is a person's own: another's stays as it is", async () => {
    const [mine, theirs] = [await newSigner(), await newSigner()];
    const credentialId = await enrolled(theirs);
    expect(await revokeOwnPasskey(mine, credentialId)).toMatchObject({ ok: false });
    expect(await listPasskeys(theirs.personId)).toHaveLength(1);
  });
});
