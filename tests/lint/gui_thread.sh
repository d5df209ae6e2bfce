#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
# gui_thread.sh ROOT: the window's thread does no work that can wait for a disk or a network, and
# turns no loop of its own. What may is in app/gui/host and in main.cpp; application.cpp talks to
# another window of this program before it shows its own, and passphrase.cpp reads a list that is
# part of the program.
set -euo pipefail
# shellcheck source=tests/lint/files.sh
. "$(dirname -- "${BASH_SOURCE[0]}")/files.sh"
cd -- "$1"

files='Q(Save|Temporary)?File|QFileInfo|QTemporaryDir|QDirIterator|QStorageInfo|QFileSystem(Model|Watcher)|QProcess'
more='FileLayer|std::filesystem::|std::[io]?fstream|\bfopen\(|(^|[^:\w])::(open|l?stat)\('
talk='QSql\w+|QNetwork\w+|Q(Tcp|Local|Udp)Socket|SettingsDatabase|JobStore|Catalog::open|JobDatabase'
loops='QEventLoop|processEvents|(dialog|box|menu|wizard)(->|\.)exec\('
# The folder of the person is a name, and whether it exists a question to a disk.
folders='QDir\([^)]*\)\.(exists|mkpath|entry\w+)|QDir::(current|temp)'
pattern="\\b($files)\\b(?!Dialog)|$more|\\b($talk)\\b|\\b($loops)|$folders"

while IFS= read -r line; do
    fault "$line  <- not in the window's thread"
done < <(project_files . | grep -zE '^app/gui/.*\.(cpp|h)$' |
    grep -zvE '^app/gui/(host/|main\.cpp$|application\.(cpp|h)$|passphrase\.cpp$)' |
    xargs -0 -r grep -nHP -- "^(?!\\s*(//|#include)).*($pattern)" || true)
fail_on_faults
