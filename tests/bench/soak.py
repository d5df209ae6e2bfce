#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Runs bench_soak, has the independent reader judge what is left, and draws what grew.

    soak.py PROGRAM RESULT.csv PICTURE.svg [DAYS [SEED]]

Fails if a run of bench_soak fails, if the reader finds anything, or if something grows that should
not: between the last two months, when versions come and go, nothing may grow by more than TOLERANCE.
Needs nothing but Python.
"""
import csv
import os
import subprocess
import sys
import tempfile
from pathlib import Path

from curves import COLOURS, text

READER = Path(__file__).resolve().parent.parent / 'oracle' / 'cairn_reader.py'
TOLERANCE = 1.25     # the destination holds up to a quarter of waste before compact takes it
BOUNDED = ('volumes', 'store_mib', 'db_mib', 'peak_mib')
PANELS = (('store_mib', 'destination, MiB'), ('source_mib', 'source, MiB'), ('db_mib', 'database, MiB'),
          ('peak_mib', 'peak memory, MiB'), ('volumes', 'volumes'), ('versions', 'versions'))
WIDTH, HEIGHT, COLUMNS = 300, 170, 2


def panel(rows, column, title, x, y, colour):
    """One small picture: the days along, from 0 up."""
    left, right, top, bottom = x + 46, x + WIDTH - 12, y + 28, y + HEIGHT - 24
    values = [float(row[column]) for row in rows]
    most, days = max(values) * 1.1 or 1, int(rows[-1]['day'])
    points = ' '.join('%.1f,%.1f' % (left + (right - left) * int(row['day']) / days,
                                     bottom - (bottom - top) * value / most)
                      for row, value in zip(rows, values))
    return '\n'.join((
        '<rect x="%d" y="%d" width="%d" height="%d" fill="none" stroke="#bbb"/>' % (
            left, top, right - left, bottom - top),
        text(left, y + 18, title), text(left - 6, top + 10, '%.4g' % most, 'end'), text(left - 6, bottom, '0', 'end'),
        text(right, bottom + 16, '%d days' % days, 'end'),
        '<polyline points="%s" fill="none" stroke="%s" stroke-width="1.5"/>' % (points, colour)))


def draw(rows, path):
    lines = (len(PANELS) + COLUMNS - 1) // COLUMNS
    out = ['<svg xmlns="http://www.w3.org/2000/svg" width="%d" height="%d" font-family="sans-serif" font-size="12">'
           % (WIDTH * COLUMNS, HEIGHT * lines), '<rect width="100%" height="100%" fill="white"/>']
    for number, (column, title) in enumerate(PANELS):
        out.append(panel(rows, column, title, number % COLUMNS * WIDTH, number // COLUMNS * HEIGHT, COLOURS[number]))
    Path(path).write_text('\n'.join(out + ['</svg>', '']), encoding='utf-8')


def growth(rows):
    """{column: largest value of the last month over that of the month before}."""
    last, before = rows[-30:], rows[-60:-30]
    return {column: max(float(r[column]) for r in last) / max(float(r[column]) for r in before)
            for column in BOUNDED} if before else {}


def main():
    if len(sys.argv) < 4:
        sys.exit('usage: soak.py PROGRAM RESULT.csv PICTURE.svg [DAYS [SEED]]')
    program, result, picture, *rest = sys.argv[1:]
    with tempfile.TemporaryDirectory(prefix='cairn-soak-') as folder:
        with open(result, 'w', encoding='ascii') as f:
            subprocess.run([program, folder, *rest], check=True, stdout=f)
        found = subprocess.run([sys.executable, '-B', READER, 'verify', os.path.join(folder, 'store')],
                               env={**os.environ, 'PASSPHRASE': 'soak'}, capture_output=True, text=True)
    with open(result, encoding='ascii') as f:
        rows = list(csv.DictReader(f))
    draw(rows, picture)
    grown = growth(rows)
    print('%s days, growth in the last month: %s; seconds of backups: %.0f; the reader: %s' % (
        rows[-1]['day'], ', '.join('%s %.2f' % item for item in grown.items()),
        sum(float(row['seconds']) for row in rows), found.stdout.strip() or 'no finding'))
    return int(found.returncode != 0 or any(factor > TOLERANCE for factor in grown.values()))


if __name__ == '__main__':
    sys.exit(main())
