# shellcheck shell=bash
# SPDX-License-Identifier: MIT
complete -W "--hidden --help --version" cairn
