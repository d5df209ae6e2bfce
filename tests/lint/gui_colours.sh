#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
# gui_colours.sh ROOT: colours of the graphical program stand in theme.cpp and nowhere else, and no
# style sheet goes past the style.
set -euo pipefail
# shellcheck source=tests/lint/files.sh
. "$(dirname -- "${BASH_SOURCE[0]}")/files.sh"
cd -- "$1"

named='white|black|red|green|blue|cyan|magenta|yellow|gray|(dark|light)(Red|Green|Blue|Cyan|Magenta|Yellow|Gray)'
literal='QColor(\s+\w+)?\s*[({]\s*[0-9"#]|QColor(\s+\w+)?\s*[({]\s*(u"|Qt::)|QColor::from|QColorConstants'
pattern="$literal|\\bQt::($named)\\b|\\bqRgba?\\(|setNamedColor|\"#[0-9A-Fa-f]{3,8}\"|setStyleSheet"

while IFS= read -r line; do
    fault "$line  <- only theme.cpp names colours"
done < <(project_files . | grep -zE '^app/gui/.*\.(cpp|h)$' |
    grep -zv '^app/gui/style/theme\.cpp$' | xargs -0 -r grep -nHP -- "$pattern" || true)
fail_on_faults
