# shellcheck shell=bash
# SPDX-License-Identifier: MIT
# Sourced by the checks. They print "file:line: what is wrong" and end with fail_on_faults.

faults=0

fault() { # TEXT
    printf '%s\n' "$*"
    faults=$((faults + 1))
}

fail_on_faults() {
    ((faults == 0)) && exit 0
    echo "$faults faults"
    exit 1
}

# The files of the project below ROOT, ended by NUL: those of git, also when not yet committed, but
# without golden files and without the faulty samples of the checks.
project_files() { # ROOT
    local root=$1
    {
        git -C "$root" ls-files -z -co --exclude-standard 2>/dev/null ||
            (cd "$root" && find . -path ./build -prune -o -type f -printf '%P\0')
    } | grep -zvE '^tests/(data/|lint/samples/|fuzz/corpus/)' |
        while IFS= read -r -d '' file; do
            # Deleted, but not yet committed so.
            [[ ! -f $root/$file ]] || printf '%s\0' "$file"
        done
}
