#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Every sync is needed: without it there is a loss of power that breaks a promise. And with all of them there is none.

Takes the syncs of one kind out of a recording and looks for an image of the disk that fails. A kind
without one is either superfluous or not tested: UNPROVEN names those, each with the reason. After every
change two operations; CAIRN_RUNS=2 takes all.
"""
import itertools
import os
import random

import kill_lab
import power_lab
import world

# (names, content) that are left by a crash; the likeliest to break something first.
POLICIES = (('none', 'none'), ('all', 'none'), ('all', 'size'), ('none', 'all'), ('first', 'some'), ('some', 'some'))
MOST_IMAGES = 48
LATER = 16
# {(operation, what is synced): why its loss breaks no promise}; an operation of None: all.
UNPROVEN = {
    ('delete', 'folder dest'): 'a list that is back after its delete is known, and left alone',
    ('recreate', 'folder home'): 'a rebuild whose new name is lost is finished by the next backup',
}


class Syncs(power_lab.PowerScenario):
    def images(self, recording, without, rng):
        """(instant, policies), the end of the run first, then after syncs that are left out."""
        end = len(recording.calls)
        for names, content in POLICIES:
            yield end, names, content
        first = min(without, default=0)
        later = [first + (end - first) * step // LATER for step in range(LATER - 1, 0, -1)]
        for instant in later:                  # what is lost early is missed late
            yield instant, 'none', 'all'
            if not without:                    # a name that is there before what it stands for
                yield instant, 'all', 'none'
        after = [number + step for number in sorted(without) for step in (1, 2, 4, 12) if number + step < end]
        rng.shuffle(after)
        for instant, (names, content) in itertools.product(after, POLICIES[:4]):
            yield instant, names, content

    def isNeeded(self, recording, without):
        rng = random.Random(kill_lab.SEED)
        for instant, names, content in itertools.islice(self.images(recording, without, rng), MOST_IMAGES):
            calls = [call for call in recording.calls[:instant] if call.number not in without]
            recording.image(calls, rng, names, content)
            try:
                self.judgeImage(recording, instant == len(recording.calls))
            except (AssertionError, world.oracle.UsageError, world.oracle.ReaderError) as broken:
                return 'call %d, names %s, content %s: %s' % (
                    instant, names, content, str(broken).strip().splitlines()[0][:150])
        return None

    def check(self, operation):
        recording = power_lab.Recording(self.lab, operation)
        self.addCleanup(recording.close)
        with self.subTest(operation=operation, sync='none is left out'):
            self.assertIsNone(self.isNeeded(recording, set()))
        for what, numbers in sorted(recording.syncs().items()):
            with self.subTest(operation=operation, sync=what):
                broken = self.isNeeded(recording, numbers)
                print('%s without %d syncs of %s: %s' % (operation, len(numbers), what, broken or 'nothing breaks'),
                      flush=True)
                excused = (operation, what) in UNPROVEN or (None, what) in UNPROVEN
                self.assertTrue(broken or excused, 'nothing breaks without these syncs')

    def testFirstBackup(self):
        self.check('first')

    def testRestore(self):
        self.check('restore')


def make(operation):
    def test(self):
        self.check(operation)
    return test


if world.RUNS > 1 or os.environ.get('CAIRN_TALLY'):
    for name in ('incremental', 'retention', 'delete', 'compact', 'repair', 'recreate'):
        setattr(Syncs, 'test_' + name, make(name))


if __name__ == '__main__':
    world.main()
