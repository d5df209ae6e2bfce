#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""A drive is a place for copies: found, mounted, waited for, and known again wherever it is."""
import os
import re
import subprocess
import sys

import person

UDISKS = os.path.join(os.path.dirname(os.path.abspath(__file__)), 'played_udisks.py')


class Drives(person.Person):
    def setUp(self):
        super().setUp()
        self.folder = os.path.join(self.desk.root, 'unplugged')
        os.makedirs(self.folder)
        self.media = os.path.join(self.desk.root, 'media')
        os.environ['DBUS_SYSTEM_BUS_ADDRESS'] = os.environ['DBUS_SESSION_BUS_ADDRESS']
        self.udisks = subprocess.Popen(
            [sys.executable, '-B', UDISKS, self.folder, os.path.join(self.media, 'Blue disk')],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        self.addCleanup(self.endUDisks)
        self.udisks.stdout.readline()

    def endUDisks(self):
        self.udisks.kill()
        self.udisks.communicate()

    def drive(self, command):
        self.udisks.stdin.write(command + '\n')
        self.udisks.stdin.flush()
        self.udisks.stdout.readline()

    def storeAt(self, point):
        folder = os.path.join(point, 'Cairn')
        return os.path.join(folder, os.listdir(folder)[0])

    def testADriveIsFoundMountedAndWaitedFor(self):
        d = self.desk
        person.write(os.path.join(self.documents, 'notes.md'), b'as it was')
        d.launch()
        d.click('Protect my files')
        d.find(re.compile('a drive that you connect appears here'))
        # Connected while the page is open: offered, and chosen, but not yet mounted.
        self.drive('plug')
        d.find(re.compile('^Blue disk .*not mounted'))
        d.click('Mount')
        d.find(re.compile('^Blue disk .*recommended'))
        passphrase = self.finishWizard()

        # Without its drive the backup waits, and that is no failure.
        self.drive('unplug')
        d.find('Waiting for a drive')
        d.find(re.compile('waits for the drive “Blue disk”'))
        run = d.find('Back up My files now')
        d.until(lambda: not run.get_state_set().contains(d.atspi.StateType.ENABLED),
                'the button waits')

        # Back at another place: the same drive. By hand it goes on.
        person.write(os.path.join(self.documents, 'later.md'), b'written since')
        other = os.path.join(self.media, 'Blue disk1')
        self.drive('mount ' + other)
        d.find('Your files are safe')
        d.click('Back up My files now')
        d.find(re.compile(' in 3 files'))  # with that in ~/.config which starts Cairn
        self.store = self.storeAt(other)
        self.assertHolds(passphrase, self.documents, 2)

        # Connected and not mounted: the backup mounts it.
        person.write(os.path.join(self.documents, 'last.md'), b'written at last')
        self.drive('unplug')
        d.find('Waiting for a drive')
        self.drive('plug')
        d.find(re.compile('^The drive “Blue disk” is connected, but not mounted'))
        d.click('Back up My files now')
        d.find(re.compile(' in 4 files'))
        self.store = self.storeAt(os.path.join(self.media, 'Blue disk'))
        self.assertHolds(passphrase, self.documents, 3)
        d.quit()


    def testFiveClicksSaveToADriveAndNothingIsTyped(self):
        d = self.desk
        person.write(os.path.join(self.documents, 'notes.md'), b'as it was')
        point = os.path.join(self.media, 'Blue disk')
        self.drive('mount ' + point)
        d.launch()
        d.click('Protect my files')
        passphrase = self.finishWizard()
        self.assertEqual((5, 0), (d.clicks, d.keys))
        self.store = self.storeAt(point)
        self.assertHolds(passphrase, self.documents)
        d.quit()


if __name__ == '__main__':
    person.main()
