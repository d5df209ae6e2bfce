# SPDX-License-Identifier: MIT
"""What people do in the window, in their words, and how the outcome is judged from outside."""
import contextlib
import os
import random
import re
import sqlite3
import sys
import time
import unittest

import desk

desk.on_private_bus()
import cairn_reader as oracle  # noqa: E402

SEED = int(os.environ.get('CAIRN_SEED') or time.time())
ODD_NAMES = ['Übung', 'a b', "it's", 'x' * 200, '日本', 'cafe\u0301', '-dash', 'tab\there']
COMMAND = os.path.abspath(os.environ.get('CAIRN_CLI') or 'cairn-cli')


def fill(folder, files):
    """Files below a folder, with names of all kinds. What they hold, by path."""
    rng = random.Random(SEED)
    content = {}
    for i in range(files):
        parts = [rng.choice(ODD_NAMES) for _ in range(rng.randint(0, 3))]
        path = os.path.join(folder, *parts, '%s %d' % (rng.choice(ODD_NAMES), i))
        write(path, rng.randbytes(int(rng.expovariate(1 / 6000))))
        content[path] = read(path)
    return content


def write(path, content):
    os.makedirs(os.path.dirname(path), exist_ok=True)
    with open(path, 'wb') as file:
        file.write(content)


def read(path):
    with open(path, 'rb') as file:
        return file.read()


class Person(unittest.TestCase):
    """Has a desk, an empty home with a folder of documents, and a place for copies."""

    def setUp(self):
        print('CAIRN_SEED=%d' % SEED, file=sys.stderr)
        self.desk = desk.Desk()
        self.addCleanup(self.desk.close)
        self.documents = os.path.join(self.desk.home, 'Documents')
        self.store = os.path.join(self.desk.root, 'store')
        os.makedirs(self.documents)
        os.makedirs(self.store)

    def chooseFolder(self, path):
        """On a page that asks for a place."""
        d = self.desk
        d.click(re.compile('^Folder or network share'))
        d.click('Folder', 'text')
        d.type(path)

    def setUpBackup(self):
        """Through the wizard, as it suggests, to the first version. The passphrase, off its page."""
        d = self.desk
        d.click('Protect my files')
        self.chooseFolder(self.store)
        return self.finishWizard()

    def toLastPage(self):
        """Of the wizard, from the chosen place."""
        d = self.desk
        d.find(re.compile('free. Measured'))
        d.click('Next')
        d.find(re.compile(r' in [\d,]+ files$'))
        d.click('Next')

    def finishWizard(self):
        """From the chosen place to the first version. The passphrase, off its page."""
        d = self.desk
        self.toLastPage()
        passphrase = d.text('Generated passphrase, 6 words')
        d.click('I have written it down')
        d.click('Back up now')
        d.find('Your files are safe')
        return passphrase

    def setUpSlowBackup(self):
        """One that has saved a first file, and has 18 MB to save, slowly and in pieces that show. The passphrase."""
        write(os.path.join(self.documents, 'first'), b'saved at once')
        self.desk.launch()
        passphrase = self.setUpBackup()
        self.desk.quit()
        rng = random.Random(SEED)
        for i in range(90):
            write(os.path.join(self.documents, 'part %d' % i), rng.randbytes(200_000))
        with self.settings() as settings:
            settings.executemany("INSERT INTO job_option SELECT id, ?, ? FROM job",
                                 [('throttle-upload', b'300kb'), ('dblock-size', b'1mb')])
        return passphrase

    @contextlib.contextmanager
    def settings(self):
        """The program's settings database; what is written is kept."""
        with contextlib.closing(sqlite3.connect(
                os.path.join(self.desk.home, '.config', 'cairn', 'settings.sqlite'))) as settings, settings:
            yield settings

    def volumes(self):
        """Names of those that hold data and have arrived."""
        return [name for name in os.listdir(self.store)
                if '.dblock.' in name and not name.endswith('.part')]

    def assertHolds(self, passphrase, folder, least=1):
        """The independent reader finds this folder in the newest version, byte for byte."""
        with oracle.Store(self.store, 'duplicati', passphrase, temp=self.desk.root, jobs=1) as store:
            self.assertEqual([], [str(f) for f in store.verify()[:20]])
            report = store.compare(folder, strip=folder)
        # Other folders of the home are in it too.
        wrong = [str(d) for d in report.differences if not str(d).startswith('outside ')]
        self.assertEqual([], wrong[:20])
        self.assertGreaterEqual(report.entries, least)


main = unittest.main
