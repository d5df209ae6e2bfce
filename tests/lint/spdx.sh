#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
# spdx.sh ROOT: every source begins with its licence, after the #! or <?xml line if it has one.
set -euo pipefail
# shellcheck source=tests/lint/files.sh
. "$(dirname -- "${BASH_SOURCE[0]}")/files.sh"
cd -- "$1"

is_source() { # FILE FIRST_LINE
    case $1 in
    *.cpp | *.h | *.sql | *.sh | *.py | *.cmake | *CMakeLists.txt) return 0 ;;
    esac
    [[ $2 == '#!'* ]]
}

while IFS= read -r -d '' file; do
    first="" second="" line=1
    { read -r first && read -r second; } <"$file" 2>/dev/null || true
    is_source "$file" "$first" || continue
    if [[ $first == '#!'* || $first == '# shellcheck'* || $first == '<?xml'* ]]; then
        first=$second line=2
    fi
    [[ $first =~ ^(//|#|--|'<!--')\ SPDX-License-Identifier:\ MIT ]] ||
        fault "$file:$line: the line SPDX-License-Identifier: MIT is not here"
done < <(project_files . 2>/dev/null)
fail_on_faults
