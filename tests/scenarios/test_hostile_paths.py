#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Names, links, metadata and types that an enemy chose, and a target that changes under the restore."""
import os
import re
import stat
import threading
import unittest

import hostile_lab
import tiny_writer as tiny
import trees
import world

# A race is tried so often; before a release 10,000 times in all (reliability.md §9).
RACES = int(os.environ.get('CAIRN_RACES', '40'))


class Paths(hostile_lab.HostileScenario):
    def refused(self, path, *says, **changes):
        """The entry is left out, which is said; the good files come back."""
        w = self.hostile()
        self.row(w, path, **changes)
        found = self.attack(w, *says, codes=(2, 3))
        self.assertNotIn(b'evil', [entry.get('bytes') for entry in found.values()], sorted(found))
        return w

    def restored(self, path, name, codes=(0,), **changes):
        """The path is odd but harmless: it comes back, inside."""
        w = self.hostile()
        self.row(w, path, **changes)
        found = self.attack(w, codes=codes)
        got = [place for place, entry in found.items() if entry.get('bytes') == b'evil']
        self.assertEqual(1, len(got), sorted(found))
        self.assertTrue(got[0].endswith(os.fsencode(name)), got)
        return w

    def testDotsInside(self):
        self.refused('/src/../../outside/evil', 'EntrySkipped|left out|leads out')

    def testDotsDeep(self):
        self.refused('/src/good/sub/../../../../../../outside/evil')

    def testDotsAtTheEnd(self):
        self.refused('/src/..')

    def testDotsAsFolder(self):
        w = self.hostile()
        w.evil.folder_entry('/src/../')
        w.evil.folder_entry('/src/../../outside/new/')
        self.attack(w, codes=(2, 3))

    def testDotsFirst(self):
        self.refused('../outside/evil')

    def testDotsAlone(self):
        self.refused('..')

    def testRelative(self):
        self.refused('evil')

    def testRelativeBelowAFolder(self):
        self.refused('src/evil')

    def testOneDot(self):
        self.refused('/src/./evil')

    def testOneDotAtTheEnd(self):
        self.refused('/src/.')

    def testEmptyComponent(self):
        self.refused('/src//evil')

    def testTwoSlashesFirst(self):
        self.refused('//outside/evil')

    def testRootAsFile(self):
        self.refused('/')

    def testEmptyPath(self):
        self.refused('')

    def testFileWithASlashBehind(self):
        self.restored('/src/evil/', b'evil')

    def testFolderWithoutASlashBehind(self):
        w = self.hostile()
        w.evil.folder_entry('/src/evil')
        found = self.attack(w, codes=(0, 2, 3))
        self.assertNotEqual('file', found.get(b'evil', {}).get('kind'))

    def testAbsolutePathOfSomethingElse(self):
        w = self.hostile()
        self.row(w, w.path('outside', 'kept'))
        self.attack(w, codes=(0,))

    def testDevicePath(self):
        self.restored('/dev/null', 'dev/null')

    def testZeroByte(self):
        self.refused('/src/evil\0/../../outside', 'zero byte')

    def testZeroByteInAFolder(self):
        w = self.hostile()
        w.evil.folder_entry('/src/a\0b/')
        self.attack(w, codes=(2, 3))

    def testControlCharacters(self):
        self.restored('/src/e\x01v\x1b[31mi\nl\x7f', b'e\x01v\x1b[31mi\nl\x7f')

    def testControlCharactersOfARefusedEntry(self):
        self.refused('/src/../\x1b]0;title\x07\n\x1b[2J')

    def testBackslashes(self):
        self.restored('/src/..\\..\\outside\\evil', b'..\\..\\outside\\evil')

    def testDriveNameAmongRooted(self):
        self.refused('C:\\outside\\evil')

    def testDriveNameAsAComponent(self):
        self.restored('/src/C:/evil', b'C:/evil')

    def testShareNameAmongRooted(self):
        self.refused('\\\\server\\share\\evil')

    def testStreamName(self):
        self.restored('/src/evil:stream', b'evil:stream')

    def testDeviceNames(self):
        self.restored('/src/NUL', b'NUL')
        self.restored('/src/con.txt', b'con.txt')

    def testOverlongDots(self):
        w = self.hostile()
        raw = b'/src/\xc0\xae\xc0\xae/evil'
        self.row(w, '/src/TWO/evil')
        w.evil.edit['dlist'] = lambda entries: [(n, d.replace(b'/src/TWO/evil', raw)) for n, d in entries]
        self.attack(w, codes=(0, 2, 3))

    def testEscapedDotsAreNotDecoded(self):
        # U+F780.. stands for bytes that are not text; U+F72E would be a dot.
        self.restored('/src/\uf72e\uf72e/evil', '\uf72e\uf72e/evil')

    def testEscapedBytes(self):
        self.restored('/src/\uf7ae\uf7af/evil', b'\xae\xaf/evil')

    def testWideDots(self):
        self.restored('/src/\uff0e\uff0e/evil', '\uff0e\uff0e/evil')

    def testTemporaryNameOfOurs(self):
        name = '.cairn~%s.tmp' % ('0' * 32)
        self.restored('/src/' + name, name)

    def testNameOf255Bytes(self):
        self.restored('/src/' + 'n' * 255, 'n' * 255)

    def testNameOf256Bytes(self):
        self.refused('/src/' + 'n' * 256, 'n{100}', 'too long')

    def testFolderNameOf256Bytes(self):
        self.refused('/src/%s/evil' % ('n' * 256))

    def testLongPath(self):
        self.restored('/src/' + ('f' * 240 + '/') * 25 + 'evil', 'f/evil')

    def testPathOfManyFolders(self):
        """As deep as a path can name: each level is a row, a handle and a system call."""
        w = self.hostile()
        w.deep = True
        self.row(w, '/src/' + 'd/' * 60_000 + 'evil')
        self.attack(w, codes=(0, 2, 3))

    def testNameOf10Megabytes(self):
        self.refused('/src/' + 'n' * (10 << 20), 'too long')

    def testPathOf10Megabytes(self):
        self.refused('/src/' + 'folder/' * (10 << 17) + 'evil', 'too long')

    def testCaseTwins(self):
        w = self.hostile()
        self.row(w, '/src/Twin', b'upper')
        self.row(w, '/src/twin', b'lower')
        found = self.attack(w, codes=(0,))
        self.assertEqual([b'upper', b'lower'], [found[name]['bytes'] for name in (b'Twin', b'twin')])

    def testComposedTwins(self):
        w = self.hostile()
        self.row(w, '/src/\u00e9', b'one')
        self.row(w, '/src/e\u0301', b'two')
        found = self.attack(w, codes=(0,))
        self.assertEqual({b'one', b'two'}, {found[os.fsencode(name)]['bytes'] for name in ('\u00e9', 'e\u0301')})

    def testDuplicates(self):
        w = self.hostile()
        self.row(w, '/src/twice', b'first')
        self.row(w, '/src/twice', b'second')
        found = self.attack(w, 'twice', codes=(2, 3))
        self.assertIn(found[b'twice']['bytes'], (b'first', b'second'))

    def testFileAndFolderOfOneName(self):
        """Both come back, the file under a name with its date."""
        for order in ((0, 1), (1, 0)):
            w = self.hostile()
            rows = [('/src/both', b'a file'), ('/src/both/below', b'below')]
            for number in order:
                self.row(w, *rows[number])
            found = self.attack(w, codes=(0, 2, 3))
            self.assertEqual(b'below', found[b'both/below']['bytes'])
            self.assertEqual(1, len([path for path, entry in found.items() if entry.get('bytes') == b'a file']))

    def testWindowsBackup(self):
        w = self.hostile(good=False)
        self.add_good(w, 'C:\\src\\', '\\')
        for path in ('C:\\src\\..\\..\\outside\\evil', 'C:\\src\\..\\evil', 'C:\\src\\a/../../../outside/evil',
                     'C:\\src\\/outside/evil', 'D:', 'C:evil', 'C:\\src\\\\evil', '\\\\?\\C:\\evil\\..\\..\\evil',
                     '\\\\server', 'C:\\src\\./evil'):
            self.row(w, path)
        w.holds_good = True
        found = self.attack(w, codes=(2, 3))
        for path in found:
            self.assertNotIn(b'..', path)
            self.assertNotIn(b'\\', path)
        self.assertFalse([path for path in found if path.split(b'/')[0] in (b'outside', b'server\\share')], found)

    def testWindowsNames(self):
        w = self.hostile(good=False)
        self.add_good(w, 'C:\\src\\', '\\')
        for name in ('CON', 'aux.txt', 'trailing.', 'trailing ', 'a:b', 'LPT1'):
            self.row(w, 'C:\\src\\' + name, os.fsencode(name))
        w.holds_good = True
        found = self.attack(w, codes=(0,))
        self.assertEqual(b'CON', found[b'CON']['bytes'])

    def testWindowsBackupHasNoOriginalPlace(self):
        w = self.hostile(good=False)
        self.add_good(w, 'C:\\src\\', '\\')
        w.evil.version(hostile_lab.STAMP)
        run = self.run_measured(w, 'restore', '--no-local-db', codes=(100,))
        self.assertRegex(run.err, 'restore-path')

    def testOriginalPlaceIsNotLeft(self):
        """Without --restore-path the paths of the backup are the user's word; '..' is still none."""
        w = self.hostile(good=False)
        root = w.path('source')
        self.add_good(w, root + '/')
        self.row(w, root + '/../outside/evil')
        self.row(w, root + '/good/../../outside/kept', b'other')
        w.evil.version(hostile_lab.STAMP)
        before = trees.describe(w.path('outside'))
        self.run_measured(w, 'restore', '--no-local-db', '--overwrite', codes=(2, 3))
        self.assertEqual(before, trees.describe(w.path('outside')))
        self.assertEqual(hostile_lab.GOOD['good one'], open(root + '/good/good one', 'rb').read())


class Links(hostile_lab.HostileScenario):
    def through(self, target, *, file_first=False, folder=False):
        """A link, and a file that would be written through it: they get a folder and another name."""
        w = self.hostile()
        target = target % {'outside': w.path('outside')}
        if file_first:
            self.row(w, '/src/way/evil')
        w.evil.link('/src/way', target)
        if folder:
            w.evil.folder_entry('/src/way/')
        if not file_first:
            self.row(w, '/src/way/evil')
        found = self.attack(w, codes=(0, 2, 3))
        self.assertEqual('folder', found[b'way']['kind'])
        self.assertEqual(b'evil', found[b'way/evil']['bytes'])

    def testLinkThenFile(self):
        self.through('%(outside)s')

    def testFileThenLink(self):
        self.through('%(outside)s', file_first=True)

    def testLinkFolderFile(self):
        self.through('%(outside)s', folder=True)

    def testLinkUpwards(self):
        self.through('../outside')

    def testLinkToRoot(self):
        self.through('/')

    def testLinkToItself(self):
        self.through('way')

    def testLinkOfTheNameOfAFile(self):
        w = self.hostile()
        w.evil.link('/src/way', w.path('outside', 'kept'))
        self.row(w, '/src/way')
        found = self.attack(w, 'twice', codes=(2,))
        self.assertIn(found[b'way']['kind'], ('file', 'link'))

    def testChainOfLinks(self):
        w = self.hostile()
        w.evil.link('/src/a', '..')
        w.evil.link('/src/a/b', '..')
        w.evil.link('/src/b', 'a/a/a')
        self.row(w, '/src/b/outside/evil')
        self.attack(w, codes=(2, 3))

    def testLinkNamedDots(self):
        w = self.hostile()
        w.evil.link('/src/..', w.path('outside'))
        w.evil.link('/src/good/.', w.path('outside'))
        self.attack(w, codes=(2, 3))

    def testLinkWithATrailingSlash(self):
        w = self.hostile()
        w.evil.link('/src/way/', w.path('outside'))
        self.row(w, '/src/way/evil')
        self.attack(w, codes=(0, 2, 3))

    def testTargetsOfLinks(self):
        for target, codes in (('', (2, 3)), ('a\0b', (2, 3)), ('n' * 4095, (0,)), ('n' * 5000, (2, 3)),
                              ('n' * (10 << 20), (2, 3)), ('/etc/passwd', (0,)), ('\x1b[2J', (0,))):
            with self.subTest(target[:20], length=len(target)):
                w = self.hostile()
                w.evil.link('/src/way', target)
                self.attack(w, codes=codes)

    def testLinkWithoutATarget(self):
        w = self.hostile()
        w.evil.link('/src/way', '', metadata=tiny.metadata_blob(0o777))
        self.attack(w, 'way', codes=(2, 3))

    def testMetadataOfALinkIsNotThatOfWhatItLeadsTo(self):
        w = self.hostile()
        w.evil.link('/src/way', w.path('outside', 'kept'), metadata=tiny.metadata_blob(
            0o4777, target=w.path('outside', 'kept'), extra={'unix-ext:user.evil': tiny.b64(b'evil')}))
        self.attack(w, codes=(0, 2, 3), arguments=('--restore-permissions', '--restore-symlink-metadata'))
        self.assertEqual([], os.listxattr(w.path('outside', 'kept')))


class Targets(hostile_lab.HostileScenario):
    """What lies at the target already, put there by another user or program."""

    def prepared(self, plant, codes, *arguments):
        w = self.hostile()
        self.row(w, '/src/sub/evil')
        os.makedirs(w.target)
        plant(w)
        w.evil.version(hostile_lab.STAMP)
        before = self.outside_of(w)
        run = self.run_measured(w, 'restore', '--no-local-db', '--restore-path=' + w.target, *arguments, codes=codes)
        self.assertEqual(before, self.outside_of(w))
        self.assertGood(w)
        return w, run

    def testLinkInPlaceOfAFolder(self):
        for arguments in ((), ('--overwrite',), ('--only-missing',)):
            with self.subTest(arguments):
                _, run = self.prepared(lambda w: os.symlink(w.path('outside'), w.path('target', 'sub')), (2, 3),
                                       *arguments)
                self.assertRegex(run.err, 'in the way')

    def testLinkInPlaceOfAFile(self):
        for name in ('kept', 'absent'):
            for arguments in ((), ('--overwrite',)):
                with self.subTest(name, arguments=arguments):
                    def plant(w, name=name):
                        os.mkdir(w.path('target', 'sub'))
                        os.symlink(w.path('outside', name), w.path('target', 'sub', 'evil'))
                    w, _ = self.prepared(plant, (0, 2), *arguments)
                    if arguments:
                        self.assertFalse(os.path.islink(w.path('target', 'sub', 'evil')))

    def testHardLinkInPlaceOfAFile(self):
        for content in (b'the kept file outside\n', b'evil'):
            with self.subTest(content):
                def plant(w, content=content):
                    trees.write(w.path('outside', 'kept'), content)
                    os.mkdir(w.path('target', 'sub'))
                    os.link(w.path('outside', 'kept'), w.path('target', 'sub', 'evil'))
                w, _ = self.prepared(plant, (0, 2), '--overwrite')
                self.assertEqual(content, open(w.path('outside', 'kept'), 'rb').read())

    def testHardLinkToBlocksThatAreReused(self):
        """--restore-with-local-blocks reads what is there, and never writes into it."""
        w = self.hostile()
        content = os.urandom(50_000)
        self.row(w, '/src/sub/evil', content)
        trees.write(w.path('outside', 'kept'), content[:30_000] + b'other' * 4000)
        os.makedirs(w.path('target', 'sub'))
        os.link(w.path('outside', 'kept'), w.path('target', 'sub', 'evil'))
        w.evil.version(hostile_lab.STAMP)
        before = trees.describe(w.path('outside'))
        self.run_measured(w, 'restore', '--no-local-db', '--overwrite', '--restore-path=' + w.target)
        self.assertEqual(before, trees.describe(w.path('outside')))
        self.assertEqual(content, open(w.path('target', 'sub', 'evil'), 'rb').read())

    def testPipeInPlaceOfAFile(self):
        def plant(w):
            os.mkdir(w.path('target', 'sub'))
            os.mkfifo(w.path('target', 'sub', 'evil'))
        for arguments in ((), ('--overwrite',)):
            with self.subTest(arguments):
                self.prepared(plant, (0, 2), *arguments)

    def testFolderInPlaceOfAFile(self):
        self.prepared(lambda w: os.makedirs(w.path('target', 'sub', 'evil')), (0, 2, 3))
        self.prepared(lambda w: os.makedirs(w.path('target', 'sub', 'evil')), (2, 3), '--overwrite')

    def testFileInPlaceOfAFolder(self):
        _, run = self.prepared(lambda w: trees.write(w.path('target', 'sub'), b'mine'), (2, 3))
        self.assertRegex(run.err, 'in the way')

    def testTheTargetIsALink(self):
        """The target is the user's word: it is followed, once."""
        w = self.hostile()
        os.mkdir(w.path('real'))
        os.symlink('real', w.target)
        w.evil.version(hostile_lab.STAMP)
        self.run_measured(w, 'restore', '--no-local-db', '--restore-path=' + w.target)
        self.assertTrue(os.path.islink(w.target))
        w.target = w.path('real')
        self.assertGood(w)

    def testSetIdBitsAndOwners(self):
        for number, mode in enumerate((0o4755, 0o6777, 0o2755)):
            w = self.hostile()
            blob = tiny.metadata_blob(mode & 0o777, extra={'cairn:mode-bits': str(mode & 0o7000)})
            blob2 = tiny.metadata_blob(0o755).replace(b'1000-1000-493', b'0-0-%d' % mode)
            w.evil.file('/src/evil', b'evil', metadata=blob)
            w.evil.file('/src/evil2', b'evil2', metadata=blob2)
            w.evil.folder_entry('/src/evil3/', metadata=tiny.metadata_blob(0o1777))
            found = self.attack(w, codes=(0,))
            for name in (b'evil', b'evil2'):
                self.assertEqual(0, int(found[name]['mode'], 8) & 0o7022, found[name])
            status = os.stat(w.path('target', 'evil'))
            self.assertEqual((os.geteuid(), os.getegid()), (status.st_uid, status.st_gid), number)

    def testSetIdBitsWithPermissions(self):
        """Never those of another owner than the backup names (here: one that does not exist)."""
        w = self.hostile()
        blob = tiny.metadata_blob(0o4755).replace(b'1000-1000-', b'x-y-').replace(b'alice', b'no such user')
        w.evil.file('/src/evil', b'evil', metadata=blob)
        found = self.attack(w, codes=(0, 2), arguments=('--restore-permissions',))
        self.assertEqual(0, int(found[b'evil']['mode'], 8) & 0o7000)

    def testPrivilegedAttributes(self):
        extra = {'unix-ext:security.capability': tiny.b64(bytes.fromhex('0100000200200000000000000000000000000000')),
                 'unix-ext:trusted.evil': tiny.b64(b'x'), 'unix-ext:user.fine': tiny.b64(b'x'),
                 'unix-ext:system.posix_acl_access': tiny.b64(b'\2\0\0\0'), 'unix-ext:' + 'n' * 5000: tiny.b64(b'x'),
                 'unix-ext:user.bad': 'no base64!', 'unix-ext:': tiny.b64(b'x')}
        w = self.hostile()
        w.evil.file('/src/evil', b'evil', metadata=tiny.metadata_blob(extra=extra))
        self.attack(w, codes=(0, 2))
        self.assertLessEqual(set(os.listxattr(w.path('target', 'evil'))), {'user.fine'})

    def testNumbersInMetadata(self):
        w = self.hostile()
        for number, values in enumerate((
                {'CoreLastWritetime': '-1'}, {'CoreLastWritetime': '9223372036854775807'},
                {'CoreLastWritetime': '99999999999999999999'}, {'CoreLastWritetime': '1e9'},
                {'unix:uid-gid-perm': '4294967295-4294967296--1'}, {'unix:uid-gid-perm': '-1--1-99999'},
                {'unix:uid-gid-perm': 'root-root-rwx'}, {'unix:uid-gid-perm': '1-2-3-4-5'},
                {'unix:owner-name': 'n' * 100_000}, {'unix:owner-name': 'a\0root'},
                {'CoreAttributes': 'Device, ReparsePoint, 99999999999'}, {'cairn:mode-bits': '-1'},
                {'cairn:mode-bits': '4294967295'}, {'CoreSymlinkTarget': '/etc/passwd'})):
            w.evil.file('/src/evil%d' % number, b'evil%d' % number, metadata=tiny.metadata_blob(extra=values).replace(
                b'"CoreLastWritetime":"638397614450000000"', b'"x":"y"') if 'Core' in list(values)[0]
                else tiny.metadata_blob(extra=values))
        found = self.attack(w, codes=(0, 2, 3))
        self.assertEqual(14, len([path for path in found if path.startswith(b'evil')]))
        self.assertEqual({'file'}, {entry['kind'] for path, entry in found.items() if path.startswith(b'evil')})

    def testMetadataThatIsNone(self):
        w = self.hostile()
        blobs = (b'', b'{', b'[]', b'"text"', b'null', b'{"a":' * 100_000, b'\xff\xfe{\0}\0',
                 b'{"CoreLastWritetime":{"a":[1]}}', b'{"unix:uid-gid-perm":"1-1-420","unix:uid-gid-perm":"0-0-2541"}',
                 b'{"CoreLastWritetime":1e400}', b'{' + b','.join(b'"k%d":""' % n for n in range(70_000)) + b'}')
        for number, blob in enumerate(blobs):
            w.evil.file('/src/evil%d' % number, b'evil%d' % number, metadata=blob or b' ')
        found = self.attack(w, 'metadata', codes=(0, 2, 3))
        self.assertEqual(len(blobs), len([path for path in found if path.startswith(b'evil')]))

    def testMetadataBomb(self):
        """17 MB for one file, and 12 MB that 400 folders share (kHeldMetadata, kMetadataEach)."""
        w = self.hostile(blocksize=1 << 20)
        w.evil.file('/src/evil', b'evil', metadata=b'{"a":"%s"}' % (b'x' * (17 << 20)))
        shared = b'{"a":"%s"}' % (b'x' * (12 << 20))
        for number in range(400):
            w.evil.folder_entry('/src/evil%d/' % number, metadata=shared)
            w.evil.file('/src/evil%d/f' % number, b'evil%d' % number * 40, metadata=shared)
        self.attack(w, codes=(0, 2, 3))

    def testTypesThatAreNoFiles(self):
        w = self.hostile()
        for kind in ('Device', 'BlockDevice', 'CharacterDevice', 'Fifo', 'Socket', 'HardLink', 'AlternateStream', '',
                     'file\0', 'Unknown'):
            self.row(w, '/src/evil ' + re.sub(r'\W', '_', kind), type=kind)
        found = self.attack(w, codes=(0, 2, 3))
        self.assertFalse([path for path in found if b'evil' in path])

    def testDeviceNodesByMetadata(self):
        w = self.hostile()
        w.evil.file('/src/evil', b'evil', metadata=tiny.metadata_blob(0o644, attributes='Device').replace(
            b'1000-1000-420', b'0-0-%d' % (stat.S_IFCHR | 0o666)))
        found = self.attack(w, codes=(0, 2), arguments=('--restore-permissions',))
        self.assertEqual('file', found[b'evil']['kind'])


class Races(hostile_lab.HostileScenario):
    """Someone with rights in the target swaps folders for links while files are written."""

    def race(self, swap, restores):
        w = self.hostile()
        for folder in range(10):
            for number in range(20):
                self.row(w, '/src/sub%d/deep/evil%d' % (folder, number), b'evil %d %d' % (folder, number))
        w.evil.version(hostile_lab.STAMP)
        self.run_measured(w, 'recreate')
        self.run_measured(w, 'restore', '--restore-path=' + w.target)
        before = self.outside_of(w)
        ended, swaps = threading.Event(), [0]
        swapper = threading.Thread(target=swap, args=(w, ended, swaps))
        swapper.start()
        try:
            for _ in range(restores):
                self.run_measured(w, 'restore', '--restore-path=' + w.target, '--overwrite', codes=(0, 2, 3, 100))
                self.assertEqual(before['outside'], trees.describe(w.path('outside')))
            while swaps[0] < RACES:
                self.run_measured(w, 'restore', '--restore-path=' + w.target, '--overwrite', codes=(0, 2, 3, 100))
        finally:
            ended.set()
            swapper.join()
        self.assertEqual(before['outside'], trees.describe(w.path('outside')))
        self.assertGreaterEqual(swaps[0], RACES)

    @staticmethod
    def empty(w):
        """Takes the restored files away, so that there is something to write again."""
        for folder, _, files in os.walk(w.target):
            for name in files:
                try:
                    os.unlink(os.path.join(folder, name))
                except OSError:
                    pass

    def testFolderBecomesALink(self):
        def swap(w, ended, swaps):
            path, away = w.path('target', 'sub3'), w.path('target', 'away')
            while not ended.is_set():
                try:
                    os.rename(path, away)
                    os.symlink(w.path('outside'), path)
                    self.empty(w)
                    os.unlink(path)
                    os.rename(away, path)
                    swaps[0] += 1
                except OSError:
                    pass
        self.race(swap, 3)

    def testFilesBecomeLinks(self):
        def swap(w, ended, swaps):
            while not ended.is_set():
                for number in range(20):
                    path = w.path('target', 'sub5', 'deep', 'evil%d' % number)
                    try:
                        os.unlink(path)
                        os.symlink(w.path('outside', 'kept'), path)
                        swaps[0] += 1
                    except OSError:
                        pass
        self.race(swap, 3)

    def testTheTargetBecomesALink(self):
        def swap(w, ended, swaps):
            while not ended.is_set():
                try:
                    os.rename(w.target, w.target + '-away')
                    os.mkdir(w.target)
                    os.rename(w.target, w.target + '-empty')
                    os.rename(w.target + '-away', w.target)
                    os.rmdir(w.target + '-empty')
                    swaps[0] += 1
                except OSError:
                    pass
        self.race(swap, 2)


if __name__ == '__main__':
    unittest.main(module='__main__', verbosity=1, warnings='ignore', testLoader=world.PartLoader())
