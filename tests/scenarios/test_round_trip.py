#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Back up, judge the destination, restore, compare: every byte, time, mode and name."""
import os
import re
import shutil
import stat
import subprocess
import time
import unittest

import trees
import world

ROOT = os.geteuid() == 0
# What is restored without --restore-permissions.
PLAIN = ('mode', 'linktime')
# The hash of a whole file cannot jump over a hole: 1024 takes a quarter of an hour, most of it SHA-256.
SPARSE_GIB = int(os.environ.get('CAIRN_SPARSE_GIB', 4))
WHOLE = ('--restore-permissions', '--restore-symlink-metadata')


class OneVersion(world.Scenario):
    def backed_up(self, plant, *arguments, codes=(0,), **options):
        w = self.world(**options)
        plant(w.source)
        w.backup(*arguments, codes=codes)
        return w

    def check(self, w, ignore=PLAIN, exclude=()):
        self.assertSound(w)
        self.assertHolds(w, w.source, exclude=exclude)
        self.assertSameTree(w.source, w.restore('plain'), ignore)
        self.assertSameTree(w.source, w.restore('whole', *WHOLE))
        self.assertTidy(w)

    def testSampleTree(self):
        w = self.backed_up(lambda root: trees.plant(root, 1))
        self.assertRegex(' '.join(w.names()), r'\.dblock\.zip\.aes')
        self.check(w)

    def testNoEncryption(self):
        w = self.backed_up(lambda root: trees.plant(root, 2), passphrase=None)
        self.assertTrue(all(name.endswith('.zip') for name in os.listdir(w.dest)), os.listdir(w.dest))
        self.check(w)

    def testGpg(self):
        if not shutil.which('gpg'):
            self.skipTest('no gpg')
        w = self.backed_up(lambda root: trees.plant(root, 3, files=4), options=['--encryption-module=gpg'])
        self.assertTrue(all(name.endswith('.zip.gpg') for name in os.listdir(w.dest)), os.listdir(w.dest))
        self.check(w)

    def testPrefix(self):
        w = self.backed_up(lambda root: trees.plant(root, 4, files=6), prefix='alpha')
        self.assertTrue(all(name.startswith('alpha-') for name in os.listdir(w.dest)), os.listdir(w.dest))
        self.check(w)

    def testTwoPrefixesShareAFolder(self):
        w = self.backed_up(lambda root: trees.plant(root, 5, files=6), prefix='alpha')
        alpha = trees.describe(w.source)
        other = self.backed_up(lambda root: trees.plant(root, 6, files=6), prefix='beta')
        for name in os.listdir(other.dest):
            shutil.copy(os.path.join(other.dest, name), w.dest)
        trees.change(w.source, 7)
        w.backup()
        for prefix in ('alpha', 'beta'):
            w.prefix = prefix
            self.assertSound(w)
        w.prefix, w.db = 'alpha', w.path('alpha.sqlite')
        self.assertSameTree(alpha, w.restore('alpha', '--version=1'), PLAIN)
        w.prefix, w.db = 'beta', w.path('beta.sqlite')
        self.assertSameTree(other.source, w.restore('beta'), PLAIN)

    def testOtherHashes(self):
        for block, file in (('MD5', 'SHA512'), ('SHA1', 'SHA1'), ('SHA384', 'MD5')):
            with self.subTest(block=block, file=file):
                w = self.backed_up(lambda root: trees.plant(root, 8, files=6),
                                   options=['--block-hash-algorithm=' + block, '--file-hash-algorithm=' + file])
                self.check(w)
                w.close()

    def testCompressionLevels(self):
        for level in ('0', '9'):
            with self.subTest(level=level):
                w = self.backed_up(lambda root: trees.plant(root, 9, files=6),
                                   options=['--zip-compression-level=' + level])
                self.check(w)

    def testSettingsAreKept(self):
        w = self.backed_up(lambda root: trees.plant(root, 10, files=8))
        w.options = ['--dblock-size=24kb', '--number-of-retries=0']     # no --blocksize
        trees.change(w.source, 1)
        w.backup()
        self.check(w)

    def testIndexPolicies(self):
        for policy in ('Lookup', 'None'):
            with self.subTest(policy=policy):
                w = self.backed_up(lambda root: trees.plant(root, 11, files=8),
                                   options=['--index-file-policy=' + policy])
                self.assertSound(w, lenient=True, index_required=False)
                w.forget_database()
                self.assertSameTree(w.source, w.restore('direct'), PLAIN)
                w.run('repair')
                trees.change(w.source, 1)
                w.backup()
                self.assertSameTree(w.source, w.restore('again'), PLAIN)

    def testDefaultOptions(self):
        """No --dbpath, no sizes, a file:// URL: as a person starts it."""
        w = self.world()
        w.options, w.db = [], None
        trees.plant(w.source, 12)
        url = 'file://' + w.dest
        w.backup(dest=url)
        trees.change(w.source, 1)
        w.backup()             # the same destination, written otherwise
        self.assertEqual(2, len(w.names('dlist.')))
        self.assertSound(w)
        self.assertHolds(w, w.source)
        self.assertSameTree(w.source, w.restore('back', dest=url), PLAIN)
        data = os.path.join(w.home, 'data', 'cairn')
        self.assertEqual(0o700, stat.S_IMODE(os.stat(data).st_mode))
        databases = [name for name in os.listdir(data) if name.endswith('.sqlite')]
        self.assertEqual(1, len(databases))
        self.assertEqual(0o600, stat.S_IMODE(os.stat(os.path.join(data, databases[0])).st_mode))

    def testSkipMetadata(self):
        w = self.backed_up(lambda root: trees.write(os.path.join(root, 'a'), b'abc' * 999), options=['--skip-metadata'])
        self.assertSound(w, lenient=True)
        self.assertSameTree(w.source, w.restore('back'), ('mode', 'mtime', 'linktime'))

    def testSeveralSources(self):
        w = self.world()
        for name in ('x', 'y/z'):
            trees.plant(w.path('source', name), len(name), files=5)
        trees.write(w.path('source', 'single'), b'one file as a source')
        trees.write(w.path('source', 'left-out'), b'not a source')
        sources = [w.path('source', name) for name in ('x', 'y/z', 'single', 'x/one')]     # one inside another
        w.backup(sources=sources)
        self.assertSound(w)
        target = w.restore('back')
        self.assertFalse(os.path.exists(os.path.join(target, 'left-out')))
        for name in ('x', 'y/z'):
            self.assertSameTree(w.path('source', name), os.path.join(target, name), PLAIN)
        self.assertTrue(os.path.exists(os.path.join(target, 'single')))


class Names(OneVersion):
    def testOddNames(self):
        odd = [b'new\nline', b'tab\tand\x01control\x7f', b'\xff\xfe not UTF-8 \x80', b'trailing dot.', b' spaces ',
               b'glob*?[a]', b'back\\slash', b'"quotes\'', b'$HOME %PATH% ${HOME}', b'-n', b'--option=x',
               b'~', b'x' * 255, '\u00e4\u0308\u1f600 \u2028'.encode(), b'e\xcc\x81', b'\xc3\xa9', b'\xed\xa0\x80 surrogate', b'%41',
               b'\xf4\x90\x80\x80 too large', b'...', b'CON', b'\x1b[31mred']
        w = self.world()
        root = os.fsencode(w.source)
        for number, name in enumerate(odd):
            trees.write(os.path.join(root, name), b'%d' % number * 700)
            trees.write(os.path.join(root, b'folder ' + name[:200], name), b'in %d' % number)
        trees.link(os.path.join(root, b'link \xff'), b'\xff\xfe not UTF-8 \x80')
        trees.settle(root)
        run = w.backup('--verbose')
        self.assertNotIn('\x1b', run.said)
        self.check(w)
        w.forget_database()
        w.run('recreate')
        self.assertSameTree(w.source, w.restore('recreated'), PLAIN)
        run = w.run('list', '*')
        self.assertNotIn('\x1b', run.said)
        self.assertNotIn('\x01', run.said)

    def testVeryLongPaths(self):
        w = self.world()
        trees.plant(w.source, 13, files=4)
        parts = [b'%03d-' % n + b'd' * 240 for n in range(20)]      # nearly 5000 bytes
        fd = os.open(w.source, os.O_RDONLY)
        for part in [b'deep', *parts]:
            os.mkdir(part, dir_fd=fd)
            below = os.open(part, os.O_RDONLY, dir_fd=fd)
            handle = os.open(b'file', os.O_CREAT | os.O_WRONLY, 0o644, dir_fd=below)
            os.write(handle, part * 10)
            os.close(handle)
            os.close(fd)
            fd = below
        os.close(fd)
        w.backup()
        self.assertSound(w)
        self.assertHolds(w, w.source, exclude=['deep'])
        self.assertSameTree(w.source, w.restore('back'), PLAIN + ('mtime',))
        with w.store() as store:
            report = store.restore(w.path('by-reader'), strip=w.source)
        self.assertEqual([], report.failed)
        self.assertSameTree(w.source, w.path('by-reader'), PLAIN + ('mtime',))

    def testManyInOneFolder(self):
        w = self.world()
        for number in range(1500):
            trees.write(w.path('source', 'many', 'n%04d' % number), b'%d' % (number % 40))
        trees.settle(w.source)
        w.backup()
        self.check(w)


class Content(OneVersion):
    def testBorders(self):
        """Sizes around blocks, and around those where a second and third blocklist appear (32 hashes each)."""
        w = self.world()
        for blocks in (0, 1, 2, 31, 32, 33, 64, 65, 96):
            for extra in (-1, 0, 1):
                size = blocks * 1024 + extra
                if size >= 0:
                    data = b''.join(b'%08d' % n for n in range(size // 8 + 1))[:size]
                    trees.write(w.path('source', '%d%+d' % (blocks, extra)), data)
        trees.settle(w.source)
        w.backup()
        self.check(w)

    def testEmptyFilesOnly(self):
        w = self.backed_up(lambda root: (trees.write(os.path.join(root, 'empty')), trees.settle(root)))
        self.check(w)
        w.forget_database()
        w.run('recreate')
        self.assertSameTree(w.source, w.restore('again'), PLAIN)

    def testEmptyFolder(self):
        w = self.backed_up(trees.settle, codes=(0, 2))
        self.assertSound(w)
        self.assertSameTree(w.source, w.restore('back'), PLAIN)

    def testSparseFile(self):
        w = self.world()
        w.options.remove('--blocksize=1kb')
        w.options.remove('--dblock-size=24kb')
        path = w.path('source', 'sparse')
        middle = SPARSE_GIB << 29
        with open(path, 'wb') as f:
            f.seek(middle)
            f.write(b'in the middle')
            f.truncate(2 * middle)
        trees.write(w.path('source', 'beside'), b'x')
        begin = time.monotonic()
        w.backup()
        self.assertLess(time.monotonic() - begin, 20 + SPARSE_GIB * 2)
        target = os.path.join(w.restore('back'), 'sparse')
        status = os.stat(target)
        self.assertEqual(2 * middle, status.st_size)
        self.assertLess(status.st_blocks * 512, 4 << 20)
        with open(target, 'rb') as f:
            f.seek(middle - 4)
            self.assertEqual(b'\0\0\0\0in the middle\0\0\0\0', f.read(21))
        self.assertSound(w)

    def testSpecialFilesAreCounted(self):
        w = self.world()
        trees.plant(w.source, 14, files=4)
        os.mkfifo(w.path('source', 'pipe'))
        trees.settle(w.source)
        run = w.backup()
        self.assertNotIn('Error', run.err)
        target = w.restore('back')
        self.assertFalse(os.path.exists(os.path.join(target, 'pipe')))
        os.unlink(w.path('source', 'pipe'))
        trees.settle(w.source)
        self.assertSameTree(w.source, target, PLAIN)

    def testHardLinksAreFilesOfTheirOwn(self):
        w = self.world()
        trees.plant(w.source, 15, files=4)
        os.link(w.path('source', 'file0.dat'), w.path('source', 'hard'))
        os.link(w.path('source', 'file0.dat'), w.path('source', 'one', 'hard'))
        trees.settle(w.source)
        w.backup()
        self.check(w)

    def testLinkLoops(self):
        for policy in ('Store', 'Follow', 'Ignore'):
            with self.subTest(policy=policy):
                w = self.world()
                trees.plant(w.source, 16, files=4)
                trees.link(w.path('source', 'one', 'up'), '..')
                trees.link(w.path('source', 'a'), 'b')
                trees.link(w.path('source', 'b'), 'a')
                trees.link(w.path('source', 'self'), 'self')
                trees.settle(w.source)
                w.backup('--symlink-policy=' + policy, codes=(0,) if policy != 'Follow' else (0, 2))
                self.assertSound(w)
                target = w.restore('back', codes=(0, 2) if policy == 'Store' else (0,))
                if policy == 'Store':
                    self.assertSameTree(w.source, w.restore('all', '--allow-restore-outside-target-directory'), PLAIN)
                elif policy == 'Ignore':
                    self.assertFalse(os.path.lexists(os.path.join(target, 'self')))

    def testExtendedAttributes(self):
        w = self.world()
        trees.plant(w.source, 17, files=4)
        path = w.path('source', 'file0.dat')
        try:
            os.setxattr(path, b'user.plain', b'value')
            os.setxattr(path, b'user.bytes', bytes(range(256)))
        except OSError:
            self.skipTest('no extended attributes here')
        w.backup()
        self.assertSound(w)
        self.assertHolds(w, w.source)
        target = os.path.join(w.restore('back'), 'file0.dat')
        self.assertEqual(b'value', os.getxattr(target, b'user.plain'))
        self.assertEqual(bytes(range(256)), os.getxattr(target, b'user.bytes'))

    @unittest.skipUnless(ROOT, 'only root may give files away')
    def testOwnersAndSetIdBits(self):
        w = self.world()
        for name, mode, owner in (('suid', 0o4755, 0), ('sgid', 0o2750, 1234), ('sticky', 0o1777, 65534),
                                  ('none', 0o000, 77), ('readonly', 0o444, 0)):
            path = w.path('source', name)
            trees.write(path, name.encode())
            os.chown(path, owner, owner)
            os.chmod(path, mode)
            os.utime(path, ns=(trees.MTIME, trees.MTIME))
        os.chmod(w.folder('source/shared'), 0o3777)
        trees.settle(w.source)
        w.backup()
        self.assertSound(w)
        with w.store() as store:
            self.assertEqual([], store.compare(w.source, strip=w.source, owner=True).differences)
        target = w.restore('back', '--restore-permissions')
        self.assertSameTree(w.source, target)
        for name in os.listdir(w.source):
            a, b = (os.lstat(os.path.join(folder, name)) for folder in (w.source, target))
            self.assertEqual((a.st_uid, a.st_gid), (b.st_uid, b.st_gid), name)

    def testTimes(self):
        """Before 1970, past 2038, the last 100 ns of a second."""
        w = self.world()
        for name, moment in (('early', -86_400 * 10**9 * 365), ('late', 4_200_000_000 * 10**9),
                             ('fine', 1_700_000_000_999_999_900), ('zero', 0), ('minus', -100)):
            trees.write(w.path('source', name), name.encode(), mtime=moment)
        trees.settle(w.source)
        w.backup()
        self.check(w)


class Versions(world.Scenario):
    def grown(self, count, **options):
        """A world with so many versions, and what each holds, newest first."""
        w = self.world(**options)
        trees.plant(w.source, 20)
        states = []
        for number in range(count):
            if number:
                trees.change(w.source, number)
            w.backup()
            states.insert(0, trees.copy(w.source, w.path('state%d' % number)))
        return w, states

    def testUnchangedUploadsNothing(self):
        w, states = self.grown(1)
        before = {name: os.stat(os.path.join(w.dest, name)).st_mtime_ns for name in os.listdir(w.dest)}
        run = w.backup(codes=(1,))
        after = {name: os.stat(os.path.join(w.dest, name)).st_mtime_ns for name in os.listdir(w.dest)}
        self.assertEqual(before, after, run)
        w.backup('--upload-unchanged-backups')
        self.assertEqual(2, len(w.names('dlist.')))
        self.assertSound(w)

    def testEveryVersionComesBack(self):
        w, states = self.grown(5)
        self.assertSound(w)
        stamps = w.stamps()
        for number, state in enumerate(states):
            self.assertHolds(w, state, number)
            self.assertSameTree(state, w.restore('v%d' % number, '--version=%d' % number), PLAIN)
            if number % 2 == 0:
                stamp = stamps[number]
                self.assertSameTree(state, w.restore('t%d' % number, '--time=' + stamp), PLAIN)
        run = w.run('restore', '--version=9', '--restore-path=' + w.path('none'), codes=(100,))
        self.assertSays(run, '9')
        run = w.run('restore', '--time=2001-01-01', '--restore-path=' + w.path('none'), codes=(100,))
        self.assertSays(run, '2001')
        self.assertFalse(os.path.exists(w.path('none')))

    def testTypesChange(self):
        w = self.world()
        trees.plant(w.source, 21, files=6)
        trees.write(w.path('source', 'turns'), b'file')
        trees.write(w.path('source', 'folder', 'in'), b'in a folder')
        trees.link(w.path('source', 'link'), 'turns')
        trees.settle(w.source)
        w.backup()
        first = trees.copy(w.source, w.path('first'))
        os.unlink(w.path('source', 'turns'))
        trees.write(w.path('source', 'turns', 'now'), b'a folder')
        shutil.rmtree(w.path('source', 'folder'))
        trees.link(w.path('source', 'folder'), 'one')
        os.unlink(w.path('source', 'link'))
        trees.write(w.path('source', 'link'), b'was a link')
        trees.settle(w.source)
        w.backup()
        self.assertSound(w)
        self.assertHolds(w, w.source, 0)
        self.assertHolds(w, first, 1)
        target = w.restore('back')
        self.assertSameTree(w.source, target, PLAIN)
        # Over what is there.
        w.run('restore', '--version=1', '--overwrite', '--restore-path=' + target, codes=(0, 2, 3))

    def testChangedMetadataAlone(self):
        w, states = self.grown(1)
        size = sum(os.path.getsize(path) for path in w.volumes('dblock'))
        os.chmod(w.path('source', 'file0.dat'), 0o640)
        os.utime(w.path('source', 'file4.dat'), ns=(5 * 10**17, 5 * 10**17))
        w.backup()
        self.assertSound(w)
        self.assertHolds(w, w.source)
        self.assertHolds(w, states[0], 1)
        self.assertLess(sum(os.path.getsize(path) for path in w.volumes('dblock')), size + 6000)

    def testSameSizeAndTimeIsSeenByChangeTime(self):
        """A file that changed but looks the same is found when all files are read."""
        w, states = self.grown(1)
        path = w.path('source', 'file4.dat')
        status = os.stat(path)
        with open(path, 'r+b') as f:
            f.write(b'!')
        os.utime(path, ns=(status.st_atime_ns, status.st_mtime_ns))
        trees.settle(w.source)
        w.backup('--disable-filetime-check')
        self.assertHolds(w, w.source)

    def testListings(self):
        w, states = self.grown(3)
        lines = w.run('list-filesets').out.splitlines()
        versions = [line for line in lines if re.match(r'\d+\s*:', line)]
        self.assertEqual(3, len(versions), lines)
        for number, line in enumerate(versions):
            self.assertRegex(line, r'^%d\t: \d{4}-\d\d-\d\d \d\d:\d\d:\d\d \(\d+ files, [\d.,]+ \w+\)$' % number)
        files = sum(entry['kind'] == 'file' for entry in trees.describe(states[0]).values())
        self.assertIn('(%d files' % files, versions[0])

        lines = [line for line in w.run('list').out.splitlines() if re.match(r'\d+\s*:', line)]
        self.assertEqual(3, len(lines))
        out = w.run('list', '*.dat*').out
        listed = [path for path, entry in trees.describe(states[0]).items()
                  if entry['kind'] == 'file' and b'.dat' in path]
        for path in listed:
            self.assertIn(os.path.join(w.source, os.fsdecode(path)), out)
        out = w.run('list', 'no-such-name-anywhere', codes=None).said
        self.assertNotIn('.dat', out)

    def testFindLooksInAllVersions(self):
        w = self.world()
        trees.plant(w.source, 22, files=4)
        trees.write(w.path('source', 'letter.odt'), b'a' * 100)
        w.backup()
        trees.write(w.path('source', 'letter.odt'), b'b' * 3000, mtime=trees.MTIME + 10**9)
        w.backup()
        os.unlink(w.path('source', 'letter.odt'))
        w.backup()
        out = w.run('find', '*/letter.odt').out
        self.assertIn('letter.odt', out)
        self.assertIn('100', out)
        self.assertRegex(out, r'2[.,]9\d* K|3000')
        # The newest has none, so all are searched.
        self.assertIn('letter.odt', w.run('list', 'letter.odt').out)
        target = w.restore('back', 'letter.odt', '--version=1')
        self.assertEqual(b'b' * 3000, open(os.path.join(target, 'letter.odt'), 'rb').read())

    def testCompare(self):
        w = self.world()
        trees.plant(w.source, 23, files=6)
        trees.write(w.path('source', 'goes'), b'x')
        w.backup()
        os.unlink(w.path('source', 'goes'))
        trees.write(w.path('source', 'comes'), b'y')
        trees.write(w.path('source', 'file3.dat'), b'z' * 99, mtime=trees.MTIME + 10**12)
        w.backup()
        for arguments in ([], ['1', '0']):
            out = w.run('compare', *arguments, '--full-result').out
            for name in ('goes', 'comes', 'file3.dat'):
                self.assertIn(name, out)
            self.assertNotIn('twin.dat', out)
        single = self.world()
        trees.plant(single.source, 1, files=2)
        single.backup()
        self.assertSays(single.run('compare', codes=(100, 200)), 'two|version')

    def testJsonTellsTheTruth(self):
        w = self.world()
        trees.plant(w.source, 24)
        files = [e for e in trees.describe(w.source).values() if e['kind'] == 'file']
        result = w.result('backup', w.source)
        self.assertEqual(len(files), result['AddedFiles'])
        self.assertEqual(len(files), result['ExaminedFiles'])
        self.assertEqual(sum(e['size'] for e in files), result['SizeOfAddedFiles'])
        self.assertEqual('Success', result['ParsedResult'])
        self.assertEqual(len(os.listdir(w.dest)), result['BackendStatistics']['FilesUploaded'])
        trees.change(w.source, 1, count=6)
        result = w.result('backup', w.source)
        self.assertEqual((2, 2), (result['AddedFiles'], result['DeletedFiles']), result)     # new, renamed, removed
        result = w.result('restore', '--restore-path=' + w.path('back'))
        now = [e for e in trees.describe(w.source).values() if e['kind'] == 'file']
        self.assertEqual(len(now), result['RestoredFiles'])
        self.assertEqual(sum(e['size'] for e in now), result['SizeOfRestoredFiles'])

    def testRetentionAndCompact(self):
        w, states = self.grown(4)
        trees.change(w.source, 9, count=12)
        w.backup('--keep-versions=2', '--threshold=0', '--small-file-max-count=1')
        self.assertEqual(2, len(w.names('dlist.')))
        self.assertSound(w)
        self.assertHolds(w, w.source, 0)
        self.assertHolds(w, states[0], 1)
        self.assertSameTree(states[0], w.restore('old', '--version=1'), PLAIN)
        w.run('test', 'all')
        w.forget_database()
        w.run('recreate')
        self.assertSameTree(w.source, w.restore('new'), PLAIN)

    def testDeleteAndCompact(self):
        w, states = self.grown(4)
        before = sum(os.path.getsize(path) for path in w.volumes('dblock'))
        w.run('delete', '--version=1,3', '--no-auto-compact')
        self.assertEqual(2, len(w.names('dlist.')))
        self.assertSound(w)
        w.run('compact', '--threshold=0', '--small-file-max-count=1')
        self.assertLess(sum(os.path.getsize(path) for path in w.volumes('dblock')), before)
        self.assertSound(w)
        self.assertHolds(w, states[0], 0)
        self.assertHolds(w, states[2], 1)
        w.run('test', 'all')
        self.assertSays(w.run('delete', codes=(200,)))      # which?
        run = w.run('delete', '--version=0,1', '--no-auto-compact', codes=None)
        self.assertEqual(1, len(w.names('dlist.')), run)       # the last one stays
        w.backup(codes=(0, 1))
        self.assertHolds(w, w.source)

    def testDryRunChangesNothing(self):
        w, states = self.grown(3)
        trees.change(w.source, 7)

        def facts():
            return {path: (os.stat(path).st_size, os.stat(path).st_mtime_ns)
                    for folder in (w.dest,) for path in map(folder.__add__, ['/' + n for n in os.listdir(folder)])}
        before = facts()
        content = open(w.db, 'rb').read()
        w.backup('--dry-run', '--keep-versions=1')
        w.run('delete', '--version=1,2', '--dry-run')
        w.run('compact', '--threshold=0', '--dry-run')
        w.run('repair', '--dry-run')
        w.run('restore', '--dry-run', '--restore-path=' + w.path('none'))
        self.assertFalse(os.path.exists(w.path('none')))
        self.assertEqual(before, facts())
        self.assertEqual(content, open(w.db, 'rb').read())
        self.assertTidy(w)
        w.backup()
        self.assertHolds(w, w.source)
        self.assertHolds(w, states[0], 1)

    def testDatabaseIsOneFile(self):
        w, _ = self.grown(2)
        self.assertEqual([], [name for name in os.listdir(w.home) if name.endswith(('-wal', '-shm', '-journal'))])


class Restoring(world.Scenario):
    def setUp(self):
        self.w = self.world()
        trees.plant(self.w.source, 30)
        self.w.backup()
        self.tree = trees.describe(self.w.source)

    def testOriginalPlace(self):
        w = self.w
        os.unlink(w.path('source', 'one', 'twin.dat'))
        shutil.rmtree(w.path('source', 'three'))
        w.run('restore')
        self.assertSameTree(self.tree, w.source, PLAIN)

    def testOriginalPlaceOfAFolderThatIsGone(self):
        w = self.w
        shutil.rmtree(w.source)
        w.run('restore', *WHOLE)
        self.assertSameTree(self.tree, w.source)

    def testKeepBothIsTheDefault(self):
        w = self.w
        trees.write(w.path('source', 'file4.dat'), b'mine')
        w.run('restore')
        self.assertEqual(b'mine', open(w.path('source', 'file4.dat'), 'rb').read())
        beside = [name for name in os.listdir(w.source) if re.fullmatch(r'file4\.\d{4}-\d\d-\d\d\.dat', name)]
        self.assertEqual(1, len(beside), os.listdir(w.source))
        self.assertEqual(self.tree[b'file4.dat']['content'],
                         trees.describe(w.source)[os.fsencode(beside[0])]['content'])
        # Again: the one beside is right already.
        w.run('restore')
        self.assertEqual(len(self.tree) + 1, len(trees.describe(w.source)))

    def testOverwrite(self):
        w = self.w
        trees.write(w.path('source', 'file4.dat'), b'wrong')
        with open(w.path('source', 'three', 'file7.dat'), 'ab') as f:
            f.write(b'longer')
        w.run('restore', '--overwrite')
        self.assertSameTree(self.tree, w.source, PLAIN)

    def testOnlyMissing(self):
        w = self.w
        trees.write(w.path('source', 'file4.dat'), b'mine')
        os.unlink(w.path('source', 'file0.dat'))
        w.run('restore', '--only-missing')
        self.assertEqual(b'mine', open(w.path('source', 'file4.dat'), 'rb').read())
        self.assertTrue(os.path.exists(w.path('source', 'file0.dat')))
        self.assertEqual(len(self.tree), len(trees.describe(w.source)))

    def testFilters(self):
        w = self.w
        target = w.restore('a', 'twin.dat')
        self.assertEqual({b'one/twin.dat', b'three/twin.dat'},
                         {p for p, e in trees.describe(target).items() if e['kind'] == 'file'})
        target = w.restore('b', w.path('source', 'one') + '/')
        self.assertIn(b'twin.dat', {os.path.basename(p) for p in trees.describe(target)})
        self.assertNotIn(b'file0.dat', {os.path.basename(p) for p in trees.describe(target)})
        target = w.restore('c', '--exclude=*.dat')
        self.assertEqual(set(), {p for p, e in trees.describe(target).items() if e['kind'] == 'file'})
        run = w.run('restore', 'no-such', '--restore-path=' + w.path('d'), codes=(100,))
        self.assertSays(run, 'no-such|match|nothing')

    def testWithoutDatabase(self):
        w = self.w
        trees.change(w.source, 1)
        w.backup()
        w.forget_database()
        self.assertSameTree(w.source, w.restore('newest'), PLAIN)
        self.assertSameTree(self.tree, w.restore('older', '--version=1'), PLAIN)
        self.assertEqual([], [name for name in os.listdir(w.home) if name.endswith('.sqlite')])
        self.assertIn('twin.dat', w.run('list', 'twin.dat').out)
        self.assertRegex(w.run('list-filesets').out, r'(?m)^1\s*: ')
        self.assertTidy(w)

    def testNoLocalDb(self):
        w = self.w
        content = open(w.db, 'rb').read()
        self.assertSameTree(w.source, w.restore('back', '--no-local-db'), PLAIN)
        self.assertEqual(content, open(w.db, 'rb').read())

    def testRecreateAndRepairRebuild(self):
        w = self.w
        trees.change(w.source, 1)
        w.backup()
        for command in ('recreate', 'repair'):
            with self.subTest(command):
                w.forget_database()
                dblocks = len(w.names('dblock.'))
                result = w.result(command)
                self.assertEqual(len(os.listdir(w.dest)) - dblocks,
                                 result['BackendStatistics']['FilesDownloaded'], 'dlists and dindexes alone')
                self.assertSameTree(self.tree, w.restore(command + '1', '--version=1'), PLAIN)
                w.backup(codes=(1,))
        trees.change(w.source, 2)
        w.backup()
        self.assertSound(w)
        self.assertHolds(w, w.source)

    def testDeletedMiddleIsPatched(self):
        """What is there already is used, and only what is wrong is fetched."""
        w = self.w
        target = w.restore('back')
        path = next(os.path.join(target, os.fsdecode(p)) for p, e in self.tree.items() if e.get('size', 0) > 20_000)
        with open(path, 'r+b') as f:
            f.seek(5000)
            f.write(b'damage')
        result = w.result('restore', '--overwrite', '--restore-path=' + target)
        self.assertSameTree(self.tree, target, PLAIN)
        self.assertEqual(1, result['RestoredFiles'], result)
        # The block, the file's metadata, and its folder's, whose time the restore has changed; where links lead to
        # is in theirs, which may lie in one more volume.
        self.assertGreater(len(w.names('dblock.')), 5)
        self.assertLessEqual(result['BackendStatistics']['FilesDownloaded'], 4)

    def testAllVersionsAtOnce(self):
        w = self.w
        trees.change(w.source, 1)
        w.backup()
        target = w.restore('all', '--restore-all-files=True')
        self.assertEqual(2, len(os.listdir(target)))
        newest = sorted(os.listdir(target))[-1]
        self.assertSameTree(w.source, os.path.join(target, newest), PLAIN)

    def testControlFiles(self):
        w = self.w
        trees.write(w.path('extra.conf'), b'settings')
        trees.change(w.source, 1)
        w.backup('--control-files=' + w.path('extra.conf'))
        self.assertSound(w)
        target = w.path('control')
        w.run('restore', '--control-files', '--restore-path=' + target)
        found = [os.path.join(folder, name) for folder, _, names in os.walk(target) for name in names]
        self.assertEqual([b'settings'], [open(path, 'rb').read() for path in found])


class CommandLine(world.Scenario):
    def testHelpAndSystemInfo(self):
        w = self.world()
        for arguments in (['help'], ['help', 'backup'], ['help', 'retention-policy'], ['system-info']):
            run = w.finish(subprocess.Popen([w.binary, *arguments], env=w.environ(), stdout=subprocess.PIPE,
                                            stderr=subprocess.PIPE))
            self.assertEqual(0, run.code, run)
            self.assertTrue(run.out.strip())

    def testFilterDecisions(self):
        w = self.world()
        trees.plant(w.source, 40, files=4)
        trees.write(w.path('source', 'x.iso'), b'x')
        trees.write(w.path('source', '.cache', 'y'), b'y')
        filters = ['--exclude=*.iso', '--exclude=*/.cache/']
        out = w.run('test-filters', w.source, *filters).out
        self.assertIn('x.iso', out)
        w.backup(*filters)
        names = set(trees.describe(w.restore('back')))
        self.assertFalse(names & {b'x.iso', b'.cache', b'.cache/y'}, names)
        self.assertIn(b'file0.dat', names)

    def testWrongUse(self):
        w = self.world()
        trees.plant(w.source, 41, files=2)
        for arguments, words in (
                (['--no-such-option=1'], ['no-such-option']), (['--keep-version=1'], ['keep-versions']),
                (['--dblock-size=12xb'], ['dblock-size', '12xb']),
                (['--keep-versions=some'], ['keep-versions', 'some']),
                (['--dblock-size=1kb'], ['dblock-size']), (['--retention-policy=1W'], ['retention-policy']),
                (['--keep-versions=1', '--keep-time=1D'], ['keep-time', 'keep-versions']),
                (['--symlink-policy=Sometimes'], ['symlink-policy', 'sometimes', 'follow']),
                (['--snapshot-policy=Required'], ['snapshot-policy']), (['--prefix=a-b'], ['prefix', 'hyphen'])):
            with self.subTest(arguments=arguments):
                run = w.backup(*arguments, codes=(100, 200))
                self.assertSays(run, *words)
                self.assertFalse(os.path.exists(w.dest) and os.listdir(w.dest))
        run = w.run('bakcup', codes=(200,))
        self.assertSays(run, 'bakcup', 'backup')

    def testOptionsWithoutEffectAreInformation(self):
        w = self.world()
        trees.plant(w.source, 42, files=2)
        w.backup('--tzstd-compression-level=3', '--send-xmpp-to=a@example.org', '--aes-version=2', '--usn-policy=Auto')

    def testParametersFile(self):
        w = self.world()
        trees.plant(w.source, 43, files=4)
        trees.write(w.path('parameters'), ('--exclude=*.nothing\n--keep-versions=3\n--source=%s\n' % w.source).encode())
        w.run('backup', '--parameters-file=' + w.path('parameters'))
        self.assertHolds(w, w.source)

    def testPassphraseSources(self):
        w = self.world()
        trees.plant(w.source, 44, files=2)
        trees.write(w.path('secret'), b'from a file\n', mode=0o600)
        w.passphrase = 'from a file'
        w.backup('--passphrase-file=' + w.path('secret'), env={'PASSPHRASE': None})
        self.assertSound(w)
        w.run('test', '--passphrase=from a file', env={'PASSPHRASE': None})
        read, write = os.pipe()
        os.write(write, b'from a file\n')
        os.close(write)
        w.run('test', '--passphrase-fd=%d' % read, env={'PASSPHRASE': None}, pass_fds=[read])
        os.close(read)
        for text in (open(w.db, 'rb').read(),):
            self.assertNotIn(b'from a file', text)

    def testPassphraseIsNotInTheProcessList(self):
        w = self.world()
        trees.plant(w.source, 45, files=2)
        process = w.start('backup', w.source, '--passphrase=hush hush', env={
            'PASSPHRASE': None, 'CAIRN_KILLPOINT': 'B7', 'CAIRN_KILLPOINT_MODE': 'hang'})
        deadline = time.monotonic() + 20
        while time.monotonic() < deadline and not (os.path.isdir(w.dest) and os.path.exists(w.db)):
            time.sleep(0.01)
        seen = open('/proc/%d/cmdline' % process.pid, 'rb').read()
        process.kill()
        process.communicate()
        self.assertIn(b'backup', seen)
        self.assertNotIn(b'hush', seen)

    def testQuietAndPiped(self):
        w = self.world()
        trees.plant(w.source, 46, files=4)
        run = w.backup('--quiet')
        self.assertEqual('', run.said)
        trees.change(w.source, 1)
        run = w.backup()
        self.assertNotIn('\r', run.said)
        self.assertNotIn('\x1b', run.said)


if __name__ == '__main__':
    world.main()
