#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""What a backup heals by itself, and what stays lost (reliability.md §3, §4): sentence by sentence."""
import os
import shutil

import kill_lab
import trees
import world


class Healing(kill_lab.ThreeVersions):
    """The source, too, is as it was for each test."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.base.leave_room()

    def setUp(self):
        super().setUp()
        self.addCleanup(trees.become, self.base.source, self.states[0])

    def assertAllVersions(self):
        last = len(self.w.stamps()) - 3
        for number, state in enumerate(self.states):
            self.assertHolds(self.w, state, last + number)

    def assertHealed(self):
        """By the backup before this: nobody finds anything, and the next runs have nothing to say."""
        w = self.w
        w.backup(codes=(0, 1))
        self.assertSound(w)
        self.assertAllVersions()
        w.run('test', 'all')
        w.run('list-broken-files')
        w.backup(codes=(1,))

    @staticmethod
    def damage(path):
        with open(path, 'r+b') as f:
            f.seek(os.path.getsize(path) // 2)
            f.write(b'damage')

    def newest(self):
        return max(self.w.volumes('dblock'), key=lambda path: os.stat(path).st_mtime_ns)

    # A lost block met again in the source is stored again, and the backup says so in one line.

    def testLostBlocksAreStoredAgain(self):
        w = self.w
        os.unlink(self.newest())
        run = w.backup(codes=(2,))
        self.assertEqual(1, len([line for line in run.said.splitlines() if line.startswith('Lost blocks: ')]), run)
        self.assertHealed()

    def testDamagedBlocksAreStoredAgain(self):
        w = self.w
        self.damage(self.newest())
        w.run('test', 'all', codes=(3,))
        run = w.backup(codes=(2,))
        self.assertRegex(run.said, r'Lost blocks: \d+\. Met in the sources and stored again: \d+')
        self.assertHealed()

    # A missing or damaged dindex or dlist is remade.

    def testMissingIndexesAndListsAreMadeAgain(self):
        w = self.w
        hit = [w.volumes('dindex')[0], w.volumes('dlist')[0], w.volumes('dlist')[-1]]
        for path in hit:
            os.unlink(path)
        lists = len(w.names('dlist.'))
        run = w.backup(codes=(2,))
        for path in hit:
            self.assertIn(os.path.basename(path), run.said)
        self.assertEqual(2, run.said.count('was made anew'), run)
        self.assertGreaterEqual(len(w.names('dlist.')), lists + 2)
        self.assertHealed()
        self.assertRebuilds()

    def testDamagedIndexesAndListsAreMadeAgain(self):
        w = self.w
        hit = [w.volumes('dindex')[0], w.volumes('dlist')[1]]
        for path in hit:
            self.damage(path)
        w.run('test', 'all', codes=(3,))
        run = w.backup(codes=(2,))
        self.assertIn('was made anew', run.said)
        self.assertHealed()
        for path in hit:
            self.assertFalse(os.path.exists(path), 'a damaged leftover')
        self.assertRebuilds()

    def assertRebuilds(self):
        """From lists and indexes alone."""
        w = self.w
        w.forget_database()
        result = w.result('recreate')
        self.assertEqual(len(w.names('dlist.')) + len(w.names('dindex.')),
                         result['BackendStatistics']['FilesDownloaded'], 'a rebuild fetched data')
        w.backup(codes=(1,))

    # Damaged leftovers are removed by the next backup.

    def testDamagedLeftoversGo(self):
        w = self.w
        hit = self.newest()
        self.damage(hit)
        w.run('test', 'all', codes=(3,))
        w.run('repair')
        self.assertTrue(os.path.exists(hit), 'repair removes nothing')
        w.backup(codes=(0, 1))
        self.assertFalse(os.path.exists(hit))
        self.assertHealed()

    # What is found nowhere stays lost: repair exits 3 and names file and version, later backups exit 2 and
    # name it once, `test` returns 3 until purge-broken-files.

    def versionOfAFileThatIsGone(self):
        """The volume that alone holds gone.dat, which one version has and the source no more."""
        path = os.path.join(self.w.source, 'gone.dat')
        trees.write(path, os.urandom(5000))
        self.w.backup()
        volume = self.newest()
        os.unlink(path)
        self.w.leave_room()
        self.w.backup(codes=(0,))
        return volume

    def testWhatIsFoundNowhereStaysLost(self):
        w = self.w
        lost = self.versionOfAFileThatIsGone()
        stamp = w.stamps()[1]
        os.unlink(lost)
        run = w.run('repair', codes=(3,))
        named = [line for line in run.said.splitlines() if 'gone.dat' in line]
        self.assertEqual(1, len(named), run)
        self.assertIn('cannot be restored whole', named[0])
        for again in range(2):
            run = w.backup(codes=(2,))
            self.assertEqual(1, run.said.count('gone.dat'), run)
            self.assertEqual(1, run.said.count(os.path.basename(lost)), run)
            w.run('test', 'all', codes=(3,))
            w.run('list-broken-files', codes=(3,))
        self.assertIn(stamp, w.stamps())
        w.run('purge-broken-files')
        w.run('test', 'all')
        run = w.backup(codes=(0, 1))
        self.assertNotIn('gone.dat', run.said)
        self.assertSound(w)

    def testALostListOfBlocksKeepsTheRest(self):
        """Nothing tells what the file was made of: its blocks stay until somebody gives it up."""
        w = self.w
        w.options.append('--index-file-policy=None')
        w.source = w.path('other')
        w.dest = w.path('elsewhere')
        w.forget_database()
        large = os.path.join(w.source, 'large.dat')
        trees.write(large, os.urandom(60_000))
        trees.write(os.path.join(w.source, 'stays'), b'small\n')
        w.backup()
        os.unlink(large)
        w.leave_room()
        w.backup()
        kept = w.path('kept')
        shutil.copytree(w.dest, kept)
        refused = 0
        for name in sorted(os.listdir(kept)):
            if '.dblock.' not in name:
                continue
            shutil.rmtree(w.dest)
            shutil.copytree(kept, w.dest)
            os.unlink(os.path.join(w.dest, name))
            w.forget_database()
            w.run('recreate', codes=(3,))
            if not w.run('repair', codes=(0, 3)).code:
                continue  # of what is still in the source
            run = w.backup(codes=(2,))
            self.assertIn('large.dat', run.said)
            before = w.volumes('dblock')
            run = w.run('compact', '--threshold=0', codes=(0, 100))
            self.assertNotIn('DatabaseIsDamaged', run.err)
            if run.code:
                self.assertIn('purge-broken-files', run.err)
                self.assertEqual(before, w.volumes('dblock'))
                refused += 1
            w.run('purge-broken-files')
            w.run('compact', '--threshold=0')
            self.assertLess(len(w.volumes('dblock')), len(before))
            w.run('test', 'all')
            w.backup(codes=(0, 1))
            self.assertSound(w, index_required=False)
        self.assertTrue(refused)

    def testItStaysLostForAnotherDatabase(self):
        """A rebuilt database knows no volume of what is lost; the same is said."""
        w = self.w
        os.unlink(self.versionOfAFileThatIsGone())
        w.forget_database()
        w.run('repair', codes=(3,))
        run = w.run('repair', codes=(3,))
        self.assertIn('gone.dat', run.said)
        run = w.backup(codes=(2,))
        self.assertEqual(1, run.said.count('gone.dat'), run)
        w.run('test', 'all', codes=(3,))
        w.run('purge-broken-files')
        w.run('test', 'all')
        w.backup(codes=(0, 1))
        self.assertSound(w)


if __name__ == '__main__':
    world.main()
