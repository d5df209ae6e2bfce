# SPDX-License-Identifier: MIT
"""The parts of a campaign: what a unit of each runs, and how many runs a release asks for."""
import dataclasses
import glob
import os
import re
import sys
import typing

HERE = os.path.dirname(os.path.abspath(__file__))
PROJECT = os.path.dirname(os.path.dirname(HERE))
SCENARIOS = os.path.join(PROJECT, 'tests', 'scenarios')


@dataclasses.dataclass
class Part:
    name: str
    what: str
    number: int                              # runs before a release
    each: int                                # runs of a unit, about
    make: typing.Callable                    # (seed, options) -> (words, environment)
    first: int = 1                           # seed
    last: int | None = None
    alone: bool = False                      # uses all cores by itself
    needs: typing.Callable = lambda options: []        # files without which it cannot run
    notes: typing.Callable = lambda said: ''           # what is worth telling of a unit's output

    @property
    def sliced(self):
        """A fixed amount of work that is cut up, not as many runs as one likes."""
        return self.last is not None and self.last > 1

    def command(self, seed, options):
        return self.make(seed, options)

    def missing(self, options):
        for path in self.needs(options):
            if not os.path.exists(path):
                return 'there is no ' + os.path.relpath(path, PROJECT)
        return None


def cli(options):
    return [os.path.join(options.build, 'app', 'cli', 'cairn-cli'), library(options)]


def library(options):
    return os.path.join(options.build, 'tests', 'system_calls', 'cairn_system_calls.so')


def scenario(name, what, number, each, file, tests=(), first=1, last=None, **variables):
    """Units are runs of a file of tests/scenarios with CAIRN_SEED; SEED in a variable is the unit's."""
    paths = [os.path.join(SCENARIOS, each) for each in file.split()]

    def make(seed, options):
        return (['sh', '-c', 'for file; do "$0" -B "$file" %s || bad=1; done; exit ${bad:-0}' % ' '.join(tests),
                 sys.executable, *paths],
                {'CAIRN_SEED': str(seed), 'CAIRN_CLI': cli(options)[0], 'CAIRN_SYSTEM_CALLS': library(options),
                 'CAIRN_RUNS': '1', **{name: value.replace('SEED', str(seed)) for name, value in variables.items()}})
    return Part(name, what, number, each, make, first, last, needs=lambda options: [*paths, *cli(options)])


def program(name, what, number, each, binary, variables, **more):
    """Units are runs of a test program; SEED in a variable is the unit's."""
    def make(seed, options):
        return ([os.path.join(options.build, binary)],
                {variable: value.replace('SEED', str(seed)) for variable, value in variables.items()})
    return Part(name, what, number, each, make, needs=lambda options: [os.path.join(options.build, binary)], **more)


def fuzz():
    """A unit for each target; FUZZ_SECONDS of processor time each."""
    sources = sorted(glob.glob(os.path.join(PROJECT, 'tests', 'fuzz', 'fuzz_*.cpp')))
    names = [os.path.basename(path)[:-len('.cpp')] for path in sources]
    built = os.path.join(PROJECT, 'build', 'fuzz', 'tests', 'fuzz')
    seconds = os.environ.get('FUZZ_SECONDS', '900')

    def make(seed, _options):
        name = names[seed - 1]
        return ([sys.executable, '-B', os.path.join(HERE, 'fuzz_for.py'), seconds, os.path.join(built, name),
                 os.path.join(PROJECT, 'tests', 'fuzz', 'corpus', name[len('fuzz_'):])], {})

    def notes(said):
        found = [re.search(r'stat::%s: *(\d+)' % what, said) for what in (
            'number_of_executed_units', 'processor_seconds')]
        return 'the last target ran %s inputs in %s s' % tuple(each.group(1) for each in found) if all(found) else ''
    return Part('fuzz', 'each target of the fuzz preset, FUZZ_SECONDS (%s) each' % seconds, len(names), 1, make,
                last=len(names), notes=notes, needs=lambda options: [os.path.join(built, name) for name in names])


def preset(name, what):
    """The whole of ctest in one preset, which is built first."""
    def make(_seed, options):
        return (['sh', '-c', 'cmake --preset {0} && cmake --build --preset {0} && '
                 'exec ctest --preset {0} -LE guard -j {1}'.format(name, options.jobs)], {})

    def notes(said):
        return '\n'.join(re.findall(r'^.*tests passed.*$', said, re.M))
    return Part(name, what, 1, 1, make, last=1, alone=True, notes=notes)


def measured(name, what, line):
    """A program of this folder that judges by itself; what it tells in such lines goes into the report."""
    def make(_seed, options):
        return [sys.executable, '-B', os.path.join(HERE, name + '.py'), '--jobs', str(options.jobs)], {}

    def notes(said):
        return '\n'.join(re.findall(line, said, re.M))
    return Part(name, what, 1, 1, make, last=1, alone=True, notes=notes)


def soak():
    def make(_seed, _options):
        return (['sh', '-c', 'cmake --preset release -DCAIRN_BENCH=ON && '
                 'cmake --build --preset release --target bench_soak && exec tests/bench/soak.py '
                 'build/release/tests/bench/bench_soak build/soak.csv build/soak.svg'], {})
    return Part('soak', 'half a year of hourly backups', 1, 1, make, last=1, alone=True,
                notes=lambda said: said.strip().splitlines()[-1] if said.strip() else '')


SLICES = 40
STEP_SLICES = 40
HOSTILE_SLICES = 8
RACES = 100                                  # of each of three kinds in a unit
KILLS = 'test_kills_backup.py test_kills_changes.py'
PARTS = {part.name: part for part in (
    scenario('kills', 'a kill at a kill point', 1000, 96, KILLS, CAIRN_KILL_KIND='single'),
    scenario('doubles', 'a second kill in the run that puts the first in order', 200, 12, KILLS,
             CAIRN_KILL_KIND='double'),
    scenario('power', 'images of the disk after the power went', 500, 21, 'test_power_loss.py'),
    scenario('syncs', 'each sync left out, until something is lost', 1, 1, 'test_syncs.py', last=1),
    scenario('calls', 'each call of the file system failing, 30 files', SLICES, 1, 'test_failing_calls.py',
             last=SLICES, CAIRN_FILES='30', CAIRN_SLICES=str(SLICES)),
    program('backend', 'destinations that misbehave, 4 rates for each seed', 800, 4,
            'tests/core/engine/test_faulty_runs', {'CAIRN_TEST_SEED': 'SEED'}),
    program('steps', 'each statement, kill point and call failing inside the process', STEP_SLICES, 1,
            'tests/core/engine/test_failing_steps',
            {'CAIRN_TEST_SEED': 'SEED', 'CAIRN_SLICES': str(STEP_SLICES), 'CAIRN_DEPTH': '8',
             'QTEST_FUNCTION_TIMEOUT': '3600000'},
            last=STEP_SLICES),
    scenario('model', 'histories of 50 actions', 10_000, 2, 'test_model.py', CAIRN_HISTORIES='2',
             CAIRN_ACTIONS='50'),
    scenario('sources', 'sets of folders and single files, saved again and again', 400, 24, 'test_sources.py'),
    scenario('damage', 'flips, truncations, garbled ranges and more', 2000, 44, 'test_damage.py', ['DamagedVolumes']),
    scenario('databases', 'databases with bytes changed', 1000, 20, 'test_databases.py'),
    scenario('hostile', 'hostile destinations', HOSTILE_SLICES, 1, 'test_hostile_paths.py test_hostile_volumes.py',
             last=HOSTILE_SLICES, CAIRN_RUNS='2', CAIRN_PART='SEED/%d' % HOSTILE_SLICES),
    scenario('races', 'a target that changes under a restore', 10_000, 3 * RACES, 'test_hostile_paths.py', ['Races'],
             CAIRN_RACES=str(RACES)),
    fuzz(),
    preset('asan', 'all tests with the address and undefined behaviour sanitizers'),
    preset('tsan', 'all tests with the thread sanitizer'),
    measured('coverage', 'branches of states, start table, compact, delete and restore writer', r'^.* branches .*%$'),
    measured('mutants', 'the same parts broken in one place, until a test notices', r'^.* mutants killed .*%$'),
    soak(),
)}
