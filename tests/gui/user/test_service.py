#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""The service that runs backups with nobody logged in, set up from the editor; systemd and logind are played."""
import os
import re
import subprocess
import sys

import desk
import person

PLAYED = os.path.dirname(desk.HERE)


class Service(person.Person):
    def play(self, file, parameters='{}'):
        return self.desk.start([sys.executable, '-m', 'dbusmock', '--session', '-t', os.path.join(PLAYED, file),
                                '-p', parameters])

    def testItIsSetUpAndWhatTheSystemRefusesIsSaid(self):
        d = self.desk
        os.environ['DBUS_SYSTEM_BUS_ADDRESS'] = os.environ['DBUS_SESSION_BUS_ADDRESS']
        self.play('played_systemd.py')
        logind = self.play('played_logind.py', '{"refuses": true}')
        d.launch()
        self.setUpBackup()
        d.click('More for My files')
        d.key('Down', 'Return')  # Edit…
        d.click('Schedule', 'list item')
        d.click('Run also when nobody is logged in')
        d.find(re.compile('It is not set up yet'))
        d.click('Set up the service')
        d.find(re.compile('ends when you log out.*Permission denied.*loginctl enable-linger'))

        # An administrator has been asked, and now it may.
        logind.kill()
        logind.wait()
        d.until(lambda: not self.isOnBus('org.freedesktop.login1'), 'that logind is gone')
        self.play('played_logind.py')
        d.until(lambda: self.isOnBus('org.freedesktop.login1'), 'the other one is there')
        d.click('Set up the service')
        d.find('The service that runs the backups then is set up.')
        self.assertIsNone(d.look('Set up the service'))
        d.click('Save', 'push button')
        d.find('My files')
        d.quit()

    @staticmethod
    def isOnBus(name):
        return name in subprocess.run(['dbus-send', '--session', '--print-reply', '--dest=org.freedesktop.DBus', '/',
                                       'org.freedesktop.DBus.ListNames'], stdout=subprocess.PIPE, text=True).stdout


if __name__ == '__main__':
    person.main()
