#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
# test_install.sh BUILD SOURCE: what "cmake --install" puts where, and whether it holds together.
set -euo pipefail
# shellcheck source=tests/installer/common.sh
. "$(dirname -- "${BASH_SOURCE[0]}")/common.sh"

scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
prefix=$scratch/usr
install_into "$prefix" "$1"
share=$prefix/share

for file in bin/cairn bin/cairn-cli lib/systemd/user/cairn-agent.service \
    lib/systemd/system/cairn-agent-system.service share/applications/cairn.desktop \
    share/man/man1/cairn.1.gz share/man/man1/cairn-cli.1.gz \
    share/bash-completion/completions/cairn-cli share/zsh/vendor-completions/_cairn-cli \
    share/fish/vendor_completions.d/cairn-cli.fish share/doc/cairn/copyright \
    share/doc/cairn-cli/copyright share/doc/cairn-cli/cairn_reader.py; do
    expect "$file is there" test -s "$prefix/$file"
done
expect "nothing belongs to one packager alone" test ! -e "$share/doc/cairn/changelog.Debian.gz"
version=$(sed -n 's/^project(Cairn VERSION \([0-9.]*\).*/\1/p' "$2/CMakeLists.txt")
export HOME=$scratch QT_QPA_PLATFORM=offscreen
output=$("$prefix/bin/cairn-cli" --version)
expect "cairn-cli starts from there" says "Cairn $version"
output=$("$prefix/bin/cairn" --version)
expect "cairn starts from there" says "cairn $version"

output=$(desktop-file-validate "$share/applications/cairn.desktop" 2>&1) || true
expect "the desktop entry is valid" is_empty
output=$(appstreamcli validate --no-net --strict --no-color "$share"/metainfo/*.metainfo.xml 2>&1) &&
    status=0 || status=$?
expect "the entry for catalogues is valid" test "$status" = 0
expect "and names this version" grep -q "release version=\"$version\"" "$share"/metainfo/*.metainfo.xml

for size in 16 22 24 32 48 64 128 256 512; do
    output=$(file -b "$share/icons/hicolor/${size}x$size/apps/cairn.png")
    expect "the icon of $size pixels has that many" grep -q "PNG image data, $size x $size," <<<"$output"
done
for icon in scalable/apps/cairn.svg symbolic/apps/cairn-symbolic.svg; do
    expect "$icon is XML" python3 -c 'import sys, xml.dom.minidom as m; m.parse(sys.argv[1])' \
        "$share/icons/hicolor/$icon"
done

# The units name the program alone, which systemd looks for itself; here it is told where.
mkdir -p "$scratch/units" "$scratch/run"
for unit in lib/systemd/user/cairn-agent.service lib/systemd/system/cairn-agent-system.service; do
    expect "${unit##*/} starts the agent" grep -qx 'ExecStart=cairn-cli agent' "$prefix/$unit"
    sed "s|^ExecStart=|&$prefix/bin/|" "$prefix/$unit" >"$scratch/units/${unit##*/}"
done
cd "$scratch/units"
if command -v systemd-analyze >/dev/null; then
    output=$(systemd-analyze verify --man=no ./cairn-agent-system.service 2>&1) || true
    expect "the unit of the system is valid" is_empty
    output=$(XDG_RUNTIME_DIR=$scratch/run systemd-analyze verify --user --man=no ./cairn-agent.service 2>&1) || true
    expect "the unit of a person is valid" is_empty
fi
