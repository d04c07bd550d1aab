"""Deciphers an encrypted TDengine backup set into a plain one for reader.py, with Python 3.9 and its package `cryptography`, 38 or
later, as backup-set-format.md says: a proof that others can. The command `tdengine-backup decrypt` takes tar.gz and age, too.

    python3 decrypt.py SET KEY-ID FOLDER < KEY

SET is a set's folder or a zip, FOLDER is made, KEY is the secret in base64 or the passphrase that has this id."""
import base64, hashlib, json, os, pathlib, re, sys, unicodedata, zipfile
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA512
from cryptography.hazmat.primitives.kdf.hkdf import HKDFExpand
from cryptography.hazmat.primitives.kdf.scrypt import Scrypt

LABEL, CHUNK, ZEROS = b"c2sp.org/chunked-encryption@v1+AEAD_AES_256_GCM\0", 16384 + 16, b"0" * 64

def require(condition, message):
    if not condition:
        sys.exit(message)

def check(data, digest, name):
    require(hashlib.sha256(data).hexdigest() == digest, f"{name} is damaged")
    return data

def decipher(message, key, *context):
    salt, commitment, chunks = message[:24], message[24:56], message[56:]
    info = LABEL + salt + "\n".join(["tdengine-backup/v1", *context]).encode()
    derived = HKDFExpand(SHA512(), 76, info).derive(key)
    require(derived[44:] == commitment, f"{context[-1]} is enciphered with another key")
    cipher, nonce = AESGCM(derived[:32]), int.from_bytes(derived[32:44], "big")
    content = []
    for k in range(len(chunks) // CHUNK + 1):  # the last one is shorter than CHUNK: where it was cut off, nothing stands in its place
        try:
            content.append(cipher.decrypt((nonce ^ k).to_bytes(12, "big"), chunks[k * CHUNK:(k + 1) * CHUNK], None))
        except InvalidTag:
            sys.exit(f"{context[-1]} is damaged")
    return b"".join(content)

def open_set(path):
    read = zipfile.ZipFile(path).read if pathlib.Path(path).is_file() else lambda name: pathlib.Path(path, name).read_bytes()
    header = json.loads(data := read("metadata.json"))
    require(header["formatVersion"] == 1 and "encryption" in header, "this is not an encrypted set of format version 1")
    require(header["encryption"]["construction"] == "cobblestone-256", "this program knows cobblestone-256 alone")
    digest = header["manifestDigest"]
    check(data.replace(digest.encode(), ZEROS), digest, "metadata.json")
    return header, lambda name, digest: check(read(name), digest, name)

def unwrap(header, key_id, text):
    keys = {key["keyId"]: key for key in header["encryption"]["keys"]}
    require(key_id in keys, f"this set opens with {' or '.join(keys)}")
    key, scrypt = keys[key_id], keys[key_id].get("scrypt")
    require(key["type"] in ("secret", "passphrase"), f"this program has no keys of type {key['type']}")
    if key["type"] == "secret":
        digits = text.strip().rstrip("=")
        require(re.fullmatch("[A-Za-z0-9+/]{43}", digits), "KEY has to be the secret, 32 bytes in base64")
        input_key = base64.b64decode(digits + "=")
    else:
        require(scrypt["logN"] <= 18 and (scrypt["r"], scrypt["p"]) == (8, 1), "scrypt would take too much memory")
        derivation = Scrypt(base64.b64decode(scrypt["salt"]), 32, 2 ** scrypt["logN"], scrypt["r"], scrypt["p"])
        input_key = derivation.derive(unicodedata.normalize("NFC", text).encode())
    return decipher(base64.b64decode(key["wrapped"]), input_key, "key", header["backupId"], key_id)

def check_header(header, manifest):
    for field in ("backupId", "backupTime", "packaging"):
        require(header[field] == manifest[field], f"the header's {field} is not that of the manifest")
    fields_of = lambda files, *names: sorted([file[name] for name in names] for file in files)
    stored, written = header["files"], manifest["files"]
    same = fields_of(stored, "path", "size", "sha256") == fields_of(written, "storedPath", "size", "storedDigest")
    require(same, "the files of the header are not those of the manifest")

def write(folder, name, content):
    path = pathlib.Path(folder, name)
    require(path.is_relative_to(folder) and ".." not in path.parts, f"{name} is no path within a set")
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)

def main(path, key_id, folder):
    require(not os.path.lexists(folder), f"{folder} is there already; FOLDER is made")
    header, read = open_set(path)
    backup_id, place = header["backupId"], header["manifest"]["path"]
    data_key = unwrap(header, key_id, sys.stdin.read().rstrip("\r\n"))
    manifest = json.loads(decipher(read(place, header["manifest"]["sha256"]), data_key, "manifest", backup_id, place))
    check_header(header, manifest)
    os.umask(0o077)
    os.mkdir(folder)
    for file in manifest["files"]:
        place, size = file.pop("storedPath"), file.pop("contentSize")
        content = decipher(read(place, file["storedDigest"]), data_key, "part", backup_id, place)
        write(folder, file["path"], check(content, file["contentDigest"], file["path"]))
        file.update(size=size, storedDigest=file["contentDigest"], origin={"backupId": backup_id, "path": file["path"]})
    manifest.update(packaging="folder", manifestDigest=ZEROS.decode())
    manifest["totals"]["size"] = sum(file["size"] for file in manifest["files"])
    start, zeros, end = json.dumps(manifest).encode().rpartition(ZEROS)
    write(folder, "metadata.json", start + hashlib.sha256(start + zeros + end).hexdigest().encode() + end)

sys.excepthook = lambda kind, error, trace: print(f"{kind.__name__}: {error}", file=sys.stderr)
main(*sys.argv[1:]) if len(sys.argv) == 4 else sys.exit(__doc__)
