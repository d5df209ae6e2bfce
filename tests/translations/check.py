#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""check.py FILE.ts [--expect N] [--sources FOLDER --lupdate PROGRAM WORD…]

Prints each message of a translation that is not finished, has not the places of its source, or is
not written as German is. With --sources also those that the sources have and the file has not, or
the other way round. Ends with 1 if there are any; with --expect, unless there are N.
"""
import argparse
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile
import xml.etree.ElementTree as ET

PLACES = re.compile(r"%L?\d|%n")
MNEMONIC = re.compile(r"&(?=[^&\s])")


def messages(path):
    for context in ET.parse(path).getroot().findall("context"):
        name = context.findtext("name")
        for message in context.findall("message"):
            comment = message.findtext("comment") or ""
            yield (name, message.findtext("source"), comment), message


def forms_of(message):
    """Every form that the translation has, and how many it needs."""
    translation = message.find("translation")
    if message.get("numerus") == "yes":
        return [form.text or "" for form in translation.findall("numerusform")], 2
    return [translation.text or ""], 1


def edges(text):
    return text[: len(text) - len(text.lstrip())], text[len(text.rstrip()):]


def faults_of(source, message):
    translation = message.find("translation")
    if translation.get("type"):
        yield f"is {translation.get('type')}"
        return
    forms, count = forms_of(message)
    if len(forms) != count or not all(forms):
        yield "lacks a form"
    for i, form in enumerate(forms):
        missing = sorted(PLACES.findall(source))
        found = sorted(PLACES.findall(form))
        # "the first one" needs no number.
        if found != missing and not (count == 2 and i == 0 and found == [p for p in missing if p != "%n"]):
            yield f"has the places {found} instead of {missing}"
        if len(MNEMONIC.findall(form)) != len(MNEMONIC.findall(source)):
            yield "has another number of keys to reach it"
        if edges(form) != edges(source):
            yield "begins or ends with other spaces"
        if re.search(r'["”\']|(?<!„)\b“\w', form) or form.count("„") != form.count("“"):
            yield "has quotation marks that are not German"
        if "..." in form or re.search(r"(?<=[^\s(])…", form):
            yield "has no space before its ellipsis"
        if source[-1:] in ".…?:" and form.rstrip()[-1:] not in ".…?:":
            yield "ends without the mark of its source"
        if re.search(r"\b([Dd]u|[Dd]eine?[mnrs]?|[Dd]ir|[Dd]ich)\b", form):
            yield "is too familiar"


def differences(path, sources, lupdate):
    """What lupdate would change."""
    with tempfile.TemporaryDirectory() as scratch:
        copy = pathlib.Path(scratch) / "now.ts"
        shutil.copy(path, copy)
        subprocess.run([*lupdate, str(sources), "-ts", str(copy)], check=True,
                       stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        there = {key for key, message in messages(path)}
        wanted = {key for key, message in messages(copy)}
    for key in sorted(wanted - there):
        yield key, "is not in the file: update_translations, then translate it"
    for key in sorted(there - wanted):
        yield key, "is in no source any more: update_translations"


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("file")
    parser.add_argument("--expect", type=int)
    parser.add_argument("--sources")
    parser.add_argument("--lupdate", nargs=argparse.REMAINDER)
    words = parser.parse_args()
    faults = [(key, fault) for key, message in messages(words.file)
              for fault in faults_of(key[1], message)]
    if words.sources:
        faults += differences(words.file, words.sources, words.lupdate)
    for (context, source, _), fault in faults:
        print(f"{context}: {source!r} {fault}")
    print(f"{len(faults)} faults")
    return len(faults) != (words.expect or 0)


if __name__ == "__main__":
    sys.exit(main())
