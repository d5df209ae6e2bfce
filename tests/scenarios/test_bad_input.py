#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Wrong passphrases, destinations that fail, files that move, a second process, a stop.

Whatever happens, the error is one for people, and what was stored stays whole.
"""
import contextlib
import os
import select
import shutil
import signal
import subprocess
import threading
import time
import unittest

import trees
import world

ROOT = os.geteuid() == 0
PLAIN = ('mode', 'linktime')
SLOW = '--throttle-upload=40kb'


@contextlib.contextmanager
def small_disk(path, size):
    """A file system of its own that is soon full. Only root may mount one."""
    os.makedirs(path, exist_ok=True)
    if not ROOT or subprocess.run(['mount', '-t', 'tmpfs', '-o', 'size=%d' % size, 'none', path],
                                  capture_output=True).returncode:
        raise unittest.SkipTest('cannot mount here')
    try:
        yield path
    finally:
        subprocess.run(['umount', '-l', path], check=True)


def wait_until(condition, seconds=30):
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        if condition():
            return True
        time.sleep(0.01)
    return False


class Steps:
    """Follows a running program from kill point to kill point: it waits at each until it is let on.

    The log of points is a pipe, and a process that opens a pipe for writing waits for a reader.
    """

    def __init__(self, w):
        self.path = w.path('steps')
        os.mkfifo(self.path)
        self.environment = {'CAIRN_KILLPOINT_LOG': self.path}

    def run_to(self, process, point):
        """True as soon as the program has reached the point (and may go on from it a little)."""
        # A writer of our own: without one, reading would say that the pipe has ended.
        reader, writer = os.open(self.path, os.O_RDONLY | os.O_NONBLOCK), os.open(self.path, os.O_WRONLY)
        deadline = time.monotonic() + 60
        try:
            while process.poll() is None and time.monotonic() < deadline:
                if select.select([reader], [], [], 0.1)[0] and point in os.read(reader, 65536).decode().split():
                    return True
        finally:
            os.close(writer)
            os.close(reader)
        return False

    def let_go(self):
        """From now on it waits nowhere."""
        self._fd = os.open(self.path, os.O_RDONLY | os.O_NONBLOCK)
        self._thread = threading.Thread(target=self._drain, daemon=True)
        self._thread.start()

    def _drain(self):
        with contextlib.suppress(OSError):
            while True:
                try:
                    os.read(self._fd, 4096)
                except BlockingIOError:
                    pass
                time.sleep(0.002)


class BadInput(world.Scenario):
    def filled(self, seed=1, **options):
        """One version of a small tree."""
        w = self.world(**options)
        trees.plant(w.source, seed, files=8)
        w.backup()
        self.first = trees.copy(w.source, w.path('first'))
        return w

    def assertRecovers(self, w, first=True):
        """The trouble is over: a plain backup works, and nothing was lost."""
        w.backup(codes=(0, 1))
        self.assertSound(w)
        self.assertHolds(w, w.source)
        if first:
            self.assertHolds(w, self.first, len(w.stamps()) - 1)
        self.assertTidy(w)

    def drop_rights(self, w):
        """Runs of this world are not root's any more."""
        if not ROOT:
            return
        for folder, names, files in os.walk(w.root):
            for path in [folder, *(os.path.join(folder, name) for name in files)]:
                os.chown(path, world.NOBODY, world.NOBODY, follow_symlinks=False)
        if not hasattr(type(self), 'program'):
            type(self).program = os.path.join(os.path.realpath('/tmp'), 'cairn-cli-%d' % os.getpid())
            shutil.copy(world.BINARY, type(self).program)
            os.chmod(type(self).program, 0o755)
            self.addClassCleanup(os.unlink, type(self).program)
        w.binary, w.user = type(self).program, world.NOBODY


class Passphrases(BadInput):
    def testWrong(self):
        w = self.filled()
        right, w.passphrase = w.passphrase, 'wrong'
        before = set(os.listdir(w.dest))
        trees.change(w.source, 1)
        run = w.backup(codes=(100,))
        self.assertSays(run, 'passphrase')
        self.assertNotIn('wrong"', run.err)
        self.assertEqual(before, set(os.listdir(w.dest)))
        self.assertSays(w.run('test', 'all', codes=(100,)), 'passphrase')
        w.db, kept = w.path('none.sqlite'), w.db
        for command in (['restore', '--restore-path=' + w.path('back')], ['list', '*'], ['repair'], ['recreate']):
            with self.subTest(command):
                self.assertSays(w.run(*command, codes=(100,)), 'passphrase')
                self.assertFalse(os.path.exists(w.db))
                self.assertFalse(os.path.isdir(w.path('back')) and os.listdir(w.path('back')))
        w.passphrase, w.db = right, kept
        self.assertRecovers(w)

    def testMissing(self):
        w = self.world()
        trees.plant(w.source, 1, files=3)
        run = w.backup(codes=(100, 200), env={'PASSPHRASE': None})
        self.assertSays(run, 'passphrase', 'no-encryption')
        self.assertFalse(os.path.isdir(w.dest) and os.listdir(w.dest))
        w.backup()
        for command in (['restore', '--restore-path=' + w.path('back'), '--no-local-db'], ['test', 'all'],
                        ['recreate']):
            with self.subTest(command):
                self.assertSays(w.run(*command, codes=(100, 200), env={'PASSPHRASE': None}), 'passphrase')
        # What needs no volume needs no passphrase.
        w.run('list-filesets', env={'PASSPHRASE': None})
        w.run('list', '*', env={'PASSPHRASE': None})

    def testEmpty(self):
        w = self.world()
        trees.plant(w.source, 1, files=3)
        self.assertSays(w.backup('--passphrase=', codes=(100, 200), env={'PASSPHRASE': None}), 'passphrase')

    def testEncryptionCannotBeDropped(self):
        w = self.filled()
        trees.change(w.source, 1)
        run = w.backup('--no-encryption', codes=(100, 200))
        self.assertSays(run, 'encrypt')
        self.assertRecovers(w)

    def testEncryptionCannotBeAdded(self):
        w = self.filled(passphrase=None)
        trees.change(w.source, 1)
        w.passphrase = 'new'
        run = w.backup(codes=(100, 200))
        self.assertSays(run, 'encrypt|passphrase')
        w.passphrase = None
        self.assertRecovers(w)

    def testNeedlessPassphraseIsInTheWayOfNothingElse(self):
        """It may be in the environment for another backup; only who stores something new is misled."""
        w = self.filled(passphrase=None)
        w.passphrase = 'of another backup'
        for command in (['list-filesets'], ['list', '*'], ['test', 'all'], ['compact'], ['repair'],
                        ['restore', '--restore-path=' + w.path('back')]):
            with self.subTest(command):
                self.assertIn('not encrypted', w.run(*command).said)
        self.assertSameTree(self.first, w.path('back'), PLAIN)
        trees.change(w.source, 1)
        before = set(os.listdir(w.dest))
        self.assertSays(w.backup(codes=(100, 200)), 'PassphraseAdditionNotSupported', 'not encrypted|no-encryption')
        self.assertEqual(before, set(os.listdir(w.dest)))
        w.backup('--no-encryption')     # who says so means it
        w.passphrase = None
        self.assertSound(w)

    def testBlocksizeCannotChange(self):
        w = self.filled()
        trees.change(w.source, 1)
        run = w.backup('--blocksize=2kb', codes=(100, 200))
        self.assertSays(run, 'blocksize')
        self.assertRecovers(w)


class Destinations(BadInput):
    def testAbsent(self):
        """A disk that is not mounted must not look like a new, empty destination."""
        w = self.filled()
        os.rename(w.dest, w.dest + '-away')
        trees.change(w.source, 1)
        run = w.backup(codes=(100,))
        self.assertSays(run, 'dest')
        for command in (['test', 'all'], ['restore', '--no-local-db', '--restore-path=' + w.path('back')], ['repair'],
                        ['compact'], ['list-filesets', '--no-local-db']):
            with self.subTest(command):
                self.assertSays(w.run(*command, codes=(100,)), 'dest')
        self.assertFalse(os.path.isdir(w.dest) and os.listdir(w.dest))
        with contextlib.suppress(OSError):
            os.rmdir(w.dest)
        os.rename(w.dest + '-away', w.dest)
        self.assertRecovers(w)

    def testEmptied(self):
        """The folder is there, the volumes are not: the mount point without its disk."""
        w = self.filled()
        os.rename(w.dest, w.dest + '-away')
        os.mkdir(w.dest)
        trees.change(w.source, 1)
        self.assertSays(w.backup(codes=(100,)), 'dest')
        self.assertEqual([], os.listdir(w.dest))
        os.rmdir(w.dest)
        os.rename(w.dest + '-away', w.dest)
        self.assertRecovers(w)

    def testAFile(self):
        w = self.world()
        trees.plant(w.source, 1, files=3)
        trees.write(w.dest, b'a file')
        self.assertSays(w.backup(codes=(100,)), 'dest')
        self.assertEqual(b'a file', open(w.dest, 'rb').read())

    def testUnknownKind(self):
        w = self.world()
        trees.plant(w.source, 1, files=3)
        self.assertSays(w.backup(codes=(100, 200), dest='s3://bucket/folder'), 's3')

    def testInsideTheSource(self):
        w = self.world()
        trees.plant(w.source, 1, files=3)
        w.dest = w.source
        self.assertSays(w.backup(codes=(100, 200)), 'source')

    def testReadOnly(self):
        w = self.filled()
        self.drop_rights(w)
        os.chmod(w.dest, 0o500)
        trees.change(w.source, 1)
        self.drop_rights(w)
        run = w.backup(codes=(100, 3))
        self.assertSays(run, 'dest|duplicati-')
        w.run('test', 'all')
        self.assertSameTree(self.first, w.restore('back'), PLAIN)
        os.chmod(w.dest, 0o700)
        self.assertRecovers(w)

    def testFull(self):
        w = self.world()
        with small_disk(w.dest, 150_000):
            trees.plant(w.source, 1, files=4)
            w.backup()
            self.first = trees.copy(w.source, w.path('first'))
            trees.write(w.path('source', 'big'), os.urandom(400_000))
            run = w.backup(codes=(100, 3))
            self.assertSays(run, 'space|full')
            self.assertEqual([], [name for name in os.listdir(w.dest) if 'cairn~' in name])
            self.assertHolds(w, self.first, len(w.stamps()) - 1)
            self.assertSameTree(self.first, w.restore('back', '--version=%d' % (len(w.stamps()) - 1)), PLAIN)
            os.unlink(w.path('source', 'big'))
            subprocess.run(['mount', '-o', 'remount,size=2m', w.dest], check=True)
            self.assertRecovers(w)

    def testFileTooLarge(self):
        """A limit of the system on the size of files stands for a quota."""
        w = self.filled()
        trees.write(w.path('source', 'big'), os.urandom(400_000))
        w.limit = os.path.getsize(w.db) + 60_000
        w.options = ['--dblock-size=300kb' if o.startswith('--dblock') else o for o in w.options]
        run = w.backup(codes=None)
        self.assertIn(run.code, (2, 3, 100), run)
        self.assertSays(run)
        w.limit = None
        self.assertRecovers(w)

    def testVanishes(self):
        w = self.filled()
        trees.change(w.source, 1)
        for point in ('B7', 'B12', 'B17'):
            with self.subTest(point):
                trees.write(w.path('source', point), os.urandom(60_000))
                steps = Steps(w)
                process = w.start('backup', w.source, env=steps.environment)
                self.assertTrue(steps.run_to(process, point))
                os.rename(w.dest, w.dest + '-away')
                steps.let_go()
                run = w.finish(process)
                self.assertIn(run.code, (3, 100), run)
                self.assertSays(run, 'dest')
                shutil.rmtree(w.dest, ignore_errors=True)
                os.rename(w.dest + '-away', w.dest)
                os.unlink(steps.path)
                self.assertHolds(w, self.first, len(w.stamps()) - 1)
        self.assertRecovers(w)


class LocalSpace(BadInput):
    def testTempFull(self):
        w = self.filled()
        trees.write(w.path('source', 'big'), os.urandom(3_000_000))
        with small_disk(w.path('small'), 200_000) as w.temp:
            w.options = ['--dblock-size=1mb' if o.startswith('--dblock') else o for o in w.options]
            run = w.backup(codes=(2, 3, 50, 100))
            self.assertSays(run, 'space|full|temporary')
            self.assertEqual([], os.listdir(w.temp))
            self.assertHolds(w, self.first, len(w.stamps()) - 1)
        w.temp = w.folder('temp')
        self.assertRecovers(w)

    def testTempAbsent(self):
        w = self.filled()
        kept, w.temp = w.temp, w.path('no', 'such', 'folder')
        trees.change(w.source, 1)
        run = w.backup(codes=(0, 100))
        if run.code:
            self.assertSays(run, 'no/such/folder')
        w.temp = kept
        self.assertRecovers(w)

    def testRestoreTargetFull(self):
        w = self.world()
        trees.write(w.path('source', 'small'), b'small')
        trees.write(w.path('source', 'big'), os.urandom(400_000))
        w.backup()
        with small_disk(w.path('target'), 100_000):
            run = w.run('restore', '--restore-path=' + w.path('target'), codes=(2, 3, 100))
            self.assertSays(run, 'space|full')
            self.assertNotIn('big', os.listdir(w.path('target')))

    def testDatabaseFolderIsReadOnly(self):
        w = self.world()
        trees.plant(w.source, 1, files=3)
        self.drop_rights(w)
        w.db = os.path.join(w.folder('locked'), 'job.sqlite')
        os.chmod(w.path('locked'), 0o500)
        self.assertSays(w.backup(codes=(100,)), 'locked')
        self.assertFalse(os.path.isdir(w.dest) and w.names('dlist.'))


    def testDatabaseThatMayOnlyBeRead(self):
        w = self.world()
        trees.plant(w.source, 1, files=3)
        first = trees.copy(w.source, w.path('first'))
        w.db = os.path.join(w.folder('locked'), 'job.sqlite')
        w.backup()
        self.drop_rights(w)
        os.chmod(w.db, 0o400)
        os.chmod(w.path('locked'), 0o500)
        self.assertIn('source', w.run('list', '*').out)
        run = w.run('restore', '--restore-path=' + w.path('back'))
        self.assertNotIn('is used instead', run.out + run.err)  # it was good enough
        self.assertSameTree(first, w.path('back'), PLAIN)
        self.assertSays(w.backup(codes=(100,)), 'locked')
        os.chmod(w.path('locked'), 0o700)
        os.chmod(w.db, 0o600)


class Sources(BadInput):
    def testUnreadableFile(self):
        w = self.filled()
        path = w.path('source', 'file4.dat')
        old = open(path, 'rb').read()
        trees.write(w.path('source', 'new-unreadable'), b'never stored', mode=0)
        trees.write(path, b'changed, but nobody may read it', mtime=trees.MTIME + 10**12)
        os.chmod(path, 0)
        self.drop_rights(w)
        run = w.backup(codes=(2,))
        self.assertSays(run, 'file4.dat', 'new-unreadable')
        self.assertSound(w)
        target = w.restore('back')
        self.assertEqual(old, open(os.path.join(target, 'file4.dat'), 'rb').read())     # carried over
        self.assertFalse(os.path.exists(os.path.join(target, 'new-unreadable')))
        result = w.result('backup', w.source, codes=(2,))
        self.assertEqual(2, result['FilesWithError'])
        os.chmod(path, 0o644)
        os.chmod(w.path('source', 'new-unreadable'), 0o600)
        self.assertRecovers(w)

    def testUnreadableFolder(self):
        w = self.filled()
        os.chmod(w.path('source', 'three'), 0)
        trees.write(w.path('source', 'new'), b'new')
        self.drop_rights(w)
        self.assertSays(w.backup(codes=(2,)), 'three')
        self.assertSound(w)
        names = set(trees.describe(w.restore('back')))
        self.assertTrue({b'three/twin.dat', b'new'} <= names, names)
        os.chmod(w.path('source', 'three'), 0o755)
        self.assertRecovers(w)

    def testSourceRootIsAbsent(self):
        w = self.world()
        for name in ('x', 'y'):
            trees.plant(w.path('source', name), len(name), files=4)
        sources = [w.path('source', 'x'), w.path('source', 'y')]
        w.backup(sources=sources)
        self.first = trees.copy(w.source, w.path('first'))
        os.rename(sources[1], w.path('away'))
        trees.write(w.path('source', 'x', 'new'), b'new')
        trees.settle(w.source)
        self.assertSays(w.backup(sources=sources, codes=(2,)), 'source/y')
        names = set(trees.describe(w.restore('back')))
        self.assertTrue({b'y/file0.dat', b'x/new'} <= names, names)
        trees.write(w.path('source', 'x', 'newer'), b'newer')
        w.backup('--allow-missing-source', sources=sources)
        before = set(os.listdir(w.dest))
        self.assertSays(w.backup('--abort-if-source-missing', sources=sources, codes=(100,)), 'source/y')
        os.rename(sources[0], w.path('away too'))
        self.assertSays(w.backup(sources=sources, codes=(100,)), 'source/[xy]')
        self.assertEqual(before, set(os.listdir(w.dest)))
        os.rename(w.path('away too'), sources[0])
        os.rename(w.path('away'), sources[1])
        w.backup(sources=sources, codes=(0, 1))
        self.assertSound(w)

    def testNoSource(self):
        w = self.world()
        self.assertSays(w.run('backup', codes=(100, 200)), 'source')
        self.assertSays(w.backup(sources=[w.path('nowhere')], codes=(100,)), 'nowhere')
        self.assertFalse(os.path.isdir(w.dest) and os.listdir(w.dest))

    def testEmptiedSource(self):
        """Where there were many files there is none."""
        w = self.filled()
        trees.become(w.source, w.folder('nothing'))
        run = w.backup(codes=(0, 2, 3, 100))
        self.assertSays(run)
        run = w.backup('--prevent-empty-source', codes=(100,))
        self.assertSays(run, 'source')
        trees.become(w.source, self.first)
        self.assertRecovers(w)

    def testFilesVanishWhileTheyAreRead(self):
        w = self.filled()
        for number in range(300):
            trees.write(w.path('source', 'passing', '%03d' % number), b'%d' % number * 2000)
        steps = Steps(w)
        process = w.start('backup', w.source, env=steps.environment)
        self.assertTrue(steps.run_to(process, 'B7'))
        for number in range(0, 300, 2):
            os.unlink(w.path('source', 'passing', '%03d' % number))
        steps.let_go()
        run = w.finish(process)
        self.assertIn(run.code, (0, 2), run)
        self.assertSound(w)
        got = trees.describe(w.restore('back'))
        for number in range(1, 300, 2):
            self.assertEqual(len(b'%d' % number * 2000), got[b'passing/%03d' % number]['size'])
        self.assertRecovers(w)

    def testFilesChangeWhileTheyAreRead(self):
        """Growing, shrinking, replaced again and again: each is stored as it once was, or named."""
        w = self.filled()
        growing, shrinking, replaced = (w.path('source', name) for name in ('growing', 'shrinking', 'replaced'))
        line = b'%07d\n'
        trees.write(growing, b''.join(line % n for n in range(200_000)))
        trees.write(shrinking, b'z' * 1_500_000)
        trees.write(replaced, b'0' * 300_000)
        stop = threading.Event()

        def stir():
            count, size = 200_000, 1_500_000
            while not stop.is_set():
                with open(growing, 'ab') as f:
                    f.write(b''.join(line % n for n in range(count, count + 50)))
                count += 50
                size = max(0, size - 10_000)
                os.truncate(shrinking, size)
                trees.write(replaced + '.part', b'%d' % (count % 10) * 300_000)
                os.rename(replaced + '.part', replaced)
        thread = threading.Thread(target=stir)
        thread.start()
        try:
            run = w.backup(codes=(0, 2))
        finally:
            stop.set()
            thread.join()
        self.assertSound(w)
        target = w.restore('back')
        lines = open(os.path.join(target, 'growing'), 'rb').read().splitlines(keepends=True)
        self.assertEqual([line % n for n in range(len(lines))][:-1], lines[:-1], run)
        self.assertGreaterEqual(len(lines), 200_000)
        self.assertEqual(set(), set(open(os.path.join(target, 'shrinking'), 'rb').read()) - {ord('z')})
        if os.path.exists(os.path.join(target, 'replaced')):
            content = open(os.path.join(target, 'replaced'), 'rb').read()
            self.assertEqual((300_000, 1), (len(content), len(set(content))))
        for name in ('growing', 'shrinking', 'replaced'):
            os.unlink(w.path('source', name))
        with contextlib.suppress(FileNotFoundError):
            os.unlink(replaced + '.part')
        self.assertRecovers(w)

    def testFolderBecomesALinkOutside(self):
        """While the run is under way a folder of the source is exchanged for a link: it is not followed."""
        w = self.filled()
        trees.write(w.path('secret', 'file0.dat'), b'outside of the source')
        steps = Steps(w)
        trees.write(w.path('source', 'file0.dat'), b'changed', mtime=trees.MTIME + 10**12)
        process = w.start('backup', w.source, env=steps.environment)
        self.assertTrue(steps.run_to(process, 'B3'))
        shutil.rmtree(w.path('source', 'three'))
        trees.link(w.path('source', 'three'), w.path('secret'))
        steps.let_go()
        run = w.finish(process)
        self.assertIn(run.code, (0, 2), run)
        self.assertSound(w)
        target = w.restore('back', '--allow-restore-outside-target-directory')
        self.assertFalse(os.path.exists(os.path.join(target, 'three', 'file0.dat')) and
                         not os.path.islink(os.path.join(target, 'three')))
        self.assertRecovers(w)


class Processes(BadInput):
    def testSecondProcessIsTurnedAway(self):
        w = self.filled()
        trees.change(w.source, 1)
        process = w.start('backup', w.source, env={'CAIRN_KILLPOINT': 'B7', 'CAIRN_KILLPOINT_MODE': 'hang',
                                                   'CAIRN_KILLPOINT_LOG': w.path('log')})
        try:
            self.assertTrue(wait_until(lambda: os.path.exists(w.path('log')) and 'B7' in open(w.path('log')).read()))
            for command in (['backup', w.source], ['repair'], ['compact'], ['delete', '--version=1'], ['recreate']):
                with self.subTest(command):
                    run = w.run(*command, codes=(100,))
                    self.assertSays(run, 'in use by', str(process.pid))
            # Reading is no harm.
            w.run('list-filesets')
        finally:
            process.kill()
            process.communicate()
        self.assertRecovers(w)

    def testStopMakesAPartialVersionAndTheNextGoesOn(self):
        w = self.filled()
        for number in range(12):
            trees.write(w.path('source', 'more%02d' % number), os.urandom(40_000))
        count = len(w.names('dblock.'))
        process = w.start('backup', w.source, SLOW)
        self.assertTrue(wait_until(lambda: len(w.names('dblock.')) > count + 5))
        process.send_signal(signal.SIGINT)
        begin = time.monotonic()
        run = w.finish(process)
        self.assertEqual(50, run.code, run)
        self.assertLess(time.monotonic() - begin, 30)
        self.assertEqual(2, len(w.names('dlist.')))
        with w.store() as store:
            self.assertEqual([False, True], [version.full for version in store.versions()])
        self.assertSound(w)
        self.assertTidy(w)
        self.assertRegex(w.run('list-filesets').out.lower(), 'partial')
        stored = set(w.names('dblock.'))
        self.assertRecovers(w)
        self.assertLessEqual(stored, set(w.names('dblock.')))     # nothing was sent twice
        size = sum(map(os.path.getsize, w.volumes('dblock')))
        self.assertLess(size, 12 * 40_000 + 250_000)

    def testTwoStopsAbort(self):
        w = self.filled()
        trees.write(w.path('source', 'big'), os.urandom(2_000_000))
        count = len(w.names('dblock.'))
        process = w.start('backup', w.source, '--throttle-upload=20kb')
        self.assertTrue(wait_until(lambda: len(w.names('dblock.')) > count))
        begin = time.monotonic()
        process.send_signal(signal.SIGINT)
        time.sleep(0.3)
        process.send_signal(signal.SIGINT)
        run = w.finish(process)
        self.assertLess(time.monotonic() - begin, 10)
        self.assertNotEqual(0, run.code)
        self.assertHolds(w, self.first, len(w.stamps()) - 1)
        self.assertRecovers(w)

    def testStopOfARestore(self):
        w = self.world()
        for number in range(20):
            trees.write(w.path('source', '%02d' % number), os.urandom(40_000))
        w.backup()
        process = w.start('restore', '--restore-path=' + w.path('back'), '--throttle-download=50kb')
        wait_until(lambda: os.path.isdir(w.path('back')) and os.listdir(w.path('back')))
        process.send_signal(signal.SIGINT)
        run = w.finish(process, 40)
        self.assertNotEqual(0, run.code, run)
        whole = trees.describe(w.source)
        for name, entry in trees.describe(w.path('back')).items():
            if entry['kind'] == 'file':
                self.assertEqual(whole[name]['content'], entry['content'], name)
        w.run('restore', '--restore-path=' + w.path('back'), '--overwrite')
        self.assertSameTree(w.source, w.path('back'), PLAIN + ('mtime',))

    def testTerminateIsAStopToo(self):
        w = self.filled()
        trees.write(w.path('source', 'big'), os.urandom(600_000))
        count = len(w.names('dblock.'))
        process = w.start('backup', w.source, SLOW)
        self.assertTrue(wait_until(lambda: len(w.names('dblock.')) > count))
        process.send_signal(signal.SIGTERM)
        run = w.finish(process)
        self.assertIn(run.code, (50, 100, -signal.SIGTERM, 143), run)
        self.assertRecovers(w)


if __name__ == '__main__':
    world.main()
