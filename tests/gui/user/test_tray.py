#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""The icon in the tray: what it tells, its menu, and a desktop that has no tray."""
import os
import random
import re
import shutil
import sqlite3
import subprocess
import sys
import time

import person

HERE = os.path.dirname(os.path.abspath(__file__))
ITEM = 'org.kde.StatusNotifierItem'
MENU = 'com.canonical.dbusmenu'


class Icon:
    """The first icon of tray_host.py, over D-Bus as a panel sees it."""

    def __init__(self, desk):
        from gi.repository import Gio, GLib
        self.desk, self.gio, self.glib = desk, Gio, GLib
        self.bus = Gio.bus_get_sync(Gio.BusType.SESSION)
        desk.until(self.items, 'an icon in the tray')
        self.service, _, path = self.items()[0].partition('/')
        self.path = '/' + path

    def call(self, service, path, interface, method, *arguments):
        """arguments: a signature with what it is for, or nothing."""
        return self.bus.call_sync(service, path, interface, method,
                                  self.glib.Variant(*arguments) if arguments else None, None,
                                  self.gio.DBusCallFlags.NONE, 5000).unpack()

    def get(self, service, path, interface, name):
        return self.call(service, path, 'org.freedesktop.DBus.Properties', 'Get', '(ss)',
                         (interface, name))[0]

    def items(self):
        name = 'org.kde.StatusNotifierWatcher'
        return self.get(name, '/StatusNotifierWatcher', name, 'RegisteredStatusNotifierItems')

    def picture(self):
        """The largest, as bytes."""
        return bytes(max(self.get(self.service, self.path, ITEM, 'IconPixmap'))[2])

    def tip(self):
        return self.get(self.service, self.path, ITEM, 'ToolTip')[2]

    def press(self):
        self.call(self.service, self.path, ITEM, 'Activate', '(ii)', (0, 0))

    def entries(self):
        """{label: (number, can be chosen)} of the menu and those in it."""
        path = self.get(self.service, self.path, ITEM, 'Menu')
        self.call(self.service, path, MENU, 'AboutToShow', '(i)', (0,))
        found = {}

        def walk(node):
            number, properties, children = node
            label = properties.get('label', '').replace('__', '\0').replace('_', '').replace('\0', '_')
            if label:
                found[label] = number, properties.get('enabled', True)
            for child in children:
                walk(child)
        walk(self.call(self.service, path, MENU, 'GetLayout', '(iias)', (0, -1, []))[1])
        return found

    def choose(self, label):
        path = self.get(self.service, self.path, ITEM, 'Menu')
        number = self.desk.until(lambda: self.entries().get(label), 'the entry ' + label)[0]
        self.call(self.service, path, MENU, 'Event', '(isvu)',
                  (number, 'clicked', self.glib.Variant('s', ''), 0))


class Tray(person.Person):
    def panel(self):
        return self.desk.start([sys.executable, '-B', os.path.join(HERE, 'tray_host.py')])

    def isShown(self):
        return any(node.get_role_name() == 'frame' and node.get_name() == 'Cairn'
                   and node.get_state_set().contains(self.desk.atspi.StateType.SHOWING)
                   for node in self.desk.walk())

    def isFocused(self, name):
        node = self.desk.look(name)
        return node and node.get_state_set().contains(self.desk.atspi.StateType.FOCUSED)

    def assertShown(self, isShown, why):
        self.desk.until(lambda: self.isShown() == isShown, why)

    def versions(self):
        return sum('.dlist.' in name for name in os.listdir(self.store))

    def testItTellsTheStateAndItsMenuDoesWhatItSays(self):
        d = self.desk
        self.panel()
        self.waitForPanel()
        person.write(os.path.join(self.documents, 'notes.md'), b'as it was')
        d.launch()
        icon = Icon(d)
        self.assertEqual('No backup yet', icon.tip())
        self.setUpBackup()
        d.until(lambda: icon.tip().startswith('Your files are safe'), 'the tip of a backup that is fine')
        self.assertIn('Next run ', icon.tip())
        fine = icon.picture()
        entries = icon.entries()
        for label in ('All', 'My files', '30 minutes', 'Find a file…', 'Restore files…', 'Open Cairn', 'Quit'):
            self.assertTrue(entries[label][1], label)
        self.assertFalse(entries['Your files are safe'][1])
        # Closed, the program stays; the icon and its menu bring the window back.
        d.key('ctrl+w')
        self.assertShown(False, 'closing hides the window')
        icon.press()
        self.assertShown(True, 'a click on the icon shows the window')
        d.key('ctrl+w')
        self.assertShown(False, 'closing hides the window')
        icon.choose('Find a file…')
        self.assertShown(True, 'looking for a file shows the window')
        d.until(lambda: self.isFocused('Find a file in any backup'), 'the keys go there')
        d.type('notes')
        self.assertEqual('notes', d.text('Find a file in any backup'))
        icon.choose('Restore files…')
        d.find('Show deleted files')
        # A run, a pause.
        person.write(os.path.join(self.documents, 'more.md'), b'another')
        icon.choose('My files')
        d.until(lambda: self.versions() == 2, 'a second version')
        d.until(lambda: icon.picture() == fine, 'the icon of a backup that is fine')
        icon.choose('Until I resume')
        d.until(lambda: icon.picture() != fine, 'another shape for a pause')
        paused = icon.picture()
        icon.choose('Resume')
        d.until(lambda: icon.picture() == fine, 'the icon of a backup that is fine')
        # A failure has its own, and the way to its problem.
        shutil.move(self.store, self.store + ' elsewhere')
        icon.choose('All')
        d.until(lambda: icon.picture() not in (fine, paused), 'another shape for a failure', 30)
        d.until(lambda: 'Fix: My files…' in icon.entries(), 'the problem in the menu')
        failed = icon.picture()
        self.assertNotIn(failed, (fine, paused))
        icon.choose('Fix: My files…')
        d.find(re.compile('^Problems'), 'page tab')
        icon.choose('Quit')
        self.assertEqual(0, d.program.wait(30))
        d.program = None

    def testQuitAsksWhileFilesAreRestored(self):
        d = self.desk
        self.panel()
        self.waitForPanel()
        large = os.path.join(self.documents, 'large')
        person.write(large, random.Random(person.SEED).randbytes(6_000_000))
        person.write(os.path.join(self.documents, 'notes.md'), b'as it was')
        d.launch()
        self.setUpBackup()
        d.quit()
        settings = sqlite3.connect(os.path.join(d.home, '.config', 'cairn', 'settings.sqlite'))
        with settings:  # slow enough to be asked meanwhile
            settings.execute("INSERT INTO job_option SELECT id, 'throttle-download', ? FROM job", (b'200kb',))
        settings.close()
        os.unlink(large)
        d.launch()
        icon = Icon(d)
        d.click('Restore', 'list item')
        d.click('Documents', 'table cell', times=2)
        d.click('large')
        d.click('Restore 1 item')
        d.find(re.compile('^1 new file'))
        d.click('Restore', 'push button')
        icon.choose('Quit')
        d.find('Files are being restored.')
        d.click('Go on restoring')
        d.until(lambda: not d.look('Files are being restored.'), 'the question is gone')
        self.assertIsNone(d.program.poll(), 'it has quit')
        icon.choose('Quit')
        d.find('Files are being restored.')
        d.click('Quit', 'push button')
        self.assertEqual(0, d.program.wait(30))
        d.program = None
        self.assertFalse(os.path.exists(large), 'it was too quick to be asked')

    def waitForPanel(self):
        self.desk.until(lambda: subprocess.run(
            ['dbus-send', '--session', '--print-reply', '--dest=org.freedesktop.DBus', '/',
             'org.freedesktop.DBus.GetNameOwner', 'string:org.kde.StatusNotifierWatcher'],
            capture_output=True).returncode == 0, 'the panel')

    def testAPanelThatComesAfterTheProgram(self):
        d = self.desk
        d.launch('--hidden')
        time.sleep(2)
        self.assertFalse(self.isShown(), 'the window came without need')
        self.panel()
        icon = Icon(d)
        self.assertFalse(self.isShown())
        icon.choose('Open Cairn')
        self.assertShown(True, 'the menu shows the window')

    def testATrayOfX11(self):
        d = self.desk
        d.start(['trayer', '--edge', 'bottom', '--align', 'right', '--widthtype', 'request',
                 '--heighttype', 'pixel', '--height', '28'])
        d.until(lambda: subprocess.run(['xdotool', 'search', '--class', 'trayer'],
                                       capture_output=True).stdout, 'a tray')
        time.sleep(1)  # until it says that it is one
        d.launch()
        d.find('Protect my files')
        place = d.until(self.smallWindow, 'an icon in the tray')
        d.key('ctrl+w')
        self.assertShown(False, 'closing hides the window')
        x, y = place
        subprocess.run(['xdotool', 'mousemove', '--sync', str(x), str(y), 'click', '1'], check=True)
        self.assertShown(True, 'a click on the icon shows the window')

    def smallWindow(self):
        """The middle of the program's window that is an icon."""
        found = subprocess.run(['xdotool', 'search', '--onlyvisible', '--pid', str(self.desk.program.pid)],
                               capture_output=True, text=True).stdout.split()
        for window in found:
            text = subprocess.run(['xdotool', 'getwindowgeometry', '--shell', window],
                                  capture_output=True, text=True).stdout
            area = dict(re.findall(r'(\w+)=(-?\d+)', text))
            if area and int(area['WIDTH']) <= 64 and int(area['HEIGHT']) <= 64:
                return (int(area['X']) + int(area['WIDTH']) // 2, int(area['Y']) + int(area['HEIGHT']) // 2)
        return None

    def testWithoutATrayClosingIsExplained(self):
        d = self.desk
        d.launch()
        d.find('Protect my files')
        d.key('ctrl+w')
        d.find(re.compile('^Backups go on in the background'))
        d.click('Keep running')
        self.assertShown(False, 'the window is hidden')
        self.assertIsNone(d.program.poll())
        # A second start shows the first.
        second = subprocess.run([person.desk.PROGRAM], env=d.environment(), timeout=30)
        self.assertEqual(0, second.returncode)
        self.assertShown(True, 'the window is back')
        d.key('ctrl+w')
        self.assertShown(False, 'not asked again')
        subprocess.run([person.desk.PROGRAM], env=d.environment(), timeout=30, check=True)
        self.assertShown(True, 'the window is back')
        d.quit()


if __name__ == '__main__':
    person.main()
