#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
# words.sh ROOT: a note of work left undone names its issue, "TODO(#12): …", and no file names a
# folder of the machine it was written on.
set -euo pipefail
# shellcheck source=tests/lint/files.sh
. "$(dirname -- "${BASH_SOURCE[0]}")/files.sh"
cd -- "$1"

check() { # PERL_REGEX TEXT
    local line
    while IFS= read -r line; do
        fault "$line  <- $2"
    done < <(project_files . | grep -zv '^tests/lint/words\.sh$' | xargs -0 -r grep -nIHP -- "$1" || true)
}

check '\b(TODO|FIXME|XXX|HACK)\b(?!\(#\d+\))' "names no issue"
check '(?<![\w.~/-])/(work|workspace|home/[a-z]+/src)/' "a path of one machine only"
fail_on_faults
