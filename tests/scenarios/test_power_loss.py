#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""The power goes at any instant: what was promised is there, and the next plain backup succeeds.

CAIRN_SEED chooses other instants and other states of the disk, CAIRN_RUNS=10 tries ten times as
many, CAIRN_IMAGES=operation/seed repeats one.
"""
import os

import kill_lab
import power_lab
import world

ONLY = os.environ.get('CAIRN_IMAGES', '')


class PowerLoss(power_lab.PowerScenario):
    def check(self, operation, count, **options):
        wanted = [image.split('/')[1] for image in ONLY.split(',') if image.startswith(operation + '/')]
        seeds = wanted if ONLY else [
            '%d-%s-%d' % (kill_lab.SEED, operation, number) for number in range(world.some(count))]
        recording = power_lab.Recording(self.lab, operation, **options)
        self.addCleanup(recording.close)
        for number, seed in enumerate(seeds):
            with self.subTest(repeat='CAIRN_SEED=%d CAIRN_IMAGES=%s/%s' % (kill_lab.SEED, operation, seed)), \
                    world.counted('power'):
                # Every third image is also rebuilt, for which the place of the database must be known.
                self.checkImage(recording, seed, number if recording.w.db else 1)

    def testFirstBackup(self):
        self.check('first', 4)

    def testFirstBackupWithARegisteredDatabase(self):
        self.check('first', 3, registered=True)

    def testIncrementalBackup(self):
        self.check('incremental', 4)

    def testRetentionAndCompact(self):
        self.check('retention', 4)

    def testDelete(self):
        self.check('delete', 1)

    def testCompact(self):
        self.check('compact', 3)

    def testRepair(self):
        self.check('repair', 2)

    def testRecreate(self):
        self.check('recreate', 1)

    def testRestore(self):
        self.check('restore', 2)


if __name__ == '__main__':
    world.main()
