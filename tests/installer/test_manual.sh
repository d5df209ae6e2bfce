#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
# test_manual.sh BUILD SOURCE: the manual pages are clean and say what the programs take.
set -euo pipefail
# shellcheck source=tests/installer/common.sh
. "$(dirname -- "${BASH_SOURCE[0]}")/common.sh"

cli=$1/app/cli/cairn-cli
pages=$1/installer/pages
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
export HOME=$scratch QT_QPA_PLATFORM=offscreen LC_ALL=C.UTF-8

for name in cairn cairn-cli; do
    gzip -dc "$pages/$name.1.gz" >"$scratch/$name.1"
    output=$(mandoc -T lint -W style "$scratch/$name.1" 2>&1 | grep -v 'referenced manual not found') || true
    expect "mandoc has nothing against $name(1)" is_empty
    output=$(MANWIDTH=80 man --warnings=all -E UTF-8 -l -Tutf8 -Z "$scratch/$name.1" 2>&1 >/dev/null) || true
    expect "nor has man" is_empty
done

page=$(MANWIDTH=200 man -l "$scratch/cairn-cli.1" | col -bx)
for name in $("$cli" help | sed -n 's/^  \([a-z-]*\)  .*/\1/p'); do
    output=$page
    expect "the command $name is in it" grep -qE "^ {7}$name( |\$)" <<<"$page"
done
# Those that have an effect: help of a command lists no others.
count=0
for option in $("$cli" help backup restore | grep -oE '^  --[a-z-]+' | sort -u); do
    expect "the option $option is in it" grep -qE "^ {7}$option(=| |\$)" <<<"$page"
    count=$((count + 1))
done
expect "options were looked for" test "$count" -gt 20
expect "backslashes come through" grep -qF '[.*\.(tmp|bak)]' <<<"$page"

page=$(MANWIDTH=200 man -l "$scratch/cairn.1" | col -bx)
for option in $("$1/app/gui/cairn" --help | grep -oE '(^|, )+ *--[a-z-]+' | grep -oE -- '--[a-z-]+'); do
    output=$page
    expect "the option $option of cairn is in its page" grep -qF -- "$option" <<<"$page"
done
