#compdef cairn
# SPDX-License-Identifier: MIT
_arguments '--hidden[start in the tray, without a window]' '(- *)--help[show help]' \
    '(- *)--version[show the version]'
