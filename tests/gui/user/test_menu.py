#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""What the menu of a backup's card offers."""
import os
import re
import subprocess

import person


# In their order; the menu itself is not seen over the accessibility bus.
ENTRIES = ('Edit…', 'Find a file…', 'Check now', 'Recovery sheet…', 'Show passphrase…',
           'Export settings…', 'Duplicate…', 'Copy as command', 'Show log', 'Delete versions…',
           'Turn off schedule', 'Delete backup…')


class Menu(person.Person):
    def setUp(self):
        super().setUp()
        person.write(os.path.join(self.documents, 'notes.md'), b'as it was')
        person.fill(self.documents, 20)
        self.desk.launch()
        self.passphrase = self.setUpBackup()

    def choose(self, entry):
        self.desk.click('More for My files')
        self.desk.key(*['Down'] * (ENTRIES.index(entry) + 1), 'Return')

    def testWhatIsStoredIsChecked(self):
        d = self.desk
        self.choose('Check now')
        d.find(re.compile('^Checked just now: what is stored is in order'))
        volume = next(name for name in os.listdir(self.store) if '.dblock.' in name)
        path = os.path.join(self.store, volume)
        content = person.read(path)
        person.write(path, content[:-10] + bytes(10))
        # By the menu bar, for the same card.
        d.key('alt+b', 'c')
        d.find('The check of My files failed')
        d.click('Activity, 1 problem', 'list item')
        d.click('History', 'page tab')
        d.find('check', 'table cell')
        d.find('failed', 'table cell')
        person.write(path, content)
        d.key('alt+1', 'alt+b', 'c')
        d.find(re.compile('^Checked just now: what is stored is in order'))
        d.find('Your files are safe')
        d.quit()

    def testAnotherHostIsAskedToCheck(self):
        d = self.desk
        d.quit()
        agent = subprocess.Popen([person.COMMAND, 'agent'], env=d.environment(), stdin=subprocess.DEVNULL,
                                 stdout=subprocess.DEVNULL, stderr=subprocess.STDOUT)
        self.addCleanup(agent.kill)
        lock = os.path.join(d.home, '.config', 'cairn', 'engine.lock')
        d.until(lambda: os.path.exists(lock) and b'agent' in person.read(lock), 'the agent is there')
        d.launch()
        self.choose('Check now')
        d.find(re.compile('^Checked just now: what is stored is in order'))
        self.assertIsNone(agent.poll())
        d.quit()

    def testChosenVersionsAreDeleted(self):
        d = self.desk
        person.write(os.path.join(self.documents, 'notes.md'), b'second')
        d.click('Back up My files now')
        d.find(re.compile(r'\b2 versions\b'))
        self.choose('Delete versions…')
        d.find('newest complete version: stays', 'table cell')
        d.key('space')  # the newest cannot be chosen
        d.find(re.compile('^1 version will be gone for good.* That is about'))
        d.click('Delete 1 version')
        d.find(re.compile('^Versions deleted just now'))
        d.find(re.compile(r'\b1 version\b'))
        self.assertEqual(1, sum('.dlist.' in name for name in os.listdir(self.store)))
        self.assertHolds(self.passphrase, self.documents)
        d.quit()

    def testAFileIsFoundInTheBackup(self):
        d = self.desk
        self.choose('Find a file…')
        d.type('notes')
        d.find('notes.md', 'table cell')
        d.quit()

    def testAScheduleIsTurnedOffAndOn(self):
        d = self.desk
        d.find(re.compile('next run'))
        self.choose('Turn off schedule')
        d.find(re.compile('its schedule is turned off$'))
        # The foot of the window and the card are written one after the other.
        d.until(lambda: d.look(re.compile('next run')) is None, 'nothing tells a next run')
        d.quit()
        d.launch()  # it is remembered
        d.find(re.compile('its schedule is turned off$'))
        self.choose('Turn off schedule')  # in the place of which it stands
        d.find(re.compile('next run'))
        d.quit()


if __name__ == '__main__':
    person.main()
