# Sourced by console blocks that write files: enters a folder of its own, which is gone when the block ends.
scratch=$(mktemp -d)
trap 'cd / && rm -rf "$scratch"' EXIT
cd "$scratch" || exit 3
