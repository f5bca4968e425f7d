#!/usr/bin/env python3
"""Opens what `hookspect show --format html` writes in Chromium and checks that nothing runs, nothing is fetched and all can be read.

    python3 tests/peers/browser.py HOOKSPECT [FOLDER]

Needs `chromium` (Debian's package) and nothing else: the browser is driven through its DevTools pipe. Pages and screenshots are left
in FOLDER. Each page is opened at the widths of a phone and of a desk, in light and in dark, and printed. A page that was spoilt on
purpose proves that the checks would notice.
"""
import base64, glob, json, os, pathlib, subprocess, sys, tempfile

hookspect = sys.argv[1]
folder = pathlib.Path(sys.argv[2] if len(sys.argv) > 2 else tempfile.mkdtemp()).absolute()
folder.mkdir(parents=True, exist_ok=True)
NOW = ["--now", "2026-11-21T00:00:00Z"]

MARK = "document.title='ran'"
HOSTILE = [
    "\x1b[2J", "\x1b]8;;https://example.com\x07link\x1b]8;;\x07", "\u202egpj.exe", "\u2066\u2067a\u2069", f"<script>{MARK}</script>",
    f'"><img src=x onerror="{MARK}">', f"'><svg onload={MARK}>", "</code></td></tr></table></details></article>", "&lt;b&gt;&#60;&amp;",
    f"javascript:{MARK}", "</title></style></bdi><script>" + MARK + "</script>", f"<!--<script>{MARK}</script>", "-->]]><![CDATA[<x>",
    "<style>*{display:none}</style>", "<meta http-equiv=refresh content='0;url=https://example.com'>", "<base href=https://example.com/>",
    "<iframe src=https://example.com></iframe>", "<link rel=stylesheet href=https://example.com/a.css>", "\u0000\ufffd\ufeff", "x" * 200_000,
    "شركة الأمل", "עברית 12 <b>", "漢字" * 400, "e" + "\u0301" * 60, "🦀" * 50, "`a` **b** | c \\| [d](https://example.com)", "@all #1 www.example.com",
    "line one\nline two\r\n\ttabbed", " " * 300 + "end", "",
]


def hostile():
    """Payloads that no vendor sends: the values as values, as keys, in a known event, deep, and with half a character."""
    values = {f"v{index}": text for index, text in enumerate(HOSTILE)}
    keys = {text[:2000]: index for index, text in enumerate(HOSTILE)}
    known = json.load(open("samples/tour/captured.json"))
    known["payload"]["new_insight_segment"] = HOSTILE[5]
    known["payload"]["previous_insight_segment"] = HOSTILE[4]
    known["id"], known["payload"]["customer"]["email"] = HOSTILE[10], '"<img src=x onerror=1>"@example.com'
    known["payload"]["customer"].update(keys)
    deep = "[" * 250 + '{"a":' * 250 + "1" + "}" * 250 + "]" * 250
    half = '{"half":"\\ud800","same":1,"same":2,"number":1' + "0" * 400 + "}"
    return [json.dumps(values), json.dumps(values, ensure_ascii=False), json.dumps(keys), json.dumps(known), json.dumps(known, ensure_ascii=False), deep, half, f"<script>{MARK}</script>", "\x1b[2J{"]


def page(name, arguments, stdin=None):
    path = folder / f"{name}.html"
    run = subprocess.run([hookspect, "show", "--format", "html", *NOW, *arguments], input=stdin, capture_output=True)
    assert run.returncode in (0, 1), run.stderr.decode()
    path.write_bytes(run.stdout)
    return path


class Browser:
    """Chromium without a window, told what to do through a pipe."""

    def __init__(self):
        (theirs_in, self.to), (self.back, theirs_out) = os.pipe(), os.pipe()
        # The browser reads from 3 and writes to 4.
        command = f"exec chromium --headless=new --no-sandbox --disable-gpu --hide-scrollbars --remote-debugging-pipe --user-data-dir={tempfile.mkdtemp()} 3<&{theirs_in} 4>&{theirs_out}"
        self.process = subprocess.Popen(["bash", "-c", command], pass_fds=[theirs_in, theirs_out], stderr=subprocess.DEVNULL)
        os.close(theirs_in), os.close(theirs_out)
        self.number, self.rest, self.events = 0, b"", []
        target = self.send("Target.createTarget", url="about:blank")["targetId"]
        self.session = self.send("Target.attachToTarget", targetId=target, flatten=True)["sessionId"]
        for domain in ("Page", "Network", "Runtime", "Log"):
            self.send(f"{domain}.enable")

    def message(self):
        while b"\0" not in self.rest:
            more = os.read(self.back, 1 << 20)
            assert more, "the browser is gone"
            self.rest += more
        text, _, self.rest = self.rest.partition(b"\0")
        return json.loads(text)

    def post(self, method, **params):
        self.number += 1
        message = {"id": self.number, "method": method, "params": params}
        if hasattr(self, "session"):
            message["sessionId"] = self.session
        os.write(self.to, json.dumps(message).encode() + b"\0")
        return self.number

    def next(self):
        """The next message. A dialog is kept in mind and closed, as nothing goes on before."""
        message = self.message()
        if message.get("method") == "Page.javascriptDialogOpening":
            self.post("Page.handleJavaScriptDialog", accept=True)
        if "method" in message:
            self.events.append(message)
        return message

    def send(self, method, **params):
        number = self.post(method, **params)
        while (answer := self.next()).get("id") != number:
            pass
        assert "result" in answer, (method, answer)
        return answer["result"]

    def open(self, path, width, scheme):
        self.events.clear()
        self.send("Emulation.setDeviceMetricsOverride", width=width, height=900, deviceScaleFactor=1, mobile=width < 500)
        self.send("Emulation.setEmulatedMedia", features=[{"name": "prefers-color-scheme", "value": scheme}])
        self.send("Page.navigate", url=path.as_uri())
        while not any(event.get("method") == "Page.loadEventFired" for event in self.events):
            self.next()

    def value(self, script):
        result = self.send("Runtime.evaluate", expression=script, returnByValue=True, awaitPromise=True)
        assert "exceptionDetails" not in result, result
        return result["result"]["value"]

    def picture(self, path):
        size = self.send("Page.getLayoutMetrics")["cssContentSize"]
        clip = {"x": 0, "y": 0, "width": size["width"], "height": min(size["height"], 2600), "scale": 1}
        path.write_bytes(base64.b64decode(self.send("Page.captureScreenshot", captureBeyondViewport=True, clip=clip)["data"]))


# What a page shows, measured in the browser. Contrast is that of WCAG 2: text against the nearest background that is not clear.
MEASURE = r"""(async () => {
  await new Promise(done => setTimeout(done, 50));
  const all = [...document.querySelectorAll('*')];
  const numbers = color => (color.match(/[\d.]+/g) || []).map(Number);
  const light = color => { const [r, g, b] = numbers(color).map(part => part / 255).map(part => part <= .04045 ? part / 12.92 : ((part + .055) / 1.055) ** 2.4);
    return .2126 * r + .7152 * g + .0722 * b; };
  const back = element => { for (; element; element = element.parentElement) { const color = getComputedStyle(element).backgroundColor;
    if (numbers(color)[3] !== 0) return color; } return 'rgb(255, 255, 255)'; };
  const texts = all.filter(element => element.closest('body') && [...element.childNodes].some(node => node.nodeType === 3 && node.data.trim()));
  let least = [99, ''];
  for (const element of texts) {
    const [one, other] = [light(getComputedStyle(element).color), light(back(element))];
    const contrast = (Math.max(one, other) + .05) / (Math.min(one, other) + .05);
    if (contrast < least[0]) least = [contrast, element.tagName + '.' + element.className];
  }
  const within = element => { const box = element.getBoundingClientRect(); return !box.width || box.right <= innerWidth + 1 && box.left >= -1; };
  return { title: document.title, scripts: document.scripts.length, names: [...new Set(all.map(element => element.localName))],
    attributes: [...new Set(all.flatMap(element => [...element.attributes].map(attribute => attribute.name)))],
    wide: document.documentElement.scrollWidth - innerWidth, outside: all.filter(element => !within(element)).slice(0, 3).map(element => element.outerHTML.slice(0, 120)),
    least, articles: document.querySelectorAll('article').length, ended: document.body.lastElementChild?.localName === 'footer',
    text: document.body.innerText.length, styled: getComputedStyle(document.body).maxWidth !== 'none' };
})()"""
NAMES = set("html head meta title style body main h1 article h2 bdi p strong dl div dt dd h3 ol li code details summary table thead tbody tr th td small wbr footer".split())
ATTRIBUTES = {"lang", "charset", "http-equiv", "content", "name", "class", "dir", "scope", "open"}


def faults(browser, path, width, scheme, title, articles):
    browser.open(path, width, scheme)
    seen = browser.value(MEASURE)
    methods = [event.get("method") for event in browser.events]
    requests = [event["params"]["request"]["url"] for event in browser.events if event.get("method") == "Network.requestWillBeSent"]
    notes = [event["params"]["entry"]["text"] for event in browser.events if event.get("method") == "Log.entryAdded"]
    checks = {
        "a dialog": "Page.javascriptDialogOpening" in methods,
        "a script": seen["scripts"] > 0,
        f"the title {seen['title']!r}": seen["title"] != title,
        f"requests {requests}": requests != [path.as_uri()],
        f"the browser says {notes[:2]}": bool(notes),
        f"elements {set(seen['names']) - NAMES}": not set(seen["names"]) <= NAMES,
        f"attributes {set(seen['attributes']) - ATTRIBUTES}": not set(seen["attributes"]) <= ATTRIBUTES,
        f"{seen['wide']} pixels too wide": seen["wide"] > 0,
        f"outside of the page {seen['outside']}": bool(seen["outside"]),
        f"contrast {seen['least']}": seen["least"][0] < 4.5,
        f"{seen['articles']} sections": seen["articles"] != articles,
        "no end": not seen["ended"],
        "no style": not seen["styled"],
    }
    return [fault for fault, holds in checks.items() if holds], seen


samples = sorted(glob.glob("samples/*/valid/**/*.json", recursive=True))
tour = "samples/tour/captured.json"
lines = "\n".join(hostile()).encode() + b"\n"
pages = [
    (page("ticket", [tour]), f"{tour} - webhook payloads", 1),
    (page("several", [tour, samples[0], samples[-1], "samples/tour/bare.json", "samples/tour/odd.json", "samples/tour/cut.json", "samples/tour/friday.json"]), "Webhook payloads", 7),
    (page("samples", samples), "Webhook payloads", len(samples)),
    (page("hostile", ["--input", "ndjson"], lines), "Webhook payloads", len(hostile())),
    (page("hostile-shown", ["--input", "ndjson", "--show-personal", "--full", "--path-style", "jq"], lines), "Webhook payloads", len(hostile())),
    (page("ascii", ["--ascii", "--input", "ndjson"], lines), "Webhook payloads", len(hostile())),
]
browser, wrong, count = Browser(), 0, 0
print("Chromium", browser.value("navigator.userAgent.match(/Chrome.([0-9.]+)/)[1]"))
for path, title, articles in pages:
    for width in (380, 1280):
        for scheme in ("light", "dark"):
            found, seen = faults(browser, path, width, scheme, title, articles)
            browser.picture(folder / f"{path.stem}-{width}-{scheme}.png")
            count += 1
            wrong += bool(found)
            print(f"{path.stem} at {width} in {scheme}: {'; '.join(found) or 'nothing wrong'} (least contrast {seen['least'][0]:.1f}, {seen['text']} characters)")
    # On paper nothing can be unfolded.
    browser.send("Emulation.setEmulatedMedia", media="print", features=[])
    folded = browser.value("[...document.querySelectorAll('details table')].filter(table => !table.checkVisibility({contentVisibilityAuto: true}) || !table.getBoundingClientRect().height).length")
    browser.picture(folder / f"{path.stem}-print.png")
    if folded:
        wrong += 1
        print(f"{path.stem} printed: {folded} lists of fields cannot be read")
    browser.send("Emulation.setEmulatedMedia", media="", features=[])
    printed = browser.send("Page.printToPDF", printBackground=True)["data"]
    (folder / f"{path.stem}.pdf").write_bytes(base64.b64decode(printed))

spoilt = folder / "spoilt.html"
text = pages[0][0].read_text()
spoilt.write_text(text.replace("Content-Security-Policy", "None").replace("<dl>", f"<p style='width:3000px;color:#777'>wide</p><img src=x onerror=\"{MARK};alert(1)\"><script>{MARK}</script><dl>"))
found, _ = faults(browser, spoilt, 380, "light", pages[0][1], 1)
needed = ["a dialog", "a script", "the title", "requests", "elements", "attributes", "pixels too wide", "contrast"]
missed = [need for need in needed if not any(need in fault for fault in found)]
print(f"spoilt without its policy: {len(found)} faults noticed{f', not {missed}' if missed else ''}")
spoilt.write_text(text.replace("<dl>", f"<img src=x onerror=\"{MARK}\"><script>{MARK}</script><dl>"))
browser.open(spoilt, 380, "light")
kept = browser.value("document.title") == pages[0][1]
print(f"spoilt with its policy: {'the policy stops scripts' if kept else 'A SCRIPT RAN'}")
browser.process.terminate()
print(f"{count} views, {wrong} with faults; pictures in {folder}")
sys.exit(bool(wrong or missed or not kept))
