#!/usr/bin/env bash
# Every check of this repository, by name: `ci/check.sh NAME...`. Without a name it lists them;
# `all` runs those whose files are there.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

# What Miri runs: one line is one `cargo miri test`. Miri is some hundred times slower than the
# machine, so that these tests read OFFSHOOT_BUDGET and do less. Nodes are tiny.
MIRI_TESTS=(
    "--lib raw::"
    "--lib -- vector:: byte_buf::"
    "--lib ord_map::tests::no_value_is"
    "--test versions"
    "--test panics"
    "--test map_panics"
    "--test hash_panics"
    "--test chaos"
    "--test hash_chaos"
    "--test peers"
)
# Of these, what is a matter of panics, lies and leaks more than of aliasing is run by the first rule only.
MIRI_ONCE="--lib ord_map::tests::no_value_is|--test panics|--test map_panics|--test hash_panics|--test chaos|--test hash_chaos|--test peers"
# What takes longer than CI has, run with OFFSHOOT_MIRI=full: every public method of every type, and whatever is
# forgotten.
MIRI_FULL=("--test surface" "--test forgotten")
# What leaks by intent.
MIRI_LEAKS="--test forgotten"
# Machines with words of 32 bits, with the other order of bytes, and with both.
MIRI_TARGETS=(i686-unknown-linux-gnu s390x-unknown-linux-gnu powerpc-unknown-linux-gnu)
# What CI runs of that: a machine that has both, and the public methods of both trees as sets and of buffers.
MIRI_TARGETS_SHORT=(
    "powerpc-unknown-linux-gnu --test surface -- ord_set_of_aligned"
    "powerpc-unknown-linux-gnu --test surface -- hash_set_of_aligned byte_buf common"
)
# The features that what takes long is built with: those whose code has an unsafe brick below it, and that of
# `Versions` which brings least along.
SLOW_FEATURES=arbitrary,bytes,serde
# How long each fuzz target runs.
FUZZ_SECONDS=${FUZZ_SECONDS:-2}
# How well the fuzz targets are optimised: here libFuzzer runs a few seconds, and the build would take minutes.
FUZZ_OPT_LEVEL=${FUZZ_OPT_LEVEL:-0}
# Their nodes: tiny, with AddressSanitizer; or as users have them, without.
FUZZ_NODES=${FUZZ_NODES:-tiny}
# Run-time dependencies with default features.
MOST_DEPENDENCIES=3
# Lines of the README.
LONGEST_README=120
# The library is held to more than its tests: it must stay fit for `no_std`, and a value that is
# taken for granted says by which invariant.
LIBRARY_LINTS=(
    -D clippy::alloc_instead_of_core
    -D clippy::std_instead_of_alloc
    -D clippy::std_instead_of_core
    -D clippy::unwrap_used
)

CHECKS=(
    fmt clippy docs features no_std msrv deps size release_tests tiny example layers compare
    migration miri miri_targets asan fuzz
)

HOST=x86_64-unknown-linux-gnu
TARGET_DIR=${CARGO_TARGET_DIR:-target}

# rustfmt agrees with every file, of the other workspaces too.
check_fmt() {
    cargo fmt --all --check
    local other
    for other in compare fuzz migration; do
        if [ -f "$other/Cargo.toml" ]; then
            cargo fmt --all --check --manifest-path "$other/Cargo.toml"
        fi
    done
    # Included by a macro, which cargo does not follow.
    rustfmt --check --edition 2024 migration/src/program/*.rs
}

# Clippy has nothing to say.
check_clippy() {
    cargo clippy --all-targets --all-features -- -D warnings
    cargo clippy --lib --all-features -- -D warnings "${LIBRARY_LINTS[@]}"
    cargo clippy --lib --no-default-features -- -D warnings "${LIBRARY_LINTS[@]}"
}

# The documentation builds, its links lead somewhere, and every public item has an example.
check_docs() {
    local features
    for features in --no-default-features --features=default --all-features; do
        RUSTDOCFLAGS="-D warnings" cargo doc --no-deps "$features"
    done
    cargo test --test examples
}

# The library builds with each feature alone, with none and with all; what `cargo test` leaves out works.
check_features() {
    local feature
    cargo test --features serde,rayon --test archive --test serde --test rayon_iter
    export RUSTFLAGS="-D warnings"
    cargo check --lib --no-default-features
    for feature in $(features); do
        echo "feature $feature"
        cargo check --lib --no-default-features --features "$feature"
    done
    cargo check --lib --all-features
}

# The library builds for a machine that has no std, and whose pointers have 32 bits.
check_no_std() {
    local bare=thumbv7m-none-eabi build=(cargo check --lib --no-default-features) feature
    if rustup target list --installed | grep -qx "$bare" || rustup target add "$bare"; then
        build+=(--target "$bare")
    else
        # Without the target's own core: build one.
        echo "no $bare to be had: building core for it"
        build=(cargo +nightly "${build[@]:1}" -Z build-std=core,alloc --target "$bare")
    fi
    export RUSTFLAGS="-D warnings"
    "${build[@]}"
    # Every feature must do without `std`, but those that name it in Cargo.toml.
    for feature in $(features); do
        if [ "$feature" != std ] && ! grep -qE "^$feature *=.*\"std\"" Cargo.toml; then
            "${build[@]}" --features "$feature"
        fi
    done
}

# The library needs no newer compiler than Cargo.toml says.
# Clippy knows since when a function is there, but not since when the language has a construct: let
# chains (1.88) are looked for by hand.
check_msrv() {
    local version
    version=$(sed -n 's/^rust-version = "\(.*\)"/\1/p' Cargo.toml)
    cargo clippy --lib --all-features -- -D clippy::incompatible_msrv
    find src -name '*.rs' -print0 | xargs -0 perl -0777 -ne '
        s{//[^\n]*}{}g;
        while (/\b(?:if|while)\s+let\b[^{;]*?&&|&&\s*let\b/g) {
            my $line = 1 + (substr($_, 0, $+[0]) =~ tr/\n//);
            print "$ARGV:$line: a let chain needs Rust 1.88\n";
            $chains = 1;
        }
        END { $? = $chains ? 1 : 0 }'
    if rustup toolchain list | grep -q "^$version"; then
        cargo "+$version" check --lib --all-features
    else
        echo "no toolchain $version here: clippy's word must do"
    fi
}

# Few dependencies: with default features, at run time.
check_deps() {
    local tree
    tree=$(cargo tree --edges normal --prefix none | sed 's/ (\*)$//' | sort -u | grep -v '^offshoot ')
    echo "$tree"
    [ "$(echo "$tree" | wc -l)" -le "$MOST_DEPENDENCIES" ]
}

# The README can be read in one go.
check_size() {
    local lines
    lines=$(wc -l < README.md)
    echo "README.md: $lines lines of at most $LONGEST_README"
    [ "$lines" -le "$LONGEST_README" ]
}

# Tests as users build: without overflow checks, too, extreme arguments must panic, and costs stay within their
# bounds. (Not the random programs and the panics, made for each kind of element: they take the compiler
# longer than all the rest. It optimises a little only.)
check_release_tests() {
    CARGO_PROFILE_RELEASE_OPT_LEVEL=1 \
        cargo test --release --test extremes --test map_extremes --test hash_extremes --test bounds \
        --test hash_bounds
}

# All tests from outside with nodes so small that a hundred elements make four levels.
check_tiny() {
    RUSTFLAGS="--cfg offshoot_tiny" \
        cargo test --all-features --test '*' --target-dir "$TARGET_DIR/tiny"
}

# The package of image layers, which CI does not build with the library: lints, documentation, tests.
check_layers() {
    cargo clippy -p layers --all-targets -- -D warnings
    cargo clippy -p layers --no-default-features -- -D warnings
    RUSTDOCFLAGS="-D warnings" cargo doc -p layers --no-deps
    cargo test -p layers
}

# The examples do their work, and say by their exit status that they were called wrongly.
check_example() {
    CARGO_PROFILE_RELEASE_OPT_LEVEL=1 cargo build --release --examples
    local examples=$TARGET_DIR/release/examples example
    "$examples/fork" --children 20
    called_wrongly "$examples/fork" "--no-such-option" "--children twenty" "--children"
    "$examples/picture" > /dev/null
    for example in merge search snapshot_server undo; do
        echo "---- $example"
        "$examples/$example"
        called_wrongly "$examples/$example" "--no-such-option" "1 2 3 4"
    done
}

# A program exits with status 2, whichever of the lines of arguments it is called with.
called_wrongly() {
    local program=$1 wrong status
    for wrong in "${@:2}"; do
        status=0
        # shellcheck disable=SC2086 # a line of arguments
        "$program" $wrong > /dev/null 2>&1 || status=$?
        echo "$(basename "$program") $wrong: exit status $status"
        [ "$status" = 2 ]
    done
}

# The comparison with other crates builds, its contenders agree, and its tables and pictures are made.
# As it is debugged: the compiler takes three times as long where it optimises.
check_compare() {
    rustfmt --check --edition 2024 compare/size/*.rs
    cargo run --manifest-path compare/Cargo.toml -- --smoke
    cargo test --manifest-path compare/Cargo.toml --lib --test '*'
}

# A program written for im does the same with im, im-rc, imbl and offshoot, and what MIGRATING.md says differs does.
check_migration() {
    cargo run --manifest-path migration/Cargo.toml
    cargo test --doc --manifest-path migration/Cargo.toml
}

# No undefined behaviour that Miri knows of, by either rule of aliasing; more with OFFSHOOT_MIRI=full.
check_miri() {
    local aliasing line lines=()
    if [ "${OFFSHOOT_MIRI:-}" = full ]; then MIRI_TESTS+=("${MIRI_FULL[@]}"); fi
    for aliasing in "" -Zmiri-tree-borrows; do
        for line in "${MIRI_TESTS[@]}"; do
            if [[ -n $aliasing && "|$MIRI_ONCE|" == *"|$line|"* ]]; then continue; fi
            lines+=("$aliasing $HOST $line")
        done
    done
    miri_lines "${lines[@]}"
}

# The same on machines with 32 bits and with the other order of bytes: a little, or with OFFSHOOT_MIRI=full all.
check_miri_targets() {
    local target line lines=("${MIRI_TARGETS_SHORT[@]}")
    if [ "${OFFSHOOT_MIRI:-}" = full ]; then
        lines=()
        for target in "${MIRI_TARGETS[@]}"; do
            for line in "${MIRI_TESTS[@]}" "${MIRI_FULL[@]}"; do
                lines+=("$target $line" "-Zmiri-tree-borrows $target $line")
            done
        done
    fi
    miri_lines "${lines[@]}"
}

# Runs lines: a rule of aliasing or none, a target, arguments of `cargo miri test`.
miri_lines() {
    # Miri runs on one core, whatever the machine has: as many lines at once as there are cores. What
    # all of them need is built first; Miri makes the standard library of each target by itself.
    export HOST TARGET_DIR SLOW_FEATURES MIRI_LEAKS RUSTFLAGS="--cfg offshoot_tiny" OFFSHOOT_BUDGET=${OFFSHOOT_BUDGET:-miri}
    local targets target tests=(--tests)
    if [ "$*" = "${MIRI_TARGETS_SHORT[*]}" ]; then tests=(--test surface); fi
    targets=$(printf '%s\n' "$@" | grep -oE '[a-z0-9_]+-unknown-[a-z0-9-]+' | sort -u)
    for target in $targets; do
        # Some of what the benches use has parts in C. Nobody runs them here: they are compiled for this machine,
        # since there need not be a compiler for that one.
        if [ "$target" != "$HOST" ]; then export CC=cc AR=ar CRATE_CC_NO_DEFAULTS=1; fi
        cargo +nightly miri test --features "$SLOW_FEATURES" --target "$target" --target-dir "$TARGET_DIR/tiny" \
            "${tests[@]}" --no-run
    done
    export -f miri_line ran_some
    printf '%s\n' "$@" | xargs -d '\n' -P "$(nproc)" -I LINE bash -c 'miri_line LINE'
}

# Runs one such line; prints what it said when it is done.
miri_line() {
    set -euo pipefail
    local flags="-Zmiri-strict-provenance -Zmiri-env-forward=OFFSHOOT_BUDGET" rule="(Stacked Borrows)" target log
    if [[ $1 == -Z* ]]; then
        flags+=" $1"
        rule=$1
        # The same programs have been run by the first rule: here shorter ones.
        if [ "$OFFSHOOT_BUDGET" = miri ]; then export OFFSHOOT_BUDGET=miri-short; fi
        shift
    fi
    target=$1
    shift
    if [[ "|$MIRI_LEAKS|" == *"|$*|"* ]]; then flags+=" -Zmiri-ignore-leaks"; fi
    if [ "$target" != "$HOST" ]; then export CC=cc AR=ar CRATE_CC_NO_DEFAULTS=1; fi
    log=$(mktemp)
    SECONDS=0
    MIRIFLAGS=$flags cargo +nightly miri test --features "$SLOW_FEATURES" --target "$target" \
        --target-dir "$TARGET_DIR/tiny" "$@" > "$log" 2>&1 || { cat "$log"; exit 1; }
    ran_some "$log"
    echo "miri test $* $target $rule: $SECONDS s"
    grep '^test ' "$log"
    rm -f "$log"
}

# No access outside of an allocation or after its end, and no leak. (The random programs are run so by `fuzz`.)
check_asan() {
    RUSTFLAGS=-Zsanitizer=address \
        cargo +nightly test --features "$SLOW_FEATURES,rayon" --lib --test panics --test map_panics \
        --test hash_panics --test rayon_panics --test chaos --test hash_chaos --test elements \
        --test peers --target "$HOST" --target-dir "$TARGET_DIR/asan"
}

# Each fuzz target goes through its corpus, runs for a while, and finds nothing.
check_fuzz() {
    local flags=() folder=$TARGET_DIR/fuzz
    if [ "$FUZZ_NODES" = tiny ]; then
        flags+=(-Zsanitizer=address -Cdebug-assertions "--cfg offshoot_tiny")
    else
        folder+=-$FUZZ_NODES
    fi
    fuzz_build "$folder" "${flags[@]}"
    local source
    for source in fuzz/fuzz_targets/*.rs; do
        fuzz_run "$folder" "$(basename "$source" .rs)"
    done
}

# fuzz_build FOLDER FLAGS...: all fuzz targets.
# libFuzzer comes with libfuzzer-sys; the flags are those of cargo-fuzz, which need not be installed.
fuzz_build() {
    local folder=$1 flags=(
        "${@:2}" -Ccodegen-units=8 "--cfg fuzzing"
        -Cpasses=sancov-module -Cllvm-args=-sanitizer-coverage-level=4
        -Cllvm-args=-sanitizer-coverage-inline-8bit-counters
        -Cllvm-args=-sanitizer-coverage-pc-table -Cllvm-args=-sanitizer-coverage-trace-compares
    )
    RUSTFLAGS="${flags[*]}" CARGO_PROFILE_RELEASE_OPT_LEVEL=$FUZZ_OPT_LEVEL cargo +nightly build --release --bins \
        --target "$HOST" --manifest-path fuzz/Cargo.toml --target-dir "$folder"
}

# fuzz_run FOLDER TARGET: all inputs that are kept, however long they take, then new ones. What is new goes to
# a folder of its own, beside the binaries; what fails, to fuzz/artifacts.
fuzz_run() {
    local folder=$1 target=$2
    local kept=fuzz/corpus/$target new=$folder/corpus/$target artifacts=fuzz/artifacts/$target/
    echo "fuzz $target"
    mkdir -p "$kept" "$new" "$artifacts"
    # New inputs go to the first folder. Not by entropy: its bookkeeping took three quarters of the time.
    OFFSHOOT_COUNT=1 "$folder/$HOST/release/$target" "$new" "$kept" -max_total_time="$FUZZ_SECONDS" \
        -artifact_prefix="$artifacts" -max_len=1024 -len_control=0 -entropic=0 \
        -print_final_stats=1 -print_funcs=0 -verbosity=0
}

# The names of Cargo.toml's features, without `default`.
features() {
    sed -n '/^\[features\]/,/^\[[^f]/s/^\([a-z0-9_-]*\) *=.*/\1/p' Cargo.toml | grep -vx default
}

# A filter that fits no test must not pass for a success.
ran_some() {
    grep -qE '^test result: ok\. [1-9]' "$1" || { echo "no test was run"; return 1; }
}

# Whether what a check checks is there.
is_there() {
    case $1 in
        compare | migration) [ -d "$1" ] ;;
        example) [ -f examples/fork/main.rs ] ;;
        fuzz) [ -d fuzz ] ;;
        size) [ -f README.md ] ;;
        *) true ;;
    esac
}

# The names of the checks, and what they are for.
list() {
    echo "usage: ci/check.sh all | NAME..."
    local name
    for name in "${CHECKS[@]}"; do
        # The first line of the comment above the function.
        awk -v name="$name" '
            /^# / { if (!comment) comment = substr($0, 3); next }
            $0 == "check_" name "() {" { printf "  %-14s %s\n", name, comment }
            { comment = "" }' ci/check.sh
    done
}

if [ $# = 0 ]; then
    list
    exit
fi

names=()
for name in "$@"; do
    if [ "$name" = all ]; then
        for name in "${CHECKS[@]}"; do
            if is_there "$name"; then names+=("$name"); fi
        done
    elif declare -F "check_$name" > /dev/null; then
        names+=("$name")
    else
        echo "no check is called $name" >&2
        list >&2
        exit 2
    fi
done

passed=0
failed=()
for name in "${names[@]}"; do
    echo "==== $name"
    SECONDS=0
    # Not in a condition: bash would ignore `set -e` within.
    set +e
    (set -e; "check_$name")
    status=$?
    set -e
    if [ "$status" = 0 ]; then
        passed=$((passed + 1))
        echo "==== $name passed in $SECONDS s"
    else
        failed+=("$name")
        echo "==== $name FAILED in $SECONDS s"
    fi
done

if [ ${#failed[@]} != 0 ]; then echo "failed: ${failed[*]}"; fi
echo "$passed passed, ${#failed[@]} failed"
[ ${#failed[@]} = 0 ]
