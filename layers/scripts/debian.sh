#!/usr/bin/env bash
# Real layers: the files of Debian packages, each as a tar archive, in the order in which they build on
# one another. Fetches them, compares what we make of them with what GNU tar does, and leaves them in
# DIRECTORY, in layers.list, for `layers demo $(cat DIRECTORY/layers.list)`.
#
# usage: layers/scripts/debian.sh [DIRECTORY [PACKAGE...]]
set -euo pipefail

for program in apt-get dpkg-deb tar cargo; do
    if ! command -v "$program" > /dev/null; then
        echo "skipped: there is no $program here"
        exit 0
    fi
done

repository=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
directory=${1:-$repository/target/debian}
mkdir -p "$directory"
directory=$(cd "$directory" && pwd)
shift || true
packages=("$@")
if [ ${#packages[@]} = 0 ]; then
    packages=(base-files zlib1g tzdata busybox-static perl-base coreutils hello git)
fi

cd "$directory"
: > layers.list
for at in "${!packages[@]}"; do
    package=${packages[$at]}
    archive=$directory/$(printf %02d "$at")-$package.tar
    if [ ! -f "$archive" ]; then
        # A version has colons in it, written as %3a: the name is not known before.
        if ! apt-get download "$package" > /dev/null 2> apt.log; then
            echo "skipped: $package is not to be had: $(grep '^E:' apt.log | head -1)"
            continue
        fi
        dpkg-deb --fsys-tarfile "$package"_*.deb > "$archive.partial"
        mv "$archive.partial" "$archive"
        rm "$package"_*.deb
    fi
    echo "$archive" >> layers.list
done
rm -f apt.log

if [ ! -s layers.list ]; then
    echo "skipped: no package was to be had"
    exit 0
fi
LAYERS_ARCHIVES=$(paste -sd: layers.list) \
    cargo test --manifest-path "$repository/Cargo.toml" --release -p layers --test debian -- --nocapture
