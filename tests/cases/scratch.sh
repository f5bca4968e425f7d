# Sourced by console blocks that need files which cannot stand in a repository: enters a folder of its own, which is gone
# when the block ends. `good` is a payload without a fault, `bad` one with an error.
scratch=$(mktemp -d)
trap 'cd / && rm -rf "$scratch"' EXIT
cd "$scratch" || exit 3
good='{"id":"s1","tenant":"acme"}'
bad='{"id":7,"tenant":"acme"}'

# Checks what the block made between two good files, and what it is given besides.
among_good() {
    echo "$good" > a.json
    echo "$good" > z.json
    hookspect validate -v -f brief "$@" .
}
