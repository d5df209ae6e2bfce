# shellcheck shell=bash
# SPDX-License-Identifier: MIT
# Sourced by ./run and ./test: finds the Debian packages that are missing and installs them.
# Nothing missing: no network, no rights needed.

# shellcheck disable=SC2034 # used by those two
build_packages=(build-essential cmake ninja-build ccache pkg-config lld
    qt6-base-dev libqt6sql6-sqlite qtkeychain-qt6-dev libzxcvbn-dev libssl-dev libcurl4-openssl-dev zlib1g-dev libisal-dev libdeflate-dev liblzma-dev
    libexpected-dev libarchive-dev libzstd-dev libsqlite3-dev gnupg qt6-tools-dev qt6-l10n-tools)
# shellcheck disable=SC2034
test_packages=(clang-format python3 python3-cryptography python3-zstandard sqlite3 attr acl
    dbus-daemon dbus-bin python3-dbusmock python3-aiosmtpd gnome-keyring xvfb openbox xdotool trayer at-spi2-core gir1.2-atspi-2.0 python3-gi
    poppler-utils fonts-dejavu-core desktop-file-utils appstream mandoc man-db bsdextrautils zsh fish file
    valgrind)

missing_packages() { # PACKAGE…
    local installed package
    installed=$(dpkg-query -W -f='${Package} ${db:Status-Status}\n' "$@" 2>/dev/null |
        sed -n 's/ installed$//p' || true)
    for package in "$@"; do
        grep -qxF -- "$package" <<<"$installed" || printf '%s\n' "$package"
    done
}

apt_quietly() { # LOG ARGUMENT…; $become holds the words before apt-get
    local log=$1
    shift
    "${become[@]}" env DEBIAN_FRONTEND=noninteractive apt-get -q -o DPkg::Lock::Timeout=300 "$@" \
        >>"$log" 2>&1 </dev/null
}

# Ends the script if something is missing and cannot be installed.
require_packages() { # PACKAGE…
    local missing become=() log
    if ! command -v dpkg-query >/dev/null; then
        echo "This is no Debian system: README.md lists what the build needs." >&2
        return 0
    fi
    mapfile -t missing < <(missing_packages "$@")
    ((${#missing[@]})) || return 0
    if ((EUID == 0)); then
        become=(env)
    elif command -v sudo >/dev/null && sudo -n true 2>/dev/null; then
        become=(sudo -n)
    elif command -v sudo >/dev/null && [[ -t 0 && -t 2 ]] &&
        sudo -p "Password of %p to install ${missing[*]}: " true; then
        become=(sudo -n)
    else
        echo "Packages are missing. Please run this as root, then try again:" >&2
        echo "  apt-get update && apt-get install -y --no-install-recommends ${missing[*]}" >&2
        exit 1
    fi
    echo "Installing ${#missing[@]} packages: ${missing[*]}"
    log=$(mktemp)
    # A list that cannot be refreshed may still do; the installation is what counts.
    apt_quietly "$log" update || true
    if ! apt_quietly "$log" install -y --no-install-recommends "${missing[@]}"; then
        cat "$log" >&2
        rm -f "$log"
        echo "The packages could not be installed." >&2
        exit 1
    fi
    rm -f "$log"
}

# What ccache keeps serves every clone of the repository.
share_ccache() { # ROOT
    export CCACHE_BASEDIR=$1 CCACHE_NOHASHDIR=1
}
