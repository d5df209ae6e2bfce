#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
# killpoints.sh ROOT: the name of a kill point is used once, so that a test that asks for
# it knows where the program ends; the list of them in tests/…/killpoints.txt is complete.
#
# Counted are KILLPOINT("name") and, since some code takes the names of its steps as values, every
# literal of the shape "B12" or "C5.dindex" (reliability.md §4) in core/ and backends/.
set -euo pipefail
# shellcheck source=tests/lint/files.sh
. "$(dirname -- "${BASH_SOURCE[0]}")/files.sh"
cd -- "$1"

occurrences() { # file:line:name
    # shellcheck disable=SC2016 # awk expands them
    project_files . | grep -zE '^(core|backends)/.*\.(cpp|h)$' | LC_ALL=C sort -z |
        xargs -0 -r awk '{
            sub(/(^|[[:space:]])\/\/.*/, "")
            while (match($0, /KILLPOINT\("[^"]+"|"[BCDPQX][0-9][0-9]?[a-z]?(\.[a-z]+)?"/)) {
                name = substr($0, RSTART, RLENGTH)
                $0 = substr($0, RSTART + RLENGTH)
                gsub(/^[^"]*"|"$/, "", name)
                print FILENAME ":" FNR ":" name
            }
        }' || true
}

declare -A first=()
while IFS=: read -r file line name; do
    if [[ -n ${first[$name]:-} ]]; then
        fault "$file:$line: kill point $name is also at ${first[$name]}"
    else
        first[$name]=$file:$line
    fi
done < <(occurrences)

while IFS= read -r -d '' file; do
    for name in "${!first[@]}"; do
        grep -qxF -- "$name" "$file" || fault "$file: $name is not listed"
    done
    while IFS= read -r name; do
        [[ -z $name || $name == '#'* || -n ${first[$name]:-} ]] ||
            fault "$file: $name is in no source"
    done <"$file"
done < <(project_files . | grep -zE '^tests/(.*/)?killpoints\.txt$')
fail_on_faults
