#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
# limits.sh ROOT: each limit of core/format/limits.h is used, and a test names it. Those that no test
# can come near in the time there is stand here, with the reason.
set -euo pipefail
# shellcheck source=tests/lint/files.sh
. "$(dirname -- "${BASH_SOURCE[0]}")/files.sh"
cd -- "$1"

declare -A untested=(
    [kEntries]="a list of 2^31 entries is 200 GiB"
    [kBlocklists]="16 Mi hashes are 800 MB of text"
    [kUnfoldedArchive]="64 GiB of temporary file"
    [kEnvelopeVolumes]="8 Mi volumes take a quarter of a minute to read; the check itself is tested"
    [kNameProbes]="needs thousands of names with one hash"
)
header=core/format/limits.h

mentioned() { # NAME FOLDER…
    grep -rqw --include='*.cpp' --include='*.h' --include='*.py' --exclude=limits.h -- "$@"
}

while read -r name; do
    mentioned "$name" core || fault "$header: $name is used nowhere"
    if [[ -n ${untested[$name]:-} ]]; then
        ! mentioned "$name" tests || fault "$header: $name has a test, tests/lint/limits.sh says it has none"
    elif ! mentioned "$name" tests; then
        fault "$header: no test names $name"
    fi
done < <(sed -n 's/^inline constexpr [a-z0-9_:]* \(k[A-Za-z0-9]*\) = .*/\1/p' "$header")
fail_on_faults
