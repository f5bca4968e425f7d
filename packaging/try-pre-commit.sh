#!/usr/bin/env bash
# Tries the hook with the real pre-commit: it builds the program from a clone of this repository's HEAD, as it does for
# everybody, and runs it over good and bad fixtures of a scratch repository.
#
#   packaging/try-pre-commit.sh [FOLDER]
#
# FOLDER (target/try-pre-commit by default) keeps pre-commit and what was built for the next time. Needs git, cargo, Python
# and its package index.
set -euo pipefail
root=$(cd "$(dirname "$0")/.." && pwd)
mkdir -p "${1:-$root/target/try-pre-commit}"
folder=$(cd "${1:-$root/target/try-pre-commit}" && pwd)
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT

if [ ! -x "$folder/venv/bin/pre-commit" ]; then
    python3 -m venv "$folder/venv"
    "$folder/venv/bin/pip" install --quiet pre-commit
fi
export PATH="$folder/venv/bin:$PATH" PRE_COMMIT_HOME="$folder/cache" CARGO_TARGET_DIR="$folder/build"
export GIT_AUTHOR_NAME=somebody GIT_AUTHOR_EMAIL=somebody@example.com
export GIT_COMMITTER_NAME=somebody GIT_COMMITTER_EMAIL=somebody@example.com
pre-commit --version
pre-commit validate-manifest "$root/.pre-commit-hooks.yaml"

rm -rf "$folder/hookspect"
git clone --quiet --bare "$root" "$folder/hookspect"
git init --quiet "$scratch/user"
cd "$scratch/user"
cat > .pre-commit-config.yaml <<EOF
repos:
  - repo: $folder/hookspect
    rev: $(git -C "$root" rev-parse HEAD)
    hooks:
      - id: hookspect-validate
        files: ^fixtures/.*\.(json|ndjson)$
EOF
mkdir fixtures
good='{"id":"s1","tenant":"acme"}'
bad='{"id":7,"tenant":"acme"}'
echo "$good" > fixtures/good.json
printf '%s\n%s\n' "$good" "$good" > fixtures/good.ndjson
echo '{"name":"no payload"}' > package.json
echo 'no payload' > fixtures/README.md
pre-commit install > /dev/null

# Adds everything and commits it; says with which code that ends, and what was said.
attempt() {
    git add --all
    code=0
    said=$(git commit --quiet --message "$1" 2>&1) || code=$?
    echo "$said"
}

fail() {
    echo "$1; the code was $code" >&2
    exit 1
}

# Demands a code, and texts in what was said.
expect() {
    [ "$code" = "$1" ] || fail "expected the code $1"
    for text in "${@:2}"; do
        [[ $said == *"$text"* ]] || fail "expected \"$text\""
    done
}

attempt "good fixtures"
expect 0 Passed

echo "$bad" > fixtures/bad.json
printf '%s\n{"id":\n%s\n' "$good" "$good" > fixtures/bad.ndjson
attempt "bad fixtures"
expect 1 Failed "fixtures/bad.json:1:7: error: " "fixtures/bad.ndjson:2:7: error: "
[[ $said != *README* && $said != *package.json* ]] || fail "expected nothing of other files"

rm fixtures/bad.*
echo "$bad" > elsewhere.json
attempt "a bad file that is no fixture"
expect 0
echo "the hook passes, fails and leaves alone what it should"
