#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
# UNTESTED: Cairn has not been built on macOS yet.
# make-dmg.sh BUILD VERSION [IDENTITY]: puts the programs of a release build into Cairn.app and that
# into Cairn-VERSION.dmg, signed if an IDENTITY of the key chain is given. Needs Qt's macdeployqt and
# Apple's command line tools. Notarising is left to whoever owns the identity.
set -euo pipefail

root=$(cd -- "$(dirname -- "${BASH_SOURCE[0]}")/../.." && pwd -P)
build=$1
version=$2
identity=${3:-}
app=$build/Cairn.app
staging=$(mktemp -d)
trap 'rm -rf "$staging"' EXIT

rm -rf "$app"
mkdir -p "$app/Contents/MacOS" "$app/Contents/Resources"
cp "$build/app/gui/cairn" "$build/app/cli/cairn-cli" "$app/Contents/MacOS/"
sed -e "s/@PROJECT_VERSION@/$version/" -e "s/@CAIRN_APP_ID@/org.cairnbackup.cairn/" \
    "$root/installer/macos/Info.plist.in" >"$app/Contents/Info.plist"

# The same drawings as everywhere else, in the sizes that an icns file wants.
icons=$staging/cairn.iconset
mkdir "$icons"
hicolor=$build/installer/icons/hicolor
for size in 16 32 128 256 512; do
    cp "$hicolor/${size}x$size/apps/cairn.png" "$icons/icon_${size}x$size.png"
done
for size in 16 32 128 256; do
    double=$((size * 2))
    [[ ! -f $hicolor/${double}x$double/apps/cairn.png ]] ||
        cp "$hicolor/${double}x$double/apps/cairn.png" "$icons/icon_${size}x$size@2x.png"
done
iconutil --convert icns --output "$app/Contents/Resources/cairn.icns" "$icons"

macdeployqt "$app" -executable="$app/Contents/MacOS/cairn-cli"
if [[ -n $identity ]]; then
    codesign --force --deep --options runtime --timestamp --sign "$identity" "$app"
fi

mkdir "$staging/disk"
cp -R "$app" "$staging/disk/"
ln -s /Applications "$staging/disk/Applications"
rm -f "$build/Cairn-$version.dmg"
hdiutil create -volname "Cairn $version" -srcfolder "$staging/disk" -format UDZO \
    "$build/Cairn-$version.dmg"
