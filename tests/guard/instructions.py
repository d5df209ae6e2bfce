#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Instructions that a first backup and a restore take per source byte, and a backup of an unchanged
source per file.

  instructions.py             compares with instructions.json; fails above 5 % more
  instructions.py --update    writes what was measured to instructions.json
  instructions.py --repeat 3  measures three times and says how far the counts lie apart

callgrind counts what the program itself executes, so the count does not depend on how busy the
machine is. It shows every x86-64 processor with AVX2 as the same one, so libraries that choose their
code by processor choose the same everywhere; one CPU is given, so that as many threads start.
"""
import argparse
import hashlib
import json
import os
import platform
import re
import shutil
import subprocess
import sys
import tempfile

HERE = os.path.dirname(os.path.abspath(__file__))
ROOT = os.path.dirname(os.path.dirname(HERE))
BUDGET = os.path.join(HERE, 'instructions.json')
ALLOWED = 5 # per cent of growth
STEPS = {'first': ('A first backup', 'byte'), 'again': ('A backup of an unchanged source', 'file'),
         'restore': ('A restore', 'byte')}
UNCHANGED_FILES = 10_000
SKIPPED = 77


def noise(seed, size):
    """The same bytes with every version of Python, which random does not promise."""
    return hashlib.shake_256(seed.encode()).digest(size)


def text(seed, size, words):
    """Words of which some are frequent; deflates to about a half."""
    dice = noise(seed, size)
    out = bytearray()
    at = 0
    while len(out) < size:
        out += words[dice[at] * dice[at + 1] * len(words) >> 16]
        at += 2
    return bytes(out[:size])


def make_source(root):
    """5.4 MiB: many small texts, some of several blocks, a large one, noise. Returns the bytes."""
    words = [bytes(b'etaoinshrdlucmfwypvbgkjqxz'[byte % 26] for byte in noise(f'word {n}', 2 + n % 9))
             + b' ' for n in range(2000)]
    files = {f'{n % 40:02}/{n}.txt': text(f'small {n}', 100 + n * 37 % 2000, words)
             for n in range(1200)}
    files.update({f'medium/{n}.txt': text(f'medium {n}', 100_000, words) for n in range(12)})
    files['large.txt'] = text('large', 2 << 20, words)
    files['noise.bin'] = noise('noise', 1 << 20)
    write(root, files)
    return sum(len(content) for content in files.values())


def write(root, files):
    """The files, old enough not to count as just changed."""
    for name, content in files.items():
        path = os.path.join(root, name)
        os.makedirs(os.path.dirname(path), exist_ok=True)
        with open(path, 'wb') as file:
            file.write(content)
        os.utime(path, (1_700_000_000, 1_700_000_000))


def run(prefix, cli, work, arguments, expected=0):
    """What cairn-cli, which ends with the expected code, and the prefix have said."""
    # Nothing of the caller's settings may change what is executed.
    environment = {'PATH': os.environ['PATH'], 'HOME': work, 'TMPDIR': work, 'LC_ALL': 'C',
                   'PASSPHRASE': 'guard'}
    command = [*prefix, cli, *arguments, '--quiet', '--tempdir=' + work]
    cpu = {min(os.sched_getaffinity(0))}
    done = subprocess.run(command, env=environment, stdout=subprocess.PIPE,
                          stderr=subprocess.STDOUT, text=True,
                          preexec_fn=lambda: os.sched_setaffinity(0, cpu))
    if done.returncode != expected:
        sys.exit(f'{" ".join(command)} ended with {done.returncode}:\n{done.stdout}')
    return done.stdout


def count(cli, work, step, arguments, expected=0):
    """The instructions of one run of cairn-cli."""
    said = run(['valgrind', '--tool=callgrind', f'--callgrind-out-file={work}/{step}.callgrind'],
               cli, work, arguments, expected)
    return int(re.search(r'Collected : (\d+)', said).group(1))


def measure(cli, work):
    """Instructions of each step, by its unit."""
    shutil.rmtree(work, ignore_errors=True)
    size = make_source(work + '/source')
    write(work + '/many', {f'{n % 100:02}/{n}.txt': b'unchanged' for n in range(UNCHANGED_FILES)})
    # Fixed, where the default follows the destination's speed; without the check of random volumes.
    fixed = ['--zip-compression-level=1', '--backup-test-samples=0']
    one = [f'--dbpath={work}/one.sqlite', *fixed]
    # Not encrypted: what makes a key of the passphrase would outweigh the files.
    again = ['backup', work + '/other-store', work + '/many', f'--dbpath={work}/other.sqlite',
             '--no-encryption', *fixed]
    run([], cli, work, again)
    return {
        'first': count(cli, work, 'first', ['backup', work + '/store', work + '/source', *one]) / size,
        # Exit code 1: nothing has changed.
        'again': count(cli, work, 'again', again, expected=1) / UNCHANGED_FILES,
        'restore': count(cli, work, 'restore', ['restore', work + '/store', *one,
                                                f'--restore-path={work}/back']) / size,
    }


def read_budget():
    with open(BUDGET, encoding='utf-8') as file:
        return json.load(file)


def hot_functions(work, step):
    """The functions that the step spends most in, as callgrind_annotate tells them."""
    told = subprocess.run(['callgrind_annotate', '--threshold=60', '--auto=no',
                           os.path.join(work, step + '.callgrind')],
                          stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True).stdout
    lines = [line for line in told.splitlines() if re.match(r' *[\d,]+ \(', line)]
    return '\n'.join(line[:180] for line in lines[:15])


def compare(measured, work):
    """Whether every step keeps its budget; says so."""
    within = True
    for step, budget in read_budget().items():
        what, unit = STEPS[step]
        growth = 100 * measured[step] / budget - 100
        print(f'{step:8} {measured[step]:9.2f} instructions a {unit}, {growth:+.1f} % against '
              f'{budget:.2f}')
        if growth > ALLOWED:
            within = False
            print(f'{what} takes {growth:.1f} % more instructions a {unit} than '
                  f'{os.path.relpath(BUDGET, ROOT)} says; {ALLOWED} % are tolerated. It spends most '
                  f'in:\n{hot_functions(work, step)}')
        elif growth < -ALLOWED:
            print(f'{what} has become cheaper; --update keeps it so.')
    if not within:
        print('If the growth is worth it, run tests/guard/instructions.py --update and say in the '
              'commit why.')
    return within


def update(measured):
    with open(BUDGET, 'w', encoding='utf-8') as file:
        json.dump({step: round(value, 2) for step, value in measured.items()}, file, indent=2)
        file.write('\n')


def can_measure():
    """Other processors are shown to the program as they are: the budget says nothing about them."""
    if platform.machine() != 'x86_64':
        return False
    with open('/proc/cpuinfo', encoding='ascii', errors='replace') as file:
        return ' avx2 ' in file.read()


def main():
    parser = argparse.ArgumentParser(description=__doc__,
                                     formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument('--cli', default=os.path.join(ROOT, 'build/release/app/cli/cairn-cli'),
                        help='an optimised build; by default that of the release preset')
    parser.add_argument('--repeat', type=int, default=1)
    parser.add_argument('--update', action='store_true')
    options = parser.parse_args()
    if not can_measure():
        print('The budget is for x86-64 processors with AVX2; this is none. Nothing was measured.')
        return SKIPPED
    for program in ('valgrind', options.cli):
        if not shutil.which(program):
            sys.exit(f'{program} is missing.')
    # The same length of path everywhere.
    with tempfile.TemporaryDirectory(prefix='cairn-guard-', dir='/tmp') as folder:
        work = os.path.join(folder, 'work')
        runs = [measure(options.cli, work) for _ in range(options.repeat)]
        for step in STEPS if options.repeat > 1 else ():
            values = [run[step] for run in runs]
            print(f'{step:8} {min(values):.3f} to {max(values):.3f}, '
                  f'{100 * max(values) / min(values) - 100:.3f} % apart')
        if options.update:
            update(runs[-1])
        return 0 if compare(runs[-1], work) else 1


if __name__ == '__main__':
    sys.exit(main())
