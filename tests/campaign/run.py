#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""The random and long tests with the numbers that a release asks for (reliability.md §9).

    tests/campaign/run.py --list
    tests/campaign/run.py                        every part, to its full number
    tests/campaign/run.py power model=100        two of them, one to another number
    tests/campaign/run.py --report               what the state file tells, without running

A part is made of units, each a process with a seed of its own. What a unit found goes into the state
file at once, so that a campaign that was ended goes on where it stopped; --fresh begins anew, --failed
repeats the units that failed. Prints a line for each part. See README.md.
"""
import argparse
import concurrent.futures
import json
import os
import shlex
import subprocess
import sys
import tempfile
import time

import parts

HERE = os.path.dirname(os.path.abspath(__file__))
PROJECT = os.path.dirname(os.path.dirname(HERE))
MEMORY = '/dev/shm' if os.access('/dev/shm', os.W_OK) else None


class State:
    """Finished units: a line of JSON each, the last of a unit counts."""

    def __init__(self, path, fresh):
        self.path, self.units = path, {}
        if fresh and os.path.exists(path):
            os.rename(path, path + '.before-%d' % time.time())
        if os.path.exists(path):
            with open(path, encoding='utf-8') as f:
                for line in f:
                    if line.endswith('\n'):      # else it was cut off
                        unit = json.loads(line)
                        self.units[unit['part'], unit['seed']] = unit

    def add(self, unit):
        self.units[unit['part'], unit['seed']] = unit
        with open(self.path, 'a', encoding='utf-8') as f:
            f.write(json.dumps(unit) + '\n')

    def of(self, part):
        return [unit for (name, _), unit in sorted(self.units.items()) if name == part]


def run_unit(part, seed, options):
    """One process; counts the runs it told of, or the process itself as one."""
    with tempfile.TemporaryDirectory(prefix='cairn-campaign-') as folder, \
            tempfile.TemporaryDirectory(prefix='cairn-campaign-', dir=MEMORY) as memory:
        tally = os.path.join(folder, 'tally')
        command, environment = part.command(seed, options)
        begin = time.monotonic()
        done = subprocess.run(command, cwd=PROJECT, stdin=subprocess.DEVNULL, capture_output=True, text=True,
                              errors='replace',
                              env={**os.environ, 'CAIRN_TALLY': tally, 'TMPDIR': folder,
                                   'CAIRN_MEMORY': memory, **environment})
        seconds = time.monotonic() - begin
        counted = []
        if os.path.exists(tally):
            with open(tally, encoding='ascii') as f:
                counted = [json.loads(line) for line in f]
    failed = sum(not run['ok'] for run in counted) or int(done.returncode != 0)
    unit = {'part': part.name, 'seed': seed, 'runs': len(counted) or part.each, 'failed': failed,
            'seconds': round(seconds, 1), 'repeat': shell(command, environment)}
    said = done.stdout + done.stderr
    if failed:
        log = os.path.join(options.logs, '%s-%d.log' % (part.name, seed))
        with open(log, 'w', encoding='utf-8') as f:
            f.write('%s\n%s' % (unit['repeat'], said))
        unit['log'] = log
    unit['notes'] = part.notes(said)
    return unit


def shell(command, environment):
    """The command as a person types it, in the project's folder."""
    return ' '.join(['%s=%s' % item for item in environment.items()] + [shlex.quote(
        os.path.relpath(word, PROJECT) if word.startswith(PROJECT) else word) for word in command])


def seeds_to_run(part, number, state, failed, first):
    """Units that are missing, as many as the number asks for by what the finished ones ran."""
    done = {unit['seed']: unit for unit in state.of(part.name)}
    if failed:
        yield from [seed for seed, unit in done.items() if unit['failed']]
        return
    # What is cut into slices is asked for by slices, whatever these come to.
    seed, runs = max(part.first, first), len(done) if part.sliced else sum(unit['runs'] for unit in done.values())
    while runs < number and (part.last is None or seed <= part.last):
        if seed not in done:
            runs += part.each
            yield seed
        seed += 1


def line(part, number, state):
    units = state.of(part.name)
    runs, failed = sum(u['runs'] for u in units), sum(u['failed'] for u in units)
    asked = '%6d of %d slices, %d runs' % (len(units), number, runs) if part.sliced else (
        '%6d of %d runs' % (runs, number))
    text = '%-10s %s, %d failed, %d recovered, %.0f s, seeds from %d' % (
        part.name, asked, failed, runs - failed, sum(u['seconds'] for u in units),
        min((u['seed'] for u in units), default=part.first))
    for unit in units:
        if unit['failed']:
            text += '\n    seed %d: %s\n        repeat: %s' % (unit['seed'], unit.get('log'), unit['repeat'])
    notes = units[-1]['notes'] if units else ''
    return text + ('\n    ' + notes.replace('\n', '\n    ') if notes else '')


def run_part(part, number, state, options):
    """In parallel; a failure does not end the others."""
    jobs = 1 if part.alone else options.jobs
    while seeds := list(seeds_to_run(part, number, state, options.failed, options.first)):
        with concurrent.futures.ThreadPoolExecutor(jobs) as pool:
            waiting = {pool.submit(run_unit, part, seed, options) for seed in seeds}
            try:
                for done in concurrent.futures.as_completed(waiting):
                    unit = done.result()
                    state.add(unit)
                    if unit['failed']:
                        print('%s: seed %d failed: %s' % (part.name, unit['seed'], unit['log']), flush=True)
            except KeyboardInterrupt:
                pool.shutdown(cancel_futures=True)
                raise
        if options.failed:
            break


def main():
    words = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    words.add_argument('parts', nargs='*', metavar='PART[=NUMBER]', help='default: all')
    words.add_argument('--list', action='store_true', help='name the parts and their numbers')
    words.add_argument('--report', action='store_true', help='print the lines of what has been run')
    words.add_argument('--jobs', type=int, default=os.cpu_count())
    words.add_argument('--build', default=os.path.join(PROJECT, 'build', 'campaign'), metavar='FOLDER',
                       help='of a preset with test hooks; default: build/campaign')
    words.add_argument('--state', default=os.path.join(PROJECT, 'build', 'campaign.jsonl'), metavar='FILE')
    words.add_argument('--from', dest='first', type=int, default=1, metavar='SEED',
                       help='leave out the units before, which ran elsewhere')
    words.add_argument('--fresh', action='store_true', help='forget what has been run')
    words.add_argument('--failed', action='store_true', help='repeat the units that failed')
    options = words.parse_args()
    options.build = os.path.abspath(options.build)
    options.logs = os.path.join(os.path.dirname(os.path.abspath(options.state)), 'campaign-logs')
    os.makedirs(options.logs, exist_ok=True)
    asked = dict(word.partition('=')[::2] for word in options.parts) or dict.fromkeys(parts.PARTS, '')
    for name in asked:
        if name not in parts.PARTS:
            words.error('no part %s: %s' % (name, ' '.join(parts.PARTS)))
    state = State(options.state, options.fresh)
    for name, number in asked.items():
        part = parts.PARTS[name]
        wanted = int(number or part.number)
        if options.list:
            print('%-10s %6d  %s' % (name, part.number, part.what))
            continue
        why = part.missing(options)
        if why:
            print('%-10s not run: %s' % (name, why), flush=True)
            continue
        if not options.report:
            run_part(part, wanted, state, options)
        print(line(part, wanted, state), flush=True)
    return 1 if any(unit['failed'] for name in asked for unit in state.of(name)) else 0


if __name__ == '__main__':
    sys.exit(main())
