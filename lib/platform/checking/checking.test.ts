import { createHash, generateKeyPairSync, type KeyObject, sign } from "node:crypto";
import { ed25519, ED25519_TORSION_SUBGROUP as torsion } from "@noble/curves/ed25519.js";
import fc from "fast-check";
import { expect, it } from "vitest";
import * as browser from "./browser.ts";
import * as node from "./node.ts";
import { type PublicKey, spkiOf } from "./public-key.ts";

const bytesOf = (text: string | undefined) => new Uint8Array(Buffer.from(text ?? "", "base64url"));

function keyOf(publicKey: KeyObject): PublicKey {
  const { kty, x, y, n, e } = publicKey.export({ format: "jwk" });
  if (kty === "EC") return { algorithm: -7, x: bytesOf(x), y: bytesOf(y) };
  return kty === "OKP" ? { algorithm: -8, x: bytesOf(x) } : { algorithm: -257, n: bytesOf(n), e: bytesOf(e) };
}

const pairs = [
  generateKeyPairSync("ec", { namedCurve: "P-256" }),
  generateKeyPairSync("ed25519"),
  generateKeyPairSync("rsa", { modulusLength: 1024 }),
  generateKeyPairSync("rsa", { modulusLength: 2048, publicExponent: 3 }),
];
const signed = pairs.map(({ publicKey, privateKey }) => {
  const digest = publicKey.asymmetricKeyType === "ed25519" ? null : "sha256";
  const signer = (bytes: Uint8Array) => new Uint8Array(sign(digest, bytes, privateKey));
  return { key: keyOf(publicKey), publicKey, signer };
});

/** What both say of a signature; they are never of two minds. */
function judged(key: PublicKey, bytes: Uint8Array, signature: Uint8Array): boolean {
  const verdict = node.isSigned(key, bytes, signature);
  expect(browser.isSigned(key, bytes, signature)).toBe(verdict);
  return verdict;
}

it("both makes give the same digest of texts and bytes, lone surrogates included", () => {
  fc.assert(
    fc.property(fc.oneof(fc.string({ unit: "binary" }), fc.uint8Array()), (input) => {
      const expected = createHash("sha256").update(input).digest("hex");
      expect([node.sha256(input), browser.sha256(input)]).toEqual([expected, expected]);
    }),
  );
  expect(browser.sha256("\ud800")).toBe(node.sha256("\ud800"));
});

it("a key is written as SPKI byte for byte as OpenSSL writes it", () => {
  for (const { key, publicKey } of signed)
    expect(Buffer.from(spkiOf(key))).toEqual(publicKey.export({ type: "spki", format: "der" }));
});

it("both makes accept what each kind of key signed, and refuse it for other bytes and other keys", () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
      for (const [index, { key, signer }] of signed.entries()) {
        const signature = signer(bytes);
        expect(judged(key, bytes, signature)).toBe(true);
        expect(judged(key, Uint8Array.of(...bytes, 0), signature)).toBe(false);
        const other = signed[(index + 1) % signed.length];
        if (other !== undefined) expect(judged(other.key, bytes, signature)).toBe(false);
      }
    }),
    { numRuns: 10 },
  );
});

it("both makes judge alike of a signature with any bit turned, cut, or with bytes more", () => {
  const bytes = new TextEncoder().encode("what was signed");
  for (const { key, signer } of signed) {
    const signature = signer(bytes);
    expect(judged(key, bytes, signature.subarray(1))).toBe(false);
    expect(judged(key, bytes, Uint8Array.of(...signature, 0))).toBe(false);
    expect(judged(key, bytes, Uint8Array.of(0, ...signature))).toBe(false);
    for (let place = 0; place < signature.length; place += 3) {
      const turned = signature.with(place, (signature[place] ?? 0) ^ (1 << (place % 8)));
      expect(judged(key, bytes, turned)).toBe(false);
    }
  }
});

const { Point } = ed25519;
const order = Point.Fn.ORDER;
const number = (bytes: Uint8Array) => BigInt(`0x${Buffer.from(bytes).reverse().toString("hex")}`);
const littleEndian = (value: bigint) =>
  new Uint8Array(Buffer.from(value.toString(16).padStart(64, "0"), "hex").reverse());

/** A signature by whoever chose key and R beside the curve's own subgroup: only the strictest checks tell it apart. */
function beside(keyAt: string, rAt: string, r: bigint, bytes: Uint8Array) {
  const secret = 12_345_678_901n;
  const key = Point.BASE.multiply(secret).add(Point.fromHex(keyAt, true)).toBytes();
  const point = r === 0n ? Point.ZERO : Point.BASE.multiply(r);
  const R = point.add(Point.fromHex(rAt, true)).toBytes();
  const k = number(createHash("sha512").update(R).update(key).update(bytes).digest()) % order;
  const signature = Uint8Array.of(...R, ...littleEndian((r + k * secret) % order));
  return { key: { algorithm: -8 as const, x: key }, signature };
}

it("both makes judge alike of Ed25519 keys and signatures that only a forger makes", () => {
  let held = 0;
  for (const keyAt of torsion)
    for (const rAt of torsion) {
      for (const [index, r] of [0n, 5n, 77n].entries()) {
        const bytes = Uint8Array.of(index);
        const { key, signature } = beside(keyAt, rAt, r, bytes);
        held += Number(judged(key, bytes, signature));
        const longer = littleEndian(number(signature.subarray(32)) + order);
        expect(judged(key, bytes, Uint8Array.of(...signature.subarray(0, 32), ...longer))).toBe(false);
      }
      const alone = Uint8Array.of(...Buffer.from(rAt, "hex"), ...new Uint8Array(32));
      const x = new Uint8Array(Buffer.from(keyAt, "hex"));
      expect(judged({ algorithm: -8, x }, new Uint8Array(), alone)).toBe(false);
    }
  expect(held).toBeGreaterThan(1);
  judged({ algorithm: -8, x: new Uint8Array(32).fill(255) }, new Uint8Array(), new Uint8Array(64));
});

it("both makes judge alike of RSA and P-256 keys that only a forger has", () => {
  const [bytes, nothing] = [new Uint8Array(), new Uint8Array(32)];
  const [, , rsa] = signed;
  if (rsa?.key.algorithm !== -257) throw new Error("the third key is RSA");
  const { n } = rsa.key;
  const signature = rsa.signer(bytes);
  for (const e of [nothing, Uint8Array.of(1), Uint8Array.of(2), n])
    expect(judged({ ...rsa.key, e }, bytes, signature)).toBe(false);
  expect(judged({ ...rsa.key, n: nothing }, bytes, signature)).toBe(false);
  expect(judged({ ...rsa.key, n: n.with(-1 + n.length, 2) }, bytes, signature)).toBe(false);
  expect(judged({ algorithm: -7, x: nothing, y: nothing }, bytes, signature)).toBe(false);
});

const inBytes = (value: bigint, length: number) =>
  new Uint8Array(Buffer.from(value.toString(16).padStart(2 * length, "0"), "hex"));
const bigEndian = (bytes: Uint8Array) => BigInt(`0x${Buffer.from(bytes).toString("hex")}`);

it("an RSA signature counts once: the same number and the modulus more is none", () => {
  const [, , rsa] = signed;
  if (rsa?.key.algorithm !== -257) throw new Error("the third key is RSA");
  const { n } = rsa.key;
  const size = n.length;
  let bytes = new Uint8Array();
  const more = () => bigEndian(rsa.signer(bytes)) + bigEndian(n);
  while (more() >= 1n << BigInt(8 * size)) bytes = Uint8Array.of(...bytes, 1);
  expect(judged(rsa.key, bytes, rsa.signer(bytes))).toBe(true);
  expect(judged(rsa.key, bytes, inBytes(more(), size))).toBe(false);
});

it("an RSA key whose modulus is even signs nothing, also where its exponent is one", () => {
  const info = Buffer.from("3031300d060960864801650304020105000420", "hex");
  const digest = createHash("sha256").digest();
  const block = Uint8Array.of(0, 1, ...new Uint8Array(74).fill(255), 0, ...info, ...digest);
  const n = new Uint8Array(block.length).fill(255);
  const e = Uint8Array.of(1);
  judged({ algorithm: -257, n, e }, new Uint8Array(), block);
  const even = n.with(-1 + n.length, 254);
  expect(judged({ algorithm: -257, n: even, e }, new Uint8Array(), block)).toBe(false);
});

it("an RSA key that would keep a verifier busy is refused unread", () => {
  const n = new Uint8Array(2_049).fill(255);
  const key = { algorithm: -257 as const, n, e: Uint8Array.of(1, 0, 1) };
  expect(judged(key, new Uint8Array(), new Uint8Array(2_049).fill(1))).toBe(false);
});
