#!/usr/bin/env python3
"""Verifies an export of the access log (JSON lines) as docs/access-log-format.md describes it. Python 3.8 or newer, nothing else.

    python3 audit_verify.py export.jsonl [more.jsonl ...] [--checkpoints FILE] [--key ID] [--openssl DIR] [--json]
    python3 audit_verify.py --self-test

--checkpoints FILE  checkpoints that were archived outside the log: signed texts, lines "number size root", or JSON lines with these members
--key ID            a key id that you received separately; repeat it for several. Without it, and without --checkpoints, compare the printed key id
--openssl DIR       writes text, signature.der and public.pem there, to repeat the signature check with the openssl command line
--json              one JSON object for each file, on one line

Exit: 0 everything is in order, 1 faults were found (all of them are listed), 2 something could not be read.
"""
import base64
import binascii
import datetime
import hashlib
import hmac
import json
import os
import re
import sys

FORMAT = "enterprise-access-log/1"
NOTHING = b"\xff\xff\xff\xff"
ZEROS = bytes(32)
TEXTS = ("id at tenant tenantAsSeen subtenant action outcome reason resource resourceName remark requestId issuer client tokenHash roles node version "
         "subjectCommitment subjectSalt detailCommitment detailSalt detail hash").split()
NEEDED = {"id", "at", "action", "outcome", "requestId", "node", "version", "subjectCommitment", "hash"}
NUMBERS = ("seq", "epoch", "items", "occurrences")
MARKS = ("subjectErased", "detailErased")
ENTRY = frozenset(TEXTS) | frozenset(NUMBERS) | frozenset(MARKS) | {"subject"}
SUBJECT = frozenset("userId userName address forwarded forwardedTrusted userAgent".split())
HEADER = ("format instance tenant subtenant filter exportedAt exportedBy entries anchor checkpoint publicKeys tenantSecret head index leaves path statements").split()
HEX64 = re.compile("[0-9a-f]{64}").fullmatch
HEX32 = re.compile("[0-9a-f]{32}").fullmatch
TIME = re.compile("([0-9]{4}-[0-9]{2}-[0-9]{2})T([0-9]{2}):([0-9]{2}):([0-9]{2})\\.([0-9]{6})Z").fullmatch
MOST = 2 ** 63
MOST_EPOCH = 2 ** 31
UUID, COUNT, HASH, WORD = "[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}", "0|[1-9][0-9]{0,17}", "[0-9a-f]{64}", "[!-~]+"
CHECKPOINT = re.compile("enterprise-access-log/(%s)\n(%s)\n([A-Za-z0-9+/]{43}=)\nepoch (0|[1-9][0-9]{0,8})\nnumber (%s)\ntime (%s)\nprevious (%s)\nstatements (%s) (%s)\nkey (%s)\n"
                        % (UUID, COUNT, COUNT, WORD, HASH, COUNT, HASH, WORD)).fullmatch
STATEMENT = re.compile("enterprise-access-log/(%s)/statement\nnumber (%s)\ntime (%s)\nkind ([a-z-]+)\ntenant (%s)\nprevious (%s)\n((?:[a-z]+ [^\n]*\n)*)key (%s)\n"
                       % (UUID, COUNT, WORD, WORD, HASH, WORD)).fullmatch


class Unreadable(Exception):
    """The input is not what it should be at all."""


# ---- ECDSA on P-256 with SHA-256 (FIPS 186-5; curve of SP 800-186) ------------------------------------------------------------------
P = 2 ** 256 - 2 ** 224 + 2 ** 192 + 2 ** 96 - 1
N = 0xFFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551
B = 0x5AC635D8AA3A93E7B3EBBD55769886BC651D06B0CC53B0F63BCE3C3E27D2604B
G = (0x6B17D1F2E12C4247F8BCE6E563A440F277037D812DEB33A0F4A13945D898C296, 0x4FE342E2FE1A7F9B8EE7EB4A7C0F9E162BCE33576B315ECECBB6406837BF51F5)
SPKI = bytes.fromhex("3059301306072a8648ce3d020106082a8648ce3d03010703420004")


def double(point):
    """Jacobian coordinates (x, y, z); z = 0 is the point at infinity."""
    x, y, z = point
    if not y or not z:
        return (1, 1, 0)
    yy = y * y % P
    s = 4 * x * yy % P
    zz = z * z % P
    m = 3 * (x - zz) * (x + zz) % P
    x3 = (m * m - 2 * s) % P
    return (x3, (m * (s - x3) - 8 * yy * yy) % P, 2 * y * z % P)


def add(one, other):
    if not one[2]:
        return other
    if not other[2]:
        return one
    (x1, y1, z1), (x2, y2, z2) = one, other
    zz1, zz2 = z1 * z1 % P, z2 * z2 % P
    u1, u2 = x1 * zz2 % P, x2 * zz1 % P
    s1, s2 = y1 * zz2 * z2 % P, y2 * zz1 * z1 % P
    if u1 == u2:
        return double(one) if s1 == s2 else (1, 1, 0)
    h, r = (u2 - u1) % P, (s2 - s1) % P
    hh = h * h % P
    hhh, v = h * hh % P, u1 * hh % P
    x3 = (r * r - hhh - 2 * v) % P
    return (x3, (r * (v - x3) - s1 * hhh) % P, h * z1 * z2 % P)


def ecdsa_is_good(public, signature, message):
    """public: (x, y); signature: DER."""
    pair = read_der(signature)
    if pair is None or not (0 < pair[0] < N and 0 < pair[1] < N):
        return False
    inverse = pow(pair[1], N - 2, N)
    u1 = int.from_bytes(hashlib.sha256(message).digest(), "big") * inverse % N
    u2 = pair[0] * inverse % N
    g, q, total = (G[0], G[1], 1), (public[0], public[1], 1), (1, 1, 0)
    both = add(g, q)
    for bit in range(255, -1, -1):
        total = double(total)
        one, two = u1 >> bit & 1, u2 >> bit & 1
        if one or two:
            total = add(total, both if one and two else g if one else q)
    if not total[2]:
        return False
    return total[0] * pow(total[2], P - 3, P) % P % N == pair[0]


def read_der(signature):
    """The two numbers of SEQUENCE { INTEGER, INTEGER }, or None."""
    def integer(data):
        length = data[1] if len(data) > 1 and data[0] == 2 else 0
        digits = data[2:2 + length]
        if not 0 < length < 128 or len(digits) < length or digits[0] > 127 or (length > 1 and digits[0] == 0 and digits[1] < 128):
            return None, b""
        return int.from_bytes(digits, "big"), data[2 + length:]
    if len(signature) < 8 or signature[0] != 0x30 or signature[1] != len(signature) - 2:
        return None
    r, rest = integer(signature[2:])
    s, rest = integer(rest)
    return None if r is None or s is None or rest else (r, s)


def read_pem(pem):
    """(x, y) and the DER of a P-256 public key, or None."""
    match = re.fullmatch("-----BEGIN PUBLIC KEY-----\\s+([A-Za-z0-9+/=\\s]+)-----END PUBLIC KEY-----\\s*", pem) if isinstance(pem, str) else None
    der = read_base64("".join(match.group(1).split())) if match else None
    if der is None or len(der) != 91 or not der.startswith(SPKI):
        return None
    x, y = int.from_bytes(der[27:59], "big"), int.from_bytes(der[59:], "big")
    return (x, y, der) if x < P and y < P and (y * y - (x * x * x - 3 * x + B)) % P == 0 else None


def read_base64(text):
    try:
        data = base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError):
        return None
    return data if base64.b64encode(data).decode() == text else None


def self_test():
    """The vectors of RFC 6979, A.2.5, and each of them spoilt."""
    public = (0x60FED4BA255A9D31C961EB74C6356D68C049B8923B61FA6CE669622E60F29FB6, 0x7903FE1008B8BC99A41AE9E95628BC64F2F1B20C2D7E9F5177A3C294D4462299)
    vectors = [
        (b"sample", 0xEFD48B2AACB6A8FD1140DD9CD45E81D69D2C877B56AAF991C34D0EA84EAF3716, 0xF7CB1C942D657C41D436C7A1B6E29F65F3E900DBB9AFF4064DC4AB2F843ACDA8),
        (b"test", 0xF1ABB023518351CD71D881567B1EA663ED3EFCF6C5132B354F28D3B0B7D38367, 0x019F4113742A2B14BD25926B49C649155F267E60D3814B4C0CC84250E46F0083)]

    def der(r, s):
        parts = b""
        for number in (r, s):
            digits = number.to_bytes(number.bit_length() // 8 + 1, "big")
            parts += bytes([2, len(digits)]) + digits
        return bytes([0x30, len(parts)]) + parts
    return all(ecdsa_is_good(public, der(r, s), text) and not ecdsa_is_good(public, der(r, s), text + b".") and not ecdsa_is_good(public, der(r, s ^ 1), text)
               and not ecdsa_is_good(public, der(0, s), text) for text, r, s in vectors)


# ---- Bytes ------------------------------------------------------------------------------------------------------------------------
def field(text, known={}):
    """A field: its length in four bytes, then its UTF-8 bytes."""
    if text is None:
        return NOTHING
    found = known.get(text)
    if found is None:
        data = text.encode("utf-8")
        found = len(data).to_bytes(4, "big") + data
        if len(known) < 4096:
            known[text] = found
    return found


def sha(data):
    return hashlib.sha256(data).digest()


def mac(key, data):
    return hmac.new(key, data, hashlib.sha256).digest() if not hasattr(hmac, "digest") else hmac.digest(key, data, "sha256")


def number(value):
    return type(value) is int and 0 <= value < MOST


def days(day, known={}):
    found = known.get(day)
    if found is None:
        found = known[day] = (datetime.date.fromisoformat(day) - datetime.date(1970, 1, 1)).days
    return found


def microseconds(text):
    match = TIME(text)
    if not match:
        raise ValueError("no time: %r" % text[:40])
    day, hour, minute, second, micro = match.groups()
    hour, minute, second = int(hour), int(minute), int(second)
    if hour > 23 or minute > 59 or second > 59:
        raise ValueError("no time: %r" % text)
    return (((days(day) * 24 + hour) * 60 + minute) * 60 + second) * 1000000 + int(micro)


def strict(pairs):
    value = dict(pairs)
    if len(value) != len(pairs):
        raise ValueError("a member stands twice")
    return value


def refuse(name):
    raise ValueError("no JSON: " + name)


DECODE = json.JSONDecoder(object_pairs_hook=strict, parse_constant=refuse).decode


def read_line(line):
    value = DECODE(line.decode("utf-8"))
    if type(value) is not dict:
        raise ValueError("no object")
    return value


def leaf_of(entry):
    return sha(b"".join((
        b"\0", field("1"), field(str(entry["seq"])), field(entry["tenant"]), field(entry["id"]), field(str(microseconds(entry["at"]))), field(entry["tenantAsSeen"]),
        field(entry["subtenant"]), field(entry["action"]), field(entry["outcome"]), field(entry["reason"]), field(entry["resource"]), field(entry["resourceName"]),
        field(str(entry["items"])), field(str(entry["occurrences"])), field(entry["remark"]), field(entry["requestId"]), field(entry["issuer"]), field(entry["client"]),
        field(entry["tokenHash"]), field(entry["roles"]), field(entry["node"]), field(entry["version"]), field(entry["subjectCommitment"]), field(entry["detailCommitment"]))))


def start_of(tenant, epoch, last):
    return sha(b"\2" + field(tenant) + field(str(epoch)) + last)


def check_entry_form(entry):
    """Raises ValueError where something has another type than the format says, or stands there without being sealed."""
    if entry.keys() != ENTRY:
        raise ValueError("other members than the format's: %s" % ", ".join(sorted(ENTRY.symmetric_difference(entry)))[:200])
    for name in NUMBERS:
        if not number(entry[name]):
            raise ValueError("%s is no number" % name)
    if entry["epoch"] >= MOST_EPOCH:
        raise ValueError("epoch is too great")
    for name in TEXTS:
        if type(entry[name]) is not str and (entry[name] is not None or name in NEEDED):
            raise ValueError("%s is no text" % name)
    for name, form in (("hash", HEX64), ("subjectCommitment", HEX64), ("detailCommitment", HEX64), ("subjectSalt", HEX32), ("detailSalt", HEX32)):
        if entry[name] is not None and not form(entry[name]):
            raise ValueError("%s is not hexadecimal of its length" % name)
    who = entry["subject"]
    if who is not None:
        if type(who) is not dict or who.keys() != SUBJECT or type(who["forwardedTrusted"]) is not bool:
            raise ValueError("subject has another form")
        if any(who[name] is not None and type(who[name]) is not str for name in SUBJECT if name != "forwardedTrusted"):
            raise ValueError("subject holds something else than texts")
    for name in MARKS:
        mark = entry[name]
        if mark is not None and (type(mark) is not dict or mark.keys() != {"key", "signature"} or type(mark["key"]) is not str or type(mark["signature"]) is not str):
            raise ValueError("%s has another form" % name)
    for text in [entry[name] for name in TEXTS] + ([] if who is None else [who[name] for name in SUBJECT if name != "forwardedTrusted"]):
        if text is not None and not text.isascii():
            text.encode("utf-8")


def personal_part_fits(entry):
    who, salt, detail = entry["subject"], entry["subjectSalt"], entry["detail"]
    if who is not None:
        if salt is None or entry["subjectCommitment"] != mac(bytes.fromhex(salt), b"".join((
                field(who["userId"]), field(who["userName"]), field(who["address"]), field(who["forwarded"]), field("1" if who["forwardedTrusted"] else "0"),
                field(who["userAgent"])))).hex():
            return False
    if detail is not None:
        return entry["detailSalt"] is not None and entry["detailCommitment"] == mac(bytes.fromhex(entry["detailSalt"]), field(detail)).hex()
    return True


# ---- Signed texts -----------------------------------------------------------------------------------------------------------------
class Signed:
    """A checkpoint or a statement: what is signed, and the signatures."""

    def __init__(self, text, form):
        if type(text) is not str or "\n\n" not in text or not text.endswith("\n"):
            raise ValueError("no signed text")
        head, rest = text.split("\n\n", 1)
        self.parts = form(head + "\n")
        if not self.parts:
            raise ValueError("a signed text of another form")
        self.text = (head + "\n").encode("utf-8")
        self.hash = hashlib.sha256(self.text).hexdigest()
        self.instance, self.key = self.parts.group(1), self.parts.group(self.parts.re.groups)
        self.signatures = []
        for line in rest[:-1].split("\n"):
            words = line.split(" ")
            signature = read_base64(words[2]) if len(words) == 3 and words[0] == "\u2014" else None
            if signature is None:
                raise ValueError("no signature line")
            self.signatures.append((words[1], signature))


def read_checkpoint(text):
    point = Signed(text, CHECKPOINT)
    _, size, point.root, epoch, count, time, _, statement, statement_hash, _ = point.parts.groups()
    point.size, point.epoch, point.number, point.time = int(size), int(epoch), int(count), time
    microseconds(time)
    if read_base64(point.root) is None:
        raise ValueError("a checkpoint without root")
    point.statements = (int(statement), statement_hash)
    return point


def read_statement(text):
    one = Signed(text, STATEMENT)
    _, count, time, one.kind, one.tenant, one.previous, lines, _ = one.parts.groups()
    microseconds(time)
    one.number, one.values, one.is_good = int(count), {}, False
    for line in lines.split("\n")[:-1]:
        name, _, value = line.partition(" ")
        if name in one.values or name in ("number", "time", "kind", "tenant", "previous", "key"):
            raise ValueError("%s stands twice in a statement" % name)
        one.values[name] = value
    return one


# ---- The file ---------------------------------------------------------------------------------------------------------------------
class Verification:
    """Reads one export and lists everything that is wrong with it."""

    def __init__(self, archive, keys):
        self.archive, self.told = archive, keys
        self.faults, self.entries, self.skipped, self.point, self.header = [], 0, 0, None, {}
        self.statements, self.late, self.gaps, self.trusted, self.pseudonymised = [], set(), [], set(), None

    def fault(self, kind, text, seq=None):
        self.faults.append({"kind": kind, "seq": seq, "text": text})

    def run(self, path):
        try:
            with open(path, "rb") as lines:
                self.read_header(lines.readline())
                self.check_signed_parts()
                self.read_lines(lines)
        except OSError as problem:
            raise Unreadable(str(problem))
        return self

    def read_header(self, line):
        try:
            header = read_line(line)
        except (ValueError, RecursionError) as problem:
            raise Unreadable("The first line is no header: %s" % problem)
        if header.get("format") != FORMAT:
            raise Unreadable("The first line does not say format %s." % FORMAT)
        self.header = header
        for name in sorted(set(HEADER).symmetric_difference(header)):
            self.fault("header", "the header's members are not the format's: %s" % name[:60])
        self.tenant = header.get("tenant")
        if type(self.tenant) is not str or not self.tenant.isascii():
            self.fault("header", "the header names no tenant")
            self.tenant = ""
        self.subtenant = header.get("subtenant")
        self.anchor, self.head = self.place("anchor"), self.place("head")
        if self.anchor[0] == 0 and self.anchor[1:] != (1, ZEROS):
            self.fault("header", "anchor has another form")
            self.anchor = (0, 1, ZEROS)

    def place(self, name):
        value = self.header.get(name)
        if type(value) is dict and number(value.get("sequence")) and number(value.get("epoch")) and value["epoch"] < MOST_EPOCH and type(value.get("hash")) is str and HEX64(value["hash"]):
            return value["sequence"], value["epoch"], bytes.fromhex(value["hash"])
        self.fault("header", "%s has another form" % name)
        return 0, 1, ZEROS

    # -- what is signed
    def check_signed_parts(self):
        self.keys = {}
        stated = self.header.get("publicKeys")
        for name, pem in (stated.items() if type(stated) is dict else ()):
            key = read_pem(pem)
            if key is None:
                self.fault("key", "the public key %s cannot be read as P-256" % name[:40])
            elif hashlib.sha256(key[2]).hexdigest()[:16] != name:
                self.fault("key", "the public key called %s has another id" % name[:40])
            else:
                self.keys[name] = key
        signers = []
        try:
            self.point = read_checkpoint(self.header.get("checkpoint"))
            signers.append(self.check_signatures(self.point, "the checkpoint"))
        except (ValueError, RecursionError) as problem:
            self.fault("checkpoint", "the checkpoint cannot be read: %s" % problem)
        listed = self.header.get("statements")
        for text in listed if type(listed) is list else ():
            try:
                statement = read_statement(text)
            except (ValueError, RecursionError) as problem:
                self.fault("statement", "a statement cannot be read: %s" % problem)
                continue
            count = len(self.faults)
            signers.append(self.check_signatures(statement, "statement %d" % statement.number))
            statement.is_good = len(self.faults) == count
            if statement.is_good:
                self.learn_pseudonyms(statement)
            if statement.kind == "new-key" and statement.values.get("new") not in signers[-1]:
                self.fault("signature", "statement %d names a new key, which did not sign it" % statement.number)
            self.statements.append(statement)
        self.check_trust(signers)
        self.check_statements()
        if self.point is not None:
            self.check_root()
            self.check_archive()
        sequence, _, last = self.anchor
        if sequence and not any(one.values.get("sequence") == str(sequence) and one.values.get("hash") == last.hex() for one in self.vouching("prune")):
            self.fault("anchor", "the export begins after number %d, and no signed statement says that what came before was pruned" % sequence)

    def check_signatures(self, signed, what):
        good = set()
        for name, signature in signed.signatures:
            if name not in self.keys:
                self.fault("key", "%s is signed with the key %s, which is not in this export" % (what, name[:40]))
            elif signature is None or not ecdsa_is_good(self.keys[name], signature, signed.text):
                self.fault("signature", "the signature of %s by the key %s is bad" % (what, name))
            else:
                good.add(name)
        if signed.signatures[0][0] != signed.key:
            self.fault("signature", "the first signature of %s is not of the key that it names" % what)
        return good

    def vouching(self, kind):
        """The statements of a kind; only what is signed vouches for anything."""
        return [one for one in self.statements if one.is_good and one.kind == kind]

    def check_trust(self, signers):
        """Keys that vouch for each other by signing the same text, from those on that are known."""
        trusted = set(self.told) | {one["key"] for one in self.archive if one["key"]}
        trusted = trusted or ({self.point.key} if self.point else set())
        while True:
            more = {name for group in signers if group & trusted for name in group} - trusted
            if not more:
                break
            trusted |= more
        self.trusted = trusted
        for name in sorted({name for group in signers for name in group} - trusted):
            self.fault("key", "the key %s signed something, and no known key vouches for it" % name)

    def learn_pseudonyms(self, statement):
        """Up to which time entries may be without who and from where."""
        match = re.fullmatch("before (\\S+)", statement.values.get("policy", ""))
        before = microseconds_or_none(match.group(1)) if match else None
        if statement.kind == "pseudonymise" and statement.tenant == self.tenant and before is not None:
            self.pseudonymised = before if self.pseudonymised is None else max(self.pseudonymised, before)

    def check_statements(self):
        instance, before = self.header.get("instance"), None
        for one in self.statements:
            if one.instance != instance:
                self.fault("statement", "statement %d belongs to another log" % one.number)
            if one.tenant not in ("-", self.tenant):
                self.fault("statement", "statement %d is about another tenant" % one.number)
            if before is not None and one.number <= before.number:
                self.fault("statement", "statement %d does not stand in its order" % one.number)
            expected = "0" * 64 if one.number == 1 else before.hash if before is not None and one.number == before.number + 1 else None
            if expected is not None and one.previous != expected:
                self.fault("statement", "statement %d does not follow the one before" % one.number)
            if self.point is not None and one.number == self.point.statements[0] and one.hash != self.point.statements[1]:
                self.fault("statement", "statement %d is not the one that the checkpoint names" % one.number)
            before = one

    def check_root(self):
        header, point = self.header, self.point
        if point.instance != header.get("instance"):
            self.fault("checkpoint", "the checkpoint belongs to another log")
        if self.head[1] > point.epoch or self.head[0] > point.size:
            self.fault("checkpoint", "the head lies beyond the checkpoint")
        secret, path, index, leaves = header.get("tenantSecret"), header.get("path"), header.get("index"), header.get("leaves")
        if not (type(secret) is str and HEX64(secret) and type(path) is list and all(type(one) is str and HEX64(one) for one in path)
                and number(index) and number(leaves) and index < leaves):
            self.fault("header", "the way to the root has another form")
            return
        data = mac(bytes.fromhex(secret), field(self.tenant) + field(str(self.head[0])) + self.head[2])
        found, last, rest = sha(b"\0" + data), leaves - 1, list(path)
        while last:
            if index & 1 or index == last:
                if not rest:
                    break
                found = sha(b"\1" + bytes.fromhex(rest.pop(0)) + found)
                while not index & 1 and index:
                    index, last = index >> 1, last >> 1
            else:
                if not rest:
                    break
                found = sha(b"\1" + found + bytes.fromhex(rest.pop(0)))
            index, last = index >> 1, last >> 1
        if last or rest or found != read_base64(point.root):
            self.fault("root", "the head of the tenant's chain, number %d, does not lead to the checkpoint's root" % self.head[0], self.head[0])

    def check_archive(self):
        if not self.archive:
            return
        point, instance = self.point, self.header.get("instance")
        known = [one for one in self.archive if one["instance"] in (None, instance)]
        if not known:
            self.fault("archive", "the archived checkpoints belong to another log")
        for one in known:
            same_epoch = one["epoch"] in (None, point.epoch)
            told = any(re.fullmatch("[0-9]{1,9}", s.values.get("epoch", "")) and int(s.values["epoch"]) > (one["epoch"] or 0) for s in self.vouching("lost"))
            if one["number"] == point.number and (one["size"] != point.size or one["root"] != point.root):
                self.fault("archive", "checkpoint %d differs from the archived one" % point.number)
            elif one["number"] != point.number and same_epoch and one["size"] == point.size and one["root"] != point.root:
                self.fault("archive", "the archived root at size %d differs" % point.size)
            elif one["number"] < point.number and one["size"] > point.size and (same_epoch or not told):
                self.fault("archive", "the log is older than the archive: checkpoint %d had size %d, checkpoint %d has %d" % (one["number"], one["size"], point.number, point.size))
            elif one["number"] > point.number and one["size"] < point.size and same_epoch:
                self.fault("archive", "the log is older than the archive: checkpoint %d has size %d, checkpoint %d had %d" % (point.number, point.size, one["number"], one["size"]))
        try:
            made = microseconds(self.header.get("exportedAt"))
        except (ValueError, TypeError):
            made = MOST
        newest = max((one["number"] for one in known if one["time"] is None or one["time"] <= made), default=0)
        if newest > point.number:
            self.fault("older", "the export ends at checkpoint %d, although checkpoint %d was archived before the export began" % (point.number, newest))

    # -- the chain
    def read_lines(self, lines):
        self.at, self.epoch, self.hash = self.anchor
        self.epoch, self.other = self.epoch if self.at else 0, None
        self.reached = self.at == self.head[0]
        if self.reached and self.hash != self.head[2]:
            self.fault("head", "the chain does not end as the head says", self.at)
        end, place = None, 1
        for line in lines:
            place += 1
            try:
                item = read_line(line)
                if end is not None:
                    self.fault("line", "line %d stands after the end" % place)
                elif "end" in item:
                    end = item
                elif "skip" in item:
                    self.skip(item)
                else:
                    self.entry(item)
            except (ValueError, KeyError, TypeError, RecursionError) as problem:
                self.fault("line", "line %d cannot be read: %s" % (place, str(problem)[:200]))
        for first, last in self.gaps:
            if last - first >= 1000 or any(missing not in self.late for missing in range(first, last + 1)):
                self.fault("gap", "numbers %d to %d are missing" % (first, last), first)
        if not self.reached and self.at < self.head[0]:
            self.fault("truncated", "the chain ends at number %d, before its head at %d" % (self.at, self.head[0]))
        if end is None:
            self.fault("truncated", "the last line, which says that this is the end, is missing")
        elif end.get("end") is not True or end.get("entries") != self.entries or end.get("skipped") != self.skipped or len(end) != 3:
            self.fault("count", "the last line counts otherwise: there are %d entries and %d skipped" % (self.entries, self.skipped))
        if self.header.get("entries") != self.entries:
            self.fault("count", "the header counts otherwise: there are %d entries" % self.entries)

    def entry(self, entry):
        check_entry_form(entry)
        seq, epoch = entry["seq"], entry["epoch"]
        fits, leaf = personal_part_fits(entry), leaf_of(entry)
        self.entries += 1
        if entry["tenant"] != self.tenant or (self.subtenant is not None and entry["subtenant"] != self.subtenant):
            self.fault("tenant", "number %d belongs to another tenant or subtenant than the export" % seq, seq)
        self.check_erased(entry, "subject", entry["subject"] is not None, entry["subjectErased"])
        if entry["detailCommitment"] is not None or entry["detailErased"] is not None:
            self.check_erased(entry, "detail", entry["detail"] is not None or entry["detailCommitment"] is None, entry["detailErased"])
        if not fits:
            self.fault("edited", "number %d: who, from where, or the detail was changed" % seq, seq)
        stated = bytes.fromhex(entry["hash"])
        if not self.follow(seq):
            self.other = stated
            return
        if self.joined:
            self.compare_hash(seq, epoch, leaf, stated)
        else:
            self.epoch, self.other = epoch, None
        self.at, self.hash = seq, stated
        self.compare(seq)

    def compare_hash(self, seq, epoch, leaf, stated):
        """Whether an entry is the one that was sealed here. After a fault what follows may go on from the hash that stands there, or from the one that it should have been."""
        def after(last, is_start):
            return sha(b"\1" + (start_of(self.tenant, epoch, last) if is_start else last) + leaf)
        other, is_start = self.other, epoch != self.epoch
        found = after(self.hash, is_start)
        self.other = None
        if found == stated:
            if is_start and epoch != 1 and (epoch <= self.epoch or not self.is_told(epoch)):
                self.fault("epoch", "epoch %d begins at number %d, and no signed statement says why" % (epoch, seq), seq)
            self.epoch = epoch
        elif other is not None and stated in [after(last, is_start) for last in (self.hash, other) for is_start in (False, True)]:
            self.epoch = epoch
        else:
            self.fault("edited", "number %d was changed, or a skipped one right before it" % seq, seq)
            self.epoch, self.other = self.epoch or epoch, found

    def is_told(self, epoch):
        return any(one.values.get("epoch") == str(epoch) for one in self.vouching("lost"))

    def check_erased(self, entry, part, is_there, mark):
        """A personal part that is gone needs a signed mark, or who and from where a statement about all entries that are as old."""
        seq = entry["seq"]
        if mark is None:
            if not is_there and not (part == "subject" and self.pseudonymised is not None and microseconds(entry["at"]) < self.pseudonymised):
                self.fault("missing", "number %d is without its %s, and nothing signed says that it was erased" % (seq, part), seq)
            return
        text = "enterprise-access-log/%s/erased\nentry %s\npart %s\nkey %s\n" % (self.header.get("instance"), entry["id"], part, mark["key"])
        signature = read_base64(mark["signature"])
        if is_there:
            self.fault("edited", "number %d has a mark that its %s was erased, which does not fit what it has" % (seq, part), seq)
        elif mark["key"] not in self.keys or mark["key"] not in self.trusted:
            self.fault("key", "the mark that the %s of number %d was erased is signed with the key %s, which is not known" % (part, seq, mark["key"][:40]), seq)
        elif signature is None or not ecdsa_is_good(self.keys[mark["key"]], signature, text.encode("utf-8")):
            self.fault("signature", "the mark that the %s of number %d was erased is not signed for it" % (part, seq), seq)

    def skip(self, item):
        leaves, seq, epoch = item["skip"], item["seq"], item["epoch"]
        if item.keys() != {"skip", "seq", "epoch"} or type(leaves) is not list or not 0 < len(leaves) <= 1000 or not number(seq) or not number(epoch) or epoch >= MOST_EPOCH:
            raise ValueError("a skip of another form")
        if not all(type(leaf) is str and HEX64(leaf) for leaf in leaves):
            raise ValueError("a skipped leaf is no hash")
        self.skipped += len(leaves)
        for leaf in leaves:
            if self.follow(seq):
                is_start = epoch > self.epoch
                if epoch < self.epoch or (is_start and epoch != 1 and not self.is_told(epoch)):
                    self.fault("epoch", "number %d is of epoch %d, and no signed statement says why" % (seq, epoch), seq)
                self.hash = sha(b"\1" + (start_of(self.tenant, epoch, self.hash) if is_start else self.hash) + bytes.fromhex(leaf))
                self.at, self.epoch, self.other = seq, max(epoch, self.epoch), None
                self.compare(seq)
            seq += 1

    def follow(self, seq):
        """Whether this number goes on where the chain stands; a gap before it is noted."""
        self.joined = seq <= self.at + 1
        if not self.joined:
            self.gaps.append((self.at + 1, seq - 1))
        elif seq <= self.at:
            is_missing = any(low <= seq <= high for low, high in self.gaps) and seq not in self.late
            self.fault("moved" if is_missing else "duplicate", "number %d stands behind a greater one" % seq if is_missing else "number %d stands there twice" % seq, seq)
            self.late.add(seq)
            return False
        return True

    def compare(self, seq):
        if seq == self.head[0]:
            self.reached = True
            if self.hash != self.head[2] or self.epoch != self.head[1]:
                self.fault("head", "at number %d the chain stands otherwise than the checkpoint says" % seq, seq)


# ---- Archived checkpoints ------------------------------------------------------------------------------------------------------------------
def read_archive(path):
    try:
        with open(path, "rb") as source:
            text = source.read().decode("utf-8")
    except (OSError, ValueError) as problem:
        raise Unreadable("The file of --checkpoints cannot be read: %s" % problem)
    found = []
    for block in re.finditer("^enterprise-access-log/([0-9a-f-]{36})\n([0-9]{1,18})\n(\\S+)\nepoch ([0-9]{1,9})\nnumber ([0-9]{1,18})\ntime (\\S+)\n(?:[a-z].*\n)*?key (\\S+)\n", text, re.M):
        instance, size, root, epoch, count, time, key = block.groups()
        found.append({"number": int(count), "size": int(size), "root": root, "epoch": int(epoch), "time": microseconds_or_none(time), "instance": instance, "key": key})
    for line in text.split("\n"):
        parts = line.split()
        if len(parts) == 3 and re.fullmatch("[0-9]{1,18}", parts[0]) and re.fullmatch("[0-9]{1,18}", parts[1]):
            found.append({"number": int(parts[0]), "size": int(parts[1]), "root": parts[2], "epoch": None, "time": None, "instance": None, "key": None})
        elif line.startswith("{"):
            try:
                value = DECODE(line)
                value = value.get("checkpoint") if type(value.get("checkpoint")) is dict else value
                if number(value.get("number")) and number(value.get("size")) and type(value.get("root")) is str:
                    found.append({"number": value["number"], "size": value["size"], "root": value["root"], "epoch": value.get("epoch") if number(value.get("epoch")) else None,
                                  "time": microseconds_or_none(value.get("time")), "instance": None, "key": None})
            except (ValueError, RecursionError):
                pass
    if not found:
        raise Unreadable("The file of --checkpoints contains no checkpoint.")
    return found


def microseconds_or_none(text):
    try:
        return microseconds(text)
    except (ValueError, TypeError):
        return None


# ---- What is said -----------------------------------------------------------------------------------------------------------------
def write_openssl(folder, verification):
    point = verification.point
    own = [(name, signature) for name, signature in point.signatures if name == point.key and name in verification.keys] if point else []
    if not own or own[0][1] is None:
        raise Unreadable("There is no signature by a known key to write.")
    try:
        os.makedirs(folder, exist_ok=True)
        for name, data in (("text", point.text), ("signature.der", own[0][1]), ("public.pem", verification.header["publicKeys"][own[0][0]].encode("utf-8"))):
            with open(os.path.join(folder, name), "wb") as target:
                target.write(data)
    except OSError as problem:
        raise Unreadable(str(problem))


def say(path, verification):
    point, header = verification.point, verification.header
    print("%s: tenant %s, %d entries, %d skipped" % (path, verification.tenant, verification.entries, verification.skipped))
    print("  filter: %s" % ascii(header.get("filter") or "none")[1:-1])
    if point:
        print("  checkpoint %d of log %s, size %d, time %s" % (point.number, point.instance, point.size, point.time))
        print("  signed with key %s: compare this id with what the operator told you by another way" % ascii(point.key)[1:-1])
    for one in verification.faults:
        print("  FAULT %-10s %s" % (one["kind"], ascii(one["text"])[1:-1]))
    print("  %s" % ("%d faults" % len(verification.faults) if verification.faults else "everything is in order, up to number %d under the checkpoint" % verification.head[0]))
    print("  To repeat the signature check: add --openssl DIR, then in that folder\n    openssl dgst -sha256 -verify public.pem -signature signature.der text")


def main(arguments):
    paths, options, keys = [], {"--checkpoints": None, "--openssl": None}, []
    is_json, rest = False, list(arguments)
    while rest:
        one = rest.pop(0)
        if one == "--self-test":
            print("ECDSA P-256: %s" % ("good" if self_test() else "BAD"))
            return 0 if self_test() else 2
        if one == "--json":
            is_json = True
        elif one in ("--checkpoints", "--openssl", "--key") and rest:
            if one == "--key":
                keys.append(rest.pop(0))
            else:
                options[one] = rest.pop(0)
        elif one.startswith("--"):
            raise Unreadable(__doc__)
        else:
            paths.append(one)
    if not paths:
        raise Unreadable(__doc__)
    if not self_test():
        raise Unreadable("This Python computes wrongly: the check vectors of the signature do not come out.")
    archive = read_archive(options["--checkpoints"]) if options["--checkpoints"] else []
    worst = 0
    for path in paths:
        verification = Verification(archive, keys)
        try:
            verification.run(path)
            if options["--openssl"]:
                write_openssl(options["--openssl"], verification)
        except Unreadable as problem:
            worst = 2
            print(json.dumps({"file": path, "unreadable": str(problem)}) if is_json else "%s cannot be read: %s" % (ascii(path)[1:-1], ascii(str(problem))[1:-1]))
            continue
        worst = max(worst, 1 if verification.faults else 0)
        if is_json:
            point = verification.point
            print(json.dumps({"file": path, "ok": not verification.faults, "faults": verification.faults, "entries": verification.entries, "skipped": verification.skipped,
                              "checkpoint": point and {"number": point.number, "size": point.size, "root": point.root, "key": point.key}}))
        else:
            say(path, verification)
    return worst


if __name__ == "__main__":
    try:
        sys.exit(main(sys.argv[1:]))
    except Unreadable as reason:
        print(reason, file=sys.stderr)
        sys.exit(2)
    except BrokenPipeError:
        os._exit(2)
