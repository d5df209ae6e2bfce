#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
# test_completions.sh BUILD SOURCE: asks bash, zsh and fish what they offer for lines of cairn-cli.
set -euo pipefail
here=$(cd -- "$(dirname -- "${BASH_SOURCE[0]}")" && pwd -P)
# shellcheck source=tests/installer/common.sh
. "$here/common.sh"

made=$1/installer/manual/out
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
export HOME=$scratch LC_ALL=C.UTF-8 TERM=dumb
mkdir "$scratch/folder"
touch "$scratch/folder/a file" "$scratch/other"
mkdir "$scratch/zsh"
cp "$made/cairn-cli.zsh" "$scratch/zsh/_cairn-cli"
cd "$scratch"

# Each prints what may stand at the end of LINE, one a line.
offers_bash() { bash --norc "$here/ask_bash.sh" "$made/cairn-cli.bash" "$1"; }
offers_zsh() { zsh -f "$here/ask_zsh.zsh" "$scratch/zsh" "$1"; }
offers_fish() {
    fish --no-config -c 'source $argv[1]; complete -C $argv[2]' "$made/cairn-cli.fish" "$1" |
        cut -f 1
}

for shell in bash zsh fish; do
    ask() { # LINE
        output=$("offers_$shell" "$1")
    }
    # Where the value alone is completed, zsh and bash offer it without the option before it.
    value() { # OPTION VALUE
        case $shell in
        fish) says "--$1=$2" ;;
        *) says "$2" ;;
        esac
    }
    ask "cairn-cli re"
    expect "$shell: commands" says restore
    expect "$shell: only those that begin so" says_not backup
    ask "cairn-cli backup dest src --exc"
    expect "$shell: options with a value" says --exclude=
    ask "cairn-cli backup --dry"
    expect "$shell: options without one" says --dry-run
    ask "cairn-cli restore --"
    expect "$shell: options of the command" says --restore-path=
    expect "$shell: none that only others take" says_not --keep-versions=
    ask "cairn-cli delete --keep-v"
    expect "$shell: which those do" says --keep-versions=
    expect "$shell: none without effect" says_not --parity-module=
    ask "cairn-cli backup --encryption-module="
    expect "$shell: values" value encryption-module aes
    expect "$shell: all of them" value encryption-module gpg
    ask "cairn-cli restore dest --restore-path=fol"
    expect "$shell: paths as values" grep -qE '^(--restore-path=)?folder/?$' <<<"$output"
    ask "cairn-cli backup fol"
    expect "$shell: destinations" grep -qE '^folder/?$' <<<"$output"
    ask "cairn-cli jobs "
    expect "$shell: what a command is told by a word" says list
    expect "$shell: and by another in its place" says command-line
    ask "cairn-cli jobs add NAME dest src --exclude-f"
    expect "$shell: options of what it sets up" says --exclude-files-attributes=
    ask "cairn-cli help "
    expect "$shell: no files where there are none" says_not other
    ask "cairn-cli help pur"
    expect "$shell: commands to ask about" says purge
    ask "cairn-cli --json ba"
    expect "$shell: the command after an option" says backup
done
