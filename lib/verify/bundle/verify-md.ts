// The lines of these two programs are run by a test exactly as they stand here.
const check = `import base64, hashlib, json
sha256 = lambda data: hashlib.sha256(data).hexdigest()
envelope = json.load(open("bundle.dsse.json"))
payload, kind = base64.b64decode(envelope["payload"]), envelope["payloadType"].encode()
assert payload == open("bundle.json", "rb").read(), "another manifest was signed"
open("manifest.bin", "wb").write(b"DSSEv1 %d %s %d %s" % (len(kind), kind, len(payload), payload))
open("manifest.sig", "wb").write(base64.b64decode(envelope["signatures"][0]["sig"]))
manifest, before = json.loads(payload), "0" * 64
for file in manifest["files"]:
    assert sha256(open(file["path"], "rb").read()) == file["sha256"], file["path"]
for line in open("log/entries.ndjson", encoding="utf-8", newline="\\n"):
    entry = json.loads(line); header = json.loads(entry["header"])
    assert entry["hash"] == sha256(b"holdpoint-entry-v1\\n" + entry["header"].encode()), entry["seq"]
    assert header["prevHash"] == before and header["factsDigest"] == sha256(entry["facts"].encode()), entry["seq"]
    words = None if entry["text"] is None else sha256((entry["textSalt"] + entry["text"]).encode())
    assert words in (None, header["textDigest"]), entry["seq"]
    before = entry["hash"]
assert before == manifest["head"]["hash"], "the log does not end at its head"
print("Every file and every entry is as the manifest says.")`;

const assertions = `import base64, hashlib, json
raw = lambda text: base64.urlsafe_b64decode(text + "==")
for line in open("log/entries.ndjson", encoding="utf-8", newline="\\n"):
    entry = json.loads(line); facts = json.loads(entry["facts"]); proof = facts.get("proof")
    if proof and proof["method"] == "passkey":
        name, key = "entry-%d" % entry["seq"], hashlib.sha256(proof["credentialId"].encode()).hexdigest()[:32]
        client, data = raw(proof["clientDataJson"]), raw(proof["authenticatorData"])
        asked = hashlib.sha256(b"holdpoint-statement-v1\\n" + facts["statement"].encode()).digest()
        assert raw(json.loads(client)["challenge"]) == asked and data[32] & 4, name
        open(name + ".bin", "wb").write(data + hashlib.sha256(client).digest())
        open(name + ".sig", "wb").write(raw(proof["signature"]))
        how = "" if proof["algorithm"] == -8 else "-digest sha256"
        print("openssl pkeyutl -verify -pubin -inkey keys/passkey-%s.pem -rawin %s -in %s.bin -sigfile %s.sig" % (key, how, name, name))
    elif proof:
        print("echo entry %d is server-attested: no passkey signed it" % entry["seq"])`;

const rotations = `import base64, json
for number, said in enumerate(json.load(open("keys/rotations.json", encoding="utf-8"))):
    signatures, kind = said.pop("signatures"), b"application/vnd.holdpoint.key-rotation+json"
    body = json.dumps(said, ensure_ascii=False, separators=(",", ":"), sort_keys=True).encode()
    for side in ("from", "to"):
        name = "rotation-%d-%s" % (number, side)
        open(name + ".der", "wb").write(base64.b64decode(said[side]["spki"]))
        open(name + ".bin", "wb").write(b"DSSEv1 %d %s %d %s" % (len(kind), kind, len(body), body))
        open(name + ".sig", "wb").write(base64.b64decode(signatures[side]))
        print("openssl dgst -sha256 %s.der" % name)
        print("openssl pkeyutl -verify -pubin -keyform DER -inkey %s.der -rawin -in %s.bin -sigfile %s.sig" % (name, name, name))`;

const fence = "```";

const rotatedMarkdown = `If the id that you were given is another, the console may have given up that key for this one. These lines tell of each
such rotation, in their order, the id of the old key and that of the new one, and after each that its signature is verified:

${fence}sh
python3 - <<'END' | sh
${rotations}
END
${fence}

One of a key that others may have had (\`"compromised":true\` in that file) shows nothing: then get the new key's id from the
console's people.

`;

/** How to check this bundle without any program of ours. */
export const verifyMarkdown = (
  stream: string,
  keyId: string,
  isRotated: boolean,
): string => `# How to check this bundle of ${stream}

Nothing of ours is needed: Python 3 and OpenSSL 3 are enough. Work in the folder where this file lies, unpacked from the
archive. If you have our verifier, \`node holdpoint-verify.mjs FILE --trust KEYS\` checks more than these lines do, and says what.
So does the page \`/verify\` of any Holdpoint console, in your browser: the file is read there and goes nowhere.

## 1. The files and the log

${fence}sh
python3 - <<'END'
${check}
END
${fence}

## 2. The console's signature

${fence}sh
openssl pkeyutl -verify -pubin -inkey keys/console.pem -rawin -in manifest.bin -sigfile manifest.sig
openssl pkey -pubin -in keys/console.pem -outform DER | openssl dgst -sha256
${fence}

The first line must say that the signature is verified. The second prints the key's id. It should be

    ${keyId}

but this text came with the bundle. **Compare the id with one that you were given by the console's people themselves**:
only that tells you who made the bundle.

${isRotated ? rotatedMarkdown : ""}## 3. The people's signatures

${fence}sh
python3 - <<'END' | sh
${assertions}
END
${fence}

Each line must say that a signature is verified, or that an entry is server-attested: then no passkey signed, and that the
person showed a password and a one-time code is the console's word. The statement that was signed stands in the entry, in
full.

## What this shows, and what it does not

Entries, files and signatures are those that the holder of the console's key put together, and whoever held a passkey
signed exactly the statement that stands there. It does not show that the console put everything into its log, nor that
this is the last head of it: for that, compare a head that you have from elsewhere (a notice carries one) with the entry of
that number. \`index.html\`, this file and \`records/*.md\` are for reading: they say again what the log and the records say.

The bundle holds all words of the log, also those that in the console one party alone may read. Pass it on accordingly.
`;
