# SPDX-License-Identifier: MIT
"""A small world for the command line: a home, a source, a destination, and the independent reader.

CAIRN_CLI names the program. Every run has its own home and temporary folder, checks that no
sanitizer spoke up, and leaves nothing outside the world's folder.
"""
import calendar
import contextlib
import glob
import json
import math
import os
import re
import resource
import shutil
import signal
import subprocess
import sys
import tempfile
import time
import typing
import unittest

HERE = os.path.dirname(os.path.abspath(__file__))
PROJECT = os.path.dirname(os.path.dirname(HERE))
sys.path.insert(0, os.path.join(os.path.dirname(HERE), 'oracle'))
import cairn_reader as oracle  # noqa: E402
import trees  # noqa: E402

BINARY = os.path.abspath(os.environ.get('CAIRN_CLI') or 'cairn-cli')
# Times as many of the random runs as a unit of the campaign makes (reliability.md §9); a fraction after
# every change, which CMakeLists.txt tells.
RUNS = float(os.environ.get('CAIRN_RUNS', '1'))
PASSPHRASE = 'correct horse'
SMALL = ['--blocksize=1kb', '--dblock-size=24kb', '--number-of-retries=0']
NOBODY = 65534
SANITIZER = re.compile(r'(AddressSanitizer|LeakSanitizer|UndefinedBehavior|runtime error:|ThreadSanitizer)')
# Looking for leaks and marking what surrounds each constant take four fifths of a short run; the tests of the
# command line do the one, those of units both.
QUICK = 'detect_leaks=0:report_globals=0'
# What a person must never be shown.
RAW = re.compile(r'(terminate called|what\(\)|\.cpp:\d|core/\w+/|#\d+ 0x|Traceback|Assertion|QSql\w+|'
                 r'SQL logic|segmentation fault)', re.I)


MEMORY = '/dev/shm'
ROOM = 1 << 30


def use_memory():
    """Worlds lie in memory from now on, if there is room and TMPDIR does not say otherwise.

    For tests that sync much and ask nothing of the file system's kind: several times as fast. A campaign
    names the folder, which it removes itself: CAIRN_MEMORY.
    """
    folder = os.environ.get('CAIRN_MEMORY') or ('' if 'TMPDIR' in os.environ else MEMORY)
    if os.access(folder, os.W_OK) and shutil.disk_usage(folder).free > ROOM:
        tempfile.tempdir = folder


def stamp_seconds(stamp):
    """Of a version's name, since 1970."""
    return calendar.timegm(time.strptime(stamp, '%Y%m%dT%H%M%SZ'))


class Run(typing.NamedTuple):
    """How a run ended, and what it said."""
    command: list
    code: int
    out: str
    err: str

    @property
    def said(self):
        return self.out + self.err

    def __str__(self):
        return '%s\n-> %s\n%s%s' % (' '.join(map(repr, self.command)), self.code, self.out, self.err)


class World:
    """All of one backup. Attributes may be changed before a run."""

    def __init__(self, passphrase=PASSPHRASE, options=(), prefix=None):
        self.root = os.path.realpath(tempfile.mkdtemp(prefix='cairn-scenario-'))
        self.source, self.dest = self.folder('source'), os.path.join(self.root, 'dest')
        self.home, self.temp = self.folder('home'), self.folder('temp')
        self.db = os.path.join(self.home, 'job.sqlite')
        self.passphrase, self.prefix, self.user = passphrase, prefix, None
        self.binary = BINARY
        self.options = [*SMALL, *options]
        self.environment = {}
        self.limit = None      # of bytes in one file, for runs

    def folder(self, name):
        path = os.path.join(self.root, name)
        os.makedirs(path, exist_ok=True)
        return path

    def path(self, *names):
        return os.path.join(self.root, *names)

    def close(self):
        subprocess.run(['find', self.root, '-type', 'd', '!', '-perm', '-700', '-exec', 'chmod', 'u+rwx', '{}', ';'],
                       stderr=subprocess.DEVNULL)
        subprocess.run(['rm', '-rf', self.root])      # folders may nest deeper than Python recurses

    # -- the program

    def command_line(self, command, arguments, dest=None):
        line = [self.binary, command]
        if command not in ('help', 'system-info', 'test-filters'):
            line.append(dest or self.dest)
            if self.db:
                line.append('--dbpath=' + self.db)
            if self.prefix:
                line.append('--prefix=' + self.prefix)
        line += ['--tempdir=' + self.temp, *self.options, *arguments]     # the last of two holds
        if self.passphrase is None and '--no-encryption' not in line:
            line.append('--no-encryption')
        return line

    def environ(self, more=None):
        kept = ('PATH', 'LC_ALL', 'ASAN_OPTIONS', 'UBSAN_OPTIONS', 'LD_LIBRARY_PATH', 'TSAN_OPTIONS',
                'LLVM_PROFILE_FILE')
        environment = {'ASAN_OPTIONS': QUICK}
        environment.update((name, os.environ[name]) for name in kept if name in os.environ)
        environment.update(HOME=self.home, XDG_DATA_HOME=os.path.join(self.home, 'data'),
                           XDG_CONFIG_HOME=os.path.join(self.home, 'config'),
                           XDG_CACHE_HOME=os.path.join(self.home, 'cache'),
                           XDG_RUNTIME_DIR=self.home, TMPDIR=self.temp, CAIRN_TEST_LIMITS='1')
        if self.passphrase is not None:
            environment['PASSPHRASE'] = self.passphrase
        environment.update(self.environment)
        environment.update(more or {})
        return {name: value for name, value in environment.items() if value is not None}

    def start(self, command, *arguments, env=None, dest=None, **popen):
        """The program in the background; finish() waits for it."""
        process = subprocess.Popen(
            self.command_line(command, arguments, dest), env=self.environ(env), cwd=self.home,
            stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
            user=self.user, group=self.user, extra_groups=None if self.user is None else [],
            preexec_fn=self.limited if self.limit else None, **popen)
        return process

    def limited(self):
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (self.limit, self.limit))

    @staticmethod
    def finish(process, timeout=120):
        for last in (False, True):      # twice: the whole machine may have been held up
            try:
                out, err = process.communicate(timeout=timeout)
                break
            except subprocess.TimeoutExpired:
                if last:
                    process.kill()
                    out, err = process.communicate()
                    raise AssertionError('did not end in %d s: %s\n%s%s' % (
                        2 * timeout, process.args, out.decode(errors='replace'),
                        err.decode(errors='replace'))) from None
        run = Run(process.args, process.returncode, out.decode('utf-8', 'surrogateescape'),
                  err.decode('utf-8', 'surrogateescape'))
        if SANITIZER.search(run.said) or run.code in (-signal.SIGSEGV, -signal.SIGABRT):
            raise AssertionError('crashed: %s' % (run,))
        return run

    def run(self, command, *arguments, codes=(0,), **options):
        """Runs the program; any exit code but `codes` fails the test. codes=None: all are well."""
        run = self.finish(self.start(command, *arguments, **options))
        if codes is not None and run.code not in codes:
            raise AssertionError('exit code %s, not %s: %s' % (run.code, ' or '.join(map(str, codes)), run))
        if RAW.search(run.err):
            raise AssertionError('not for people: %s' % (run,))
        return run

    def backup(self, *arguments, codes=(0,), sources=None, **options):
        return self.run('backup', *(sources or [self.source]), *arguments, codes=codes, **options)

    def now(self):
        """The time that runs of the program see (tests/system_calls)."""
        return time.time() + int(self.environment.get('CAIRN_CALLS_CLOCK') or 0)

    def leave_room(self):
        """Lets a second lie free after the newest version: a list made anew takes another name."""
        missing = math.ceil(stamp_seconds(self.stamps()[0]) + 2 - self.now())
        if 'LD_PRELOAD' in self.environment and missing > 0:   # the program's clock is ours to move
            self.environment['CAIRN_CALLS_CLOCK'] = str(int(self.environment['CAIRN_CALLS_CLOCK']) + missing)
        while self.now() < stamp_seconds(self.stamps()[0]) + 2:
            time.sleep(0.05)

    def restore(self, name, *arguments, codes=(0,), **options):
        """Into a new folder of the world -> its path."""
        target = self.path(name)
        self.run('restore', *arguments, '--restore-path=' + target, codes=codes, **options)
        return target

    def result(self, command, *arguments, **options):
        """The result object."""
        run = self.run(command, *arguments, '--json', **options)
        return json.loads(run.out)

    # -- what there is

    def names(self, kind=''):
        """Volumes of this backup at the destination whose name has `.kind.` in it."""
        return sorted(name for name in os.listdir(self.dest) if '.%s' % kind in name and 'cairn~' not in name
                      and name.startswith(self.prefix + '-' if self.prefix else ''))

    def volumes(self, kind):
        return [os.path.join(self.dest, name) for name in self.names(kind + '.')]

    def store(self):
        return oracle.Store(self.dest, self.prefix, self.passphrase, temp=self.root, jobs=1)

    def stamps(self):
        """Of the versions, newest first, by their names."""
        return sorted((oracle.STAMP.search(name).group() for name in self.names('dlist.')), reverse=True)

    def forget_database(self):
        for path in glob.glob(glob.escape(self.db) + '*'):
            os.unlink(path)


class Scenario(unittest.TestCase):
    """What all scenarios ask of a world."""
    maxDiff = None

    def world(self, **options):
        world = World(**options)
        self.addCleanup(world.close)
        return world

    def assertSameTree(self, expected, got, ignore=()):
        """Folders on disk, or what describe() said of them."""
        a, b = (tree if isinstance(tree, dict) else trees.describe(tree) for tree in (expected, got))
        lines = trees.differences(a, b, ignore)
        if lines:
            self.fail('\n'.join(lines[:30]))

    def assertSound(self, world, lenient=False, store=None, **options):
        """The independent reader finds nothing wrong with the destination; store: one that is open."""
        with contextlib.nullcontext(store) if store else world.store() as store:
            findings = store.verify(lenient, **options)
        self.assertEqual([], [str(f) for f in findings[:20]])

    def assertHolds(self, world, tree, version=0, time=None, ignore=(), exclude=(), store=None):
        """The independent reader finds this tree in a version, byte for byte; store: one that is open."""
        with contextlib.nullcontext(store) if store else world.store() as store:
            report = store.compare(tree, version, time, strip=world.source, ignore=ignore, exclude=exclude)
        self.assertEqual([], [str(d) for d in report.differences[:20]])
        self.assertGreater(report.entries, 0)

    def assertTidy(self, world):
        """No temporary file is left, here or there, and the database is one file (R4)."""
        self.assertEqual([], os.listdir(world.temp))
        self.assertEqual([], [name for name in os.listdir(world.home)
                              if name.endswith(('-wal', '-shm')) or '.new' in name])
        self.assertEqual([], [name for name in os.listdir(world.dest) if 'cairn~' in name or '.part' in name])

    def assertSays(self, run, *words):
        """The error is for people: it names what it is about, in few lines."""
        self.assertTrue(run.err.strip(), run)
        for word in words:
            self.assertRegex(run.err.lower(), word.lower() if isinstance(word, str) else word, run)
        errors = [line for line in run.err.splitlines() if line.strip()]
        self.assertLess(len(errors), 12, run)
        self.assertIsNone(RAW.search(run.err), run)


@contextlib.contextmanager
def counted(what):
    """Tells the campaign of one run: a line of {what, ok} in the file that CAIRN_TALLY names."""
    tally = os.environ.get('CAIRN_TALLY')
    ok = False
    try:
        yield
        ok = True
    finally:
        if tally:
            with open(tally, 'a', encoding='ascii') as f:
                f.write(json.dumps({'what': what, 'ok': ok}) + '\n')


def some(count):
    """So many random runs, times CAIRN_RUNS; of some at least one."""
    return max(min(count, 1), round(count * RUNS))


class PartLoader(unittest.TestLoader):
    """CAIRN_PART=2/3 runs every third test of a file, from the second on: parts may run side by side."""

    def loadTestsFromModule(self, module, *arguments, **options):
        part, parts = map(int, os.environ.get('CAIRN_PART', '1/1').split('/'))
        classes = super().loadTestsFromModule(module, *arguments, **options)
        tests = [test for cases in classes for test in cases]
        return self.suiteClass(tests[part - 1::parts])


def main():
    unittest.main(module='__main__', verbosity=1, warnings='ignore', testLoader=PartLoader())
