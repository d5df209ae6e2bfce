#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Everything else that is killed: nothing stored is lost, and the next plain command succeeds."""
import signal

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

    def testRecreateFromData(self):
        self.killEach('recreate-unindexed', 4)

    def testRecreateGoesOn(self):
        w = self.lab.fork(self.lab.start_of('recreate'))
        self.addCleanup(w.close)
        lists = len(w.names('dlist.')) + len(w.names('dindex.'))
        self.lab.act(w, 'recreate', {'CAIRN_KILLPOINT': 'Q2a:2'}, codes=(-signal.SIGKILL,))
        fetched = w.result('recreate')['BackendStatistics']['FilesDownloaded']
        self.assertLess(fetched, lists)
        self.assertLessEqual(fetched, 2)    # the newest list, and the one that it is compared with
        w.backup()
        self.assertHolds(w, w.source)

    def testBackupFinishesARebuild(self):
        """Whose local database is lost, and whose rebuild is killed, needs no second command."""
        for point in ('Q1', 'Q2a:2', 'Q3', 'Q5', 'Q6'):
            with self.subTest(point):
                w = self.lab.fork(self.lab.start_of('recreate'))
                self.addCleanup(w.close)
                w.forget_database()
                self.lab.act(w, 'recreate', {'CAIRN_KILLPOINT': point}, codes=(-signal.SIGKILL,))
                run = w.backup(codes=(0, 1))
                self.assertIn('The rebuild of the local database had been cut off', run.said)
                self.assertHolds(w, w.source)
                self.assertTidy(w)

    def testBackupBeginsNoRebuild(self):
        w = self.lab.fork(self.lab.start_of('recreate'))
        self.addCleanup(w.close)
        w.forget_database()
        names = w.names()
        run = w.backup(codes=(100,))
        self.assertIn('recreate', run.said)
        self.assertEqual(names, w.names())

    def testRestore(self):
        self.killEach('restore', 4)


if __name__ == '__main__':
    world.main()
