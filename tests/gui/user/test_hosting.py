#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""One program runs the backups; the window shows and stops what another has begun."""
import os
import re
import subprocess
import time

import person


class Hosting(person.Person):
    def rests(self):
        before = len(self.volumes())
        time.sleep(1)
        return len(self.volumes()) == before

    def testTheWindowShowsAndStopsARunOfTheCommandLine(self):
        d = self.desk
        passphrase = self.setUpSlowBackup()

        before = len(self.volumes())
        run = subprocess.Popen([person.COMMAND, 'jobs', 'run', 'My files'], env=d.environment(),
                               stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                               stderr=subprocess.STDOUT, text=True)
        self.addCleanup(run.kill)
        d.launch()
        d.find('Saving your files')
        self.assertIsNone(run.poll(), 'it ended before the window was there')
        d.until(lambda: len(self.volumes()) > before, 'something was saved')
        # What was saved before comes back meanwhile.
        os.unlink(os.path.join(self.documents, 'first'))
        d.click('Restore', 'list item')
        d.click('Documents', 'table cell', times=2)
        d.click('first')
        d.click('Restore 1 item')
        d.find(re.compile('^1 new file'))
        d.click('Restore', 'push button')
        d.find('Restored and checked')
        self.assertEqual(b'saved at once', person.read(os.path.join(self.documents, 'first')))
        self.assertIsNone(run.poll(), 'the backup ended before the restore')
        d.click('Close')
        d.click('Overview', 'list item')
        d.key('alt+b', 'p')  # Stop now: what was read ahead is not waited for
        out, _ = run.communicate(timeout=60)
        self.assertEqual(50, run.returncode, out)
        d.find(re.compile('^Back up My files now'))
        d.until(lambda: not d.look('Saving your files'), 'the window sees that the run is over')
        d.find(re.compile(r'^Stopped [^.]*\. [0-9]+ files saved; the rest follows next time'))
        d.quit()
        # What was saved until then is a version that can be restored.
        with person.oracle.Store(self.store, 'duplicati', passphrase, temp=d.root, jobs=1) as store:
            self.assertEqual([], [str(f) for f in store.verify()[:20]])
            self.assertEqual(2, len(store.versions()), out)

    def testARunIsPausedGoesOnAndStopsAfterItsFile(self):
        d = self.desk
        passphrase = self.setUpSlowBackup()
        with open(os.path.join(self.documents, 'a film'), 'wb') as f:
            for _ in range(60):
                f.write(os.urandom(1 << 20))
        with self.settings() as settings:
            settings.execute("UPDATE job_option SET value = '4mb' WHERE name = 'throttle-upload'")
        d.launch()
        d.click('Back up My files now')
        d.find('Saving your files')
        d.until(lambda: len(self.volumes()) > 4, 'something is saved')
        d.click('Pause My files')
        d.find('“My files” is paused')
        d.until(self.rests, 'nothing more is written')
        before = len(self.volumes())
        d.click('Resume My files here')
        d.find('Saving your files')
        d.until(lambda: len(self.volumes()) > before, 'it goes on')
        d.click('Finish this file of My files, then stop')
        d.find(re.compile(r'^Stopped [^.]*\. [0-9]+ files saved; the rest follows next time'))
        d.quit()
        with person.oracle.Store(self.store, 'duplicati', passphrase, temp=d.root, jobs=1) as store:
            self.assertEqual([], [str(f) for f in store.verify()[:20]])
            missing = [str(line) for line in store.compare(self.documents, strip=self.documents).differences]
        self.assertEqual([], [line for line in missing if 'a film' in line])
        self.assertNotEqual([], [line for line in missing if 'part ' in line])

    def testTheAgentRunsWhatTheWindowSetsUp(self):
        d = self.desk
        person.write(os.path.join(self.documents, 'notes.md'), b'as it was')
        agent = subprocess.Popen([person.COMMAND, 'agent'], env=d.environment(), stdin=subprocess.DEVNULL,
                                 stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
        self.addCleanup(agent.communicate)
        self.addCleanup(agent.kill)
        self.assertIn('Runs the backups', agent.stdout.readline())
        d.launch()
        passphrase = self.setUpBackup()
        d.find(re.compile('^1 version since'))
        self.assertHolds(passphrase, self.documents)
        d.quit()
        self.assertIsNone(agent.poll())


if __name__ == '__main__':
    person.main()
