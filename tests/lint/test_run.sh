#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
# test_run.sh ROOT: ./run in a copy of the project whose cmake and cairn-cli only note their
# arguments. What cairn-cli itself does is tested elsewhere.
set -euo pipefail

scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
project=$scratch/project
home=$scratch/home
calls=$scratch/calls
mkdir -p "$project/.ci" "$project/build/release/app/cli" "$scratch/bin" "$home/Documents"
cp "$1/run" "$project/run"
cp "$1/.ci/setup.sh" "$project/.ci/setup.sh"

program() { # FILE; the script on standard input
    { echo '#!/usr/bin/env bash' && cat; } >"$1"
    chmod +x "$1"
}

program "$scratch/bin/cmake" <<'END'
exit "${FAKE_CMAKE_STATUS:-0}"
END
program "$scratch/bin/dpkg-query" <<'END'
shift 2
printf '%s installed\n' "$@"
END
program "$scratch/bin/xdg-user-dir" <<'END'
echo "$HOME"
END
program "$project/build/release/app/cli/cairn-cli" <<'END'
printf '%s\n' "$@" >"$FAKE_CALLS"
echo "cairn-cli was here"
exit "${FAKE_STATUS:-0}"
END

run() { # ARGUMENT…; fills $output and $status
    status=0
    rm -f "$calls"
    output=$(env -u PASSPHRASE -u DISPLAY -u WAYLAND_DISPLAY -u XDG_CONFIG_HOME -u XDG_DATA_HOME \
        HOME="$home" PATH="$scratch/bin:$PATH" FAKE_CALLS="$calls" ${environment[@]+"${environment[@]}"} \
        "$project/run" "$@" 2>&1 </dev/null) || status=$?
}

expect() { # WHAT COMMAND…
    local what=$1
    shift
    if ! "$@"; then
        printf 'failed: %s\nexit code %s, output:\n%s\n' "$what" "$status" "$output"
        [[ ! -f $calls ]] || printf 'arguments:\n%s\n' "$(<"$calls")"
        exit 1
    fi
    echo "ok: $what"
}

says() { grep -qF -- "$1" <<<"$output"; }
says_not() { ! says "$1"; }
passes() { grep -qxF -- "$1" "$calls"; }
passes_not() { ! grep -qF -- "$1" "$calls"; }
ends_with() { ((status == $1)); }
calls_nothing() { [[ ! -e $calls ]]; }
environment=()

# The first backup, all by default.
run
kept=$(find "$home/.config/cairn" -name passphrase)
expect "a first run succeeds" ends_with 0
expect "it backs up" passes backup
expect "the documents folder" passes "$home/Documents"
expect "into a folder beside it" passes "$home/Cairn Backups"
expect "with the passphrase from a file" passes "--passphrase-file=$kept"
expect "that is private" test "$(stat -c %a "$kept")" = 600
expect "in a private folder" test "$(stat -c %a "$(dirname "$kept")")" = 700
expect "shown once" says "    $(<"$kept")"
expect "of 28 letters" grep -qxE '([2-9a-km-z]{4}-){6}[2-9a-km-z]{4}' "$kept"
expect "progress is passed through" says "cairn-cli was here"
FAKE_CALLS=$calls bash -c "$(tail -n 1 <<<"$output")" >/dev/null
expect "the restore command works as printed" passes restore
expect "from the destination" passes "$home/Cairn Backups"
expect "with the passphrase" passes "--passphrase-file=$kept"
expect "to a new folder" passes "--restore-path=$home/Restored by Cairn"

first=$(<"$kept")
environment=(FAKE_STATUS=1)
run
expect "a run without changes is a success" ends_with 0
expect "and says so" says "Nothing has changed"
expect "the passphrase stays" test "$(<"$kept")" = "$first"
expect "and is not shown again" says_not "$first"

environment=(FAKE_STATUS=100)
run
expect "a failed backup fails" ends_with 100
expect "and offers no restore" says_not "cairn-cli restore"

# What is given.
environment=("PASSPHRASE=from the caller")
mkdir -p "$scratch/it's mine"
run "$scratch/it's mine" "$scratch/elsewhere"
expect "a given folder is backed up" passes "$scratch/it's mine"
expect "into the given destination" passes "$scratch/elsewhere"
expect "a given passphrase is not put in a file" passes_not --passphrase-file
expect "nor shown" says_not "from the caller"
FAKE_CALLS=$calls bash -c "$(tail -n 1 <<<"$output")" >/dev/null
expect "the restore command works for any name" passes "--restore-path=$scratch/Restored by Cairn"
environment=()
mkdir "$scratch/other"
run "$scratch/other" "$scratch/elsewhere"
expect "a destination is for one folder" ends_with 200
expect "nothing is started then" calls_nothing

# Another folder with the same parent.
mkdir "$home/Pictures"
run "$home/Pictures"
expect "another folder has its own destination" passes "$home/Cairn Backups of Pictures"

# A backup that was not made here.
mkdir "$scratch/found"
touch "$scratch/found/duplicati-20260101T000000Z.dlist.zip.aes"
run "$scratch/other" "$scratch/found"
expect "no passphrase is made up for an old backup" ends_with 200
expect "the way out is told" says "Set the environment variable PASSPHRASE"

# The home folder, whose parent cannot be written to by everyone.
rmdir "$home/Documents" "$home/Pictures"
rm -rf "$home/.config"
run "$home" "$home/Cairn Backups"
expect "the backup is not backed up" passes "--exclude=@$home/Cairn Backups/"
expect "nor is the local database" passes "--exclude=@$home/.local/share/cairn/"

# Mistakes.
run "$scratch/absent"
expect "a missing folder is refused" ends_with 200
run "$home" "$home"
expect "a folder is not backed up into itself" ends_with 200
run --nonsense
expect "an unknown option is refused" ends_with 200
run --help
expect "--help helps" says "Usage: ./run"
environment=(FAKE_CMAKE_STATUS=1)
run
expect "a failed build is told" says "The build failed."
expect "and starts nothing" calls_nothing

# Missing packages, neither root nor sudo: exercised where the test is not root.
if ((EUID != 0)); then
    environment=()
    program "$scratch/bin/dpkg-query" <<<'exit 1'
    program "$scratch/bin/sudo" <<<'exit 1'
    run
    expect "missing packages are named" says "apt-get install -y --no-install-recommends build-essential"
    expect "and end the run" ends_with 1
fi
