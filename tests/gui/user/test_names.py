#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Whoever cannot see the window is told what everything in it is called."""
import collections
import contextlib
import os
import re
import subprocess
import sys

import person

# What can be used, by its role.
INTERACTIVE = {'push button', 'toggle button', 'check box', 'radio button', 'text', 'password text',
               'combo box', 'list', 'tree', 'table', 'slider', 'spin button', 'menu item',
               'check menu item', 'page tab', 'list item', 'link'}


class Names(person.Person):
    def assertNamed(self, where):
        nameless = [node.get_role_name() for node in self.desk.walk()
                    if node.get_role_name() in INTERACTIVE and not node.get_name()]
        self.assertEqual([], nameless, '%s\n%s' % (where, self.desk.dump()))

    def focused(self):
        # Of a list its current item says so too, whether the list has the focus or not.
        state = self.desk.atspi.StateType.FOCUSED
        others = ('list item', 'table cell', 'tree item', 'page tab')
        def ask():
            found = [node for node in self.desk.walk() if node.get_state_set().contains(state) and
                     node.get_role_name() not in others]
            return found[-1] if found else None  # the innermost
        return self.desk.until(ask, 'something has the focus')

    def assertTabReads(self, where, columns):
        """Tab comes round by places with names, in the order of reading: down, not up again but for
        each further column."""
        d = self.desk
        seen = []
        while len(seen) < 60:
            d.key('Tab')
            node = self.focused()
            area = d.atspi.Component.get_extents(node, d.atspi.CoordType.SCREEN)
            place = (node.get_name(), node.get_role_name(), area.x, area.y, area.height)
            if place in seen:
                break
            seen.append(place)
        self.assertGreater(len(seen), 2, seen)
        self.assertEqual([], [place for place in seen if not place[0]], where)
        # Where it began is not where one begins to read: the way back to the top is one more.
        ups = [(a, b) for a, b in zip(seen, seen[1:] + seen[:1]) if b[3] + b[4] <= a[3]]
        self.assertLessEqual(len(ups), columns, '%s\n%s' % (where, '\n'.join(map(str, ups))))

    @contextlib.contextmanager
    def hearing(self):
        """A list that gets (event, role, name) of what was told by itself, when it is over."""
        heard = []
        hearing = subprocess.Popen([sys.executable, '-B', os.path.join(os.path.dirname(__file__), 'hearing.py')],
                                   env=self.desk.environment(), stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
        self.assertEqual('listening', hearing.stderr.readline().strip())
        yield heard
        hearing.terminate()
        heard += [tuple(line.split('\t')) for line in hearing.communicate()[0].splitlines()]

    def testARunIsToldByItsQuartersAndItsEnd(self):
        """4 times a second everything is shown anew: of that only what is news may be told."""
        d = self.desk
        self.setUpSlowBackup()
        with self.settings() as settings:
            settings.execute("UPDATE job_option SET value = '2mb' WHERE name = 'throttle-upload'")
        d.launch()
        d.find('Your files are safe')
        with self.hearing() as heard:
            d.click('Back up My files now')
            d.find('Saving your files')
            d.find('Your files are safe')
        told = collections.Counter(heard)
        values = {name: n for (event, role, name), n in told.items() if event.endswith('value')}
        self.assertEqual(['My files'], list(values), values)    # the line at the foot of the window alone
        self.assertLessEqual(values['My files'], 4)
        for title in ('Saving your files', 'Your files are safe'):
            self.assertEqual(1, told['object:property-change:accessible-name', 'frame', title], told)
        often = {what: n for what, n in told.items() if what[1] == 'push button' and n > 2}
        self.assertEqual({}, often)
        d.quit()

    def testTabGoesInTheOrderOfReading(self):
        d = self.desk
        d.launch()
        d.find('Protect my files')
        self.assertTabReads('welcome', 1)
        d.click('Protect my files')
        self.chooseFolder(self.store)
        d.find(re.compile('free. Measured'))
        self.assertTabReads('where', 1)
        d.click('Next')
        d.find(re.compile(r' in [\d,]+ files$'))
        self.assertTabReads('what', 2)
        d.click('Next')
        d.find('Generated passphrase, 6 words')
        self.assertTabReads('lock', 1)
        d.click('I have written it down')
        d.click('Back up now')
        d.find('Your files are safe')
        self.assertTabReads('overview', 2)
        d.click('Restore', 'list item')
        d.click('Documents', 'table cell')
        self.assertTabReads('restore', 4)

    def testEverythingHasANameInLargeTextFromRightToLeft(self):
        d = self.desk
        folder = os.path.join(d.home, '.config', 'cairn')
        os.makedirs(folder, mode=0o700)
        with open(os.path.join(folder, 'cairn.conf'), 'w', encoding='ascii') as f:
            f.write('[look]\ntextPercent=150\n')
        d.launch('-reverse')
        d.find('Protect my files')
        self.assertNamed('welcome')
        d.click('Protect my files')
        self.chooseFolder(self.store)
        d.find(re.compile('free. Measured'))
        self.assertNamed('where')
        self.assertTabReads('where', 1)
        d.click('Next')
        d.find(re.compile(r' in [\d,]+ files$'))
        self.assertNamed('what')
        d.click('Next')
        d.find('Generated passphrase, 6 words')
        self.assertNamed('lock')
        d.click('I have written it down')
        d.click('Back up now')
        d.find('Your files are safe')
        self.assertNamed('overview')
        self.assertTabReads('overview', 2)
        d.click('Restore', 'list item')
        d.find('Documents', 'table cell')
        self.assertNamed('restore')
        d.click('Documents', 'table cell')
        d.click('Restore 1 item')
        d.find('Where they were')
        self.assertNamed('restore dialog')
        d.key('Escape')
        d.key('ctrl+f')
        d.type('doc')
        d.find('Found files')
        self.assertNamed('search')
        d.click('Activity', 'list item')
        d.find('History', 'page tab')
        self.assertNamed('activity')
        d.quit()


if __name__ == '__main__':
    person.main()
