#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""From an empty home to files that are saved: few clicks, nothing typed but the folder."""
import sys
import time

import person


class FirstRun(person.Person):
    def testFewClicksSaveEveryFile(self):
        d = self.desk
        content = person.fill(self.documents, 2000)
        d.launch()
        began = time.monotonic()
        passphrase = self.setUpBackup()
        print('%.0f s to the first version' % (time.monotonic() - began), file=sys.stderr)
        # Five, and two for a folder in place of a drive: the kind, and the field to type it into.
        self.assertEqual(7, d.clicks)
        self.assertEqual(len(self.store), d.keys)
        self.assertRegex(passphrase, r'^[a-z]+(-[a-z]+){5}$')
        self.assertHolds(passphrase, self.documents, len(content))
        d.quit()
        d.launch()
        d.find('Your files are safe')
        d.quit()


if __name__ == '__main__':
    person.main()
