#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
# unattended.sh CAIRN-CLI, within with_bus.sh present: a backup of --unattended runs where no key
# store can be asked, any other does not, and its secrets leave the sealed file when it is one again.
set -euo pipefail
cli=$1
export XDG_STATE_HOME=$HOME/state XDG_CONFIG_HOME=$HOME/config
sealed=$XDG_CONFIG_HOME/cairn/secrets.sealed
mkdir -p "$HOME/source"
echo content >"$HOME/source/file"

expect() { # CODE COMMAND…
    local want=$1 code=0
    shift
    "$@" >"$HOME/said" 2>&1 </dev/null || code=$?
    [[ $code == "$want" ]] || { echo "$code, not $want: $*"; cat "$HOME/said"; exit 1; }
}
alone() { env DBUS_SESSION_BUS_ADDRESS="unix:path=$HOME/no-bus" "$@"; }

expect 0 env PASSPHRASE='open sesame' "$cli" jobs add Docs "$HOME/store" "$HOME/source"
[[ ! -e $sealed ]] || { echo 'the passphrase is in the sealed file, unasked'; exit 1; }
expect 0 "$cli" jobs run Docs
expect 100 alone "$cli" jobs run Docs
expect 0 "$cli" jobs edit Docs --unattended
grep -q 'nobody is logged in' "$HOME/said"
[[ -e $sealed ]]
echo more >"$HOME/source/file"
expect 0 alone "$cli" jobs run Docs
expect 0 "$cli" jobs edit Docs --unattended=false
expect 100 alone "$cli" jobs run Docs
expect 1 "$cli" jobs run Docs # nothing is new, and its passphrase is known again
expect 0 env PASSPHRASE='open sesame' "$cli" jobs add More "$HOME/store2" "$HOME/source" --unattended
expect 0 alone "$cli" jobs run More
