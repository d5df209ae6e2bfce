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
left. Then it boots that system's own systemd, and waits until the services of a person who is not
logged in and of root have each made a backup by schedule; and boots it once more. Needs root, the
network, debootstrap, lintian and a kernel with control groups of version 2, 700 MB in TMPDIR and
eight minutes. Nothing outside of the temporary folder is changed; TRY_KEEP=1 keeps it.
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

apt_install() { # FOLDER of packages, in there; PACKAGE of the suite…
    inside sh -c "apt-get -qq -o Dpkg::Use-Pty=0 install -y --no-install-recommends $1/*.deb ${*:2}" \
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

# The system's own systemd, in namespaces and a control group of its own.
boot() {
    local groups
    groups=$(findmnt -nt cgroup2 -o TARGET | head -1)
    [[ -n $groups ]] || die "no control groups of version 2"
    group=$groups$(sed -n 's/^0:://p' /proc/self/cgroup)/cairn-try.$$
    mkdir -p "$group"
    # shellcheck disable=SC2016 # it is the shell in there that knows
    (
        echo "$BASHPID" >"$group/cgroup.procs"
        exec unshare --mount --uts --ipc --pid --cgroup --fork --kill-child bash -euc '
            mount --bind "$1" "$1"
            cd "$1"
            mount -t proc proc proc
            mount -t sysfs -o ro sysfs sys
            mount -t cgroup2 cgroup2 sys/fs/cgroup
            mount -t tmpfs tmpfs run
            for device in null zero full random urandom tty; do
                [[ -e dev/$device ]] || : >"dev/$device"
                mount --bind "/dev/$device" "dev/$device"
            done
            hostname cairn-try
            mkdir -p .before
            pivot_root . .before
            cd /
            umount -l .before
            exec env -i container=lxc PATH=/usr/sbin:/usr/bin:/sbin:/bin \
                /lib/systemd/systemd --log-target=console --show-status=no' boot "$system"
    ) </dev/null >"$scratch/console" 2>&1 &
    machine=$!
    local since=$SECONDS
    until init=$(pgrep -P "$machine" -x systemd) && booted systemctl is-system-running >/dev/null 2>&1; do
        ((SECONDS - since < 60)) || {
            tail -20 "$scratch/console"
            die "systemd does not come up"
        }
        sleep 0.5
    done
}

booted() { # COMMAND…
    nsenter -t "$init" -a env -i PATH=/usr/sbin:/usr/bin:/sbin:/bin HOME=/root LC_ALL=C.UTF-8 \
        PASSPHRASE="of the try" "$@"
}

shut_down() {
    booted systemctl poweroff
    wait "$machine" || true # a container's systemd ends with a signal
    machine=
}

anna() { # COMMAND…, as a person who never logs in
    booted runuser -u anna -- env HOME=/home/anna XDG_RUNTIME_DIR="/run/user/$(booted id -u anna)" "$@"
}

wait_for() { # SECONDS WHAT COMMAND…
    local end=$((SECONDS + $1)) what=$2
    shift 2
    until "$@" 2>/dev/null; do
        ((SECONDS < end)) || die "waited in vain: $what"
        sleep 1
    done
}

both_saved() {
    anna cairn-cli jobs list | grep -q "backup saved" &&
        booted cairn-cli jobs list | grep -q "backup saved"
}

both_run() {
    anna systemctl --user is-active -q cairn-agent &&
        booted systemctl is-active -q cairn-agent-system
}

try_services() {
    boot
    booted useradd -m -s /bin/bash anna
    booted loginctl enable-linger anna
    booted mkdir -p /srv/annas /srv/roots
    booted chown anna: /srv/annas
    wait_for 30 "the manager of a person who is not logged in" anna systemctl --user is-active -q default.target
    anna sh -c 'mkdir ~/Documents; echo "a letter" >~/Documents/letter.txt'
    anna cairn-cli jobs add Documents /srv/annas /home/anna/Documents --schedule='every 5 minutes' \
        --unattended --quiet
    booted cairn-cli jobs add Server /srv/roots /etc /home --schedule='every 5 minutes' --unattended --quiet
    anna systemctl --user enable --now -q cairn-agent
    booted systemctl enable --now -q cairn-agent-system
    wait_for 10 "the services" both_run
    wait_for 400 "the backups by schedule" both_saved
    anna cairn-cli jobs list
    booted cairn-cli jobs list
    booted cairn-cli restore /srv/annas --restore-path=/tmp/annas --no-local-db --quiet
    booted diff -r /home/anna/Documents /tmp/annas

    step "the services, after the next boot"
    shut_down
    boot
    wait_for 30 "the services" both_run
    [[ -z $(booted loginctl list-sessions --no-legend) ]] || die "somebody is logged in"
    [[ -z $(booted systemctl --failed --no-legend) ]] || die "$(booted systemctl --failed)"
    shut_down
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

    step "the services"
    rm -f "$system/etc/systemd/system/multi-user.target.wants/cairn-agent-system.service"
    apt_install /packages systemd-sysv dbus-user-session libpam-systemd
    umount "$system/proc"
    try_services
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
machine= # the process in which a system runs, while one does
init=
group=
scratch=$(mktemp -d "${TMPDIR:-/var/tmp}/cairn-try.XXXXXX")
system=$scratch/system
finish() {
    [[ -z $machine ]] || kill -KILL "$machine"
    [[ -z $group ]] || rmdir "$group" 2>/dev/null || true
    umount "$system/proc" 2>/dev/null || true
    [[ -n ${TRY_KEEP:-} ]] || rm -rf --one-file-system "$scratch"
}
trap finish EXIT
main "$@"
