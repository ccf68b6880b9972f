#!/usr/bin/env bash
# What takes too long for every change: `ci/nightly.sh [MINUTES [NAME...]]`. Fuzzes each target for so many minutes
# (10), and runs the sanitizers and Miri over more than CI does. Needs nightly with rust-src and miri.
#
#   fuzz_tiny       every target, optimised, with AddressSanitizer, nodes tiny; MINUTES each
#   fuzz_usual      every target, optimised, without it, nodes as users have them; MINUTES each
#   miri            what CI gives to Miri, with programs six times as many and longer
#   miri_targets    the same as in CI on machines of 32 bits, and with the other order of bytes
#   asan            AddressSanitizer over the whole test suite
#   tsan            ThreadSanitizer over the tests that have threads
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

MINUTES=${1:-10}
ALL=(fuzz_tiny fuzz_usual miri miri_targets asan tsan)
NAMES=("${@:2}")
if [ ${#NAMES[@]} = 0 ]; then NAMES=("${ALL[@]}"); fi
HOST=x86_64-unknown-linux-gnu
TARGET_DIR=${CARGO_TARGET_DIR:-target}
export CARGO_INCREMENTAL=0 CARGO_PROFILE_DEV_DEBUG=${CARGO_PROFILE_DEV_DEBUG:-line-tables-only}

# CI's own, with other settings.
run_fuzz_tiny() {
    FUZZ_SECONDS=$((MINUTES * 60)) FUZZ_OPT_LEVEL=3 ci/check.sh fuzz
}

run_fuzz_usual() {
    FUZZ_SECONDS=$((MINUTES * 60)) FUZZ_OPT_LEVEL=3 FUZZ_NODES=usual ci/check.sh fuzz
}

run_miri() {
    OFFSHOOT_BUDGET=miri-long ci/check.sh miri
}

run_miri_targets() {
    OFFSHOOT_MIRI=full ci/check.sh miri_targets
}

run_asan() {
    RUSTFLAGS=-Zsanitizer=address cargo +nightly test --all-features --lib --bins --tests \
        --target "$HOST" --target-dir "$TARGET_DIR/asan"
}

# The standard library is built with it, too: else its locks and counts would look like races.
# ThreadSanitizer does not understand fences. The one of triomphe, before an `Arc` is freed, becomes the load that
# std's `Arc` has in its place here: so no report about what is freed need be suppressed.
run_tsan() {
    local copy=$PWD/$TARGET_DIR/tsan-triomphe original
    if [[ $TARGET_DIR == /* ]]; then copy=$TARGET_DIR/tsan-triomphe; fi
    original=$(cargo metadata --format-version 1 | grep -o '"manifest_path":"[^"]*/triomphe-[^"]*/Cargo.toml"' | cut -d'"' -f4)
    rm -rf "$copy"
    mkdir -p "$copy"
    cp -r "$(dirname "$original")/." "$copy"
    sed -i 's/atomic::fence(Acquire);/self.inner().count.load(Acquire);/' "$copy/src/arc.rs"
    grep -q 'self.inner().count.load(Acquire);' "$copy/src/arc.rs"

    local tests=(--lib --test peers --test im_api --test auto_traits)
    local run=(cargo +nightly test -Zbuild-std --features rayon --target "$HOST" --target-dir "$TARGET_DIR/tsan"
        --config "patch.crates-io.triomphe.path=\"$copy\"")
    tests+=(--test rayon_iter --test rayon_algebra --test rayon_panics)
    export RUSTFLAGS="-Zsanitizer=thread --cfg offshoot_tiny"
    export TSAN_OPTIONS="suppressions=$PWD/ci/tsan.supp ${TSAN_OPTIONS:-}"
    # The patch is no matter of Cargo.lock.
    cp Cargo.lock "$TARGET_DIR/Cargo.lock.kept"
    trap 'cp "$TARGET_DIR/Cargo.lock.kept" Cargo.lock' EXIT
    # Of the random programs, those with threads.
    "${run[@]}" --test versions -- thread
    "${run[@]}" "${tests[@]}"
}

failed=()
for name in "${NAMES[@]}"; do
    if ! declare -F "run_$name" > /dev/null; then
        echo "no run is called $name: ${ALL[*]}" >&2
        exit 2
    fi
    echo "==== $name"
    SECONDS=0
    # Not in a condition: bash would ignore `set -e` within.
    set +e
    (set -e; "run_$name")
    status=$?
    set -e
    if [ "$status" != 0 ]; then failed+=("$name"); fi
    echo "==== $name: exit status $status after $SECONDS s"
done
if [ ${#failed[@]} != 0 ]; then
    echo "failed: ${failed[*]}"
    exit 1
fi
