#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Backups that are killed: nothing stored is lost, and the next plain backup succeeds."""
import kill_lab
import world


class Kills(kill_lab.KillScenario):
    def testFirstBackup(self):
        self.killEach('first', 20, twice=3)

    def testIncrementalBackup(self):
        self.killEach('incremental', 20, twice=4)


if __name__ == '__main__':
    world.main()
