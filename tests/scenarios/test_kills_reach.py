#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Every listed kill point is passed by one of the operations that the kill tests kill.

A point that nothing reaches proves nothing. UNREACHED lists those that the command line cannot
reach with a local folder, each with the reason.
"""
import kill_lab
import world

UNREACHED = {}


class Reach(kill_lab.KillScenario):
    def testEveryPointIsPassed(self):
        passed = set()
        for operation in self.lab.operations:
            with self.subTest(operation):
                passed |= set(self.lab.learn(operation))
        listed = kill_lab.listed_points()
        self.assertEqual(set(), listed - passed - UNREACHED.keys(), 'never passed')
        self.assertEqual(set(), UNREACHED.keys() & passed, 'reached after all')
        self.assertEqual(set(), UNREACHED.keys() - listed, 'not in the list')
        self.assertEqual(set(), passed - listed, 'passed, but not in the list')


if __name__ == '__main__':
    world.main()
