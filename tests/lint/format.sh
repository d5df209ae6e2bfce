#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
# format.sh ROOT: every C++ source is as clang-format 14, that of Debian 12, leaves it.
set -euo pipefail
# shellcheck source=tests/lint/files.sh
. "$(dirname -- "${BASH_SOURCE[0]}")/files.sh"
cd -- "$1"

program=$(command -v clang-format-14 || command -v clang-format) || {
    echo "clang-format is missing"
    exit 1
}
if ! "$program" --version | grep -q 'version 14\.'; then
    echo "skipped: other versions of clang-format lay out some lines otherwise"
    exit 77
fi
mapfile -d '' -t sources < <(project_files . | grep -zE '\.(cpp|h)$')
if ((${#sources[@]})); then
    printf '%s\0' "${sources[@]}" | xargs -0 -n 20 -P 2 "$program" --dry-run -Werror
fi
