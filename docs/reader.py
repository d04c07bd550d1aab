"""Reads a TDengine backup set that is not encrypted with Python 3.9 and its standard library alone, as backup-set-format.md and
native-part-format.md say. A proof that others can, and a way out; the command `tdengine-backup` is faster, and restores.

    python3 reader.py SET                    checks every file against its digest, and lists the tables
    python3 reader.py SET DATABASE TABLE     prints the rows of a super table or normal table as CSV

SET is a set's folder or a zip with native files. What is compressed with zstd needs Python 3.14 or the program `zstd`."""
import decimal, hashlib, json, pathlib, re, struct, subprocess, sys, zipfile, zlib
try:
    from compression.zstd import decompress as unpack_zstd
except ImportError:
    unpack_zstd = lambda data: subprocess.run(["zstd", "-dcq"], input=data, stdout=subprocess.PIPE, check=True).stdout

UNPACK = {"none": bytes, "gzip": lambda data: zlib.decompress(data, 31), "zstd": unpack_zstd}
sha256 = lambda data: hashlib.sha256(data).hexdigest()
WIDTHS = {1: 1, 2: 1, 3: 2, 4: 4, 5: 8, 6: 4, 7: 8, 9: 8, 11: 1, 12: 2, 13: 4, 14: 8, 17: 16, 21: 8}
BOOL, NCHAR, UNSIGNED, FLOATS, TEXTS = 1, 10, (11, 12, 13, 14), {6: "<f", 7: "<d"}, {8: "utf-8", 10: "utf-32-le"}

def open_set(path):
    read = zipfile.ZipFile(path).read if pathlib.Path(path).is_file() else lambda name: pathlib.Path(path, name).read_bytes()
    manifest = json.loads(data := read("metadata.json"))
    assert manifest["formatVersion"] == 1 and "encryption" not in manifest, "this is not a plain set of format version 1"
    digest = manifest["manifestDigest"]
    assert sha256(data.replace(digest.encode(), b"0" * 64)) == digest, "metadata.json is damaged"
    return manifest, read

def read_checked(read, file):
    data = read(file["path"])
    assert sha256(data) == file["storedDigest"], f"{file['path']} is damaged"
    return data

class Cursor:
    def __init__(self, data, at=0):
        self.data, self.at = data, at

    def take(self, count):
        self.at += count
        assert self.at <= len(self.data), "the part is cut short"
        return self.data[self.at - count:self.at]

    def u32(self, count):
        return struct.unpack(f"<{count}I", self.take(4 * count))

    def planes(self, count, width):
        stored, constant = self.take(width), self.take(width)
        planes = [self.take(count) if stored[i] else constant[i:i + 1] * count for i in range(width)]
        return [bytes(value) for value in zip(*planes)]

def float_text(raw, form):
    value, = struct.unpack(form, raw)
    if value != value or abs(value) == float("inf"):
        return {"nan": "NaN", "inf": "Infinity", "-inf": "-Infinity"}[repr(value)]
    if form == "<f":  # the shortest text that gives the same 32 bits
        texts = ("%.*g" % (digits, value) for digits in range(6, 10))
        value = float(next(text for text in texts if struct.pack(form, float(text)) == raw))
    text = format(decimal.Decimal(repr(value)), "f") if value == 0 or 1e-6 <= abs(value) < 1e21 else repr(value)
    return re.sub(r"\.0$", "", text).replace("e-0", "e-")

def text_of(raw, column):
    code = column["type"]
    if code in FLOATS:
        return float_text(raw, FLOATS[code])
    if code in WIDTHS:
        number = int.from_bytes(raw, "little", signed=code not in UNSIGNED)
        exact = decimal.Decimal(number).scaleb(-column.get("scale", 0), decimal.Context(60))
        return ("false", "true")[number] if code == BOOL else format(exact, "f")
    try:
        text = raw.decode(TEXTS[code]) if code in TEXTS else "\\x"
    except UnicodeDecodeError:
        text = "\\x"
    return "\\x" + raw.hex() if text.startswith("\\x") else text

def read_column(frame, column, rows):
    flags, width = frame.take(1)[0], WIDTHS.get(column["type"])
    if width is None:
        lengths = [struct.unpack("<i", length)[0] for length in frame.planes(rows, 4)]
        total = sum(length for length in lengths if length > 0)
        content = Cursor(b"".join(frame.planes(total // 4, 4)) if column["type"] == NCHAR else frame.take(total))
        return [None if length < 0 else text_of(content.take(length), column) for length in lengths]
    nulls = frame.take((rows + 7) // 8) if flags & 1 else bytes((rows + 7) // 8)
    values = frame.planes(rows, width)
    for i in range(1, rows) if flags & 2 else ():
        zigzag, before = (int.from_bytes(value, "little") for value in (values[i], values[i - 1]))
        values[i] = ((before + ((zigzag >> 1) ^ -(zigzag & 1))) % (1 << 8 * width)).to_bytes(width, "little")
    return [None if nulls[i >> 3] & (0x80 >> (i & 7)) else text_of(values[i], column) for i in range(rows)]

def read_part(data):
    part, names = Cursor(data), []
    assert part.take(8) == b"TDBPART1" and data.endswith(b"TDBPEND1"), "this is no native part"
    header = json.loads(part.take(part.u32(1)[0]))
    assert header["version"] == 1, "this reader knows version 1 of native parts"
    yield ["tbname", *(column["name"] for column in header["columns"])]
    while (raw_length := part.u32(1)[0]) > 0:
        stored_length, rows, checksum = part.u32(3)
        raw = UNPACK[header["compression"]](part.take(stored_length))
        assert len(raw) == raw_length and zlib.crc32(raw) == checksum, "a frame is damaged"
        frame = Cursor(raw, 4)
        lengths = frame.u32(frame.u32(1)[0])
        runs = [frame.u32(2) for _ in range(frame.u32(1)[0])]
        names += [frame.take(length).decode() for length in lengths]
        tables = [names[number] for number, count in runs for _ in range(count)] or [header["table"]] * rows
        yield from zip(tables, *[read_column(frame, column, rows) for column in header["columns"]])

def csv_field(text):
    return "" if text is None else text if re.fullmatch('[^",\n\r]+', text) else '"' + text.replace('"', '""') + '"'

def main(path, *wanted):
    manifest, read = open_set(path)
    for file in manifest["files"] if not wanted else ():
        read_checked(read, file)
    for table in manifest["tables"] if not wanted else ():
        print(f"{table['database']}.{table['stable']}: {table['recordCount']} rows, every file as it was written")
    parts = [file for table in manifest["tables"] if (table["database"], table["stable"]) == wanted
             for file in manifest["files"] if file["kind"] == "rows" and file["path"] in table["files"]]
    for part in parts:
        for number, row in enumerate(read_part(read_checked(read, part))):
            if number > 0 or part is parts[0]:
                print(",".join(map(csv_field, row)))

sys.stdout.reconfigure(encoding="utf-8", newline="\n")
main(*sys.argv[1:])
