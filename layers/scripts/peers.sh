#!/usr/bin/env bash
# Images between us and others: umoci unpacks, skopeo copies and buildah mounts what we save, and we open
# what they write. Says which of them are there; Debian has all three as packages.
set -euo pipefail

for program in umoci skopeo buildah; do
    if version=$("$program" --version 2> /dev/null); then
        echo "$version"
    else
        echo "skipped: there is no $program here"
    fi
done
cargo test --manifest-path "$(dirname "${BASH_SOURCE[0]}")/../../Cargo.toml" -p layers --test image_peers \
    -- --nocapture
