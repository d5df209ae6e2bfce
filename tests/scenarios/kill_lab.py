# SPDX-License-Identifier: MIT
"""Operations that are killed at their kill points, and what must hold afterwards.

One laboratory makes the starting points once; every experiment gets copies of destination and
database, and shares the source, which nothing changes any more. CAIRN_SEED chooses other kills,
CAIRN_RUNS=10 makes ten times as many, CAIRN_KILLS=operation/point:occurrence[/point:occurrence]
repeats one alone. CAIRN_KILL_KIND=single or double leaves the others out, CAIRN_FILES=30 makes the source
larger.
"""
import collections
import dataclasses
import functools
import glob
import os
import random
import shutil
import signal

import trees
import world

world.use_memory()
SEED = int(os.environ.get('CAIRN_SEED', '1'))
ONLY = os.environ.get('CAIRN_KILLS', '')
KIND = os.environ.get('CAIRN_KILL_KIND', 'single,double')
FILES = int(os.environ.get('CAIRN_FILES', '12'))
ASPECTS = ('metadata', 'mode', 'mtime', 'dirtime', 'linktime', 'xattr')
COMPACT = ('--threshold=0', '--small-file-max-count=1')


@functools.cache
def listed_points():
    """All kill points, as the checked list has them: one that goes from the sources is missed."""
    with open(os.path.join(world.PROJECT, 'tests', 'scenarios', 'killpoints.txt'), encoding='utf-8') as file:
        return {line.strip() for line in file if not line.startswith('#')}


class ThreeVersions(world.Scenario):
    """Three versions, made once; each test has a copy."""

    @classmethod
    def setUpClass(cls):
        cls.base = base = world.World()
        cls.addClassCleanup(base.close)
        trees.plant(base.source, SEED)
        cls.states = []
        for number in range(3):
            if number:
                base.leave_room()
                trees.change(base.source, number)
            cls.before(number)
            base.backup()
            cls.states.insert(0, trees.copy(base.source, base.path('state%d' % number)))

    @classmethod
    def before(cls, number):
        """Whatever a test wants of the time before a version is made."""

    def setUp(self):
        self.w = self.fork()

    def fork(self):
        w = self.world()
        w.source = self.base.source     # paths are part of the backup
        shutil.copytree(self.base.dest, w.dest)
        shutil.copy(self.base.db, w.db)
        return w


@dataclasses.dataclass
class Start:
    """A destination with its database, and the trees of the versions in it, oldest first."""
    folder: str
    states: list


@dataclasses.dataclass
class Operation:
    name: str
    start: Start
    command: list                 # words of the command line after the destination
    kept: list                    # trees that must be there afterwards, whatever happens
    codes: tuple = (0,)
    again: bool = False           # a kill is followed by the same command before the backup
    exclude: tuple = ()           # paths that may be gone from `kept`
    ignore: tuple = ()            # what of the others may be


class Lab:
    def __init__(self):
        self.base = world.World()
        self.points = {}          # operation -> how often it passes each point
        self.number = 0
        self._make_starts()
        self._make_operations()

    def close(self):
        self.base.close()

    # -- starting points

    def _make_starts(self):
        w = self.base
        trees.plant(w.source, SEED, files=FILES, largest=16_000)
        self.starts, states = {0: self._save('nothing', [])}, []
        for number in (1, 2, 3, 4):
            if number > 1:
                w.leave_room()
                trees.change(w.source, number, largest=16_000)
            if number == 4:
                self.starts[3] = self._save('three', states)
                before = set(w.names('dblock.'))
                index = w.volumes('dindex')[0]     # of a volume that stays, so that it is made again
            w.backup()
            states = [*states, trees.copy(w.source, w.path('state%d' % number))]
            if number == 1:
                self.starts[1] = self._save('one', states)
        # All the last run stored is gone: it is still in the source. So are an index and a list.
        for name in set(w.names('dblock.')) - before:
            os.unlink(os.path.join(w.dest, name))
        os.unlink(index)
        os.unlink(w.volumes('dlist')[1])
        self.starts['damaged'] = self._save('damaged', states)

    def _save(self, name, states):
        """What the base holds now."""
        folder = self.base.folder('start-' + name)
        if os.path.isdir(self.base.dest):
            shutil.copytree(self.base.dest, os.path.join(folder, 'dest'))
            shutil.copy(self.base.db, folder)
        return Start(folder, list(states))

    def fork(self, start):
        w = world.World()
        w.source = self.base.source
        if os.path.isdir(os.path.join(start.folder, 'dest')):
            shutil.copytree(os.path.join(start.folder, 'dest'), w.dest)
            shutil.copy(os.path.join(start.folder, 'job.sqlite'), w.db)
        return w

    def _wasteful(self):
        """Three versions less two: much to reclaim."""
        w = self.fork(self.starts[3])
        try:
            w.run('delete', '--version=1,2', '--no-auto-compact')
            folder = self.base.folder('start-wasteful')
            shutil.copytree(w.dest, os.path.join(folder, 'dest'))
            shutil.copy(w.db, folder)
        finally:
            w.close()
        return Start(folder, self.starts[3].states[2:])

    def _unindexed(self):
        """No index tells what a data volume holds."""
        w = self.fork(self.starts[3])
        try:
            os.unlink(w.volumes('dindex')[0])
            folder = self.base.folder('start-unindexed')
            shutil.copytree(w.dest, os.path.join(folder, 'dest'))
            shutil.copy(w.db, folder)
        finally:
            w.close()
        return Start(folder, self.starts[3].states)

    def _broken(self):
        """Data is gone that the source does not have any more."""
        w = self.fork(self.starts[3])
        try:
            for path in w.volumes('dblock')[:-1]:
                os.unlink(path)
            w.run('repair', codes=(3,))
            folder = self.base.folder('start-broken')
            shutil.copytree(w.dest, os.path.join(folder, 'dest'))
            shutil.copy(w.db, folder)
            with w.store() as store:
                paths = {f.path.encode('utf-8', 'surrogateescape') for f in store.verify(True) if f.kind == 'BROKEN'}
        finally:
            w.close()
        self.lost = tuple(glob.escape(os.path.relpath(os.fsdecode(path), w.source)) for path in paths
                          if not path.endswith(b'/'))
        return Start(folder, self.starts[3].states)

    def _make_operations(self):
        one, three, source = self.starts[1], self.starts[3], self.base.source
        damaged, broken = self.starts['damaged'], self._broken()
        self.operations = {op.name: op for op in (
            # A throttle: each volume is copied then, and not given a second name.
            Operation('first', self.starts[0], ['backup', source, '--throttle-upload=1gb'], []),
            Operation('incremental', one, ['backup', source], one.states),
            Operation('retention', three, ['backup', source, '--keep-versions=2', *COMPACT], three.states[2:]),
            Operation('delete', three, ['delete', '--version=0,1', '--no-auto-compact'], three.states[:1]),
            Operation('compact', self._wasteful(), ['compact', *COMPACT], three.states[2:]),
            Operation('repair', damaged, ['repair', '--rebuild-missing-dblock-files'], damaged.states, again=True),
            Operation('purge', three, ['purge', '*/file7.dat*', *COMPACT], three.states,
                      again=True, exclude=('*file7.dat*',)),
            Operation('purge-broken', broken, ['purge-broken-files'], broken.states, again=True,
                      exclude=self.lost, ignore=ASPECTS),
            Operation('recreate', three, ['recreate'], three.states, again=True),
            Operation('recreate-unindexed', self._unindexed(), ['recreate'], three.states, again=True),
            Operation('restore', three, ['restore', '--overwrite', '--restore-path=TARGET'], three.states, again=True),
        )}

    # -- experiments

    def start_of(self, operation):
        return self.operations[operation].start

    def act(self, w, operation, env=None, codes=None):
        op = self.operations[operation]
        words = [word.replace('TARGET', w.path('target')) for word in op.command]
        return w.run(*words, env=env, codes=codes)

    def learn(self, operation):
        """{point: how often it is passed}, by a run that nobody kills."""
        if operation not in self.points:
            w = self.fork(self.start_of(operation))
            try:
                self.act(w, operation, {'CAIRN_KILLPOINT_LOG': w.path('log')}, self.operations[operation].codes)
                self.points[operation] = self.read_log(w)
            finally:
                w.close()
        return self.points[operation]

    @staticmethod
    def read_log(w):
        if not os.path.exists(w.path('log')):
            return collections.Counter()
        with open(w.path('log'), encoding='ascii') as f:
            return collections.Counter(f.read().split())

    def sample(self, operation, runs):
        """Kills of this operation: each point once, then more, as far as `runs` goes."""
        if ONLY:
            return [kill.split('/')[1:] for kill in ONLY.split(',') if kill.startswith(operation + '/')]
        points = self.learn(operation)
        rng = random.Random('%d %s' % (SEED, operation))
        first = ['%s:%d' % (point, rng.randint(1, count)) for point, count in sorted(points.items())]
        every = ['%s:%d' % (point, n) for point, count in sorted(points.items()) for n in range(1, count + 1)]
        rest = [kill for kill in every if kill not in first]
        rng.shuffle(first)
        rng.shuffle(rest)
        return [[kill] for kill in (first + rest)[:runs]]

    def sample_double(self, operation, runs):
        """Two kills in a row: the second hits the run that puts the first in order."""
        if ONLY:
            return []
        points = sorted(self.learn(operation))
        rng = random.Random('%d twice %s' % (SEED, operation))
        return [['%s:1' % rng.choice(points), '%s:1' % rng.choice(points)] for _ in range(runs if points else 0)]


class KillScenario(world.Scenario):
    """Kills operations and judges what is left."""

    @classmethod
    def setUpClass(cls):
        cls.lab = Lab()
        cls.addClassCleanup(cls.lab.close)

    def killEach(self, operation, runs, twice=0):
        kills = ((self.lab.sample(operation, world.some(runs)) if 'single' in KIND else []) +
                 (self.lab.sample_double(operation, world.some(twice)) if 'double' in KIND else []))
        self.assertTrue(kills or ONLY or operation in ('recreate', 'restore') or not twice)
        reached = 0
        for number, kill in enumerate(kills):
            with self.subTest(repeat='CAIRN_SEED=%d CAIRN_KILLS=%s/%s' % (SEED, operation, '/'.join(kill))), \
                    world.counted('kill'):
                reached += self.killOnce(operation, kill, number)
        # Threads pass points in changing order, so that an occurrence may be missed; not often.
        self.assertGreaterEqual(reached, len(kills) * 0.7)

    def killOnce(self, operation, kill, number):
        """True if the kill was reached."""
        op = self.lab.operations[operation]
        w = self.lab.fork(op.start)
        try:
            reached = False
            for point in kill:
                run = self.lab.act(w, operation, {'CAIRN_KILLPOINT': point})
                if run.code == -signal.SIGKILL:
                    reached = True
                else:     # the point lies behind the end
                    self.assertIn(run.code, op.codes + (1,) if 'backup' in op.command else op.codes, run)
            if reached:
                self.assertKept(w, op, 'right after the kill', number)
            self.settle(w, op)
            self.judge(w, op, number)
            return reached
        finally:
            w.close()

    def settle(self, w, op):
        """What a person does next: the same again if it was that, and in any case the next backup."""
        if op.again:
            self.lab.act(w, op.name, codes=op.codes)
        if op.name == 'recreate-unindexed':
            w.run('repair')
        if op.name == 'restore':
            self.assertSameTree(*map(self.restored, (op.start.states[-1], w.path('target'))), ('mode', 'linktime'))
        w.backup(codes=(0, 1))

    @staticmethod
    def restored(folder):
        """Of a folder that was there before the second run, only what is in it; leftovers age before they go."""
        return {path: entry for path, entry in trees.describe(folder).items()
                if path != b'.' and not os.path.basename(path).startswith(b'.cairn~')}

    def assertKept(self, w, op, when, number):
        """Every version that must be there is there, as it was."""
        if op.name in ('repair', 'purge-broken') and when != 'at the end':
            return
        for tree in op.kept:
            with w.store() as store:
                found = [store.compare(tree, version, strip=w.source, exclude=op.exclude,
                                       ignore=op.ignore).differences
                         for version in range(len(store._dlists()))]
            if not any(differences == [] for differences in found):
                self.fail('%s: %s is lost: %s' % (when, os.path.basename(tree), [str(d) for f in found for d in f[:3]]))

    def judge(self, w, op, number):
        self.assertSound(w)
        self.assertHolds(w, w.source)
        self.assertKept(w, op, 'at the end', number)
        self.assertTidy(w)
        if number % 3 == 0:
            w.forget_database()
            result = w.result('recreate')
            lists = len(w.names('dlist.')) + len(w.names('dindex.'))
            self.assertEqual(lists, result['BackendStatistics']['FilesDownloaded'], 'a rebuild fetched data')
            w.backup(codes=(1,))
