#!/usr/bin/env python3
"""Compares hookspect's verdicts on all samples with those of ajv and check-jsonschema by the exported schemas.

    python3 tests/peers/exported.py HOOKSPECT NODE_FOLDER CHECK_JSONSCHEMA

NODE_FOLDER holds node_modules with ajv 8 and ajv-formats; CHECK_JSONSCHEMA is that program. The ordinary tests do the same
with the jsonschema crate (tests/it/exported.rs); this needs programs from the network's package indexes.
"""
import glob, json, os, subprocess, sys, tempfile

# Findings of these rules are no JSON Schema: see tests/it/exported.rs.
BEYOND = {"ambiguous-event", "bom", "cross-field", "duplicate-key", "lone-surrogate", "placeholder", "syntax"}
hookspect, node_folder, check_jsonschema = (os.path.abspath(path) for path in sys.argv[1:4])
here = os.path.dirname(os.path.abspath(__file__))
differences = 0

def verdicts(paths, strict):
    """Each payload's verdict by hookspect, without those that only rules beyond JSON Schema decide."""
    args = [hookspect, "validate", "-f", "json", *(["--strict"] if strict else []), *paths]
    for payload in json.loads(subprocess.run(args, capture_output=True, text=True).stdout)["payloads"]:
        errors = {finding["rule"] for finding in payload["findings"] if finding["severity"] == "error"}
        if errors & {"syntax"} or errors and errors <= BEYOND:
            continue
        yield payload["name"], payload["verdict"]

def by_ajv(schema, paths):
    out = subprocess.run(["node", f"{here}/exported.mjs", schema, *paths], capture_output=True, text=True, cwd=node_folder)
    assert out.returncode == 0, out.stderr
    return {path: verdict for verdict, path in (line.split(" ", 1) for line in out.stdout.splitlines())}

def by_check_jsonschema(schema, paths):
    out = subprocess.run([check_jsonschema, "--output-format", "json", "--schemafile", schema, *paths], capture_output=True, text=True)
    report = json.loads(out.stdout)
    assert not report.get("parse_errors"), report["parse_errors"]
    invalid = {error["filename"] for error in report.get("errors", [])}
    return {path: "invalid" if path in invalid else "valid" for path in paths}

for family in sorted(os.listdir("schemas")):
    if not os.path.isdir(f"schemas/{family}"):
        continue
    samples = [os.path.abspath(path) for path in sorted(glob.glob(f"samples/{family}/**/*.json", recursive=True))]
    event = json.load(open(f"schemas/{family}/family.json"))["events"][0]["name"]
    for strict in (False, True):
        profile = "strict" if strict else "default"
        with tempfile.NamedTemporaryFile("w", suffix=".json") as schema:
            subprocess.run([hookspect, "schema", event, "--bundle", "--profile", profile], stdout=schema, check=True)
            expected = dict(verdicts(samples, strict))
            for name, run in (("ajv", by_ajv), ("check-jsonschema", by_check_jsonschema)):
                found = run(schema.name, list(expected))
                wrong = [path for path in expected if found[path] != expected[path]]
                differences += len(wrong)
                print(f"{family} {profile} {name}: {len(expected) - len(wrong)} of {len(expected)} alike")
                for path in wrong:
                    print(f"  {os.path.relpath(path)}: hookspect {expected[path]}, {name} {found[path]}")
sys.exit(differences > 0)
