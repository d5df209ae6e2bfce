#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
# expect_faults.sh REGEX… -- COMMAND…: succeeds if COMMAND fails and each REGEX matches a line of
# what it prints. A check that is skipped (77) is skipped here too.
set -euo pipefail

patterns=()
while [[ $1 != -- ]]; do
    patterns+=("$1")
    shift
done
shift

status=0
output=$("$@" 2>&1) || status=$?
if ((status == 77)); then
    exit 77
fi
printf '%s\n' "$output"
if ((status == 0)); then
    echo "The check found nothing to fail on."
    exit 1
fi
for pattern in "${patterns[@]}"; do
    if ! grep -qE -- "$pattern" <<<"$output"; then
        echo "The check did not find: $pattern"
        exit 1
    fi
done
