#!/usr/bin/env python3
"""Seals the plain messages of this folder (NAME.plain.json) into NAME.json, as the payment platform does.

Not the SDK's own code: the text is made here by the published rule, SM2 and SM4 are OpenSSL 3 (openssl on the path).
Keys are the published examples of the platform side (BouncyCastle's vector) and of the hospital side (GB/T 32918.5 A.2); nothing here is secret.
A plain message holds the envelope with plain data; data are encrypted as they are written, the text is made by the reference rule
(sorted names, scalars as texts, null, "" and [] left out). Run it after a plain message was changed: python3 seal.py
"""
import base64, json, pathlib, subprocess, tempfile

APP_ID = "43AF047BBA47FC8A1AE8EFB232BDBBCB"
APP_SECRET = "4117E877F5FA0A0188891283E4B617D5"
PLATFORM = "110E7973206F68C19EE5F7328C036F26911C8C73B4E4F36AE3291097F8984FFC"
PLATFORM_PUBLIC = "04D03D30DD01CA3422AEACCF9B88043B554659D3092B0A9E8CCE3E8C4530A98CB79D705E6213EEE145B748E36E274E5F101DC10D7BBC9DAB9A04022E73B76E02CD"
USER_ID = "1234567812345678"


def run(*command, data):
    return subprocess.run(command, input=data, capture_output=True, check=True).stdout


def sm4(key, data):
    return run("openssl", "enc", "-sm4-ecb", "-K", key.hex(), data=data)


def message_key():
    derived = sm4(APP_ID[:16].encode(), APP_SECRET.encode())
    return derived.hex().upper()[:16].encode()


def private_key_file(folder):
    def tlv(tag, content):
        assert len(content) < 128
        return bytes([tag, len(content)]) + content

    curve = tlv(0xA0, bytes.fromhex("06082A811CCF5501822D"))
    point = tlv(0xA1, tlv(0x03, b"\0" + bytes.fromhex(PLATFORM_PUBLIC)))
    der = tlv(0x30, tlv(0x02, b"\1") + tlv(0x04, bytes.fromhex(PLATFORM)) + curve + point)
    path = pathlib.Path(folder) / "key.pem"
    path.write_text("-----BEGIN EC PRIVATE KEY-----\n" + base64.encodebytes(der).decode() + "-----END EC PRIVATE KEY-----\n")
    return str(path)


def sm2(text):
    with tempfile.TemporaryDirectory() as folder:
        message = pathlib.Path(folder) / "text"
        message.write_bytes(text.encode())
        der = run("openssl", "pkeyutl", "-sign", "-rawin", "-digest", "sm3", "-inkey", private_key_file(folder),
                  "-pkeyopt", "distid:" + USER_ID, "-in", str(message), data=b"")
    numbers, place = [], 2
    for _ in range(2):
        length = der[place + 1]
        numbers.append(int.from_bytes(der[place + 2:place + 2 + length], "big"))
        place += 2 + length
    return b"".join(n.to_bytes(32, "big") for n in numbers)


def empty(value):
    return value is None or value == "" or value == []


def scalar(value):
    return value if isinstance(value, str) else str(value).lower() if isinstance(value, bool) else str(value)


def compact(value):
    if isinstance(value, dict):
        return "{" + ",".join(json.dumps(k, ensure_ascii=False) + ":" + compact(value[k]) for k in sorted(value) if not empty(value[k])) + "}"
    if isinstance(value, list):
        return "[" + ",".join(compact(v) for v in value) + "]"
    return json.dumps(scalar(value), ensure_ascii=False)


def text_of(message):
    parts = [k + "=" + (compact(v) if isinstance(v, (dict, list)) else scalar(v)) for k, v in sorted(message.items()) if not empty(v)]
    return "&".join(parts) + "&key=" + APP_SECRET


class Number(str):
    """A number as it is written: 12.30 stays 12.30."""


def main():
    for plain in sorted(pathlib.Path(__file__).parent.glob("*.plain.json")):
        raw = plain.read_text(encoding="utf-8")
        message = json.loads(raw, parse_float=Number, parse_int=Number)
        signature = sm2(text_of(message))
        written = json.loads(raw, parse_float=Number, parse_int=Number)
        data = written.pop("data", None)
        if data is not None:
            encoder = lambda v: ("{" + ",".join(json.dumps(k, ensure_ascii=False) + ":" + encoder(x) for k, x in v.items()) + "}" if isinstance(v, dict)
                                 else "[" + ",".join(map(encoder, v)) + "]" if isinstance(v, list)
                                 else str(v) if isinstance(v, Number) else json.dumps(v, ensure_ascii=False))
            written["encData"] = sm4(message_key(), encoder(data).encode()).hex().upper()
        written["signData"] = base64.b64encode(signature).decode()
        plain.with_name(plain.name.replace(".plain.json", ".json")).write_text(json.dumps(written, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
