#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
# Tries the Debian packages in a system that has nothing else. See try.sh --help.
set -euo pipefail

usage() {
    cat <<'END'
Usage: installer/debian/try.sh FOLDER [SUITE [MIRROR]]

FOLDER holds one package of cairn and one of cairn-cli, made by cpack. Makes a small system of SUITE
(bookworm) in a temporary folder out of MIRROR, installs both there, starts the programs, backs a
folder up and restores it, upgrades to a higher version, removes and purges, and looks at what is
left. Needs root, the network, debootstrap and lintian, 700 MB in TMPDIR and three minutes. Nothing
outside of the temporary folder is changed; TRY_KEEP=1 keeps it.
END
}

newer=0cairn99 # the revision to upgrade to

step() { printf '\n== %s\n' "$*"; }

die() {
    printf 'failed: %s\n' "$*" >&2
    exit 1
}

# The packages again, of a version that is higher.
make_newer() { # FOLDER OUT
    local package root
    mkdir -p "$2"
    for package in "$1"/*.deb; do
        root=$(mktemp -d "$scratch/newer.XXXXXX")
        dpkg-deb -R "$package" "$root"
        sed -i -E 's/^(Version: [^-]*-).*$/\1'"$newer"'/; s/(cairn-cli \(= [^-]*-)[^)]*\)/\1'"$newer"')/' \
            "$root/DEBIAN/control"
        dpkg-deb --root-owner-group -b "$root" "$2" >/dev/null
    done
}

inside() { # COMMAND…
    chroot "$system" /usr/bin/env -i PATH=/usr/sbin:/usr/bin:/sbin:/bin HOME=/tmp/home \
        LC_ALL=C.UTF-8 DEBIAN_FRONTEND=noninteractive QT_QPA_PLATFORM=offscreen \
        XDG_RUNTIME_DIR=/tmp/home "$@"
}

apt_install() { # FOLDER of packages, in there
    inside sh -c "apt-get -qq -o Dpkg::Use-Pty=0 install -y --no-install-recommends $1/*.deb" \
        >"$scratch/apt.log" 2>&1 || {
        cat "$scratch/apt.log"
        die "installing $1"
    }
}

# Every file, but for the books that apt and dpkg keep.
files_of_system() {
    (cd "$system" && find . -xdev \( -path ./proc -o -path ./tmp -o -path ./packages \
        -o -path ./var/lib/dpkg -o -path ./var/lib/apt -o -path ./var/cache -o -path ./var/log \) \
        -prune -o -print | sort)
}

try_programs() {
    inside cairn-cli --version
    inside cairn --version
    inside sh -euc '
        mkdir -p /tmp/home/data
        dd if=/dev/urandom of=/tmp/home/data/large bs=1M count=20 status=none
        echo "a letter" >/tmp/home/data/letter.txt
        export PASSPHRASE="of the try"
        cairn-cli backup /tmp/home/backup /tmp/home/data --quiet
        rm -rf /tmp/home/back
        cairn-cli restore /tmp/home/backup --restore-path=/tmp/home/back --quiet
        diff -r /tmp/home/data /tmp/home/back
        rm -rf /tmp/home/backup /tmp/home/.local'
    # The window itself, for as long as it takes to come up and be told to go.
    inside timeout --preserve-status -s TERM 5 cairn --hidden || (($? == 143)) ||
        die "cairn does not start"
    inside sh -euc 'man -w cairn cairn-cli >/dev/null 2>&1 || test -s /usr/share/man/man1/cairn-cli.1.gz'
}

check_packages() { # FOLDER
    local package
    for package in "$1"/*.deb; do
        lintian --fail-on error,warning --tag-display-limit 0 "$package" || die "lintian: $package"
    done
}

main() {
    local packages=$1 suite=${2:-bookworm} mirror=${3:-http://deb.debian.org/debian}
    step "lintian"
    check_packages "$packages"

    step "a system of $suite"
    debootstrap --variant=minbase "$suite" "$system" "$mirror" >"$scratch/debootstrap.log" 2>&1 || {
        tail -20 "$scratch/debootstrap.log"
        die "debootstrap"
    }
    cp /etc/resolv.conf "$system/etc/resolv.conf"
    cp -r /etc/apt/apt.conf.d/. "$system/etc/apt/apt.conf.d/" 2>/dev/null || true
    mkdir -p "$system/packages/newer" "$system/tmp/home"
    chmod 700 "$system/tmp/home"
    mount -t proc proc "$system/proc"
    cp "$packages"/*.deb "$system/packages/"
    make_newer "$packages" "$system/packages/newer"
    inside apt-get -qq update

    step "install and purge, for the packages that they need to be there"
    apt_install /packages
    inside dpkg --purge cairn cairn-cli >/dev/null
    files_of_system >"$scratch/before"

    step "install"
    apt_install /packages
    try_programs

    step "upgrade"
    apt_install /packages/newer
    inside dpkg-query -W cairn cairn-cli
    inside dpkg-query -W cairn | grep -q -- "-$newer\$" || die "not the new version"
    try_programs

    step "the command line without the desktop application"
    inside dpkg --remove cairn >/dev/null
    inside cairn-cli --version

    step "remove and purge"
    # As if somebody had enabled it.
    mkdir -p "$system/etc/systemd/system/multi-user.target.wants"
    ln -s /lib/systemd/system/cairn-agent-system.service \
        "$system/etc/systemd/system/multi-user.target.wants/"
    inside dpkg --purge cairn cairn-cli >/dev/null
    files_of_system >"$scratch/after"
    comm -13 "$scratch/before" "$scratch/after" | grep -v '^\./etc/systemd/system\(/multi-user.target.wants\)\?$' \
        >"$scratch/left" || true
    [[ ! -s $scratch/left ]] || die "left behind: $(<"$scratch/left")"
    comm -23 "$scratch/before" "$scratch/after" >"$scratch/taken"
    [[ ! -s $scratch/taken ]] || die "taken away: $(<"$scratch/taken")"
    step "all of it works"
}

case ${1:-} in
-h | --help)
    usage
    exit 0
    ;;
'')
    usage >&2
    exit 2
    ;;
esac
((EUID == 0)) || die "this needs root"
if [[ -z ${TRY_INSIDE:-} ]]; then
    # In a mount namespace of its own: what is mounted is gone with it.
    TRY_INSIDE=1 exec unshare --mount --propagation private "${BASH_SOURCE[0]}" "$@"
fi
scratch=$(mktemp -d "${TMPDIR:-/var/tmp}/cairn-try.XXXXXX")
system=$scratch/system
finish() {
    umount "$system/proc" 2>/dev/null || true
    [[ -n ${TRY_KEEP:-} ]] || rm -rf --one-file-system "$scratch"
}
trap finish EXIT
main "$@"
