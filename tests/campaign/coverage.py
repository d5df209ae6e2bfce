#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Branch coverage of the parts that must not err: volume states, start table, compact, delete, restore writer.

    tests/campaign/coverage.py                the tests of the preset `coverage`, then the report
    tests/campaign/coverage.py --report       what earlier runs have reached
    tests/campaign/coverage.py --missing      the same, with each branch that was never taken

Counts the conditions of the sources as clang sees them (llvm-cov), not the branches of the machine code, half of
which are the clean-up after exceptions. The counters are files in memory, so that a process that is killed has
counted too. Ends with 1 where a part has less than 95 % of its branches.
"""
import argparse
import glob
import json
import os
import shutil
import subprocess
import sys

PROJECT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
BUILD = os.path.join(PROJECT, 'build', 'coverage')
PROFILES = os.path.join(BUILD, 'profiles')
WANTED = 95  # per cent
PARTS = {
    'states': ['core/db/volume_state.*'],
    'start table': ['core/operations/reconcile.cpp'],
    'compact': ['core/operations/compact*.cpp'],
    'delete': ['core/operations/delete_versions.cpp'],
    'restore writer': ['core/operations/restore_target.cpp', 'core/operations/restore_files.cpp',
                       'core/operations/restore_commit.cpp'],
}


def files_of(part):
    return sorted(path for pattern in PARTS[part] for path in glob.glob(os.path.join(PROJECT, pattern)))


def tool(name):
    found = [path for path in (shutil.which('%s-14' % name), shutil.which(name)) if path]
    if not found:
        sys.exit('There is no %s: apt install llvm-14' % name)
    return found[0]


def run_tests(jobs):
    """All tests but the guard's; each statement, kill point and call failing as well."""
    shutil.rmtree(PROFILES, ignore_errors=True)
    environment = {**os.environ, 'LLVM_PROFILE_FILE': os.path.join(PROFILES, '%c%m.profraw')}
    for words in (['cmake', '--preset', 'coverage'], ['cmake', '--build', '--preset', 'coverage']):
        subprocess.run(words, cwd=PROJECT, check=True)
    subprocess.run(['ctest', '--preset', 'coverage', '-LE', 'guard', '-j', str(jobs)], cwd=PROJECT, env=environment)
    # Of a compaction every step, of the rest eight of a kind.
    for depth, rows in ('8', []), ('400', ['theNextRunPutsInOrder:compact',
                                          'theNextRunPutsInOrder:backup with retention']):
        subprocess.run([os.path.join(BUILD, 'tests/core/engine/test_failing_steps'), *rows], cwd=PROJECT,
                       env={**environment, 'CAIRN_DEPTH': depth, 'QTEST_FUNCTION_TIMEOUT': '3600000'})


def exported():
    """What llvm-cov counted, of each function of the command line: all that is judged is linked into it."""
    profile = os.path.join(BUILD, 'merged.profdata')
    raw = glob.glob(os.path.join(PROFILES, '*.profraw'))
    if not raw:
        sys.exit('Nothing has been run: %s is empty.' % PROFILES)
    subprocess.run([tool('llvm-profdata'), 'merge', '-sparse', '-o', profile, *raw], check=True)
    said = subprocess.run([tool('llvm-cov'), 'export', '-instr-profile', profile,
                           os.path.join(BUILD, 'app/cli/cairn-cli')], check=True, stdout=subprocess.PIPE).stdout
    return json.loads(said)['data'][0]['functions']


def branches_of(functions):
    """For each file the conditions, both ways: {(line, column, inner line, inner column, way): how often}.

    A condition inside a macro counts at each place where the macro stands (inner: its place in the macro). One that
    is compiled several times, as in a template, is there once, and counts when any of them was taken.
    """
    files = {}
    for function in functions:
        parents = {}
        for line, column, _, _, _, file, inner, kind in function['regions']:
            if kind == 1:                                    # a macro stands here
                parents[inner] = file, line, column
        for line, column, _, _, true, false, file, _, _ in function['branches']:
            place = line, column
            while file in parents:
                file, *place = parents[file]
            ways = files.setdefault(os.path.relpath(function['filenames'][file], PROJECT), {})
            for way, count in ((True, true), (False, false)):
                key = (*place, line, column, way)
                ways[key] = ways.get(key, 0) + count
    return files


def tell_missing(name, path, branches):
    with open(path, encoding='utf-8') as f:
        text = f.read().splitlines()
    for (line, column, _, _, way), count in sorted(branches.items()):
        if not count:
            print('%s:%d:%d never %s: %s' % (name, line, column, str(way).lower(), text[line - 1].strip()))


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument('--report', action='store_true')
    parser.add_argument('--missing', action='store_true')
    parser.add_argument('--jobs', type=int, default=os.cpu_count())
    options = parser.parse_args()
    if not options.report and not options.missing:
        run_tests(options.jobs)
    counted = branches_of(exported())
    poor = False
    for part in PARTS:
        taken = total = 0
        for path in files_of(part):
            name = os.path.relpath(path, PROJECT)
            branches = counted.get(name, {})
            taken += sum(count > 0 for count in branches.values())
            total += len(branches)
            if options.missing:
                tell_missing(name, path, branches)
        share = 100 * taken / total if total else 0
        poor = poor or share < WANTED
        print('%-15s %5d of %5d branches  %5.1f %%' % (part, taken, total, share))
    return 1 if poor else 0


if __name__ == '__main__':
    sys.exit(main())
