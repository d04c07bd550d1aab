"""Reads a plain TDengine backup set with Python 3.9 and its standard library, as backup-set-format.md and native-part-format.md
say: a proof that others can, and a way out. The command `tdengine-backup` is faster, and restores; decrypt.py makes a set plain.

    python3 reader.py SET                    checks every file against its digest, and lists the tables
    python3 reader.py SET DATABASE TABLE     prints the rows of a super table or normal table as CSV
SET is a set's folder or a zip with native files. What is compressed with zstd needs Python 3.14 or the program `zstd`."""
import decimal, hashlib, io, itertools, json, pathlib, re, struct, subprocess, sys, zipfile, zlib
try:
    from compression.zstd import decompress as unpack_zstd
except ImportError:
    unpack_zstd = lambda data: subprocess.run(["zstd", "-dcq"], input=data, stdout=subprocess.PIPE, check=True).stdout
UNPACK = {"none": bytes, "gzip": lambda data: zlib.decompress(data, 31), "zstd": unpack_zstd}
WIDTHS = {1: 1, 2: 1, 3: 2, 4: 4, 5: 8, 6: 4, 7: 8, 9: 8, 11: 1, 12: 2, 13: 4, 14: 8, 17: 16, 21: 8}
require = lambda condition, message: condition or sys.exit(message)
read_u32 = lambda stream, count: struct.unpack(f"<{count}I", stream.read(4 * count))
BOOL, NCHAR, UNSIGNED, FLOATS, TEXTS = 1, 10, (11, 12, 13, 14), {6: "<f", 7: "<d"}, {8: "utf-8", 10: "utf-32-le"}

def check(data, digest, name):
    return require(hashlib.sha256(data).hexdigest() == digest, f"{name} is damaged") and data

def open_set(path):
    read = zipfile.ZipFile(path).read if pathlib.Path(path).is_file() else lambda name: pathlib.Path(path, name).read_bytes()
    manifest = json.loads(data := read("metadata.json"))
    require(manifest["formatVersion"] == 1, f"{path} is not of format version 1")
    require("encryption" not in manifest, f"{path} is encrypted: decrypt.py or `tdengine-backup decrypt` makes a plain set of it")
    check(data.replace((digest := manifest["manifestDigest"]).encode(), b"0" * 64), digest, "metadata.json")
    return manifest, lambda file: check(read(file["path"]), file["storedDigest"], file["path"])

def read_planes(frame, count, width):
    stored, constant = frame.read(width), frame.read(width)
    return map(bytes, zip(*[frame.read(count) if stored[i] else constant[i:i + 1] * count for i in range(width)]))

def float_text(raw, form):
    value, = struct.unpack(form, raw)
    if form == "<f":  # the shortest number that gives the same 32 bits
        nearer = (float(decimal.Context(digits, decimal.ROUND_HALF_UP).create_decimal(value)) for digits in range(6, 10))
        value = next((near for near in nearer if struct.pack(form, near) == raw), value)
    text = format(decimal.Decimal(repr(value)), "f") if value == 0 or 1e-6 <= abs(value) < 1e21 else json.dumps(value)
    return re.sub(r"\.0$", "", text).replace("e-0", "e-")

def text_of(raw, column):
    code = column["type"]
    if code in FLOATS:
        return float_text(raw, FLOATS[code])
    if code in WIDTHS:
        number = int.from_bytes(raw, "little", signed=code not in UNSIGNED)
        exact = decimal.Decimal(number).scaleb(-column.get("scale", 0), decimal.Context(60))
        return ("false", "true")[number] if code == BOOL else format(exact, "f")
    text = raw.decode(TEXTS[code], "replace") if code in TEXTS else "\\x"
    return "\\x" + raw.hex() if text.startswith("\\x") or text.encode(TEXTS[code]) != raw else text

def read_column(frame, column, rows):
    flags, width = frame.read(1)[0], WIDTHS.get(column["type"])
    if width is None:
        lengths = [int.from_bytes(length, "little", signed=True) for length in read_planes(frame, rows, 4)]
        total = sum(length for length in lengths if length > 0)
        content = io.BytesIO(b"".join(read_planes(frame, total // 4, 4)) if column["type"] == NCHAR else frame.read(total))
        return [None if length < 0 else text_of(content.read(length), column) for length in lengths]
    bitmap = frame.read((rows + 7) // 8) if flags & 1 else bytes(rows)
    nulls = (byte >> bit & 1 for byte in bitmap for bit in range(7, -1, -1))
    values = (int.from_bytes(value, "little") for value in read_planes(frame, rows, width))
    if flags & 2:
        values = itertools.accumulate(values, lambda before, zigzag: (before + (zigzag >> 1 ^ -(zigzag & 1))) % 256 ** width)
    return [None if null else text_of(value.to_bytes(width, "little"), column) for null, value in zip(nulls, values)]

def read_part(data):
    part, names = io.BytesIO(data), []
    magic, header = part.read(8), json.loads(part.read(*read_u32(part, 1)))
    require(magic == b"TDBPART1" and header["version"] == 1, "this is no native part of version 1")
    yield ["tbname", *(column["name"] for column in header["columns"])]
    while (raw_length := read_u32(part, 1)[0]) > 0:
        stored_length, rows, checksum = read_u32(part, 3)
        raw = UNPACK[header["compression"]](part.read(stored_length))
        require(len(raw) == raw_length and zlib.crc32(raw) == checksum, "a frame is damaged")
        frame = io.BytesIO(raw)
        lengths = read_u32(frame, read_u32(frame, 2)[1])
        runs = [read_u32(frame, 2) for _ in range(*read_u32(frame, 1))]
        names += [frame.read(length).decode() for length in lengths]
        tables = [names[number] for number, count in runs for _ in range(count)] or [header["table"]] * rows
        yield from zip(tables, *[read_column(frame, column, rows) for column in header["columns"]])

def csv_field(text):
    return "" if text is None else text if re.fullmatch('[^",\n\r]+', text) else '"' + text.replace('"', '""') + '"'

def main(path, *wanted):
    manifest, read = open_set(path)
    found = [table for table in manifest["tables"] if wanted in ((), (table["database"], table["stable"]))]
    require(found or not wanted, f"{path} has no table {'.'.join(wanted)}; without DATABASE and TABLE all are listed")
    for file in manifest["files"] if not wanted else ():
        read(file)
    for table in found if not wanted else ():
        print(f"{table['database']}.{table['stable']}: {table['recordCount']} rows, every file as it was written")
    parts = [file for file in manifest["files"] if wanted and file["kind"] == "rows" and file["path"] in found[0]["files"]]
    for number, part in enumerate(parts):
        for row in itertools.islice(read_part(read(part)), min(number, 1), None):
            print(",".join(map(csv_field, row)))

sys.stdout.reconfigure(encoding="utf-8", newline="\n")
sys.excepthook = lambda kind, error, trace: print(f"{kind.__name__}: {error}", file=sys.stderr)
main(*sys.argv[1:]) if len(sys.argv) in (2, 4) else sys.exit(__doc__)
