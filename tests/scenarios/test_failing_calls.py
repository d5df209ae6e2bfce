#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Each call of the file system fails once: nothing is lost, and the next plain run puts it in order.

The calls of destination, database and temporary files, as the program and SQLite make them. After
every change a sample; CAIRN_SLICES=40 CAIRN_SEED=7 makes the seventh of forty parts of all calls,
CAIRN_CALLS=operation/number[+]:errno[,…] repeats some. `+`: from there on every change fails, as on a
full disk. errno 0: the process is killed there.
"""
import errno
import os
import random
import signal

import kill_lab
import power_lab
import world

ONLY = os.environ.get('CAIRN_CALLS', '')
SLICES = int(os.environ.get('CAIRN_SLICES', '0'))
SAMPLE = 4
FAULTS = (':%d' % errno.EIO, '+:%d' % errno.ENOSPC, ':0')


class FailingCalls(power_lab.PowerScenario):
    def faults(self, operation):
        """What to spoil: number of the call and how."""
        if ONLY:
            return [word.split('/')[1] for word in ONLY.split(',') if word.startswith(operation + '/')]
        count = self.countCalls(operation)
        rng = random.Random('%d %s' % (kill_lab.SEED, operation))
        if not SLICES:
            numbers = [rng.randint(1, count) for _ in range(world.some(SAMPLE))]
        else:
            numbers = range(kill_lab.SEED, count + 1, SLICES)
        return ['%d%s' % (number, FAULTS[number % len(FAULTS)]) for number in numbers]

    def prepare(self, operation):
        w = self.lab.fork(self.lab.start_of(operation))
        power_lab.prepare(w, self.lab.operations[operation])
        return w

    def countCalls(self, operation):
        """By the last call that can be made to fail: all calls count, reads too."""
        w = self.prepare(operation)
        try:
            self.lab.act(w, operation, power_lab.calls_environment(w, count=w.path('count')),
                         self.lab.operations[operation].codes)
            with open(w.path('count'), encoding='ascii') as f:
                return int(f.read())
        finally:
            w.close()

    def check(self, operation):
        for number, fault in enumerate(self.faults(operation)):
            with self.subTest(repeat='CAIRN_CALLS=%s/%s CAIRN_FILES=%d' % (operation, fault, kill_lab.FILES)), \
                    world.counted('call'):
                w = self.prepare(operation)
                try:
                    self.spoil(w, operation, fault, number)
                finally:
                    w.close()

    def spoil(self, w, operation, fault, number):
        op = self.lab.operations[operation]
        run = self.lab.act(w, operation, power_lab.calls_environment(w, fail=fault))
        if fault.endswith(':0'):
            self.assertIn(run.code, (*op.codes, -signal.SIGKILL), run)
        elif run.code not in (*op.codes, 1):
            self.assertTrue(run.err.strip(), 'it failed and did not say why: %s' % (run,))
        if os.path.isdir(w.dest):
            self.assertKept(w, op, 'right after the failure', number)
        if run.code == 0 and operation in ('first', 'incremental', 'retention'):
            self.assertHolds(w, w.source)
        self.settle(w, op)
        self.judge(w, op, number)


def make(operation):
    def test(self):
        self.check(operation)
    return test


for name in ('first', 'incremental', 'retention', 'delete', 'compact', 'repair', 'recreate', 'restore'):
    setattr(FailingCalls, 'test_' + name, make(name))


if __name__ == '__main__':
    world.main()
