#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
# gui_words.sh ROOT: what the graphical program says to people has none of the words of the format:
# in tr(), translate() and the table of errors.
set -euo pipefail
# shellcheck source=tests/lint/files.sh
. "$(dirname -- "${BASH_SOURCE[0]}")/files.sh"
cd -- "$1"

export forbidden='\b(volume|blocks?\b|index|indices|fileset|snapshot|repositor(y|ies)|prun(e|ing)|compact|database)'

# Adjacent string literals are one text; each is looked for in all of a call's.
while IFS= read -r line; do
    fault "$line"
done < <(project_files . |
    grep -zE '^app/(gui/.*|shared/error_rows)\.(cpp|h)$' |
    xargs -0 -r perl -0777 -ne '
        while (/\b(?:tr|translate|TEXT|COUNTED|QT_TR_NOOP|QT_TRANSLATE_NOOP)\s*\(((?:[^()"]*"(?:[^"\\]|\\.)*")+)/g) {
            my ($texts, $end) = ($1, pos);
            my $line = 1 + (substr($_, 0, $end - length $texts) =~ tr/\n//);
            for my $text ($texts =~ /"((?:[^"\\]|\\.)*)"/g) {
                print "$ARGV:$line: \"$text\"  <- $1 is no word for people\n"
                    if $text =~ /$ENV{forbidden}/i;
            }
        }' || true)
fail_on_faults
