# SPDX-License-Identifier: MIT
complete -c cairn -f
complete -c cairn -l hidden -d 'Start in the tray, without a window'
complete -c cairn -l help -d 'Show help'
complete -c cairn -l version -d 'Show the version'
