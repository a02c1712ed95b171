"""Verifies a Holdpoint bundle as docs/verification.md says; standard library, and openssl for signatures.

    python3 verify.py BUNDLE.zip [--trust FILE]
    python3 verify.py --json BUNDLE.zip... [--trust FILE]     one line of JSON for each

Exit 0: verified. 1: fails. 2: unreadable.
"""

import base64
import hashlib
import json
import os
import re
import struct
import subprocess
import sys
import tempfile
import zlib

MOST_BYTES, MOST_FILES, MOST_JSON, MOST_LEVELS, MOST_TRUST = 268_435_456, 2_000, 4_194_304, 100, 1_048_576
MOST_OF_CHECKPOINT = 50_000
PATH = re.compile(r"(?:[a-z][a-z0-9-]{0,39}/)?[A-Za-z0-9][A-Za-z0-9_-]{0,99}(?:\.[A-Za-z0-9]{1,20}){0,3}")
INSTANT = re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})T([0-9]{2}):([0-9]{2}):([0-9]{2})\.[0-9]{3}Z")
DIGEST = re.compile(r"[0-9a-f]{64}")
ED25519 = bytes.fromhex("302a300506032b6570032100")
P256 = bytes.fromhex("3059301306072a8648ce3d020106082a8648ce3d030107034200")
FIXED = {"log": "log/entries.ndjson", "protocol": "protocol/pack.json", "console-key": "keys/console.pem"}
ANCHOR, ROTATIONS = "anchors/head.json", "keys/rotations.json"
KINDS = {*FIXED, "passkey", "record", "anchor", "rotations", "evidence", "reading"}
STATEMENT_PREFIX = "holdpoint-statement-v1\n"
WHITE = "\t\n\v\f\r \u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u2028\u2029\u202f\u205f\u3000\ufeff"


class Unreadable(Exception):
    pass


class Malformed(Exception):
    pass


def sha256(data):
    return hashlib.sha256(data.encode() if isinstance(data, str) else data).hexdigest()


# --- canonical JSON ---------------------------------------------------------------------------------------------------


def canonical(value):
    """RFC 8785 for whole numbers; Malformed for what has no such form."""
    if value is None or isinstance(value, bool):
        return json.dumps(value)
    if isinstance(value, int):
        if abs(value) > 2**53 - 1:
            raise Malformed
        return str(value)
    if isinstance(value, str):
        try:
            value.encode()
        except UnicodeEncodeError:
            raise Malformed from None
        return json.dumps(value, ensure_ascii=False)
    if isinstance(value, list):
        return "[" + ",".join(map(canonical, value)) + "]"
    if isinstance(value, dict):
        names = sorted(value, key=lambda name: name.encode("utf-16-be", "surrogatepass"))
        return "{" + ",".join(canonical(name) + ":" + canonical(value[name]) for name in names) + "}"
    raise Malformed


def refuse_constant(_):
    raise Malformed


def number(digits):
    """The nearest double; an int where that is whole and exact."""
    value = float(digits)
    return int(value) if value.is_integer() and abs(value) < 2**53 else value


def refuse_odd(whole):
    """Malformed for a lone surrogate, the name `__proto__`, and what is nested too deep."""
    open_values = [(whole, 0)]
    while open_values:
        value, level = open_values.pop()
        if isinstance(value, str):
            value.encode()
        elif isinstance(value, (list, dict)):
            if level == MOST_LEVELS or isinstance(value, dict) and "__proto__" in value:
                raise Malformed
            for name in value if isinstance(value, dict) else ():
                name.encode()
            inside = value.values() if isinstance(value, dict) else value
            open_values.extend((one, level + 1) for one in inside)


def parse(text):
    try:
        if len(text) > MOST_JSON or isinstance(text, str) and len(text.encode(errors="surrogatepass")) > MOST_JSON:
            raise Malformed
        if isinstance(text, (bytes, bytearray)):
            text = text.decode()
        if text.startswith("\ufeff"):
            raise Malformed
        value = json.loads(text, parse_constant=refuse_constant, parse_int=number, parse_float=number)
        refuse_odd(value)
        return value
    except (ValueError, RecursionError):
        raise Malformed from None


def parse_canonical(data, shape):
    try:
        if len(data) > MOST_JSON:
            raise Malformed
        text = data.decode() if isinstance(data, (bytes, bytearray)) else data
        value = parse(text)
        if not shape(value) or canonical(value) != text:
            raise Malformed
    except (UnicodeDecodeError, RecursionError):
        raise Malformed from None
    return value


# --- shapes -----------------------------------------------------------------------------------------------------------


def text(value):
    return isinstance(value, str)


def whole(least, most=2**53 - 1):
    return lambda value: isinstance(value, int) and not isinstance(value, bool) and least <= value <= most


def boolean(value):
    return isinstance(value, bool)


def matching(pattern):
    compiled = re.compile(pattern)
    return lambda value: text(value) and compiled.fullmatch(value) is not None


def long(least, most=2**60):
    return lambda value: text(value) and least <= len(value) <= most


def either(*shapes):
    return lambda value: any(shape(value) for shape in shapes)


def is_exactly(wanted):
    return lambda value: type(value) is type(wanted) and value == wanted


def is_none(value):
    return value is None


def listed(shape, most=2**60):
    return lambda value: isinstance(value, list) and len(value) <= most and all(map(shape, value))


def named(shape):
    return lambda value: isinstance(value, dict) and all(map(shape, value.values()))


def obj(**names):
    return lambda value: isinstance(value, dict) and value.keys() == names.keys() and all(
        shape(value[name]) for name, shape in names.items()
    )


def with_maybe(maybe, **names):
    """An object of exactly these names, of which those of `maybe` may be missing."""
    every = {**names, **maybe}
    return lambda value: isinstance(value, dict) and names.keys() <= value.keys() <= every.keys() and all(
        shape(value[name]) for name, shape in every.items() if name in value
    )


def units(most):
    """Text of at most so many UTF-16 code units."""
    return lambda value: text(value) and len(value.encode("utf-16-le")) <= 2 * most


def one_of(*words):
    return lambda value: text(value) and value in words


def part(**names):
    """An object that may have other names too."""
    return lambda value: isinstance(value, dict) and all(
        name in value and shape(value[name]) for name, shape in names.items()
    )


def instant(value):
    found = text(value) and INSTANT.fullmatch(value)
    if not found:
        return False
    year, month, day, hour, minute, second = map(int, found.groups())
    is_leap = year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)
    days = (31, 29 if is_leap else 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
    return 1 <= month <= 12 and 1 <= day <= days[month - 1] and hour < 24 and minute < 60 and second < 60


digest = matching(DIGEST.pattern)
uuid = matching(
    r"[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[1-8][0-9a-fA-F]{3}-[89abAB][0-9a-fA-F]{3}-[0-9a-fA-F]{12}"
    r"|00000000-0000-0000-0000-000000000000|ffffffff-ffff-ffff-ffff-ffffffffffff"
)
head = obj(seq=whole(1), hash=digest)
pinned = obj(id=text, version=text, hash=digest)

manifest_shape = obj(
    format=is_exactly("holdpoint-bundle"),
    version=whole(1),
    stream=long(1, 100),
    head=head,
    console=obj(version=long(0, 40), address=long(0, 400)),
    exportedAt=instant,
    texts=is_exactly("all"),
    files=listed(
        obj(path=matching(PATH.pattern), kind=matching(r"[a-z][a-z0-9-]{0,39}"), bytes=whole(0), sha256=digest), MOST_FILES
    ),
)
envelope_shape = obj(
    payload=long(1), payloadType=long(0, 200), signatures=lambda value: isinstance(value, list) and len(value) == 1
    and obj(keyid=digest, sig=long(1))(value[0])
)
line_shape = obj(
    seq=whole(1), hash=digest, prevHash=digest, header=text, facts=text, text=either(is_none, text),
    textSalt=either(is_none, text),
)
header_shape = obj(
    stream=long(1), seq=whole(1), prevHash=digest, type=long(1), typeVersion=whole(1), occurredAt=instant,
    recordedAt=instant, actor=obj(kind=either(is_exactly("person"), is_exactly("console")), id=long(1)),
    audience=either(is_exactly("room"), lambda value: text(value) and value.startswith("party:") and len(value) > 6),
    factsDigest=digest, textDigest=either(is_none, digest),
)
packet = obj(
    schema=is_exactly("holdpoint-packet-v1"), incident=text, decision=uuid, gate=text, question=text, pack=pinned,
    severity=text, baseline=named(text),
    run=either(is_none, obj(id=uuid, planDigest=digest, state=text)),
    criteria=listed(obj(id=text, rule=either(is_none, text), title=text, holds=boolean)),
    evidence=listed(obj(
        requirement=text, evidence=uuid, sha256=digest, source=either(is_exactly("console"), is_exactly("person")))),
    residualRiskDigest=digest,
)
proof = either(
    obj(method=is_exactly("server-attested"), checked=is_exactly(["password", "one-time-code"])),
    obj(
        method=is_exactly("passkey"), credentialId=text, publicKeyCose=text, algorithm=whole(-(2**53)),
        authenticatorData=text, clientDataJson=text, signature=text, rpId=text, origin=text, counter=whole(0),
        enrolledBy=either(is_none, digest),
    ),
)
statement_names = dict(
    schema=is_exactly("holdpoint-statement-v1"), packet=packet, packetDigest=digest, party=text, person=uuid, answer=text,
    remediationPlanDigest=either(is_none, digest), logHead=head, nonce=long(16),
)
statement_shape = either(
    obj(**statement_names), obj(deputyFor=obj(person=uuid, named=whole(1)), **statement_names))
attestation_shape = obj(
    schema=is_exactly("holdpoint-attestation-v1"), incident=text, pack=pinned, attestation=text, says=text, role=text,
    person=uuid, reasonDigest=either(is_none, digest), logHead=head, nonce=long(16),
)
maybe_text = either(is_none, text)
signed = dict(statement=text, statementDigest=digest, proof=proof, signedAt=instant)
named_key = obj(id=digest, spki=text)
rotations_shape = listed(obj(
    kind=is_exactly("rotated"), at=instant, by=long(1), reason=long(1), compromised=boolean,
    **{"from": named_key}, to=named_key, signatures=obj(**{"from": text}, to=text)), 100)
facts_shapes = {
    "IncidentDeclared": part(
        packHash=digest, participants=listed(obj(person=uuid, roles=listed(text), party=maybe_text))),
    "RoleAssigned": obj(person=uuid, role=text, party=maybe_text, takesCommand=boolean),
    "RoleHandedOver": obj(role=text, **{"from": uuid}, to=uuid, party=maybe_text, command=boolean),
    "DeputyNamed": obj(person=uuid, party=text, **{"from": instant}, until=instant),
    "DeputyEnded": obj(named=whole(1)),
    "DecisionProposed": obj(decision=uuid, gate=text, packet=packet, packetDigest=digest),
    "DecisionRevised": obj(decision=uuid, packet=packet, packetDigest=digest, voided=listed(text)),
    "VerdictSigned": obj(decision=uuid, party=text, person=uuid, answer=text, packetDigest=digest, **signed),
    "AttestationSigned": obj(attestation=text, role=text, person=uuid, **signed),
    "DecisionSealed": obj(
        decision=uuid, gate=text, outcome=text, go=boolean,
        cause=either(is_exactly("same-answer"), is_exactly("unequal-answers")), record=text, recordDigest=digest),
}


def handed_in(value):
    return part(sha256=digest, bytes=whole(0))(value) and text(value.get("media", ""))


facts_shapes["EvidenceHandedIn"] = handed_in


def signer_enrolled(value):
    names = dict(person=uuid, party=maybe_text, credentialId=text, publicKeyCose=text, algorithm=whole(-(2**53)))
    return obj(**names)(value) or obj(**names, enrolment=head)(value)


facts_shapes["SignerEnrolled"] = signer_enrolled


def part_with_maybe(maybe, **names):
    """An object that may have other names too, and in which those of `maybe` may be missing."""
    return lambda value: part(**names)(value) and all(shape(value[name]) for name, shape in maybe.items() if name in value)


def maybe(shape):
    return either(is_none, shape)


# --- the shapes of a checkpoint ---------------------------------------------------------------------------------------

answer = one_of("go", "no-go")
cause = one_of("same-answer", "unequal-answers", "baseline-moved", "abort-trigger")
cited = dict(id=text, title=text, rule=maybe_text)
judged = dict(**cited, holds=boolean, proof=maybe(digest))
checkpoint_packet = obj(
    schema=is_exactly("holdpoint-checkpoint-packet-v1"), checkpoint=text, pack=pinned,
    service=obj(id=text, key=text, name=text, environment=text),
    question=obj(id=text, title=text, go=text, noGo=text),
    baseline=listed(obj(name=text, title=text, locked=text, seen=maybe_text)),
    criteria=listed(obj(**judged, value=maybe_text)),
    runs=listed(obj(**judged, party=text, ran=maybe(
        obj(repository=maybe_text, branch=maybe_text, commit=maybe_text, output=digest)))),
    aborts=listed(obj(**cited, pulled=boolean)),
    noGo=listed(obj(**cited, stands=boolean)),
    written=listed(obj(**cited, owner=maybe_text, digest=maybe(digest))),
)
checkpoint_names = {**statement_names, "packet": checkpoint_packet}
checkpoint_statement = with_maybe(dict(deputyFor=obj(person=uuid, named=whole(1))), **checkpoint_names)
checkpoint_record = obj(
    schema=is_exactly("holdpoint-checkpoint-record-v1"), packet=checkpoint_packet, packetDigest=digest, outcome=answer,
    cause=cause, because=listed(obj(**cited)), sealedAt=instant, validUntil=maybe(instant), takesBack=maybe(digest),
    verdicts=listed(obj(party=text, person=uuid, answer=text, statementDigest=digest, statement=text, proof=proof)),
)
media = matching(r"[a-z0-9][a-z0-9!#$&^_.+-]*/[a-z0-9][a-z0-9!#$&^_.+-]*")
stored_file = obj(id=uuid, sha256=digest, bytes=whole(0), media=lambda value: media(value) and len(value) <= 100)
pipeline = obj(
    run=obj(
        token=uuid, startedAt=instant, endedAt=instant, repository=maybe(units(300)), branch=maybe(units(200)),
        commit=maybe(matching(r"[0-9a-f]{40}(?:[0-9a-f]{24})?")), isClean=maybe(boolean),
        output=obj(sha256=digest, bytes=whole(0))),
    exitCode=whole(-(2**53)), covers=listed(text),
    file=stored_file,
)
checkpoint_shapes = {
    "CheckpointOpened": obj(
        reference=text, pack=pinned, service=obj(id=uuid, key=text, name=text, environment=text),
        locked=named(units(200)), watched=listed(text)),
    "CriterionReported": with_maybe(
        dict(pipeline=pipeline, file=stored_file), criterion=text, source=one_of("check", "run", "evidence", "value"), passed=boolean,
        value=maybe(units(200)), party=text, digest=digest),
    "CriterionAttested": with_maybe(dict(digest=digest), criterion=text, role=text, party=maybe_text),
    "AbortTriggered": obj(trigger=text, rule=maybe_text),
    "BaselineObserved": with_maybe(
        dict(token=uuid, unread=named(units(300))), values=named(maybe(units(200))),
        source=one_of("approved-baseline", "person", "pipeline", "probe"),
        moved=listed(text)),
    "RecordPartWritten": with_maybe(dict(digest=digest), part=text, owner=maybe_text),
    "VerdictGiven": obj(party=text, question=text, go=boolean),
    "AskedBack": obj(question=text, party=text, to=text),
    "AnsweredBack": obj(asked=whole(1)),
    **{name: facts_shapes[name] for name in ("SignerEnrolled", "DeputyNamed", "DeputyEnded")},
    "VerdictSigned": obj(question=text, party=text, person=uuid, answer=answer, packetDigest=digest, **signed),
    "VerdictsVoided": obj(question=text, voided=listed(text), packetDigest=digest),
    "CheckpointSealed": obj(
        question=text, outcome=answer, cause=cause, record=text, recordDigest=digest, validUntil=maybe(instant)),
    "CheckpointClosed": obj(
        outcomes=listed(obj(question=text, go=boolean, because=listed(text))), decidedAt=maybe(instant)),
}

carried = dict(id=text, title=text)
ruled = dict(rule=text)


def by_kind(name, kinds):
    """An object whose other names depend on one of its own."""
    return lambda value: isinstance(value, dict) and text(value.get(name)) and value[name] in kinds and part_with_maybe(
        ruled, **carried, **kinds[value[name]])(value)


items = by_kind("decidedBy", {
    **{kind: {} for kind in ("check", "evidence", "value", "attestation")},
    "run": dict(run=text), "system": dict(noIncidentOf=listed(long(1)))})
no_go = by_kind("unless", {
    **{kind: {} for kind in ("record-signed", "baseline-unmoved", "no-critical-incident")}, "run-green": dict(run=text)})
record_part = by_kind("from", {
    **{kind: {} for kind in ("time", "baseline", "evidence", "words")}, "verdicts": dict(party=text)})


def hours(value):
    return isinstance(value, (int, float)) and not isinstance(value, bool) and 0 < value <= 10_000


checkpoint_pack_shape = part(
    id=text, version=text, parties=named(part(title=text)), roles=named(part(title=text)),
    baseline=listed(part(name=text, title=text)), cites=part(lock=text),
    criteria=listed(part(id=text, items=listed(items))),
    runs=named(part_with_maybe(ruled, title=text, party=text)),
    aborts=listed(part_with_maybe(ruled, **carried)), noGo=listed(no_go),
    questions=listed(part_with_maybe(
        dict(**ruled, needs=listed(text), unless=listed(text), opens=boolean, passkeys=boolean, goStandsForHours=hours),
        **carried, go=text, noGo=text)),
    record=listed(record_part),
)


def pack_shape(value):
    answers = listed(part(id=text, go=boolean))
    gates = named(part(proposes=text, confirms=text, answers=answers))
    return part(id=text, version=text, gates=gates)(value) and named(part(says=text, by=text))(value.get("attestations", {}))


# --- the archive ------------------------------------------------------------------------------------------------------


def read_archive(data):
    if len(data) > MOST_BYTES:
        raise Unreadable("it is too large")
    if len(data) < 22:
        raise Unreadable("it is no archive")
    end = len(data) - 22
    count, length, directory = struct.unpack_from("<HII", data, end + 10)
    if data[end:] != b"PK\5\6" + struct.pack("<HHHHIIH", 0, 0, count, count, length, directory, 0):
        raise Unreadable("its end is not that of a bundle")
    if count > MOST_FILES or directory + length != end:
        raise Unreadable("its directory is not where its end says, or has too many files")
    files, at, offset, before = {}, directory, 0, ""
    for _ in range(count):
        if at + 46 > end:
            raise Unreadable("its directory is cut")
        crc, size = struct.unpack_from("<II", data, at + 16)
        name_length = struct.unpack_from("<H", data, at + 28)[0]
        name = data[at + 46 : at + 46 + name_length]
        path = name.decode("latin-1")
        if at + 46 + name_length > end or PATH.fullmatch(path) is None or path <= before:
            raise Unreadable("a path is none that a bundle has, or is out of order")
        common = struct.pack("<HHHHHIIIH", 20, 0, 0, 0, 0x21, crc, size, size, name_length)
        line = b"PK\1\2" + struct.pack("<H", 20) + common + struct.pack("<HHHHII", 0, 0, 0, 0, 0, offset) + name
        if data[at : at + len(line)] != line:
            raise Unreadable(f"{path} has a line in the directory that is not a bundle's")
        local = b"PK\3\4" + common + b"\0\0" + name
        begin = offset + len(local)
        if begin + size > directory or data[offset:begin] != local:
            raise Unreadable(f"{path} is cut, or has another header than the directory says")
        content = data[begin : begin + size]
        if zlib.crc32(content) != crc:
            raise Unreadable(f"{path} is damaged")
        files[path] = content
        before, at, offset = path, at + len(line), begin + size
    if offset != directory or at != end:
        raise Unreadable("it holds bytes that belong to no file")
    return files


# --- keys and signatures ----------------------------------------------------------------------------------------------


def base64_of(value):
    try:
        data = base64.b64decode(value, validate=True)
    except ValueError:
        raise Malformed from None
    if base64.b64encode(data).decode() != value:
        raise Malformed
    return data


def base64url_of(value):
    try:
        data = base64.b64decode(value.replace("-", "+").replace("_", "/") + "=" * (-len(value) % 4), validate=True)
    except ValueError:
        raise Malformed from None
    if base64.urlsafe_b64encode(data).decode().rstrip("=") != value:
        raise Malformed
    return data


def pem_of(spki):
    body = base64.b64encode(spki).decode()
    lines = [body[at : at + 64] for at in range(0, len(body), 64)]
    return "\n".join(["-----BEGIN PUBLIC KEY-----", *lines, "-----END PUBLIC KEY-----", ""])


def is_console_key(spki):
    return len(spki) == 44 and spki.startswith(ED25519)


def console_key(data):
    """The SPKI of a PEM of an Ed25519 key, or None."""
    try:
        lines = data.decode("ascii").split("\n")
        spki = base64_of("".join(lines[1:-2]))
    except (UnicodeDecodeError, Malformed):
        return None
    return spki if pem_of(spki).encode() == data and is_console_key(spki) else None


def openssl_verifies(spki, data, signature, *options):
    with tempfile.TemporaryDirectory() as folder:
        names = {name: os.path.join(folder, name) for name in ("key", "data", "sig")}
        for name, content in (("key", pem_of(spki).encode()), ("data", data), ("sig", signature)):
            with open(names[name], "wb") as file:
                file.write(content)
        command = ["openssl", "pkeyutl", "-verify", "-pubin", "-inkey", names["key"], "-rawin", *options]
        done = subprocess.run([*command, "-in", names["data"], "-sigfile", names["sig"]], capture_output=True, timeout=60)
    return done.returncode == 0


def open_envelope(data):
    envelope = parse_canonical(data, envelope_shape)
    signature = envelope["signatures"][0]
    return {
        "payload": base64_of(envelope["payload"]),
        "type": envelope["payloadType"],
        "keyid": signature["keyid"],
        "sig": base64_of(signature["sig"]),
    }


def signed_bytes(kind, payload):
    return b"DSSEv1 %d %s %d %s" % (len(kind), kind.encode(), len(payload), payload)


def is_sealed_by(spki, envelope):
    body = signed_bytes(envelope["type"], envelope["payload"])
    return sha256(spki) == envelope["keyid"] and openssl_verifies(spki, body, envelope["sig"])


def is_rotation(record):
    """Whether both keys are those that it names, are two, and signed it."""
    said = {name: value for name, value in record.items() if name != "signatures"}
    body = signed_bytes("application/vnd.holdpoint.key-rotation+json", canonical(said).encode())
    if record["from"]["spki"] == record["to"]["spki"]:
        return False
    try:
        keys = {side: base64_of(record[side]["spki"]) for side in ("from", "to")}
        return all(
            is_console_key(spki) and sha256(spki) == record[side]["id"]
            and openssl_verifies(spki, body, base64_of(record["signatures"][side]))
            for side, spki in keys.items()
        )
    except Malformed:
        return False


def led_to(keys, rotations):
    """These keys, by their ids, and those that rotations lead to from them, forward and back; not over a compromised one."""
    found, open_keys = dict(keys), list(keys)
    while open_keys:
        at = open_keys.pop()
        for one in rotations:
            for here, there in (("from", "to"), ("to", "from")):
                if not one["compromised"] and one[here]["id"] == at and one[there]["id"] not in found:
                    found[one[there]["id"]] = base64_of(one[there]["spki"])
                    open_keys.append(one[there]["id"])
    return found


def read_trust(content):
    keys = {}
    if "\ufffd" in content:
        raise Malformed
    for line in content.replace("\r\n", "\n").split("\n"):
        if line.strip(" \t") == "" or line.startswith("#"):
            continue
        words = line.split(" ")
        spki = base64_of(words[1]) if words[0] == "ed25519" and len(words) > 1 else b""
        if not is_console_key(spki):
            raise Malformed
        keys[sha256(spki)] = spki
    if not keys:
        raise Malformed
    return keys


def cbor_item(data, at):
    if at >= len(data):
        raise Malformed
    kind, small = data[at] >> 5, data[at] & 31
    width = 0 if small < 24 else {24: 1, 25: 2}.get(small)
    if width is None or at + 1 + width > len(data):
        raise Malformed
    value = small if width == 0 else int.from_bytes(data[at + 1 : at + 1 + width], "big")
    at += 1 + width
    if kind in (0, 5):
        return kind, value, at
    if kind == 1:
        return kind, -1 - value, at
    if kind != 2 or at + value > len(data):
        raise Malformed
    return kind, data[at : at + value], at + value


def der(tag, body):
    length = len(body)
    size = bytes([length]) if length < 128 else (lambda raw: bytes([128 + len(raw)]) + raw)(
        length.to_bytes((length.bit_length() + 7) // 8, "big"))
    return bytes([tag]) + size + body


def der_integer(data):
    number = int.from_bytes(data, "big")
    return der(2, number.to_bytes(number.bit_length() // 8 + 1, "big"))


def is_on_p256(x, y):
    p = 0xFFFFFFFF00000001000000000000000000000000FFFFFFFFFFFFFFFFFFFFFFFF
    b = 0x5AC635D8AA3A93E7B3EBBD55769886BC651D06B0CC53B0F63BCE3C3E27D2604B
    x, y = int.from_bytes(x, "big"), int.from_bytes(y, "big")
    return x < p and y < p and (y * y - x * x * x + 3 * x - b) % p == 0


def passkey_of(cose):
    """Algorithm and SPKI of a COSE key."""
    kind, count, at = cbor_item(cose, 0)
    if kind != 5:
        raise Malformed
    names = {}
    for _ in range(count):
        name_kind, name, at = cbor_item(cose, at)
        value_kind, value, at = cbor_item(cose, at)
        if name_kind not in (0, 1) or value_kind == 5 or name in names:
            raise Malformed
        names[name] = value
    if at != len(cose):
        raise Malformed
    point = lambda name: isinstance(names.get(name), bytes) and len(names[name]) == 32
    if names.keys() == {1, 3, -1, -2, -3} and (names[1], names[3], names[-1]) == (2, -7, 1) and point(-2) and point(-3):
        if not is_on_p256(names[-2], names[-3]):
            raise Malformed
        return -7, P256 + b"\4" + names[-2] + names[-3]
    if names.keys() == {1, 3, -1, -2} and (names[1], names[3], names[-1]) == (1, -8, 6) and point(-2):
        return -8, ED25519 + names[-2]
    if names.keys() == {1, 3, -1, -2} and (names[1], names[3]) == (3, -257) and all(
        isinstance(names[name], bytes) and least <= len(names[name]) <= most and names[name][0] != 0
        for name, least, most in ((-1, 256, 1024), (-2, 1, 8))
    ):
        key = der(0x30, der_integer(names[-1]) + der_integer(names[-2]))
        return -257, der(0x30, bytes.fromhex("300d06092a864886f70d0101010500") + der(3, b"\0" + key))
    raise Malformed


def pem_of_cose(given):
    try:
        return pem_of(passkey_of(base64url_of(given))[1]).encode()
    except Malformed:
        return None


def is_redacted(entry, header):
    return entry["text"] is None and header["textDigest"] is not None


def digest_of_words(word):
    return None if word.strip(WHITE) == "" else sha256(canonical(word))


def is_written(entry, header, name, digest, said):
    """Whether what a person wrote with an act is what they signed; of redacted words only the digest is left."""
    if is_redacted(entry, header):
        return True
    try:
        words = parse(entry["text"] or "")
    except Malformed:
        return False
    return obj(**{name: text})(words) and digest(words[name]) == said


def assertion_holds(given, statement):
    try:
        cose, data, client, signature = (
            base64url_of(given[name]) for name in ("publicKeyCose", "authenticatorData", "clientDataJson", "signature"))
        algorithm, spki = passkey_of(cose)
        read = parse(client)
    except (Malformed, UnicodeDecodeError):
        return False
    challenge = hashlib.sha256((STATEMENT_PREFIX + statement).encode()).digest()
    expected = base64.urlsafe_b64encode(challenge).decode().rstrip("=")
    host = re.fullmatch(r"https?://([a-z0-9.-]+|\[[0-9a-f:]+\])(?::[0-9]{1,5})?", given["origin"])
    rp = given["rpId"]
    if not (
        algorithm == given["algorithm"]
        and part(type=is_exactly("webauthn.get"), challenge=is_exactly(expected), origin=is_exactly(given["origin"]))(read)
        and read.get("crossOrigin", False) is False and "topOrigin" not in read
        and host is not None and rp != "" and (host[1] == rp or host[1].endswith("." + rp))
        and len(data) >= 37 and data[:32] == hashlib.sha256(rp.encode()).digest()
        and data[32] & 5 == 5 and int.from_bytes(data[33:37], "big") == given["counter"]
    ):
        return False
    options = [] if algorithm == -8 else ["-digest", "sha256"]
    return openssl_verifies(spki, data + hashlib.sha256(client).digest(), signature, *options)


# --- anchors ----------------------------------------------------------------------------------------------------------

proof_shape = listed(digest, 64)
anchor_shape = obj(
    index=whole(0), leaf=text, note=text, proof=proof_shape, since=either(is_none, obj(note=text, proof=proof_shape))
)
leaf_shape = obj(kind=is_exactly("head"), stream=long(1), seq=whole(1), hash=digest)
NOTE = re.compile(
    r"(([^\n]+)\n([1-9][0-9]{0,14})\n([A-Za-z0-9+/]{43}=)\n[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}\.[0-9]{3}Z\n)"
    r"\n\u2014 ([^\s+]+) ([A-Za-z0-9+/=]+)\n"
)


def node(left, right):
    return hashlib.sha256(b"\1" + left + right).digest()


def tree_head(note, keys):
    """Size and root of a tree head that one of these keys signed."""
    found = NOTE.fullmatch(note)
    names = {"holdpoint-anchors/" + one[:32]: spki for one, spki in keys.items()}
    if found is None or found[2] not in names or found[5] != found[2]:
        raise Malformed
    name, spki = found[2], names[found[2]]
    root, signed = base64_of(found[4]), base64_of(found[6])
    named = hashlib.sha256(name.encode() + b"\n\1" + spki[-32:]).digest()[:4]
    if len(signed) != 68 or signed[:4] != named or not openssl_verifies(spki, found[1].encode(), signed[4:]):
        raise Malformed
    return int(found[3]), root


def is_included(leaf, index, size, root, proof):
    if index >= size:
        return False
    at, last, value = index, size - 1, leaf
    for beside in proof:
        if last == 0:
            return False
        if at % 2 == 1 or at == last:
            value = node(beside, value)
            while at % 2 == 0 and at != 0:
                at, last = at // 2, last // 2
        else:
            value = node(value, beside)
        at, last = at // 2, last // 2
    return last == 0 and value == root


def is_consistent(first, first_root, second, second_root, proof):
    if first > second:
        return False
    if first == second:
        return not proof and first_root == second_root
    if not proof:
        return False
    if first & (first - 1) == 0:
        proof = [first_root, *proof]
    at, last = first - 1, second - 1
    while at % 2 == 1:
        at, last = at // 2, last // 2
    was = now = proof[0]
    for beside in proof[1:]:
        if last == 0:
            return False
        if at % 2 == 1 or at == last:
            was, now = node(beside, was), node(beside, now)
            while at % 2 == 0 and at != 0:
                at, last = at // 2, last // 2
        else:
            now = node(now, beside)
        at, last = at // 2, last // 2
    return last == 0 and was == first_root and now == second_root


def anchor_holds(content, stream, entries, keys):
    try:
        anchor = parse_canonical(content, anchor_shape)
        size, root = tree_head(anchor["note"], keys)
        leaf = parse_canonical(anchor["leaf"], leaf_shape)
        proof = [bytes.fromhex(one) for one in anchor["proof"]]
        leaf_hash = hashlib.sha256(b"\0" + anchor["leaf"].encode()).digest()
        if (
            leaf["stream"] != stream or not is_included(leaf_hash, anchor["index"], size, root, proof)
            or leaf["seq"] > len(entries) or entries[leaf["seq"] - 1]["hash"] != leaf["hash"]
        ):
            return False
        since = anchor["since"]
        return since is None or is_consistent(
            *tree_head(since["note"], keys), size, root, [bytes.fromhex(one) for one in since["proof"]])
    except (Malformed, UnicodeEncodeError):
        return False


# --- what a checkpoint's log comes to ---------------------------------------------------------------------------------


def first(things, **wanted):
    return next((one for one in things if all(one.get(name) == value for name, value in wanted.items())), None)


def cite(thing, name=None):
    return {"id": thing["id"] if name is None else name, "title": thing["title"], "rule": thing.get("rule")}


def later(moment, hours):
    """The instant so many hours after another."""
    year, month, day, hour, minute, second = map(int, INSTANT.fullmatch(moment).groups())
    years, shifted = (year, month - 3) if month > 2 else (year - 1, month + 9)
    days = 365 * years + years // 4 - years // 100 + years // 400 + (153 * shifted + 2) // 5 + day - 1
    ms = ((days * 24 + hour) * 60 + minute) * 60_000 + second * 1_000 + int(moment[20:23])
    ms = int(ms + hours * 3_600_000)
    days, rest = divmod(ms, 86_400_000)
    era, of_era = divmod(days, 146_097)
    year = (of_era - of_era // 1_460 + of_era // 36_524 - of_era // 146_096) // 365
    of_year = of_era - (365 * year + year // 4 - year // 100)
    shifted = (5 * of_year + 2) // 153
    month = shifted + 3 if shifted < 10 else shifted - 9
    year += 400 * era + (1 if month <= 2 else 0)
    hour, rest = divmod(rest, 3_600_000)
    minute, rest = divmod(rest, 60_000)
    return (
        f"{year:04}-{month:02}-{of_year - (153 * shifted + 2) // 5 + 1:02}"
        f"T{hour:02}:{minute:02}:{rest // 1_000:02}.{rest % 1_000:03}Z")


class Checkpoint:
    """The state of a checkpoint, entry by entry, and what a packet of it must be."""

    def __init__(self, pack, facts):
        self.pack, self.opened = pack, facts
        self.locked, self.seen, self.moved = facts["locked"], dict(facts["locked"]), None
        self.reports, self.attested, self.written, self.aborts = {}, {}, {}, []
        self.verdicts, self.speaks_for, self.sealings, self.is_closed = {}, {}, [], False
        self.deputies = {}

    def fold(self, entry, header, facts):
        kind = header["type"]
        if kind == "CriterionReported":
            self.reports[facts["criterion"]] = facts
        elif kind == "CriterionAttested":
            self.attested[facts["criterion"]] = facts.get("digest", entry["hash"])
        elif kind == "AbortTriggered":
            self.aborts.append((facts["trigger"], facts["rule"], entry["seq"]))
        elif kind == "BaselineObserved":
            self.seen.update(facts["values"])
            before = self.moved[0] if self.moved else []
            names = [name for name in facts["moved"] if name not in before]
            if names:
                to, seq = self.moved[1:] if self.moved else ({}, entry["seq"])
                self.moved = (before + names, {**to, **{name: facts["values"].get(name) for name in names}}, seq)
        elif kind == "RecordPartWritten":
            self.written[facts["part"]] = (facts["owner"], facts.get("digest", entry["hash"]))
        elif kind == "VerdictGiven":
            self.verdicts.setdefault(facts["party"], {})[facts["question"]] = None
        elif kind == "VerdictSigned":
            self.verdicts.setdefault(facts["party"], {})[facts["question"]] = facts
            self.speaks_for.setdefault(facts["person"], facts["party"])
        elif kind == "VerdictsVoided":
            for party in facts["voided"]:
                if self.signature(party, facts["question"]) is not None:
                    del self.verdicts[party][facts["question"]]
        elif kind == "DeputyNamed":
            self.deputies[entry["seq"]] = (header["actor"]["id"], facts)
        elif kind == "DeputyEnded":
            self.deputies.pop(facts["named"], None)
        elif kind == "CheckpointSealed":
            self.sealings.append((facts, header["recordedAt"]))
        elif kind == "CheckpointClosed":
            self.is_closed = True

    def question(self, name):
        return first(self.pack["questions"], id=name)

    def signature(self, party, question):
        return self.verdicts.get(party, {}).get(question)

    def signatures(self, question):
        given = ((party, self.signature(party, question)) for party in self.pack["parties"])
        return {party: one for party, one in given if one is not None}

    def sealed(self, question):
        """The last sealing of a question, and when it was."""
        return next(((one, at) for one, at in reversed(self.sealings) if one["question"] == question), (None, None))

    def is_green(self, name):
        return name in self.reports and self.reports[name]["passed"]

    def items_of(self, question):
        groups = (group for group in self.pack["criteria"] if group["id"] in question.get("needs", []))
        return [item for group in groups for item in group["items"]]

    def no_go_of(self, question):
        asked = question.get("unless", [])
        return [one for one in self.pack["noGo"] if one["id"] in asked and one["unless"] != "record-signed"]

    def needs_record(self, question):
        return any(
            one["unless"] == "record-signed" and (question.get("opens", False) or one["id"] in question.get("unless", []))
            for one in self.pack["noGo"])

    def ended_by(self):
        aborts = [
            {"id": name, "title": (first(self.pack["aborts"], id=name) or {"title": name})["title"], "rule": rule}
            for name, rule, _ in self.aborts]
        moved = []
        for name in self.moved[0] if self.moved else ():
            title = (first(self.pack["baseline"], name=name) or {"title": name})["title"]
            now = self.moved[1].get(name)
            words = f"{title} moved from {self.locked[name]} to {'nothing' if now is None else now}"
            moved.append({"id": name, "title": words, "rule": self.pack["cites"]["lock"]})
        return aborts + moved

    def packet(self, question, claimed):
        """The packet of a question as the log makes it. What was open on the service only `claimed` says."""
        pack, items = self.pack, self.items_of(question)
        system = [item for item in items if item["decidedBy"] == "system"]
        said = {name: (first(claimed["criteria"], id=name) or {}).get("holds", False) for name in (one["id"] for one in system)}
        clear = {severity for item in system if said[item["id"]] for severity in item["noIncidentOf"]}
        stops = self.no_go_of(question)
        is_critical = any(
            one["unless"] == "no-critical-incident" and (first(claimed["noGo"], id=one["id"]) or {}).get("stands", False)
            for one in stops)

        def holds(item):
            kind = item["decidedBy"]
            if kind == "system":
                return all(severity in clear for severity in item["noIncidentOf"])
            if kind == "attestation":
                return item["id"] in self.attested
            return self.is_green(item["run"] if kind == "run" else item["id"])

        def proof_of(item):
            kind = item["decidedBy"]
            if kind == "attestation":
                return self.attested.get(item["id"])
            shown = None if kind == "system" else self.reports.get(item["run"] if kind == "run" else item["id"])
            return None if shown is None else shown["digest"]

        def stands(one):
            if one["unless"] == "run-green":
                return not self.is_green(one["run"])
            return self.moved is not None if one["unless"] == "baseline-unmoved" else is_critical

        def ran(shown):
            if shown is None or "pipeline" not in shown:
                return None
            run, file = shown["pipeline"]["run"], shown["pipeline"]["file"]
            return {**{name: run[name] for name in ("repository", "branch", "commit")}, "output": file["sha256"]}

        runs = [item["run"] for item in items if item["decidedBy"] == "run"]
        runs += [one["run"] for one in stops if one["unless"] == "run-green"]
        words = [part for part in pack["record"] if part["from"] == "words"] if self.needs_record(question) else []
        return {
            "schema": "holdpoint-checkpoint-packet-v1",
            "checkpoint": self.opened["reference"], "pack": self.opened["pack"], "service": self.opened["service"],
            "question": {name: question[name] for name in ("id", "title", "go", "noGo")},
            "baseline": [{
                "name": one["name"], "title": one["title"], "locked": self.locked.get(one["name"], ""),
                "seen": self.seen.get(one["name"])} for one in pack["baseline"]],
            "criteria": [{
                **cite(item), "holds": holds(item), "value": self.reports.get(item["id"], {}).get("value"),
                "proof": proof_of(item)} for item in items],
            "runs": [{
                **cite(pack["runs"][name], name), "party": pack["runs"][name]["party"], "holds": self.is_green(name),
                "proof": self.reports.get(name, {}).get("digest"), "ran": ran(self.reports.get(name)),
            } for name in dict.fromkeys(runs) if name in pack["runs"]],
            "aborts": [{**cite(one), "pulled": any(name == one["id"] for name, _, _ in self.aborts)} for one in pack["aborts"]],
            "noGo": [{**cite(one), "stands": stands(one)} for one in stops],
            "written": [{
                **cite(part), "owner": self.written.get(part["id"], (None, None))[0],
                "digest": self.written.get(part["id"], (None, None))[1]} for part in words],
        }

    def forbids_go(self, question, packet):
        """Whether anything in the packet, or in the joint record, forbids a GO."""
        if not all(one["holds"] for one in packet["criteria"]) or any(one["stands"] for one in packet["noGo"]):
            return True
        if self.ended_by():
            return True
        others = [one["id"] for one in self.pack["questions"] if one["id"] != question["id"]]

        def is_there(part):
            if part["from"] == "verdicts":
                return all(self.signature(part["party"], name) is not None for name in others)
            if part["from"] == "evidence":
                shown = {report["party"] for report in self.reports.values() if report["passed"]}
                return shown >= self.pack["parties"].keys()
            return part["from"] != "words" or part["id"] in self.written

        return self.needs_record(question) and not all(map(is_there, self.pack["record"]))


# --- the bundle -------------------------------------------------------------------------------------------------------


class Verifier:
    def __init__(self, data, trusted):
        self.files = read_archive(data)
        self.trusted = trusted
        self.findings, self.notes = [], []
        try:
            self.manifest = parse_canonical(self.files.get("bundle.json", b""), manifest_shape)
        except Malformed:
            raise Unreadable("its bundle.json is not a manifest") from None
        if self.manifest["version"] != 1:
            raise Unreadable("it is of another version than 1, which this verifier reads")
        self.stream = self.manifest["stream"]
        self.is_checkpoint = self.stream.startswith("checkpoint/")
        self.check_files()
        self.kin = {}
        self.key = self.check_signature()
        entries = self.check_log()
        if entries is not None and self.check_history(entries):
            if self.key is not None:
                self.check_records()
            self.check_passkeys()
        if entries is not None and self.key is not None:
            self.check_anchor(entries)

    def wrong(self, check, place):
        self.findings.append((check, place))

    def check_files(self):
        seen, before = {"bundle.json", "bundle.dsse.json"}, ""
        for entry in self.manifest["files"]:
            path, content = entry["path"], self.files.get(entry["path"])
            if path in seen or path < before:
                self.wrong("files", path)
            before = path
            seen.add(path)
            if content is None or len(content) != entry["bytes"] or sha256(content) != entry["sha256"]:
                self.wrong("files", path)
            if entry["kind"] not in KINDS:
                self.notes.append(f"{path}: of a kind that is not known to this verifier; only its digest was checked")
            elif FIXED.get(entry["kind"], path) != path:
                self.wrong("files", path)
        for path in self.files.keys() - seen:
            self.wrong("files", path)
        for kind, path in FIXED.items():
            if not any(entry["kind"] == kind and entry["path"] == path for entry in self.manifest["files"]):
                self.wrong("files", path)

    def check_signature(self):
        own = console_key(self.files.get("keys/console.pem", b""))
        if own is None:
            self.wrong("key", "keys/console.pem")
        try:
            envelope = open_envelope(self.files.get("bundle.dsse.json", b""))
        except Malformed:
            envelope = None
        if (
            envelope is None
            or envelope["type"] != "application/vnd.holdpoint.bundle+json"
            or envelope["payload"] != self.files["bundle.json"]
        ):
            self.wrong("signature", "bundle.dsse.json")
            return None
        if own is not None and sha256(own) != envelope["keyid"]:
            self.wrong("key", "keys/console.pem")
        rotations = self.check_rotations(envelope["keyid"])
        if self.trusted is None:
            self.notes.append("no trusted key was given: the key was taken from the bundle, and proves nothing of who made it")
            key = own
        else:
            key = led_to(self.trusted, rotations).get(envelope["keyid"])
            if key is None:
                self.wrong("trust", "bundle.dsse.json")
            elif envelope["keyid"] not in self.trusted:
                steps = "; ".join(f"{one['from']['id']} to {one['to']['id']} at {one['at']}" for one in rotations)
                self.notes.append(f"its key was not given; the console's keys, each signed by the one before it: {steps}")
        if key is None:
            return None
        self.kin = led_to({sha256(key): key}, rotations)
        if is_sealed_by(key, envelope):
            return key
        self.wrong("signature", "bundle.dsse.json")
        return None

    def check_rotations(self, key_id):
        """How the console came to the manifest's key, and went on; nothing where what the bundle says of it is wrong."""
        counted = []
        for path in self.listed("rotations"):
            try:
                rotations = parse_canonical(self.files.get(ROTATIONS, b""), rotations_shape)
                olds, news = ([one[side]["id"] for one in rotations] for side in ("from", "to"))
                if (
                    path != ROTATIONS or not rotations or not all(map(is_rotation, rotations))
                    or news[:-1] != olds[1:] or key_id not in olds + news
                ):
                    raise Malformed
                counted = rotations
            except Malformed:
                self.wrong("rotation", path)
        return counted

    def check_log(self):
        content = self.files.get("log/entries.ndjson", b"")
        try:
            entries, at = [], 0
            while at < len(content):
                end = content.find(b"\n", at)
                if end < 0:
                    raise Malformed
                entries.append(parse_canonical(content[at:end], line_shape))
                at = end + 1
        except Malformed:
            self.wrong("log", "log/entries.ndjson")
            return None
        try:
            fault = self.broken_at(entries)
        except Malformed:
            self.wrong("chain", "log/entries.ndjson")
            return None
        if fault is None:
            others = sum(entry["read"]["type"] != "BaselineObserved" for entry in entries) if self.is_checkpoint else 0
            if others <= MOST_OF_CHECKPOINT:
                return entries
            self.wrong("log", "log/entries.ndjson")
            return None
        self.wrong("chain", f"entry {fault}")
        return None

    def broken_at(self, entries):
        before, missing, redacted = "0" * 64, [], set()
        for seq, entry in enumerate(entries, 1):
            try:
                header = parse_canonical(entry["header"], header_shape)
            except Malformed:
                return seq
            entry["read"] = header
            if (
                entry["seq"] != seq or header["seq"] != seq or header["stream"] != self.stream
                or entry["hash"] != sha256("holdpoint-entry-v1\n" + entry["header"])
                or entry["prevHash"] != before or header["prevHash"] != before
                or header["factsDigest"] != sha256(entry["facts"])
            ):
                return seq
            if header["type"] == "TextRedacted":
                facts = parse(entry["facts"])
                if isinstance(facts, dict) and whole(1)(facts.get("redacts")):
                    redacted.add(facts["redacts"])
            words, salt = entry["text"], entry["textSalt"]
            if words is None and salt is None:
                if header["textDigest"] is not None:
                    missing.append(seq)
            elif words is None or salt is None or header["textDigest"] != sha256(salt + words):
                return seq
            before = entry["hash"]
        for seq in missing:
            if seq not in redacted:
                return seq
        end = self.manifest["head"]
        if len(entries) != end["seq"]:
            return min(len(entries), end["seq"]) + 1
        return None if before == end["hash"] else len(entries)

    def check_history(self, entries):
        shapes = checkpoint_shapes if self.is_checkpoint else facts_shapes
        opening = "CheckpointOpened" if self.is_checkpoint else "IncidentDeclared"
        acts = []
        for entry in entries:
            header = entry["read"]
            shape = shapes.get(header["type"])
            if header["typeVersion"] != 1:
                self.notes.append(f"entry {entry['seq']}: its version is not known to this verifier")
            elif shape is not None:
                try:
                    facts = parse(entry["facts"])
                    if not shape(facts) or header["type"] == opening and entry["seq"] != 1:
                        raise Malformed
                except Malformed:
                    self.wrong("log", f"entry {entry['seq']}")
                    continue
                acts.append((entry, header, facts))
        content = self.files.get("protocol/pack.json", b"")
        if not acts or acts[0][0]["seq"] != 1 or acts[0][1]["type"] != opening:
            self.wrong("protocol", "protocol/pack.json")
            return False
        declared = acts[0][2]
        self.pack_hash = declared["pack"]["hash"] if self.is_checkpoint else declared["packHash"]
        try:
            if sha256(content) != self.pack_hash:
                raise Malformed
            self.pack = parse(content)
            if not (checkpoint_pack_shape if self.is_checkpoint else pack_shape)(self.pack):
                raise Malformed
        except Malformed:
            self.wrong("protocol", "protocol/pack.json")
            return False
        self.check_evidence(acts)
        self.hashes = [entry["hash"] for entry in entries]
        self.parties, self.signers, self.decisions, self.keys, self.deputies = {}, {}, {}, set(), {}
        self.sealed = {}
        if self.is_checkpoint:
            self.follow_checkpoint(acts)
            return True
        for entry, header, facts in acts:
            self.follow(entry, header, facts)
        for name, one in self.decisions.items():
            if one["sealed"]:
                said = ("decision", "gate", "outcome", "go", "cause")
                self.sealed[f"records/{name}.json"] = self.statement_of_sealing(*one["sealed"], name, "decision", said)
        return True

    # --- a checkpoint's log -------------------------------------------------------------------------------------------

    def follow_checkpoint(self, acts):
        facts = acts[0][2]
        self.at = Checkpoint(self.pack, facts)
        if (
            "checkpoint/" + facts["reference"] != self.stream or not self.is_pinned(facts["pack"])
            or facts["locked"].keys() != {one["name"] for one in self.pack["baseline"]}
        ):
            self.wrong("decision", "entry 1")
        for entry, header, facts in acts[1:]:
            place = f"entry {entry['seq']}"
            if self.at.is_closed:
                self.wrong("decision", place)
            foreign = self.names_foreign(header, facts)
            if foreign is not None:
                self.wrong(foreign, place)
                continue
            self.check_checkpoint_act(place, entry, header, facts)
            self.at.fold(entry, header, facts)
        if self.at.ended_by():
            seqs = [seq for _, _, seq in self.at.aborts] + ([self.at.moved[2]] if self.at.moved else [])
            for question in self.pack["questions"]:
                last, _ = self.at.sealed(question["id"])
                if last is not None and last["outcome"] == "go":
                    self.wrong("decision", f"entry {min(seqs)}")

    def names_foreign(self, header, facts):
        """The check to name where an entry speaks of what neither protocol nor lock has."""
        kind, pack = header["type"], self.pack
        if kind in ("CriterionReported", "CriterionAttested"):
            items = (item for group in pack["criteria"] for item in group["items"])
            is_known = facts["criterion"] in pack["runs"] or first(items, id=facts["criterion"])
        elif kind == "AbortTriggered":
            is_known = first(pack["aborts"], id=facts["trigger"])
        elif kind == "RecordPartWritten":
            is_known = first(pack["record"], id=facts["part"])
        elif kind == "BaselineObserved":
            names = facts["values"].keys() | facts.get("unread", {}).keys() | set(facts["moved"])
            is_known = names <= self.at.locked.keys()
        elif kind in ("VerdictGiven", "VerdictSigned"):
            if facts["party"] not in pack["parties"]:
                return "quorum"
            is_known = self.at.question(facts["question"])
        elif kind == "VerdictsVoided":
            is_known = self.at.question(facts["question"]) and set(facts["voided"]) <= pack["parties"].keys()
        elif kind == "CheckpointSealed":
            is_known = self.at.question(facts["question"])
        elif kind == "AskedBack":
            is_known = {facts["party"], facts["to"]} <= pack["parties"].keys() and self.at.question(facts["question"])
        elif kind == "DeputyNamed":
            return None if header["actor"]["kind"] == "person" and facts["party"] in pack["parties"] else "quorum"
        elif kind == "DeputyEnded":
            return None if facts["named"] in self.at.deputies else "quorum"
        else:
            return None
        return None if is_known else "decision"

    def check_checkpoint_act(self, place, entry, header, facts):
        kind = header["type"]
        if kind == "CriterionReported" and not is_redacted(entry, header):
            try:
                words = parse(entry["text"] or "")
                if "file" in facts:
                    fits = obj(command=text, name=text, output=text)(words)
                    words = {**words, "file": facts["file"]["sha256"]} if fits else words
                else:
                    fits = obj(command=text, output=text)(words)
                fits = fits and sha256(canonical(words)) == facts["digest"]
            except Malformed:
                fits = False
            if not fits:
                self.wrong("evidence", place)
        elif kind in ("CriterionAttested", "RecordPartWritten") and "digest" in facts:
            name = "reason" if kind == "CriterionAttested" else "words"
            if not is_written(entry, header, name, lambda word: sha256(canonical(word)), facts["digest"]):
                self.wrong("evidence", place)
        elif kind == "BaselineObserved":
            others = sorted(name for name, value in facts["values"].items() if value != self.at.locked[name])
            if others != sorted(facts["moved"]):
                self.wrong("decision", place)
        elif kind == "VerdictGiven":
            self.notes.append(f"{place}: a verdict that nobody signed: it counts for nothing")
        elif kind == "SignerEnrolled":
            self.enrol(place, entry, header, facts)
        elif kind == "VerdictSigned":
            self.check_side_verdict(place, entry, header, facts)
        elif kind == "VerdictsVoided":
            self.check_voiding(place, header, facts)
        elif kind == "CheckpointSealed":
            self.check_question_sealing(place, entry, header, facts)
        elif kind == "CheckpointClosed":
            self.check_closing(place, header, facts)

    def check_side_verdict(self, place, entry, header, facts):
        self.check_signed(place, facts, header["actor"] == {"kind": "person", "id": facts["person"]})
        if self.at.speaks_for.get(facts["person"], facts["party"]) != facts["party"]:
            self.wrong("quorum", place)
        _, signer = self.signers.get(facts["proof"].get("credentialId"), (None, None))
        if signer is not None and signer["party"] != facts["party"]:
            self.wrong("quorum", place)
        if self.at.sealed(facts["question"])[0] is not None:
            self.wrong("statement", place)
            return
        statement = self.statement_of(place, facts, checkpoint_statement)
        if statement is None:
            return
        given = statement["packet"]
        if (
            not facts["packetDigest"] == statement["packetDigest"] == sha256(canonical(given))
            or given != self.at.packet(self.at.question(facts["question"]), given)
            or any(statement[name] != facts[name] for name in ("party", "person", "answer"))
            or "deputyFor" in statement and statement["deputyFor"] != self.side_deputy(facts)
        ):
            self.wrong("statement", place)
        self.check_head_and_words(place, entry, header, statement, "remediationPlanDigest", "remediation")

    def side_deputy(self, facts):
        """For whom a person signs for a side, by their last naming that stands."""
        standing = [
            (one["party"], {"person": by, "named": seq}) for seq, (by, one) in self.at.deputies.items()
            if one["person"] == facts["person"] and one["from"] <= facts["signedAt"] < one["until"]]
        return standing[-1][1] if standing and standing[-1][0] == facts["party"] else None

    def is_by_console(self, header):
        return header["actor"] == {"kind": "console", "id": "console"}

    def check_voiding(self, place, header, facts):
        if not self.is_by_console(header):
            self.wrong("decision", place)
        if self.at.sealed(facts["question"])[0] is not None:
            self.wrong("decision", place)
            return
        given = self.at.signatures(facts["question"])
        if sorted(facts["voided"]) != sorted(
            party for party, one in given.items() if one["packetDigest"] != facts["packetDigest"]
        ):
            self.wrong("decision", place)

    def check_question_sealing(self, place, entry, header, facts):
        question, ended = self.at.question(facts["question"]), self.at.ended_by()
        try:
            record = parse_canonical(facts["record"], checkpoint_record)
        except Malformed:
            record = None
        said = ("question", "outcome", "cause", "validUntil")
        self.sealed[f"records/entry-{entry['seq']}.json"] = None if record is None else self.statement_of_sealing(
            entry, header, facts, facts["question"], "checkpoint", said)
        if not self.is_by_console(header) or sha256(facts["record"]) != facts["recordDigest"]:
            self.wrong("decision", place)
        earlier, _ = self.at.sealed(facts["question"])
        if earlier is not None and not (ended and earlier["outcome"] == "go"):
            self.wrong("decision", place)
        if record is None:
            self.wrong("decision", place)
            return
        packet, given = self.at.packet(question, record["packet"]), {}
        if ended:
            outcome, why = "no-go", "baseline-moved" if self.at.moved else "abort-trigger"
        else:
            given = self.at.signatures(facts["question"])
            if given.keys() != self.pack["parties"].keys():
                self.wrong("quorum", place)
                return
            answers = {one["answer"] for one in given.values()}
            outcome = "go" if answers <= {"go"} else "no-go"
            why = "same-answer" if len(answers) < 2 else "unequal-answers"
            if (
                len({one["person"] for one in given.values()}) < len(given)
                or any(one["packetDigest"] != record["packetDigest"] for one in given.values())
                or outcome == "go" and question.get("passkeys", False)
                and any(one["proof"]["method"] != "passkey" for one in given.values())
            ):
                self.wrong("quorum", place)
            if outcome == "go" and self.at.forbids_go(question, packet):
                self.wrong("decision", place)
        names = ("party", "person", "answer", "statementDigest", "statement", "proof")
        sides = [one["party"] for one in record["verdicts"]]
        order = sorted(given, key=lambda party: sides.index(party) if party in sides else -1)
        hours = question.get("goStandsForHours")
        until = None if outcome == "no-go" or hours is None else later(header["recordedAt"], hours)
        made = {
            "schema": "holdpoint-checkpoint-record-v1", "packet": packet, "packetDigest": sha256(canonical(packet)),
            "outcome": outcome, "cause": why, "because": ended, "sealedAt": header["recordedAt"], "validUntil": until,
            "takesBack": None if earlier is None else earlier["recordDigest"],
            "verdicts": [{name: given[party][name] for name in names} for party in order]}
        if (
            (facts["outcome"], facts["cause"], facts["validUntil"]) != (outcome, why, until)
            or facts["record"] != canonical(made)
        ):
            self.wrong("decision", place)

    def check_closing(self, place, header, facts):
        is_ended = bool(self.at.ended_by())
        asked = [question["id"] for question in self.pack["questions"]]
        last = [self.at.sealed(name) for name in asked]
        is_wrong = [one["question"] for one in facts["outcomes"]] != asked
        for one in facts["outcomes"]:
            sealing, _ = self.at.sealed(one["question"])
            until = None if sealing is None else sealing["validUntil"]
            stands = (
                sealing is not None and sealing["outcome"] == "go" and not is_ended
                and (until is None or until > header["recordedAt"]))
            is_wrong = is_wrong or one["go"] and not stands or one["go"] != (one["because"] == [])
        times = [at for _, at in last]
        decided = None if None in times else max(times, default=None)
        if is_wrong or facts["decidedAt"] != decided:
            self.wrong("decision", place)

    # --- an incident's log --------------------------------------------------------------------------------------------

    def follow(self, entry, header, facts):
        kind, place = header["type"], f"entry {entry['seq']}"
        is_own = header["actor"] == {"kind": "person", "id": facts.get("person")}
        if kind == "IncidentDeclared":
            self.parties.update((one["person"], one["party"]) for one in facts["participants"])
        elif kind == "RoleAssigned" and facts["party"] is not None:
            self.parties[facts["person"]] = facts["party"]
        elif kind == "RoleHandedOver" and self.parties.get(facts["to"]) is None:
            self.parties[facts["to"]] = facts["party"]
        elif kind == "SignerEnrolled":
            self.enrol(place, entry, header, facts)
        elif kind == "DeputyNamed":
            if self.party_of_actor(header) != facts["party"] or self.parties.get(facts["person"]) is not None:
                self.wrong("quorum", place)
            else:
                self.deputies[entry["seq"]] = (header["actor"]["id"], facts)
        elif kind == "DeputyEnded":
            named = self.deputies.get(facts["named"])
            if named is None or self.party_of_actor(header) != named[1]["party"]:
                self.wrong("quorum", place)
            else:
                del self.deputies[facts["named"]]
        elif kind == "DecisionProposed":
            self.check_packet(place, facts, facts["gate"])
            risk = facts["packet"]["residualRiskDigest"]
            if facts["gate"] not in self.pack["gates"] or not is_written(
                entry, header, "residualRisk", lambda word: sha256(canonical(word)), risk
            ):
                self.wrong("decision", place)
            if facts["decision"] in self.decisions:
                self.wrong("decision", place)
            else:
                self.decisions[facts["decision"]] = {
                    "gate": facts["gate"], "packet": facts["packet"], "digest": facts["packetDigest"],
                    "verdicts": {}, "voided": [], "sealed": None}
        elif kind == "DecisionRevised":
            decision = self.open_decision(facts)
            if decision is None:
                self.wrong("decision", place)
                return
            self.check_packet(place, facts, decision["gate"])
            if (
                facts["packet"]["residualRiskDigest"] != decision["packet"]["residualRiskDigest"]
                or sorted(facts["voided"]) != sorted(decision["verdicts"])
            ):
                self.wrong("decision", place)
            decision["voided"] += decision["verdicts"].values()
            decision.update(packet=facts["packet"], digest=facts["packetDigest"], verdicts={})
        elif kind == "VerdictSigned":
            self.check_signed(place, facts, is_own)
            self.check_verdict(place, entry, header, facts)
        elif kind == "AttestationSigned":
            self.check_signed(place, facts, is_own)
            self.check_attestation(place, entry, header, facts)
        elif kind == "DecisionSealed":
            self.check_sealing(place, entry, header, facts)

    def party_of_actor(self, header):
        actor = header["actor"]
        return self.parties.get(actor["id"]) if actor["kind"] == "person" else None

    def deputy_of(self, facts):
        """For whom a person of no party signs for one, by the last naming that stands; None where nobody named them."""
        if self.parties.get(facts["person"]) is not None:
            return None
        standing = [
            {"person": by, "named": seq} for seq, (by, one) in self.deputies.items()
            if (one["person"], one["party"]) == (facts["person"], facts["party"])
            and one["from"] <= facts["signedAt"] < one["until"]]
        return standing[-1] if standing else None

    def enrol(self, place, entry, header, facts):
        pem = pem_of_cose(facts["publicKeyCose"])
        is_own = header["actor"] == {"kind": "person", "id": facts["person"]}
        if not is_own or facts["credentialId"] in self.signers or pem is not None and pem in self.keys:
            self.wrong("enrolment", place)
        self.keys.add(pem)
        self.signers.setdefault(facts["credentialId"], (entry["hash"], facts))

    def open_decision(self, facts):
        decision = self.decisions.get(facts["decision"])
        return None if decision is None or decision["sealed"] is not None else decision

    def is_pinned(self, given):
        return given == {"id": self.pack["id"], "version": self.pack["version"], "hash": self.pack_hash}

    def check_packet(self, place, facts, gate):
        given = facts["packet"]
        if (
            sha256(canonical(given)) != facts["packetDigest"]
            or (given["incident"], given["decision"], given["gate"]) != (self.stream, facts["decision"], gate)
            or not self.is_pinned(given["pack"])
        ):
            self.wrong("decision", place)

    def check_signed(self, place, facts, is_own):
        if not is_own:
            self.wrong("statement", place)
        given = facts["proof"]
        if given["method"] == "server-attested":
            self.notes.append(f"{place}: server-attested; no passkey signed it")
            return
        if not assertion_holds(given, facts["statement"]):
            self.wrong("assertion", place)
        enrolled, signer = self.signers.get(given["credentialId"], (None, None))
        if (
            signer is None or enrolled != given["enrolledBy"] or signer["person"] != facts["person"]
            or (signer["publicKeyCose"], signer["algorithm"]) != (given["publicKeyCose"], given["algorithm"])
        ):
            self.wrong("enrolment", place)

    def statement_of(self, place, facts, shape):
        if sha256(facts["statement"]) != facts["statementDigest"]:
            self.wrong("statement", place)
        try:
            return parse_canonical(facts["statement"], shape)
        except Malformed:
            self.wrong("statement", place)
            return None

    def check_head_and_words(self, place, entry, header, statement, digest_of, name):
        seq, given = statement["logHead"]["seq"], statement["logHead"]["hash"]
        if seq >= entry["seq"] or self.hashes[seq - 1] != given:
            self.wrong("statement", place)
        if not is_written(entry, header, name, digest_of_words, statement[digest_of]):
            self.wrong("statement", place)

    def check_verdict(self, place, entry, header, facts):
        deputy = self.deputy_of(facts)
        if deputy is None and self.parties.get(facts["person"]) != facts["party"]:
            self.wrong("quorum", place)
        decision = self.open_decision(facts)
        if decision is None:
            self.wrong("statement", place)
            return
        statement = self.statement_of(place, facts, statement_shape)
        if statement is None:
            return
        if not (
            facts["packetDigest"] == decision["digest"] == statement["packetDigest"]
            and statement["packet"] == decision["packet"]
            and all(statement[name] == facts[name] for name in ("party", "person", "answer"))
            and statement.get("deputyFor") == deputy
            and any(one["id"] == facts["answer"] for one in self.pack["gates"].get(decision["gate"], {"answers": []})["answers"])
        ):
            self.wrong("statement", place)
        self.check_head_and_words(place, entry, header, statement, "remediationPlanDigest", "remediationPlan")
        if facts["party"] in decision["verdicts"]:
            self.wrong("quorum", place)
        else:
            decision["verdicts"][facts["party"]] = facts

    def check_attestation(self, place, entry, header, facts):
        statement = self.statement_of(place, facts, attestation_shape)
        if statement is None:
            return
        asked = self.pack.get("attestations", {}).get(facts["attestation"])
        if (
            statement["incident"] != self.stream or not self.is_pinned(statement["pack"])
            or any(statement[name] != facts[name] for name in ("attestation", "role", "person"))
            or asked is None or asked["says"] != statement["says"] or asked["by"] != facts["role"]
        ):
            self.wrong("statement", place)
        self.check_head_and_words(place, entry, header, statement, "reasonDigest", "reason")

    def check_sealing(self, place, entry, header, facts):
        decision = self.open_decision(facts)
        if decision is None:
            self.wrong("decision", place)
            return
        decision["sealed"] = (entry, header, facts)
        if sha256(facts["record"]) != facts["recordDigest"]:
            self.wrong("decision", place)
        gate = self.pack["gates"].get(facts["gate"])
        if gate is None or facts["gate"] != decision["gate"]:
            self.wrong("decision", place)
            return
        if any(one["statementDigest"] in facts["record"] for one in decision["voided"]):
            self.wrong("quorum", place)
        standing = [decision["verdicts"].get(gate[name]) for name in ("proposes", "confirms")]
        if None in standing:
            self.wrong("quorum", place)
            return
        first, second = standing
        if first["person"] == second["person"]:
            self.wrong("quorum", place)
        is_same = first["answer"] == second["answer"]
        fits = [one for one in gate["answers"] if (one["id"] == first["answer"] if is_same else not one["go"])]
        if not fits:
            self.wrong("decision", place)
            return
        cause = "same-answer" if is_same else "unequal-answers"
        outcome = {"outcome": fits[0]["id"], "go": fits[0]["go"], "cause": cause}
        names = ("party", "person", "answer", "statementDigest", "statement", "proof")
        record = {
            "schema": "holdpoint-record-v1", "packet": decision["packet"], "packetDigest": decision["digest"], **outcome,
            "verdicts": [{name: one[name] for name in names} for one in standing]}
        if (
            any(facts[name] != value for name, value in outcome.items())
            or (outcome["go"] and not all(one["holds"] for one in decision["packet"]["criteria"]))
            or facts["record"] != canonical(record)
        ):
            self.wrong("decision", place)

    def check_evidence(self, acts):
        named, listed = {}, self.listed("evidence")
        for entry, header, facts in acts:
            files = [facts] if header["type"] == "EvidenceHandedIn" and "media" in facts else []
            if header["type"] == "CriterionReported":
                files = [one["file"] for one in (facts.get("pipeline"), facts) if one is not None and "file" in one]
            for file in files:
                path = f"evidence/{file['sha256']}"
                named.setdefault(path, set()).add((file["sha256"], file["bytes"]))
                if path not in listed:
                    gone = "was redacted" if is_redacted(entry, header) else "is not in this bundle"
                    self.notes.append(f"entry {entry['seq']}: its file of {file['bytes']} bytes {gone}")
        for path in listed:
            content = self.files.get(path)
            if content is None or named.get(path) != {(sha256(content), len(content))}:
                self.wrong("evidence", path)

    def check_anchor(self, entries):
        there = self.listed("anchor")
        if not there:
            self.notes.append("no anchor: that nothing was cut before the export, the bundle does not show")
        for path in there:
            if path != ANCHOR or not anchor_holds(self.files.get(path, b""), self.stream, entries, self.kin):
                self.wrong("anchor", path)

    def listed(self, kind):
        return {entry["path"] for entry in self.manifest["files"] if entry["kind"] == kind}

    def check_records(self):
        there = self.listed("record")
        for path in self.sealed.keys() | there:
            statement = self.sealed.get(path)
            if statement is None or path not in there or not self.is_record(self.files.get(path, b""), statement):
                self.wrong("record", path)

    def statement_of_sealing(self, entry, header, facts, name, kind, said):
        """What the envelope of a record holds; None where the record in the log is none that could stand there."""
        try:
            predicate = {
                "stream": self.stream, **{one: facts[one] for one in said}, "sealedAt": header["occurredAt"],
                "sealedBy": {"seq": entry["seq"], "hash": entry["hash"]}, "record": parse(facts["record"])}
            return canonical({
                "_type": "https://in-toto.io/Statement/v1",
                "subject": [{"name": f"{self.stream}/{name}", "digest": {"sha256": facts["recordDigest"]}}],
                "predicateType": f"urn:holdpoint:sealed-{kind}:v1", "predicate": predicate})
        except Malformed:
            return None

    def is_record(self, content, statement):
        try:
            envelope = open_envelope(content)
        except Malformed:
            return False
        return (
            envelope["type"] == "application/vnd.in-toto+json" and envelope["payload"] == statement.encode()
            and envelope["keyid"] in self.kin and is_sealed_by(self.kin[envelope["keyid"]], envelope))

    def check_passkeys(self):
        expected = {}
        for credential, (_, facts) in self.signers.items():
            expected[f"keys/passkey-{sha256(credential)[:32]}.pem"] = pem_of_cose(facts["publicKeyCose"])
        listed = self.listed("passkey")
        for path in expected.keys() | listed:
            if path not in listed or expected.get(path) is None or self.files.get(path) != expected[path]:
                self.wrong("key", path)


def verify(file, trusted):
    try:
        if os.path.getsize(file) > MOST_BYTES:
            raise Unreadable("it is too large")
        with open(file, "rb") as opened:
            found = Verifier(opened.read(), trusted)
    except Unreadable as reason:
        return {"verdict": "unreadable", "reason": str(reason)}
    except OSError as reason:
        return {"verdict": "unreadable", "reason": reason.strerror}
    except Exception:  # Whatever a bundle holds, who asks gets a verdict.
        return {"verdict": "unreadable", "reason": "it holds something that cannot be checked"}
    findings = sorted(set(found.findings))
    return {"verdict": "fails" if findings else "verified", "findings": findings, "notes": found.notes}


def main(words):
    trusted, is_json = None, "--json" in words
    words = [word for word in words if word != "--json"]
    try:
        if "--trust" in words:
            at = words.index("--trust")
            with open(words[at + 1], "rb") as opened:
                content = opened.read(MOST_TRUST + 1)
            if len(content) > MOST_TRUST:
                raise Malformed
            trusted = read_trust(content.decode("utf-8-sig"))
            del words[at : at + 2]
    except (OSError, IndexError, Malformed, UnicodeDecodeError):
        print("the trusted keys cannot be read", file=sys.stderr)
        return 2
    if not words:
        print(__doc__, file=sys.stderr)
        return 2
    worst = 0
    for file in words:
        told = verify(file, trusted)
        worst = max(worst, {"verified": 0, "fails": 1, "unreadable": 2}[told["verdict"]])
        if is_json:
            print(json.dumps(told))
            continue
        print(f"{file}: {told['verdict'].upper()} {told.get('reason', '')}".rstrip())
        for check, place in told.get("findings", []):
            print(f"  wrong    {check}, {place}")
        for note in told.get("notes", []):
            print(f"  note     {note}")
    return worst


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
