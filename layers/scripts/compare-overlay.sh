#!/usr/bin/env bash
# Containers of ours beside overlayfs and fuse-overlayfs: one table in Markdown. Mounting takes root; what
# cannot be mounted here is said in a line and left out.
#
# usage: layers/scripts/compare-overlay.sh [DIRECTORY...]
# Mounts lie in each directory: the first one should be on a disk. Default: the target directory, and
# /dev/shm if that is memory. Takes 300 MB there, and as much again while it runs.
set -euo pipefail

repository=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
directories=("$@")
if [ ${#directories[@]} = 0 ]; then
    directories=("$repository/target")
    if [ "$(stat --file-system --format %T /dev/shm 2> /dev/null)" = tmpfs ]; then
        directories+=(/dev/shm)
    fi
    mkdir -p "$repository/target"
fi
cargo build --quiet --manifest-path "$repository/Cargo.toml" --release -p layers --example overlay
"${CARGO_TARGET_DIR:-$repository/target}/release/examples/overlay" "${directories[@]}"
