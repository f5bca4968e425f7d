#!/usr/bin/env python3
"""Reads back what `hookspect show --format markdown` writes, by GitHub's own reader and by markdown-it, which GitLab's and many
editors' previews are made of: every place and value is there, and nothing of a payload became markup or a link.

    python3 tests/peers/markdown.py HOOKSPECT

Needs `cmark-gfm` (Debian's package) and the Python package markdown-it-py with linkify-it-py; what is not there is passed over.
"""
import glob, html.parser, json, shutil, subprocess, sys

hookspect = sys.argv[1]
HOSTILE = ["\x1b[2J", "\u202egpj.exe", "<script>alert(1)</script>", '"><img src=x onerror=alert(1)>', "</code></td>", "&lt;&#60;&amp;", "<!-- x", "javascript:alert(1)",
           "a|b\\|c\\\\|d", "|", "\\", "`", "`a` ``b`` ```", "`|`", "**a** _b_ ~~c~~ [d](https://example.com) ![e](f)", "@all #12 www.example.com a@example.com",
           "one\ntwo\r\n\tthree", "- a\n# b\n|---|\n", " ", "  a  ", "a  b", "", "شركة 漢字 e\u0301 🦀", "http://example.com", "$x$", "[x]: /y", ":tada:"]
texts = [open(path, encoding="utf-8-sig").read() for path in sorted(glob.glob("samples/*/valid/**/*.json", recursive=True))]
texts = [json.dumps(json.loads(text), ensure_ascii=False) for text in texts]
for index, text in enumerate(HOSTILE):
    other = HOSTILE[index - 1]
    texts += [json.dumps({f"v{index}": text, text: other}, ensure_ascii=False), json.dumps({"id": text, "topic": "program_events/customer.moved_to_loyal_segment", "created_at": other,
              "payload": {"customer": {"id": text, text: other}, "new_insight_segment": text, "previous_insight_segment": other}}, ensure_ascii=False)]


def show(form):
    run = subprocess.run([hookspect, "show", "--format", form, "--full", "--show-personal", "--input", "ndjson", "--ascii"], input="\n".join(texts).encode(), capture_output=True)
    assert run.returncode == 0, run.stderr
    return run.stdout.decode()


class Page(html.parser.HTMLParser):
    """The codes in the cells of tables, and the names of all elements."""

    def __init__(self):
        super().__init__()
        self.names, self.rows, self.cell, self.code = set(), [], None, False

    def handle_starttag(self, name, attributes):
        self.names.add(name)
        self.code |= name == "code"
        if name == "tr":
            self.rows.append([])
        if name == "td":
            self.rows[-1].append("")
            self.cell = True

    def handle_endtag(self, name):
        self.code &= name != "code"
        if name == "td":
            self.cell = None

    def handle_data(self, data):
        if self.cell and self.code:
            self.rows[-1][-1] += data


def escaped(text):
    return "".join(character if " " <= character <= "~" else "".join(f"\\u{unit:04x}" for unit in units(character)) for character in text)


def units(character):
    encoded = character.encode("utf-16-be")
    return [int.from_bytes(encoded[at:at + 2], "big") for at in range(0, len(encoded), 2)]


# Of a value its spelling counts, which Python's json would not keep; the values here are spelled as Python writes them.
expected = []
for line in show("ndjson").splitlines():
    for field in json.loads(line)["fields"]:
        expected.append([escaped(field["path"]), field["value"]])
written = show("markdown")


def gfm(text):
    options = [part for name in ("table", "autolink", "strikethrough", "tasklist") for part in ("-e", name)]
    return subprocess.run(["cmark-gfm", "--unsafe", *options], input=text.encode(), capture_output=True, check=True).stdout.decode()


def markdown_it(text):
    from markdown_it import MarkdownIt
    return MarkdownIt("gfm-like", {"html": True, "linkify": True}).render(text)


readers = {"cmark-gfm": gfm if shutil.which("cmark-gfm") else None}
try:
    import linkify_it, markdown_it as _
    readers["markdown-it"] = markdown_it
except ImportError:
    readers["markdown-it"] = None
faults = 0
for name, read in readers.items():
    if read is None:
        print(f"{name}: not here, passed over")
        continue
    page = Page()
    page.feed(read(written))
    rows = [row for row in page.rows if row]
    strange = page.names - {"h2", "ul", "li", "p", "strong", "code", "table", "thead", "tbody", "tr", "th", "td"}
    wrong = [(want, row) for want, row in zip(expected, rows) if len(row) != 3 or row[0] != want[0] or json.loads(row[1]) != want[1]]
    faults += bool(strange or wrong or len(rows) != len(expected))
    print(f"{name}: {len(rows)} of {len(expected)} rows, {len(wrong)} differ {wrong[:2] or ''} {strange or ''}")
sys.exit(faults > 0)
