#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Everything else that is killed: nothing stored is lost, and the next plain command succeeds."""
import kill_lab
import world


class Kills(kill_lab.KillScenario):
    def testRetentionAndCompact(self):
        self.killEach('retention', 18, twice=3)

    def testDelete(self):
        self.killEach('delete', 6)

    def testCompact(self):
        self.killEach('compact', 14, twice=2)

    def testRepair(self):
        self.killEach('repair', 10)

    def testPurge(self):
        self.killEach('purge', 7)

    def testPurgeBroken(self):
        self.killEach('purge-broken', 12, twice=1)

    def testRecreate(self):
        self.killEach('recreate', 4)

    def testRestore(self):
        self.killEach('restore', 4)


if __name__ == '__main__':
    world.main()
