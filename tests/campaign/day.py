#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""A day with nobody there: `cairn-cli agent` runs four backups by the clock of this computer.

    tests/campaign/day.py FOLDER [--hours 24] [--pace 1] [--seed 1] [--cli build/release/app/cli/cairn-cli]
                          [--go-on | --judge]

FOLDER is new and keeps everything. --go-on: the computer was off, or the day was cut off; it goes on in the same
FOLDER, and what was in between is told as time without the agent. Meanwhile files change, the agent is killed, ended and held up and
comes back, the drive of one backup comes and goes, and the disk of another runs full for some hours
(wants root, who may mount one). Each backup reports to a web hook. At the end the journal of runs is
judged: each run that was due was made, or what stood in its way was there at that time; nothing ran
twice; each run that ended was reported once; a last run by hand succeeds, and the independent reader
finds every byte at the destination. Ctrl+C ends the day early. --judge judges what an earlier day left, which may have
been cut off. Exit code 0: all is well.
"""
import argparse
import collections
import contextlib
import http.server
import json
import os
import random
import signal
import sqlite3
import subprocess
import sys
import threading
import time

HERE = os.path.dirname(os.path.abspath(__file__))
PROJECT = os.path.dirname(os.path.dirname(HERE))
sys.path.insert(0, os.path.join(PROJECT, 'tests', 'oracle'))
import cairn_reader as oracle  # noqa: E402

PASSPHRASE = 'nobody is there'
MINUTES = {'files': 60, 'often': 20, 'drive': 40, 'full': 40}    # by a pace of 1
# After a start late runs wait two minutes; then they queue; the clock is looked at once a minute.
GRACE = 330                # s
ROOM = 12 << 20            # bytes on the disk that runs full
FAILURES_EXPECTED = ('drive', 'full')


class Day:
    def __init__(self, options):
        self.folder, self.cli = os.path.abspath(options.folder), os.path.abspath(options.cli)
        self.journal = os.path.join(self.folder, 'journal')
        self.dice, self.pace = random.Random(options.seed), options.pace
        self.every = {name: minutes // self.pace for name, minutes in MINUTES.items()}
        self.agent = None
        self.drive_here, self.spare = True, None
        self.ended = threading.Event()

    def path(self, *names):
        return os.path.join(self.folder, *names)

    def store(self, job):
        return self.path({'drive': 'drive', 'full': 'small'}.get(job, '.'), 'store-' + job)

    def note(self, what, **more):
        """What was done to the computer, a line of JSON each."""
        with open(self.journal, 'a', encoding='utf-8') as f:
            f.write(json.dumps({'at': time.time(), 'what': what, **more}) + '\n')

    def events(self):
        with open(self.journal, encoding='utf-8') as f:
            return [json.loads(line) for line in f]

    def environment(self):
        return {'PATH': os.environ['PATH'], 'HOME': self.path('home'), 'TMPDIR': self.path('temp'),
                'PASSPHRASE': PASSPHRASE, 'LC_ALL': 'C.UTF-8'}

    def jobs(self, *arguments):
        return subprocess.run([self.cli, 'jobs', *arguments], env=self.environment(), cwd=self.folder,
                              stdin=subprocess.DEVNULL, capture_output=True, text=True)

    # -- the computer

    def set_up(self, port):
        for name in ('home', 'temp', 'source', 'drive', 'small'):
            os.makedirs(self.path(name))
        self.note('hook', port=port)
        if os.geteuid() == 0:
            subprocess.run(['mount', '-t', 'tmpfs', '-o', 'size=%d' % ROOM, 'tmpfs', self.path('small')],
                           check=True)
        for _ in range(200):
            self.change()
        for name, minutes in self.every.items():
            done = self.jobs('add', name, 'file://' + self.store(name), self.path('source'),
                             '--schedule=every %d minutes' % minutes, '--dblock-size=2mb',
                             '--retention-policy=1h:0s,1D:1h',
                             '--send-http-url=http://127.0.0.1:%d/%s' % (port, name),
                             '--send-http-result-output-format=Json')
            if done.returncode:
                raise SystemExit(done.stdout + done.stderr)
            self.note('added', job=name)

    def go_on(self):
        """From where a day was cut off: its end is that of the agent too."""
        events = self.events()
        self.drive_here = os.path.isdir(self.path('drive'))
        self.spare = os.path.exists(self.path('small', 'ballast'))
        if os.geteuid() == 0 and not os.path.ismount(self.path('small')):
            raise SystemExit('%s went with the computer: this day cannot go on' % self.path('small'))
        if events[-1]['what'] != 'off':
            self.note('off', by='the computer', at=events[-1]['at'])

    def start(self):
        with open(self.path('agent.log'), 'ab') as log:
            self.agent = subprocess.Popen([self.cli, 'agent'], env=self.environment(), cwd=self.folder,
                                          stdin=subprocess.DEVNULL, stdout=log, stderr=log)
        self.note('on')

    def stop(self, number):
        if self.agent.poll() is not None:
            raise SystemExit('the agent ended by itself with %s' % self.agent.returncode)
        self.agent.send_signal(number)
        code = self.agent.wait()
        self.note('off', by=number, code=code)
        if number == signal.SIGTERM and code != 0:
            raise SystemExit('asked to end, the agent ended with %d' % code)

    def change(self):
        """Some file is made, grows or goes."""
        name = 'file %d' % self.dice.randrange(400)
        folder = self.path('source', 'folder %d' % self.dice.randrange(8))
        os.makedirs(folder, exist_ok=True)
        path = os.path.join(folder, name)
        if os.path.exists(path) and self.dice.random() < 0.3:
            os.unlink(path)
            return
        mode = 'ab' if self.dice.random() < 0.5 else 'wb'
        with open(path, mode) as f:
            f.write(self.dice.randbytes(self.dice.randrange(1, 12000)))

    def was_on_drive(self):
        """Before, its first backup would make the folder anew where the drive is not."""
        return os.path.isdir(self.path('drive', 'store-drive')) or os.path.isdir(self.path('drive elsewhere'))

    def live(self, seconds):
        """One minute after the other until the time is up, or a signal asks to end."""
        end = time.monotonic() + seconds
        while (left := end - time.monotonic()) > 0:
            if self.ended.wait(min(60, left)):
                break
            for _ in range(self.dice.randrange(12)):
                self.change()
            event = self.dice.random() / self.pace
            if event < 0.012:
                self.stop(signal.SIGKILL if self.dice.random() < 0.6 else signal.SIGTERM)
                self.ended.wait(self.dice.choice((2, 30, 300, 1500)))
                self.start()
            elif event < 0.02:
                self.note('off', by='held up')
                self.agent.send_signal(signal.SIGSTOP)
                self.ended.wait(self.dice.choice((90, 600)))
                self.agent.send_signal(signal.SIGCONT)
                self.note('on')
            elif event < 0.05 and self.was_on_drive():
                here, away = self.path('drive'), self.path('drive elsewhere')
                self.drive_here = not self.drive_here
                os.rename(*((away, here) if self.drive_here else (here, away)))
                self.note('drive here' if self.drive_here else 'drive away')
            elif event < 0.065 and os.path.ismount(self.path('small')):
                ballast = self.path('small', 'ballast')
                if self.spare:
                    os.unlink(ballast)
                    self.note('disk free')
                else:
                    with open(ballast, 'wb', buffering=0) as f, contextlib.suppress(OSError):
                        while f.write(bytes(4096)):
                            pass
                    self.note('disk full')
                self.spare = not self.spare
        if not self.drive_here:
            os.rename(self.path('drive elsewhere'), self.path('drive'))
            self.note('drive here')
        if self.spare:
            os.unlink(self.path('small', 'ballast'))
            self.note('disk free')
        self.stop(signal.SIGTERM)
        self.note('end')

    # -- the judge

    def spans(self, begin, end, events, last):
        found, since = [], None
        for event in events:
            if event['what'] == begin and since is None:
                since = event['at']
            elif event['what'] == end and since is not None:
                found.append((since, event['at']))
                since = None
        return found + ([(since, last)] if since is not None else [])

    def runs(self):
        database = sqlite3.connect('file:%s?mode=ro' % self.path('home/.config/cairn/settings.sqlite'), uri=True)
        names = dict(database.execute('SELECT id, name FROM job'))
        runs = collections.defaultdict(list)
        for run, job, kind, began, ended, result in database.execute(
                'SELECT id, job, kind, began, ended, result FROM run ORDER BY began, id'):
            if kind == 'backup':
                runs[names[job]].append((began, ended, result, run))
        return runs

    def judge(self):
        events = self.events()
        last = max(e['at'] for e in events)
        off = self.spans('off', 'on', events, last)
        away = self.spans('drive away', 'drive here', events, last)
        full = self.spans('disk full', 'disk free', events, last)
        reports = collections.Counter(e['job'] for e in events if e['what'] == 'report')
        faults, runs = [], self.runs()
        for job, minutes in self.every.items():
            tries = [run for run in runs[job] if run[2] != 'missed']
            faults += self.late(job, tries, minutes * 60, off + (away if job == 'drive' else []), events, last)
            for began, ended, result, run in tries:
                hindered = job in FAILURES_EXPECTED and any(
                    a - 60 <= (ended or began) <= b + 60 for a, b in (away if job == 'drive' else full))
                killed = any(abs((ended or began) - b) < 400 or a - 5 <= (ended or began) <= b + 400 for a, b in off)
                if result in ('failed', 'partial') and not hindered:
                    faults.append('%s: run %d failed for no reason of the day' % (job, run))
                if result in ('running', 'interrupted') and not killed:
                    faults.append('%s: run %d was %s, and nobody did it' % (job, run, result))
            ended_well = sum(run[2] not in ('interrupted', 'running', 'cancelled') for run in tries)
            if not ended_well <= reports[job] <= len(tries):
                faults.append('%s: %d runs, %d ended, %d reports' % (job, len(tries), ended_well, reports[job]))
            print('%-6s every %d min: %3d runs, %s; %d reports' % (
                job, minutes, len(tries),
                ', '.join('%d %s' % (n, r) for r, n in collections.Counter(t[2] for t in runs[job]).most_common()),
                reports[job]))
        print('%.1f hours; the agent was away %d times, %.0f min; the drive %d times, %.0f min; full %d times, %.0f min'
              % ((last - events[0]['at']) / 3600, len(off), sum(b - a for a, b in off) / 60, len(away),
                 sum(b - a for a, b in away) / 60, len(full), sum(b - a for a, b in full) / 60))
        return faults

    def late(self, job, tries, interval, absent, events, last):
        """Whether one began within an interval of the one before, or as soon as it could again."""
        faults = []
        begins = [e['at'] for e in events if e['what'] == 'added' and e['job'] == job] + [t[0] for t in tries]
        for before, begun in zip(begins, begins[1:] + [None]):
            due = before + interval
            for a, b in sorted(absent):
                if a - GRACE <= due <= b:
                    due = b
            if (begun or last) > due + GRACE:
                faults.append('%s: none began between %s and %s' % (
                    job, time.strftime('%H:%M:%S', time.localtime(before)),
                    time.strftime('%H:%M:%S', time.localtime(begun or last))))
        return faults

    def finish(self):
        """A run by hand of each, and what the independent reader says of it."""
        faults = []
        for job in MINUTES:
            done = self.jobs('run', job)
            if done.returncode not in (0, 1):
                faults.append('%s: by hand %d: %s' % (job, done.returncode, done.stdout + done.stderr))
                continue
            with oracle.Store(self.store(job), None, PASSPHRASE, temp=self.path('temp'), jobs=1) as opened:
                faults += ['%s: %s' % (job, finding) for finding in opened.verify(False)[:5]]
                report = opened.compare(self.path('source'), 0, None, strip=self.path('source'))
                faults += ['%s: %s' % (job, line) for line in report.differences[:5]]
        return faults


class Hook(http.server.ThreadingHTTPServer):
    """Takes reports and notes that they came."""
    day = None


class Taker(http.server.BaseHTTPRequestHandler):
    def do_POST(self):
        self.rfile.read(int(self.headers.get('Content-Length') or 0))
        self.server.day.note('report', job=self.path.strip('/'))
        self.send_response(200)
        self.send_header('Content-Length', '0')
        self.end_headers()

    def log_message(self, *_):
        pass


def main():
    words = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    words.add_argument('folder')
    words.add_argument('--hours', type=float, default=24)
    words.add_argument('--seed', type=int, default=1)
    words.add_argument('--pace', type=int, default=1, choices=range(1, 5), help='everything so many times as often')
    words.add_argument('--cli', default=os.path.join(PROJECT, 'build/release/app/cli/cairn-cli'))
    words.add_argument('--go-on', action='store_true')
    words.add_argument('--judge', action='store_true')
    options = words.parse_args()
    day = Day(options)
    faults = []
    if not options.judge:
        port = next(e['port'] for e in day.events() if e['what'] == 'hook') if options.go_on else 0
        hook = Hook(('127.0.0.1', port), Taker)
        hook.day = day
        threading.Thread(target=hook.serve_forever, daemon=True).start()
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, lambda *_: day.ended.set())
        if options.go_on:
            day.go_on()
        else:
            day.set_up(hook.server_port)
        day.start()
        day.live(options.hours * 3600)
    faults += day.judge()
    if not options.judge:
        faults += day.finish()
        if os.path.ismount(day.path('small')):
            subprocess.run(['umount', day.path('small')], check=True)
    print('\n'.join(faults) or 'All is well.')
    return 1 if faults else 0


if __name__ == '__main__':
    sys.exit(main())
