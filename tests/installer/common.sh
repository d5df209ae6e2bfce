# shellcheck shell=bash
# SPDX-License-Identifier: MIT
# Sourced by the tests here, after `set -euo pipefail`.

output=""

expect() { # WHAT COMMAND…
    local what=$1
    shift
    if ! "$@"; then
        printf 'failed: %s\n%s\n' "$what" "$output"
        exit 1
    fi
    echo "ok: $what"
}

says() { grep -qxF -- "$1" <<<"$output"; }
says_not() { ! says "$1"; }
is_empty() { [[ -z $output ]]; }

install_into() { # FOLDER BUILD
    output=$(cmake --install "$2" --prefix "$1" 2>&1) || {
        printf '%s\n' "$output"
        exit 1
    }
}
