#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""The session ends, or a service manager ends the program: in order, within seconds, and the
backup that went on is made up for."""
import re
import signal
import time

import person

MOST_SECONDS = 8  # built with sanitizers, on a busy computer


class LogOut(person.Person):
    def endBy(self, number):
        """How long it took, in s."""
        d = self.desk
        began = time.monotonic()
        d.program.send_signal(number)
        code = d.program.wait(30)
        d.program = None
        self.assertEqual(0, code, d.said())
        return time.monotonic() - began

    def testWhatGoesOnStopsAndIsMadeUpFor(self):
        d = self.desk
        passphrase = self.setUpSlowBackup()
        d.launch()
        before = len(self.volumes())
        d.click(re.compile('^Back up My files now'))
        d.until(lambda: len(self.volumes()) > before, 'something was saved')
        self.assertLess(self.endBy(signal.SIGTERM), MOST_SECONDS)

        with self.settings() as settings:
            run, result, ended = settings.execute(
                'SELECT id, result, ended FROM run ORDER BY id DESC').fetchone()
            said = [code for code, in settings.execute(
                'SELECT code FROM run_message WHERE run = ?', (run,))]
        self.assertIn(result, ('partial', 'cancelled'))
        self.assertIsNotNone(ended)
        self.assertIn('EndedWithHost', said)  # by that the next host makes up for it
        with person.oracle.Store(self.store, 'duplicati', passphrase, temp=d.root, jobs=1) as store:
            self.assertEqual([], [str(f) for f in store.verify()[:20]])
        # Five minutes later, as for any run that failed; no longer ago than that.
        with self.settings() as settings:
            settings.execute('UPDATE run SET began = began - 400, ended = ended - 400 '
                             'WHERE id = ?', (run,))
            settings.execute("DELETE FROM job_option WHERE name = 'throttle-upload'")
        d.launch()
        d.until(lambda: self.results()[:1] == ['saved'], 'it was made up for', 180)
        d.quit()
        self.assertHolds(passphrase, self.documents, 90)

    def results(self):
        with self.settings() as settings:
            return [result for result, in settings.execute(
                'SELECT result FROM run ORDER BY id DESC')]

    def testItEndsAtOnceWhereNothingGoesOn(self):
        d = self.desk
        for number in (signal.SIGINT, signal.SIGHUP, signal.SIGTERM):
            d.launch()
            d.find('Protect my files')
            self.assertLess(self.endBy(number), MOST_SECONDS)


if __name__ == '__main__':
    person.main()
