#!/usr/bin/env bash
# Has xmllint hold the JUnit reports of all samples against the XML Schema. Takes the program as its argument, or builds it.
set -euo pipefail
cd "$(dirname "$0")/../../.."

if ! command -v xmllint >/dev/null; then
    echo "xmllint is missing (Debian: apt-get install libxml2-utils)" >&2
    exit 2
fi
program=${1:-target/debug/hookspect}
[ $# -gt 0 ] || cargo build --quiet

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
mapfile -t payloads < <(find samples tests/cases -name '*.json' | sort)
printf '{"id":"s1","tenant":"acme","a\\u001b\\ufffe]]>&":1}\n{"id":7}\n{,}\n' >"$folder/<&\"'>.ndjson"
: >"$folder/empty.ndjson"

check() {
    name=$1
    shift
    "$program" validate -q --exit-zero --report junit="$folder/$name.xml" "$@" 2>/dev/null || true
    xmllint --noout --schema tests/data/junit/junit-10.xsd "$folder/$name.xml"
}
check all "${payloads[@]}" nowhere.json "$folder"/*.ndjson
check strict --strict "${payloads[@]}"
check skipped --ignore unknown-event "${payloads[@]}"
check cut --max-findings 5 "${payloads[@]}"
check nothing "$folder/empty.ndjson"
