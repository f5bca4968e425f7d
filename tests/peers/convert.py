#!/usr/bin/env python3
"""Reads back what `hookspect convert` writes: YAML by PyYAML (version 1.1) and ruamel.yaml (1.2), tables by Python's csv module.

    python3 tests/peers/convert.py HOOKSPECT

The Python that runs this needs PyYAML and ruamel.yaml. The ordinary tests read tables back with the csv crate and compare YAML
with what is pinned in tests/cases/convert (tests/it/convert); this needs packages from the network's index.
"""
import csv, decimal, glob, io, json, random, subprocess, sys
import ruamel.yaml, yaml

hookspect = sys.argv[1]
sys.setrecursionlimit(10_000)

WORDS = """no No NO n N y Y yes Yes on ON off Off true True false null Null NULL ~ none None .inf -.INF .nan .NaN inf nan Infinity NaN
1 01 0123 0o17 0x1F 0b11 -1 +1 1_000 1,000 1e3 1E3 1e+3 1.0e+3 1. .5 5.e3 1:30 22:30 190:20:30 2025-01-01 2025-01-01T00:00:00Z
2001-12-14 21:59:43.10 -5 = == << ! !! !tag & * &a *a @ ` % %YAML # #a a#b a #b : a: b:c :a a:b, - -- --- ... -a ? ?a ,a [a [] {} {a a]b | |+ > >-
' '' " \"\" \\ \\n \\u0041 / // http://example.com/?a=b&c=d#e mailto:a@example.com a,b (a) e1 E1 0e0 x1 0x 1a 12e03 -0 +0 00 0.0 1e400 _1 1_ __""".split()
ODD = ["", " ", "  ", " a", "a ", "\t", "a\tb", "\n", "a\n", "\na", "a\nb", "a\n\nb\n", "\r", "a\r\nb", "\x00", "\x07", "\x1b[2J", "\x7f", "\x85", "\xa0",
       "\u2028", "\u2029", "\u200b", "\u202e", "\ufeff", "\ufffd", "\ufffe", "\uffff", "\U0001f980", "\U0010ffff", "é", "漢字", "a: b", "a :b", "a:", ": a", "- a", "? a",
       "key: value # note", "x" * 3000, "a b " * 500, "'single'", '"double"', "tab\tend\t", "# no", "a#b", "--- a", "...", "{a: b}", "[a, b]", "!!str a", "no ", " no",
       "2025-01-01 ", "12:30:45", "y", "N", "=HYPERLINK(\"https://example.com\")", "+1", "-a", "@a"]
NUMBERS = "0 -0 1 -1 12345678901234567890 123456789012345678901234567890 1.0 -0.0 1.10 1e2 1E2 1e+2 1e-2 1.5e3 1.5E+3 1.5e-3 0.1 9007199254740993 1e22 0e0 -0.0E-0 100e0".split()


def generated(seed, count):
    r = random.Random(seed)
    texts = WORDS + ODD

    def text():
        kind = r.random()
        if kind < .7:
            return r.choice(texts)
        if kind < .85:
            return r.choice(texts) + r.choice([" ", ":", ": ", " #", "", "\n", "-"]) + r.choice(texts)
        return "".join(chr(r.choice([r.randrange(0x20, 0x7f), r.randrange(0xd800), r.randrange(0xe000, 0x11_0000)])) for _ in range(r.randrange(8)))

    def value(depth):
        kind = r.random()
        if depth == 0 or kind < .5:
            return json.dumps(text(), ensure_ascii=r.random() < .5) if r.random() < .7 else r.choice(NUMBERS + ["null", "true", "false"])
        if kind < .75:
            return "[" + ",".join(value(depth - 1) for _ in range(r.randrange(5))) + "]"
        members = {text(): value(depth - 1) for _ in range(r.randrange(5))}
        return "{" + ",".join(f"{json.dumps(key)}:{part}" for key, part in members.items()) + "}"

    return [value(5) for _ in range(count)]


def same(one, other):
    """Whether two values are the same, numbers by value; a number is no string and no boolean."""
    if isinstance(one, dict) and isinstance(other, dict):
        return list(one) == list(other) and all(same(one[key], other[key]) for key in one)
    if isinstance(one, list) and isinstance(other, list):
        return len(one) == len(other) and all(same(a, b) for a, b in zip(one, other))
    if isinstance(one, bool) or isinstance(other, bool) or one is None or other is None:
        return one is other
    if isinstance(one, str) or isinstance(other, str):
        return type(one) is type(other) and one == other
    return float(one) == float(other) and (isinstance(one, float) or int(one) == int(other))


def convert(text, *options):
    run = subprocess.run([hookspect, "convert", *options], input=text.encode("utf-8", "surrogatepass"), capture_output=True)
    assert run.returncode == 0, (options, run.stderr.decode())
    return run.stdout.decode("utf-8")


faults = 0
samples = [open(path, encoding="utf-8").read() for path in sorted(glob.glob("samples/*/valid/**/*.json", recursive=True))]
documents = [json.dumps({"words": WORDS, "odd": ODD}), "{" + ",".join(f'{json.dumps(key)}:1' for key in dict.fromkeys(WORDS + ODD)) + "}",
             "[" + ",".join(NUMBERS) + "]", *samples, *generated(1, 4000)]
one_line = [text if "\n" not in text else json.dumps(json.loads(text)) for text in documents]
stream = "\n".join(one_line) + "\n"
written = convert(stream, "--format", "yaml", "--input", "ndjson")

plain = ruamel.yaml.YAML(typ="safe", pure=True)
plain.version = (1, 2)
readers = {"PyYAML, 1.1": lambda text: yaml.load_all(text, yaml.SafeLoader), "ruamel.yaml, 1.2": plain.load_all}
for name, read in readers.items():
    read_back = list(read(written))
    wrong = [text for text, value in zip(one_line, read_back) if not same(json.loads(text), value)]
    if wrong or len(read_back) != len(one_line):
        faults += 1
        print(f"{name}: {len(wrong)} of {len(one_line)} documents differ ({len(read_back)} read), such as {wrong[:1]}")
    else:
        print(f"{name}: {len(one_line)} documents are the same")

cells = [json.dumps({"a": text, "b": json.loads(number), "c": text + "x"}) for text in WORDS + ODD for number in ["1.5", "-1"]]
table = convert("\n".join(cells) + "\n", "--format", "csv", "--columns", "/a,/b,/c", "--no-guard")
rows = list(csv.reader(io.StringIO(table, newline="")))[1:]
wrong = [(cell, row) for cell, row in zip(cells, rows) if [(value := json.loads(cell))["a"], json.dumps(value["b"]), value["c"]] != row]
faults += bool(wrong) or len(rows) != len(cells)
print(f"csv: {len(rows)} of {len(cells)} rows read, {len(wrong)} differ {wrong[:1]}")

lines = convert(stream, "--format", "flat", "--input", "ndjson")
back = convert(lines, "--from", "flat", "--format", "json")
back = json.loads(back, parse_float=decimal.Decimal)
wrong = [text for text, value in zip(one_line, back) if json.loads(text, parse_float=decimal.Decimal) != value]
faults += bool(wrong) or len(back) != len(one_line)
print(f"flat lines: {len(back)} of {len(one_line)} documents read, {len(wrong)} differ {wrong[:1]}")
sys.exit(faults > 0)
