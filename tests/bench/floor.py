#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""First backup beside the least that must be done to each byte, in turns on the same folder.

  floor.py --build build/release [--corpus tree|disk|FOLDER] [--mib 512] [--runs 3]

Prints the medians and the ratio of the wall times. Times on a busy machine mean nothing; the ratio
is what counts.
"""
import argparse
import json
import os
import random
import resource
import shutil
import statistics
import subprocess
import tempfile
import time


def text_pool(rng, size):
    """Words that deflate to about a third."""
    letters = 'etaoinshrdlucmfwypvbgkjqxz'
    words = [''.join(rng.choices(letters, k=rng.randint(2, 10))) for _ in range(3000)]
    weights = [1 / (rank + 2) for rank in range(len(words))]
    out = []
    length = 0
    while length < size:
        line = ' '.join(rng.choices(words, weights, k=12)) + f' {rng.randrange(1 << 20):x}\n'
        out.append(line)
        length += len(line)
    return ''.join(out).encode()


def make(kind, root, mib, seed=11):
    """tree: files of all sizes, six in seven of them text. disk: one image of holes, text and noise."""
    rng = random.Random(seed)
    pool = text_pool(rng, 8 << 20)

    def text(size):
        parts = []
        while size > 0:
            at = rng.randrange(len(pool) - 60000)
            piece = pool[at:at + min(size, rng.randint(200, 50000))]
            parts.append(piece)
            size -= len(piece)
        return b''.join(parts)

    left = mib << 20
    os.makedirs(root)
    if kind == 'disk':
        with open(os.path.join(root, 'image'), 'wb') as image:
            while left > 0:
                size = min(left, 4096 * rng.randint(1, 256))
                which = rng.random()
                image.write(bytes(size) if which < .25 else text(size) if which < .75
                            else rng.randbytes(size))
                left -= size
        return
    number = 0
    while left > 0:
        folder = os.path.join(root, f'{number // 500:03}')
        os.makedirs(folder, exist_ok=True)
        size = min(left, int(rng.lognormvariate(9, 1.7)) + 1, 32 << 20)
        with open(os.path.join(folder, f'{number}.txt'), 'wb') as file:
            file.write(text(size) if rng.random() < 6 / 7 else rng.randbytes(size))
        left -= size
        number += 1


def backup(cli, source, work):
    home = tempfile.mkdtemp(dir=work)
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    began = time.monotonic()
    subprocess.run([cli, 'backup', os.path.join(home, 'store'), source, '--quiet',
                    '--dbpath=' + os.path.join(home, 'job.sqlite'), '--tempdir=' + home],
                   check=True, env=dict(os.environ, PASSPHRASE='bench', HOME=home))
    wall = time.monotonic() - began
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    shutil.rmtree(home)
    return {'wall': wall,
            'cpu': after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime}


def main():
    parser = argparse.ArgumentParser(description=__doc__,
                                     formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument('--build', default='build/release')
    parser.add_argument('--corpus', default='tree', help='tree, disk or a folder that exists')
    parser.add_argument('--mib', type=int, default=512)
    parser.add_argument('--runs', type=int, default=3)
    options = parser.parse_args()
    cli = os.path.join(options.build, 'app/cli/cairn-cli')
    floor = os.path.join(options.build, 'tests/bench/bench_floor')
    work = tempfile.mkdtemp(prefix='cairn-bench-')
    try:
        source = options.corpus
        if source in ('tree', 'disk'):
            source = os.path.join(work, 'source')
            make(options.corpus, source, options.mib)
        rows = {'floor': [], 'cairn': []}
        for _ in range(options.runs):
            rows['floor'].append(json.loads(subprocess.run([floor, source], check=True,
                                                           stdout=subprocess.PIPE).stdout))
            rows['cairn'].append(backup(cli, source, work))
        plain = rows['floor'][0]['bytes']
        medians = {name: {key: statistics.median(row[key] for row in found) for key in ('wall', 'cpu')}
                   for name, found in rows.items()}
        for name, row in medians.items():
            print(f"{name:6} {row['wall']:7.2f} s wall {row['cpu']:7.2f} s cpu "
                  f"{row['cpu'] * 1e9 / plain:6.2f} ns a byte")
        print(f"ratio  {medians['cairn']['wall'] / medians['floor']['wall']:7.2f}   wall "
              f"{medians['cairn']['cpu'] / medians['floor']['cpu']:7.2f}   cpu")
    finally:
        shutil.rmtree(work, ignore_errors=True)


if __name__ == '__main__':
    main()
