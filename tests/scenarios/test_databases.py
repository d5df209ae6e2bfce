#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Local databases with bytes changed at random: each restore is whole, and nothing needed is deleted.

CAIRN_SEED chooses other bytes, CAIRN_RUNS=10 makes ten times as many, CAIRN_DATABASES=seed repeats one.
"""
import os
import random

import world
from test_damage import SEED, DamageScenario

ONLY = os.environ.get('CAIRN_DATABASES', '')
IGNORED = ('mode', 'linktime')
# Reading commands and those that only add leave every object where it is.
ADDING = (['backup'], ['test', 'all'], ['repair'], ['list', '*'])
TAKING = (['compact', '--threshold=0', '--small-file-max-count=1'], ['delete', '--version=2'],
          ['backup', '--keep-versions=3', '--threshold=0', '--small-file-max-count=1'])


class MutatedDatabases(DamageScenario):
    def spoil(self, w, rng):
        """One flipped bit, a few changed bytes, or a page of noise."""
        size = os.path.getsize(w.db)
        with open(w.db, 'r+b') as f:
            kind = rng.randrange(3)
            for _ in range((1, 20, 1)[kind]):
                at = rng.randrange(size)
                f.seek(at)
                old = f.read(1)
                f.seek(at // 4096 * 4096 if kind == 2 else at)
                f.write(rng.randbytes(4096) if kind == 2 else bytes([old[0] ^ 1 << rng.randrange(8)]))

    def checkRestore(self, w):
        """A damaged database costs a restore time and nothing else: the destination knows all."""
        target = w.path('back')
        w.run('restore', '--restore-path=' + target)
        self.assertSameTree(self.states[0], target, IGNORED)

    def checkHeld(self, w, stamps):
        """The versions of before that must still be there are there, byte for byte."""
        for stamp, state in zip(self.base.stamps(), self.states):
            if stamp in stamps:
                self.assertIn(stamp, w.stamps())
                self.assertHolds(w, state, time=stamp)

    def testAll(self):
        seeds = ONLY.split(',') if ONLY else [
            '%d-%d' % (SEED, number) for number in range(world.some(20))]
        for seed in seeds:
            with self.subTest(repeat='CAIRN_SEED=%d CAIRN_DATABASES=%s' % (SEED, seed)), world.counted('database'):
                w = self.fork()
                try:
                    self.checkOne(w, random.Random(seed))
                finally:
                    w.close()

    def checkOne(self, w, rng):
        self.spoil(w, rng)
        command = rng.choice(ADDING + TAKING)
        if rng.random() < 0.5:
            self.checkRestore(w)
        before = self.content(w.dest)
        words = [w.source, *command[1:]] if command[0] == 'backup' else command[1:]
        w.run(command[0], *words, codes=None)
        if command in ADDING:
            after = self.content(w.dest)
            self.assertEqual([], [name for name in before if after.get(name) != before[name]])
        dropped = {self.base.stamps()[2]} if command in TAKING[1:] else set()
        self.checkHeld(w, set(self.base.stamps()) - dropped)
        w.forget_database()
        w.run('recreate')
        w.backup(codes=(0, 1, 2))
        self.assertHolds(w, w.source)


if __name__ == '__main__':
    world.main()
