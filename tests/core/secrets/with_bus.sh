#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
# with_bus.sh absent|fresh|present|locked COMMAND...: runs COMMAND on a session bus of its own,
# without a key store, with one that was never set up (gnome-keyring), with an open one or with one
# that nobody can unlock. Ends with 77 where the programs for that are not installed.
set -euo pipefail
what=$1
shift
need() { command -v "$1" >/dev/null || { echo "$1 is not installed"; exit 77; }; }
need dbus-run-session
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
export HOME=$folder/home XDG_RUNTIME_DIR=$folder/run CAIRN_TEST_KEYCHAIN=$what
unset XDG_DATA_HOME XDG_CONFIG_HOME XDG_CURRENT_DESKTOP GNOME_KEYRING_CONTROL DISPLAY WAYLAND_DISPLAY
mkdir -p "$HOME" "$XDG_RUNTIME_DIR"
chmod 700 "$XDG_RUNTIME_DIR"
# No folder of services: nothing is started on demand.
printf '%s\n' '<busconfig><type>session</type><listen>unix:tmpdir=/tmp</listen>' \
    '<policy context="default"><allow send_destination="*"/><allow receive_sender="*"/>' \
    '<allow own="*"/></policy></busconfig>' >"$folder/bus.conf"
if [[ $what == absent ]]; then
    dbus-run-session --config-file="$folder/bus.conf" -- "$@"
    exit
fi
need gnome-keyring-daemon
# shellcheck disable=SC2016 # for the inner shell
dbus-run-session --config-file="$folder/bus.conf" -- bash -c '
    what=$1
    shift
    start() {
        printf %s secret | gnome-keyring-daemon --foreground --components=secrets "$@" >/dev/null 2>&1 &
        keyring=$!
        until dbus-send --session --print-reply --dest=org.freedesktop.DBus / \
            org.freedesktop.DBus.NameHasOwner string:org.freedesktop.secrets | grep -q true; do
            kill -0 "$keyring" 2>/dev/null || exit 99
        done
    }
    if [[ $what == fresh ]]; then start; else start --unlock; fi
    if [[ $what == locked ]]; then # begins the login keyring, then starts anew without its password
        kill "$keyring"
        wait "$keyring" || true
        start
    fi
    code=0
    "$@" || code=$?
    kill "$keyring"
    wait "$keyring" || true
    exit "$code"' bash "$what" "$@"
