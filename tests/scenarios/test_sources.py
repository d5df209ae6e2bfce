#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Several sources at once, folders and single files side by side, backed up again and again.

CAIRN_SEED begins with other sources, CAIRN_RUNS tries as many times as many.
"""
import os
import random

import world

SEED = int(os.environ.get('CAIRN_SEED', '0'))
CHOICES = 24
FOLDERS = ['b', 'd', 'd/e', 'd/e/f', 'd/x', 'q', 'q/r']
FILES = ['a', 'c', 'g', 'z', 'b/a', 'd/a', 'd/m', 'd/z', 'd/e/a', 'd/e/f/a', 'd/e/f/z', 'd/x/1', 'q/r/2']


def covered(path, sources):
    """Whether a source is this path or a folder above it."""
    return any(path == source or path.startswith(source + '/') for source in sources)


class Sources(world.Scenario):
    def held(self, subject):
        """What the newest version has, as the independent reader lists it: files and folders."""
        with subject.store() as store:
            entries = [entry.path for entry in store.entries(0)]
        return sorted(os.path.relpath(path.rstrip('/'), subject.source) for path in entries)

    def choose(self, draw):
        return draw.sample(FOLDERS, draw.randint(0, 3)) + draw.sample(FILES, draw.randint(1, 4))

    def attempt(self, sources, draw):
        subject = self.world(passphrase=None)
        for folder in FOLDERS:
            os.makedirs(os.path.join(subject.source, folder), exist_ok=True)
        for number, name in enumerate(FILES):
            with open(os.path.join(subject.source, name), 'w', encoding='utf-8') as f:
                f.write('content %d' % number)
        paths = [os.path.join(subject.source, source) for source in sources]
        expected = None
        for turn in range(5):
            if turn == 3:      # one of the files changes; all others stay
                name = draw.choice([name for name in FILES if covered(name, sources)])
                with open(os.path.join(subject.source, name), 'w', encoding='utf-8') as f:
                    f.write('changed')
            subject.run('backup', *paths, '--upload-unchanged-backups=true', codes=(0, 1))
            held = self.held(subject)
            for name in FILES:
                self.assertEqual(covered(name, sources), name in held, (turn, sources, name, held))
            for folder in FOLDERS:
                if covered(folder, sources):
                    self.assertIn(folder, held, (turn, sources))
            if expected is not None:
                self.assertEqual(expected, held, (turn, sources))
            expected = held
        self.assertSound(subject)
        subject.close()

    def test_folders_and_single_files_stay_in_every_version(self):
        for number in range(world.some(CHOICES)):
            draw = random.Random(SEED * 100_003 + number)
            sources = self.choose(draw)
            draw.shuffle(sources)
            with world.counted('sources'), self.subTest(number=number, sources=sources):
                self.attempt(sources, draw)

    def test_a_folder_before_a_file_beside_it(self):
        self.attempt(['d', 'g'], random.Random(1))


if __name__ == '__main__':
    world.main()
