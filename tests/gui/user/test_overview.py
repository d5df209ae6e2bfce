#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Several backups in the overview: brought into an order by hand, sorted, and told apart by groups."""
import os
import subprocess

import person

NAMES = ('Documents', 'Letters', 'Music', 'Photos')


class Overview(person.Person):
    def setUp(self):
        super().setUp()
        person.write(os.path.join(self.documents, 'notes.md'), b'as it was')
        for name in NAMES:
            self.jobs('add', name, os.path.join(self.store, name), self.documents, '--no-encryption')

    def jobs(self, *words):
        result = subprocess.run([person.COMMAND, 'jobs', *words], env=self.desk.environment(),
                                stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                                stderr=subprocess.STDOUT, text=True)
        self.assertEqual(0, result.returncode, result.stdout)
        return result.stdout

    def shown(self):
        """The backups from the top, by where their buttons are."""
        places = {}
        for node in self.desk.walk():
            for name in NAMES:
                if node.get_name() == 'Back up %s now' % name:
                    places[name] = self.desk.centre(node)[1]
        return sorted(places, key=places.get)

    def stored(self):
        return [line.split('  ')[1] for line in self.jobs('list').splitlines() if '→' in line]

    def assertShown(self, *names):
        self.desk.until(lambda: self.shown() == list(names), 'the order %s' % (names,))

    def assertStored(self, *names):
        self.desk.until(lambda: self.stored() == list(names), 'the stored order %s' % (names,))

    def title(self, name):
        """A place in the title of a card: beside its name."""
        x, y = self.desk.centre(self.desk.find(name, 'label'))
        return x, y

    def drag(self, name, onto, below=0):
        d = self.desk
        x, y = self.title(name)
        target = self.title(onto)[1] + below
        subprocess.run(['xdotool', 'mousemove', '--sync', str(x), str(y), 'mousedown', '1'], check=True)
        steps = 12  # a hand passes over what lies between
        for step in range(1, steps + 1):
            subprocess.run(['xdotool', 'mousemove', str(x), str(y + (target - y) * step // steps),
                            'sleep', '0.05'], check=True)
        subprocess.run(['xdotool', 'sleep', '0.3', 'mouseup', '1'], check=True)
        d.pointer = None

    def testCardsAreMovedByKeysAndByHand(self):
        d = self.desk
        d.launch()
        self.assertShown('Documents', 'Letters', 'Music', 'Photos')
        d.click('Documents', 'label')  # the card takes the focus
        d.key('alt+Down')
        self.assertShown('Letters', 'Documents', 'Music', 'Photos')
        d.key('alt+Down', 'alt+Down', 'alt+Down')  # no further than to the end
        self.assertShown('Letters', 'Music', 'Photos', 'Documents')
        d.key('alt+Up')
        self.assertShown('Letters', 'Music', 'Documents', 'Photos')
        self.assertStored('Letters', 'Music', 'Documents', 'Photos')
        self.drag('Photos', 'Letters', below=-10)
        self.assertShown('Photos', 'Letters', 'Music', 'Documents')
        self.drag('Photos', 'Music', below=60)
        self.assertShown('Letters', 'Music', 'Photos', 'Documents')
        self.assertStored('Letters', 'Music', 'Photos', 'Documents')
        d.key('alt+v', 's', 'n')  # sorted by name; what was moved stays moved
        self.assertShown('Documents', 'Letters', 'Music', 'Photos')
        d.click('Music', 'label')
        d.key('alt+Up')
        self.drag('Photos', 'Letters')
        self.assertShown('Documents', 'Letters', 'Music', 'Photos')
        d.quit()
        d.launch()
        self.assertShown('Documents', 'Letters', 'Music', 'Photos')
        self.assertStored('Letters', 'Music', 'Photos', 'Documents')
        d.key('alt+v', 's', 'h')
        self.assertShown('Letters', 'Music', 'Photos', 'Documents')
        d.quit()

    def testBackupsAreGrouped(self):
        d = self.desk
        self.jobs('edit', 'Music', '--group=Home', '--tag=blue')
        d.launch()
        d.click('Photos', 'label')
        d.key('ctrl+e')
        d.click('Group', 'text')
        d.type('Home')
        d.click('None', 'combo box')  # of its colour
        d.key('Home', 'Down', 'Return')
        d.click('Save')
        d.key('alt+v', 'g')
        d.find('Home', 'label')
        d.find('Other backups', 'label')
        self.assertShown('Music', 'Photos', 'Documents', 'Letters')
        photos = self.jobs('show', 'Photos')
        self.assertIn('Group:        Home\n', photos)
        self.assertIn('Tag:          red\n', photos)
        d.click('Documents', 'label')
        d.key('alt+Up')  # it stays in its group
        self.assertShown('Music', 'Photos', 'Documents', 'Letters')
        d.key('alt+Down')
        self.assertShown('Music', 'Photos', 'Letters', 'Documents')
        self.drag('Documents', 'Music', below=-10)
        self.assertShown('Music', 'Photos', 'Letters', 'Documents')
        self.drag('Documents', 'Letters', below=-10)
        self.assertShown('Music', 'Photos', 'Documents', 'Letters')
        d.quit()
        d.launch()  # it is remembered
        d.find('Other backups', 'label')
        self.assertShown('Music', 'Photos', 'Documents', 'Letters')
        d.quit()


if __name__ == '__main__':
    person.main()
