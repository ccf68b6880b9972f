#!/usr/bin/env bash
# What a library costs who builds it: its dependencies, the time of a clean build, and what it adds
# to a small program that fills and reads an ordered map, a hash map and a vector (compare/size/).
# `compare/size.sh` prints a table, `compare/size.sh --benchmarks FILE` puts it into the part
# `<!-- size -->` of a file, too. Takes about five minutes.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"

CONTENDERS=(offshoot imbl im rpds)
BUILDS=3

target=
if [ "${1-}" = --benchmarks ] && [ $# = 2 ]; then
    target=$(realpath "$2")
elif [ $# != 0 ]; then
    echo "usage: compare/size.sh [--benchmarks FILE]" >&2
    exit 2
fi

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
# As a user's own package is built, whatever is set here.
unset RUSTFLAGS CARGO_BUILD_JOBS
for variable in "${!CARGO_PROFILE_@}"; do unset "$variable"; done
export CARGO_INCREMENTAL=0 CARGO_TARGET_DIR=$work/target
export TIMEFORMAT="%R %U"

# Makes a package of one contender: a library that has it again, and the small program.
# Versions are those of the comparison.
package() {
    local name=$1 dependency=
    mkdir -p "$work/$name/src"
    case $name in
        std) ;;
        offshoot) dependency="offshoot = { path = \"$(realpath ..)\" }" ;;
        *) dependency=$(grep "^$name = " Cargo.toml) ;;
    esac
    printf '[package]\nname = "small"\nedition = "2024"\n[workspace]\n[profile.release]\nstrip = true\n[dependencies]\n%s\n' \
        "$dependency" > "$work/$name/Cargo.toml"
    cp Cargo.lock "$work/$name/"
    cp "size/$name.rs" "$work/$name/src/main.rs"
    if [ "$name" = std ]; then
        touch "$work/$name/src/lib.rs"
    else
        echo "pub use $name;" > "$work/$name/src/lib.rs"
    fi
    cargo fetch --quiet --manifest-path "$work/$name/Cargo.toml"
}

# Wall and user seconds of clean builds of the library: the medians.
build() {
    local name=$1 times=()
    for _ in $(seq "$BUILDS"); do
        rm -rf "$CARGO_TARGET_DIR"
        times+=("$( { time cargo build --quiet --offline --release --lib --manifest-path "$work/$name/Cargo.toml" 2> /dev/null; } 2>&1)")
    done
    local middle=$((BUILDS / 2 + 1)) column
    for column in 1 2; do
        printf '%s\n' "${times[@]}" | cut -d' ' -f"$column" | sort -n | sed -n "${middle}p"
    done | paste -sd' '
}

# Bytes of the stripped program.
bytes() {
    local name=$1
    CARGO_PROFILE_RELEASE_OPT_LEVEL=$2 \
        cargo build --quiet --offline --release --bin small --manifest-path "$work/$name/Cargo.toml"
    stat -c %s "$CARGO_TARGET_DIR/release/small"
}

# Whole KiB.
kib() {
    echo "$((($1 + 512) / 1024)) KiB"
}

for name in std "${CONTENDERS[@]}"; do package "$name"; done
alone_fast=$(bytes std 3)
alone_small=$(bytes std s)
table=$(
    echo "| | dependencies | clean build, s | of CPU, s | added at opt-level 3 | added at \"s\" |"
    echo "|---|---:|---:|---:|---:|---:|"
    for name in "${CONTENDERS[@]}"; do
        echo "$name" >&2
        dependencies=$(cargo tree --offline --edges normal --prefix none --manifest-path "$work/$name/Cargo.toml" \
            | sed 's/ (.*//' | sort -u | grep -cvE "^(small|$name) ") || true
        read -r wall user <<< "$(build "$name")"
        fast=$(bytes "$name" 3)
        small=$(bytes "$name" s)
        echo "| $name | $dependencies | $wall | $user | $(kib $((fast - alone_fast))) | $(kib $((small - alone_small))) |"
    done
    echo
    echo "The program with std alone: $(kib "$alone_fast") at opt-level 3, $(kib "$alone_small") at \"s\"."
    echo "$(rustc --version), medians of $BUILDS builds on $(nproc) cores."
)
echo "$table"
if [ -n "$target" ]; then
    TABLE=$table perl -0777 -pi -e \
        's/(<!-- size -->\n).*?(<!-- end -->)/$1\n$ENV{TABLE}\n\n$2/s or die "no part <!-- size --> in $ARGV\n"' "$target"
fi
