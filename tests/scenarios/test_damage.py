#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Damage at the destination and in the local database: found, named, limited, healed.

CAIRN_SEED chooses other damage, CAIRN_RUNS=10 does ten times as much; each failure prints what
repeats it.
"""
import os
import random
import shutil

import trees
import world
from kill_lab import SEED, ThreeVersions

PLAIN = ('mode', 'linktime')


class DamageScenario(ThreeVersions):
    @classmethod
    def before(cls, number):
        if number == 2:
            shutil.copy(cls.base.db, cls.base.path('older.sqlite'))

    def own_source(self):
        """For tests that change the source: a copy cannot stand for it, so it is put back afterwards."""
        self.addCleanup(trees.become, self.base.source, self.states[0])

    @staticmethod
    def content(folder):
        return {name: open(os.path.join(folder, name), 'rb').read() for name in os.listdir(folder)
                if os.path.isfile(os.path.join(folder, name))}

    def broken(self, w):
        """{stamp: paths that cannot be restored whole}, as the independent reader finds."""
        lost = {}
        with w.store() as store:
            for finding in store.verify(True):
                if finding.kind == 'BROKEN' and finding.where in w.stamps():
                    path = finding.path.encode('utf-8', 'surrogateescape')
                    lost.setdefault(finding.where, set()).add(os.path.relpath(path, os.fsencode(w.source)))
        return lost

    def needing(self, w, names):
        """{stamp: paths that need these volumes}."""
        without = self.world()
        without.source = w.source
        shutil.copytree(w.dest, without.dest)
        for name in names:
            os.unlink(os.path.join(without.dest, name))
        return self.broken(without)

    def checkRestores(self, w, hit=(), versions=None, may_be_lost=None):
        """What is whole comes back; what is not is named, and the exit code says so.

        `versions`: stamps of what the program counts as versions, newest first. `hit`: volumes that
        are damaged; a run that meets one ends with an error even if it did not need it (R16).
        """
        versions = versions or self.base.stamps()
        states = dict(zip(self.base.stamps(), self.states))
        lost = self.broken(w)
        for number in {0, len(versions) - 1}:
            stamp, target = versions[number], w.path('restored%d' % number)
            run = w.run('restore', '--verbose', '--version=%d' % number, '--restore-path=' + target, codes=(0, 2, 3))
            want, got = trees.describe(states[stamp]), trees.describe(target)
            bad = {path for path in want if trees.differences(
                {path: want[path]}, {p: e for p, e in got.items() if p == path}, PLAIN + ('mtime',))}
            self.assertEqual(set(), got.keys() - want.keys())
            for path in bad:
                self.assertNotIn(path, got, 'half of it was left')
                self.assertIn(os.path.basename(os.fsdecode(path)), run.said)
            if bad:
                self.assertEqual(3, run.code, run)
            if stamp in w.stamps():     # else the reader cannot tell
                self.assertLessEqual(bad, lost.get(stamp, set()) | (may_be_lost or {}).get(stamp, set()), run)
                if stamp not in lost and run.code:
                    self.assertTrue(any(name in run.err for name in hit), run)


class DamagedVolumes(DamageScenario):
    def each(self, what, count, damage, may_be_lost=lambda w, hit: None):
        for number in range(world.some(count)):
            seed = '%d %s %d' % (SEED, what, number)
            with self.subTest(repeat='CAIRN_SEED=%d' % SEED, what=what, number=number):
                w = self.fork()
                rng = random.Random(seed)
                hit = damage(w, rng)
                run = w.run('test', 'all', codes=(3,))
                for name in hit:
                    self.assertIn(name, run.said)
                for name in set(os.listdir(w.dest)) - set(hit):
                    self.assertNotIn(name, run.out if '--verbose' in run.command else run.err)
                self.checkRestores(w, hit, may_be_lost=may_be_lost(w, hit))
                w.close()

    @staticmethod
    def pick(w, rng, kind=''):
        return rng.choice(w.names(kind))

    def testFlips(self):
        def damage(w, rng):
            name = self.pick(w, rng)
            with open(os.path.join(w.dest, name), 'r+b') as f:
                at = rng.randrange(os.path.getsize(f.name))
                f.seek(at)
                byte = f.read(1)[0]
                f.seek(at)
                f.write(bytes([byte ^ 1 << rng.randrange(8)]))
            return [name]
        self.each('flip', 24, damage)

    def testTruncations(self):
        def damage(w, rng):
            name = self.pick(w, rng)
            path = os.path.join(w.dest, name)
            os.truncate(path, rng.choice((0, 1, rng.randrange(os.path.getsize(path)), os.path.getsize(path) - 1)))
            return [name]
        self.each('truncation', 12, damage)

    def testRemovals(self):
        def damage(w, rng):
            hit = [self.pick(w, rng, kind) for kind in rng.sample(('dblock.', 'dindex.', 'dlist.'), 2)]
            for name in hit:
                os.unlink(os.path.join(w.dest, name))
            return hit
        self.each('removal', 4, damage)

    def testSwaps(self):
        def damage(w, rng):
            kind = rng.choice(('dblock.', 'dindex.', 'dlist.'))
            a, b = rng.sample(w.volumes(kind[:-1]), 2)
            os.rename(a, a + '~')
            os.rename(b, a)
            os.rename(a + '~', b)
            return [os.path.basename(a), os.path.basename(b)]
        # Blocks are looked for where they belong; `repair` looks elsewhere too.
        self.each('swap', 3, damage, self.needing)

    def testGarbledRanges(self):
        def damage(w, rng):
            path = rng.choice(w.volumes('dblock'))
            with open(path, 'r+b') as f:
                f.seek(rng.randrange(os.path.getsize(path) // 2))
                f.write(rng.randbytes(2000)[:os.path.getsize(path) - f.tell()])
            return [os.path.basename(path)]
        self.each('garbled', 8, damage)

    def testRenames(self):
        def damage(w, rng):
            old = rng.choice(w.volumes('dblock'))
            new = os.path.join(w.dest, 'duplicati-b%032x.dblock.zip.aes' % rng.getrandbits(128))
            os.rename(old, new)
            return [os.path.basename(old)]
        for number in range(2):
            w = self.fork()
            hit = damage(w, random.Random(number))
            run = w.run('test', 'all', codes=(3,))
            self.assertIn(hit[0], run.said)
            w.run('backup', w.source, codes=(0, 1, 2, 3))
            self.assertHolds(w, self.states[0])

    def testRestoreWithoutDatabase(self):
        """One data volume, one index and one list are gone; the rest comes back straight from there."""
        w = self.w
        os.unlink(w.volumes('dblock')[1])
        os.unlink(w.volumes('dindex')[2])
        os.unlink(w.volumes('dlist')[1])        # of the version in the middle
        w.forget_database()
        self.checkRestores(w, versions=w.stamps())

    def testNewestListIsDamaged(self):
        w = self.w
        os.truncate(w.volumes('dlist')[-1], 200)
        w.forget_database()
        run = w.run('restore', '--restore-path=' + w.path('nothing'), codes=(3, 100))
        self.assertIn(w.names('dlist.')[-1], run.said)
        self.assertFalse(os.path.exists(w.path('nothing')))
        target = w.restore('back', '--version=1')
        self.assertSameTree(self.states[1], target, PLAIN)


class Swapped(DamageScenario):
    """Volumes that open with the passphrase and are not those that were written under their names."""

    def replace(self, kind, of=0, by=-1):
        names = self.w.names(kind)
        shutil.copyfile(os.path.join(self.w.dest, names[by]), os.path.join(self.w.dest, names[of]))
        return names[of]

    def checkNamed(self, name):
        run = self.w.run('test', 'all', codes=(3,))
        self.assertIn(name, run.said)
        self.w.forget_database()
        run = self.w.run('recreate', codes=(3,))
        self.assertIn(name, run.err)
        with self.w.store() as store:
            self.assertIn(name, {finding.where for finding in store.verify() if finding.kind == 'ENVELOPE'})

    def testDataVolume(self):
        self.checkNamed(self.replace('dblock.'))

    def testIndex(self):
        self.checkNamed(self.replace('dindex.'))

    def testOlderListAsNewest(self):
        self.checkNamed(self.replace('dlist.', of=-1, by=0))

    def testReportTellsTheNewestList(self):
        name = self.w.names('dlist.')[-1]
        with self.w.store() as store:
            digest = store.file_hash(store.volumes[name]).hex()
        statistics = self.w.result('test')['BackendStatistics']
        self.assertEqual((name, digest), (statistics['LastBackupList'], statistics['LastBackupListHash']))


class Healing(DamageScenario):
    def testRepairMakesIndexesAndListsAgain(self):
        w = self.w
        for path in w.volumes('dindex') + w.volumes('dlist'):
            os.unlink(path)
        w.run('repair')
        self.assertSound(w)
        for number, state in enumerate(self.states):
            self.assertHolds(w, state, number)
        w.run('test', 'all')
        w.backup(codes=(0, 1))
        self.assertSound(w)

    def testRepairReplacesDamagedIndexesAndLists(self):
        w = self.w
        for path in (w.volumes('dindex')[0], w.volumes('dlist')[0], w.volumes('dlist')[-1]):
            with open(path, 'r+b') as f:
                f.seek(os.path.getsize(path) // 2)
                f.write(b'damage')
        run = w.run('test', 'all', codes=(3,))
        w.run('repair')
        w.backup(codes=(0, 1))
        self.assertSound(w)
        for number, state in enumerate(self.states):
            self.assertHolds(w, state, number)
        w.run('test', 'all')
        self.assertTrue(run.said)

    def testBackupHealsFromTheSource(self):
        w = self.w
        before = self.broken(w)
        self.assertEqual({}, before)
        # What the last run stored: the source has all of it.
        w2 = self.world()
        w2.source = w.source
        newest = max(w.volumes('dblock'), key=lambda path: os.stat(path).st_mtime_ns)
        os.unlink(newest)
        run = w.backup(codes=(0, 2, 3))
        self.assertIn(os.path.basename(newest), run.said)
        self.assertHolds(w, self.states[0])
        for number in range(3):
            self.assertHolds(w, self.states[number], len(w.stamps()) - 3 + number)
        w.backup(codes=(0, 1))
        self.assertSound(w)
        w.run('test', 'all')

    def testDamagedVolumeHealsAfterItWasFound(self):
        w = self.w
        newest = max(w.volumes('dblock'), key=lambda path: os.stat(path).st_mtime_ns)
        with open(newest, 'r+b') as f:
            f.seek(1000)
            f.write(b'damage')
        w.run('test', 'all', codes=(3,))
        w.backup(codes=(0, 2, 3))
        w.backup(codes=(0, 1))
        self.assertHolds(w, self.states[0])
        self.assertSound(w)
        w.run('test', 'all')

    def testWhatIsLostIsNamed(self):
        """All data is gone and the source is another one now: what repair cannot heal it names."""
        w = self.w
        self.own_source()
        trees.become(w.source, trees.plant(w.path('other'), 999, files=3).decode())
        for path in w.volumes('dblock'):
            os.unlink(path)
        run = w.run('repair', '--verbose', codes=(3,))
        lost = self.broken(w)
        self.assertEqual(3, len(lost))
        for stamp, paths in lost.items():
            for path in paths:
                name = '' if path == b'.' else os.fsdecode(path)
                self.assertIn(os.path.join(w.source, name), run.said)
        w.run('test', 'all', codes=(3,))
        w.backup(codes=(0, 2, 3))
        self.assertHolds(w, w.source)
        with w.store() as store:
            self.assertEqual([], store.restore(w.path('new'), strip=w.source).failed)

    def testDeletesWaitUntilItIsHealed(self):
        w = self.w
        os.unlink(w.volumes('dblock')[0])
        run = w.run('test', 'all', codes=(3,))
        names = set(os.listdir(w.dest))
        for command in (['delete', '--version=2'], ['compact', '--threshold=0']):
            run = w.run(*command, codes=(2, 3, 100))
            self.assertSays(run, 'damage|missing|lost|repair')
            self.assertLessEqual(names, set(os.listdir(w.dest)))


class Foreign(DamageScenario):
    def testForeignFilesAreLeftAlone(self):
        w = self.w
        a = w.names('dblock.')[0]
        foreign = {'README.txt': b'mine', '.hidden': b'', 'other-' + a[len('duplicati-'):]: b'another job',
                   a.upper(): b'upper case', 'duplicati-20010101T000000Z.dlist.zip.aes.bak': b'x',
                   'duplicati-verification.json': b'{}', 'duplicati-strange.dblock.zip': b'x',
                   'duplicati-b%032x.dblock.zip.aes' % 5: b'no volume at all'}
        for name, content in foreign.items():
            trees.write(os.path.join(w.dest, name), content)
        os.mkdir(os.path.join(w.dest, 'folder'))
        os.mkdir(os.path.join(w.dest, 'duplicati-b%032x.dblock.zip.aes' % 6))
        self.own_source()
        trees.change(w.source, 50)
        w.backup(codes=(0, 2))
        w.run('test', 'all', codes=(0, 2, 3))
        w.run('repair')
        w.run('delete', '--version=3')
        w.run('compact', '--threshold=0')
        now = self.content(w.dest)
        for name, content in foreign.items():
            self.assertEqual(content, now.get(name), name)
        self.assertSameTree(w.source, w.restore('back'), PLAIN)
        w.forget_database()
        w.run('recreate', codes=(0, 2, 3))
        self.assertSameTree(w.source, w.restore('again'), PLAIN)

    def testPlainVolumeInAnEncryptedBackup(self):
        """Someone put an unencrypted list there, newer than all others: it is named and not believed."""
        w = self.w
        w.leave_room()
        plain = self.world(passphrase=None)
        trees.plant(plain.source, 60, files=3)
        trees.write(os.path.join(plain.source, 'planted'), b'evil')
        plain.backup()
        for name in os.listdir(plain.dest):
            shutil.copy(os.path.join(plain.dest, name), w.dest)
        name = plain.names('dlist.')[0]
        w.forget_database()
        run = w.run('restore', '--restore-path=' + w.path('back'), '--encryption-module=aes', codes=(3,))
        self.assertIn(name, run.said)
        self.assertSameTree(self.states[0], w.path('back'), PLAIN)


class Database(DamageScenario):
    def checkRefused(self, *words):
        """The next backup says what to do, touches nothing, and recreate does it."""
        w = self.w
        before = self.content(w.dest)
        run = w.backup(codes=(100,))
        self.assertSays(run, *words)
        self.assertEqual(before, self.content(w.dest))
        return run

    def checkRecovered(self, command='recreate'):
        w = self.w
        w.run(command)
        self.own_source()
        trees.change(w.source, 70)
        w.backup()
        self.assertSound(w)
        self.assertHolds(w, w.source)
        for number, state in enumerate(self.states):
            self.assertHolds(w, state, number + 1)

    def testGarbage(self):
        trees.write(self.w.db, random.Random(SEED).randbytes(50_000))
        self.checkRefused('recreate|repair', 'database')
        self.checkRecovered()

    def testTruncated(self):
        os.truncate(self.w.db, os.path.getsize(self.w.db) // 2)
        self.checkRefused('recreate|repair', 'database')
        self.checkRecovered()

    def testEmptyFile(self):
        os.truncate(self.w.db, 0)
        self.w.backup(codes=None)
        self.checkRecovered()

    def testFlipped(self):
        for number in range(6):
            with self.subTest(number=number):
                self.w = w = self.fork()
                rng = random.Random('%d database %d' % (SEED, number))
                size = os.path.getsize(w.db)
                with open(w.db, 'r+b') as f:
                    for _ in range(20):
                        f.seek(rng.randrange(size))
                        f.write(rng.randbytes(1))
                w.backup('--keep-versions=4', codes=None)     # it may make a fourth, no more
                for version, state in enumerate(self.states):
                    stamp = self.base.stamps()[version]
                    self.assertIn(stamp, w.stamps())
                    self.assertHolds(w, state, time=stamp)
                w.run('recreate')
                w.backup(codes=(0, 1))
                self.assertHolds(w, w.source)

    def testOlderCopy(self):
        shutil.copy(self.base.path('older.sqlite'), self.w.db)
        self.checkRefused('recreate|repair', 'database')
        for command in (['delete', '--version=0'], ['compact', '--threshold=0']):
            before = self.content(self.w.dest)
            self.w.run(*command, codes=(100,))
            self.assertEqual(before, self.content(self.w.dest))
        self.checkRecovered()

    def testMissing(self):
        self.w.forget_database()
        self.checkRefused('repair|recreate', 'database')
        self.checkRecovered('repair')

    def testOfAnotherBackup(self):
        other = self.world()
        trees.plant(other.source, 80, files=3)
        other.backup()
        shutil.copy(other.db, self.w.db)
        self.checkRefused()
        self.checkRecovered()

    def testNotADatabaseButAFolder(self):
        os.unlink(self.w.db)
        os.mkdir(self.w.db)
        run = self.w.backup(codes=(100,))
        self.assertSays(run, 'job.sqlite')


if __name__ == '__main__':
    world.main()
