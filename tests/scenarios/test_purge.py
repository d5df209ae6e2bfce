#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""purge, list-broken-files and purge-broken-files, judged by the independent reader."""
import glob
import os
import re

import kill_lab
import trees
import world


class PurgeScenario(kill_lab.ThreeVersions):
    def content(self):
        """Everything there is at the destination and in the database."""
        found = {self.w.db: open(self.w.db, 'rb').read()}
        for name in os.listdir(self.w.dest):
            with open(os.path.join(self.w.dest, name), 'rb') as f:
                found[name] = f.read()
        return found

    def broken(self):
        """{path: whether it is a folder}, of all versions, as the independent reader finds."""
        with self.w.store() as store:
            return {os.path.relpath(path, self.w.source): path.endswith('/')
                    for path in (f.path for f in store.verify(True) if f.kind == 'BROKEN')}

    def assertClean(self):
        """Nothing is wrong for anybody, and everything goes on."""
        w = self.w
        self.assertSound(w)
        w.run('list-broken-files')
        w.run('test', 'all')
        w.backup(codes=(0, 1))
        self.assertSound(w)
        self.assertHolds(w, w.source)
        w.forget_database()
        w.run('repair')
        w.run('test', 'all')
        w.backup(codes=(0, 1))
        self.assertTidy(w)


class Purge(PurgeScenario):
    def paths(self, version):
        with self.w.store() as store:
            return {entry.path for entry in store.load_version(store.version_volume(version, None))[1]}

    def testTakesFilesOutOfAllVersions(self):
        w = self.w
        stamps = w.stamps()
        run = w.run('purge', '*/one/')
        self.assertIn('3 versions', run.out)
        for number, state in enumerate(self.states):
            self.assertHolds(w, state, number, exclude=('one',))
            self.assertEqual([], [path for path in self.paths(number) if '/one/' in path])
        self.assertEqual(3, len(w.stamps()))
        self.assertEqual(set(), set(stamps) & set(w.stamps()), 'a name was used twice')
        self.assertClean()

    def testTakesFilesOutOfOneVersion(self):
        w = self.w
        everywhere = set.intersection(*(set(os.listdir(os.path.join(state, 'one'))) for state in self.states))
        file = min(each for each in everywhere if os.path.isfile(os.path.join(self.states[1], 'one', each))
                   and not os.path.islink(os.path.join(self.states[1], 'one', each)))
        name = os.path.join(w.source, 'one', file)
        w.run('purge', name, '--version=1')
        for number, state in enumerate(self.states):
            exclude = (os.path.join('one', file),) if number == 1 else ()
            self.assertHolds(w, state, number, exclude=exclude)
            self.assertEqual(number != 1, name in self.paths(number))
        self.assertClean()

    def testExcludeKeepsWhatIsBelow(self):
        w = self.w
        w.run('purge', '*.dat*', '--exclude=*/one/')
        for number in range(3):
            names = [path for path in self.paths(number) if '.dat' in path]
            self.assertTrue(names)
            self.assertEqual([], [path for path in names if '/one/' not in path])
        self.assertClean()

    def testReclaimsSpace(self):
        w = self.w
        before = sum(map(os.path.getsize, w.volumes('dblock')))
        w.run('purge', '*.dat*', '--threshold=0')
        self.assertLess(sum(map(os.path.getsize, w.volumes('dblock'))), before / 2)
        self.assertClean()

    def testNothingMatches(self):
        before = self.content()
        run = self.w.run('purge', 'there-is-no-such-file')
        self.assertIn('nothing', run.out)
        after = self.content()
        del before[self.w.db], after[self.w.db]
        self.assertEqual(before, after)

    def testDryRunChangesNothing(self):
        before = self.content()
        run = self.w.run('purge', '*.dat*', '--dry-run')
        self.assertIn('would', run.out)
        self.assertEqual(before, self.content())

    def testRefusals(self):
        w = self.w
        self.assertSays(w.run('purge', codes=(200,)), 'pattern')
        self.assertSays(w.run('purge', '*', codes=(100,)), 'whole versions')
        self.assertSays(w.run('purge', '*.dat', '--version=7', codes=(100,)), 'version 7')
        os.unlink(w.volumes('dblock')[0])
        before = set(os.listdir(w.dest))
        self.assertSays(w.run('purge', '*.dat', codes=(100,)), 'missing', 'repair')
        self.assertEqual(before, set(os.listdir(w.dest)))

    def testOldListGoesAfterTheNewOne(self):
        """Killed before the new list is confirmed, the old one is there; killed after it, the new one is."""
        for point, both in (('P6b', False), ('P6d', True), ('P6e', True)):
            with self.subTest(point):
                self.setUp()
                w = self.w
                old = set(w.names('dlist.'))
                w.run('purge', '*/one/*', env={'CAIRN_KILLPOINT': point}, codes=(-9,))
                self.assertLessEqual(old, set(w.names('dlist.')))
                self.assertEqual(both, len(w.names('dlist.')) > len(old))
                w.backup(codes=(0, 1))
                self.assertEqual(3, len(w.stamps()))
                self.assertSound(w)


class Broken(PurgeScenario):
    def lose(self, count=2):
        """The oldest data volumes are gone: some of it is still in the source, some nowhere."""
        for path in sorted(self.w.volumes('dblock'), key=lambda path: os.stat(path).st_mtime_ns)[:count]:
            os.unlink(path)

    def loseForGood(self):
        self.lose(len(self.w.volumes('dblock')) - 1)
        self.w.run('repair', codes=(3,))
        lost = self.broken()
        self.assertTrue(lost, 'the damage is healed')
        return lost

    def testListNamesWhatTheReaderFinds(self):
        w = self.w
        self.assertIn('No file', w.run('list-broken-files').out)
        lost = self.loseForGood()
        before = self.content()
        run = w.run('list-broken-files', codes=(3,))
        listed = {os.path.relpath(re.sub(r' \([^(]*\)$', '', line[1:]), w.source)
                  for line in run.out.splitlines() if line.startswith('\t')}
        self.assertEqual(set(lost), listed)
        sets = w.result('list-broken-files', codes=(3,))['BrokenSets']
        self.assertEqual(set(lost), {os.path.relpath(f['Path'], w.source) for s in sets for f in s['BrokenFiles']})
        self.assertEqual(before, self.content())

    def testListWithoutDatabase(self):
        w = self.w
        lost = self.loseForGood()
        w.forget_database()
        sets = w.result('list-broken-files', codes=(3,))['BrokenSets']
        self.assertEqual(set(lost), {os.path.relpath(f['Path'], w.source) for s in sets for f in s['BrokenFiles']})

    def testPurgeTakesAwayWhatIsLostAndNothingElse(self):
        w = self.w
        lost = self.loseForGood()
        run = w.run('purge-broken-files')
        self.assertIn('versions', run.out)
        files = tuple(glob.escape(path) for path, folder in lost.items() if not folder)
        for number, state in enumerate(self.states):
            self.assertHolds(w, state, number, exclude=files, ignore=('mode', 'dirtime', 'mtime', 'metadata'))
        self.assertClean()

    def testFilesStayWhoseMetadataAloneIsLost(self):
        w = self.w
        lost = self.loseForGood()
        only = [f['Path'] for s in w.result('list-broken-files', codes=(3,))['BrokenSets']
                for f in s['BrokenFiles'] if f['MetadataOnly'] and not f['Path'].endswith('/')]
        self.assertTrue(only, 'the seed loses no metadata of a file alone')
        w.run('purge-broken-files')
        with w.store() as store:
            kept = {entry.path for version in range(3)
                    for entry in store.load_version(store.version_volume(version, None))[1]}
        self.assertLessEqual(set(only), kept)
        self.assertTrue(lost)

    def testPurgeHealsFirst(self):
        """What is still in the source, or in what is left of a damaged volume, is not given up."""
        w = self.w
        newest = max(w.volumes('dblock'), key=lambda path: os.stat(path).st_mtime_ns)
        os.unlink(newest)
        run = w.run('purge-broken-files')
        self.assertIn('nothing', run.out)
        for number, state in enumerate(self.states):
            self.assertHolds(w, state, number)
        self.assertClean()

    def testDryRunChangesNothing(self):
        w = self.w
        self.loseForGood()
        before = self.content()
        run = w.run('purge-broken-files', '--dry-run')
        self.assertIn('would', run.out)
        self.assertEqual(before, self.content())

    def testNothingIsBroken(self):
        before = set(os.listdir(self.w.dest))
        self.w.run('purge-broken-files')
        self.assertEqual(before, set(os.listdir(self.w.dest)))

    def testRefusesWhenNothingWouldBeLeft(self):
        """All versions hold one file that is gone for good."""
        w = self.world()
        trees.write(os.path.join(w.source, 'only'), os.urandom(3000))
        w.options.append('--skip-metadata')
        w.backup(sources=[os.path.join(w.source, 'only')])
        for path in w.volumes('dblock'):
            os.unlink(path)
        os.unlink(os.path.join(w.source, 'only'))
        w.run('repair', codes=(3,))
        before = set(os.listdir(w.dest))
        run = w.run('purge-broken-files', codes=None)
        self.assertEqual(100, run.code, run)
        self.assertSays(run, 'nothing would be left')
        self.assertEqual(before, set(os.listdir(w.dest)))


if __name__ == '__main__':
    world.main()
