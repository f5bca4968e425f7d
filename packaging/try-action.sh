#!/usr/bin/env bash
# Tries the scripts of action.yml as a runner would run them: builds the program from this repository as it stands, checks
# good and bad fixtures of a scratch repository, and hands the action inputs that a careless script would run.
#
#   packaging/try-action.sh [FOLDER]
#
# FOLDER (target/try-action by default) keeps what was built for the next time. Needs cargo, and Python with its package index.
set -euo pipefail
root=$(cd "$(dirname "$0")/.." && pwd)
mkdir -p "${1:-$root/target/try-action}"
folder=$(cd "${1:-$root/target/try-action}" && pwd)
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT

if [ ! -x "$folder/venv/bin/python" ]; then
    python3 -m venv "$folder/venv"
    "$folder/venv/bin/pip" install --quiet pyyaml
fi
"$folder/venv/bin/python" - "$root/action.yml" "$scratch" <<'EOF'
import sys, yaml
for step in yaml.safe_load(open(sys.argv[1]))["runs"]["steps"]:
    script = step.get("run", "")
    assert "${{" not in script, f"{step['name']}: what comes from outside stands in the text of a script"
    open(f"{sys.argv[2]}/{step['name']}", "w").write(script)
EOF

export RUNNER_TEMP="$scratch/temp" GITHUB_OUTPUT="$scratch/output" GITHUB_PATH="$scratch/path"
export ACTION="$root" CARGO_TARGET_DIR="$folder/build"

step() {
    code=0
    bash --noprofile --norc -eo pipefail "$scratch/$1" > "$scratch/said" 2>&1 || code=$?
    said=$(cat "$scratch/said")
    echo "$1: $code"
}

# Runs the last step with paths, further arguments and strictness; demands a code, and a text in what was said.
check() {
    PATHS=$1 ARGS=$2 STRICT=$3 step "Check the payloads"
    if [ "$code" != "$4" ] || [[ $said != *"$5"* ]]; then
        printf '%s\nexpected the code %s and "%s"\n' "$said" "$4" "$5" >&2
        exit 1
    fi
}

PATH=$(dirname "$(command -v cargo)"):/usr/bin:/bin step "See what is there"
grep -q '^key=.' "$GITHUB_OUTPUT"
step "Build it"
PATH=$(cat "$GITHUB_PATH"):$PATH
: > "$GITHUB_OUTPUT"
step "See what is there"
grep -qx 'installed=true' "$GITHUB_OUTPUT"

mkdir -p "$scratch/user/some fixtures"
cd "$scratch/user"
echo '{"id":"s1","tenant":"acme"}' > "some fixtures/good.json"
echo '{"id":"s1","tenant":"acme","more":1}' > advice.json
echo '{"id":7,"tenant":"acme"}' > bad.json
check "some fixtures" "" false 0 ""
check $'some fixtures/*.json\n\nadvice.json' "" false 0 ""
check advice.json "" true 1 "advice.json"
check . "" false 1 "bad.json"
check . "--only  required" false 0 ""
# shellcheck disable=SC2016 # nothing in these may be expanded
check '$(touch hacked)' "" false 2 '$(touch hacked)'
check 'bad.json; touch hacked' "" false 2 "bad.json; touch hacked"
check bad.json '; touch hacked' false 2 ""
check "--version" "" false 2 "--version"
[ ! -e hacked ]
echo "the action passes and fails as it should, and runs nothing that it is handed"
