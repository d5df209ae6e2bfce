#!/usr/bin/env zsh
# SPDX-License-Identifier: MIT
# ask_zsh.zsh FOLDER LINE: what zsh would offer at the end of LINE, one a line. FOLDER holds the
# completions. A second zsh in a terminal of its own is given the line and a Tab; compadd there tells
# what it is called with (tell_zsh.zsh).
zmodload zsh/zpty
zpty z zsh -f -i
tell() { # one line, and waits until it is done; the mark is no part of the line's echo
    zpty -w z "$1; print END-''OF-IT"
    zpty -r -m z seen '*END-OF-IT*'
}
tell "PROMPT=; RPROMPT=; stty -echo; unsetopt zle_bracketed_paste"
tell "fpath=(${(q)1} \$fpath); autoload -Uz compinit; compinit -u -D"
tell "source ${(q)0:A:h}/tell_zsh.zsh"
zpty -w -n z "$2"$'\t\x18\x06'
zpty -r -m z seen '*END-OF-IT*'
print -r -- ${(F)${(M)${(f)${seen//$'\r'/}}:#*offer:*}//*offer:/} | sort -u
zpty -d z
