#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Draws what bench_scale measured: curves.py RESULT.csv FOLDER writes one SVG for each picture.

Both axes are logarithmic, so that what grows in proportion is a line at 45 degrees (drawn grey)
and what does not grow is level. Times are processor seconds, which other work on the machine
hardly moves. Needs nothing but Python.
"""
import csv
import math
import sys
from collections import defaultdict
from pathlib import Path
from xml.sax.saxutils import escape

WIDTH, HEIGHT = 760, 460
LEFT, RIGHT, TOP, BOTTOM = 70, 190, 50, 55
COLOURS = ['#0b6aa2', '#c8501e', '#2c8a4b', '#7a3e9d', '#b08a00', '#c2185b', '#00838f', '#5d4037',
           '#455a64']

# file name, title, series, what the x axis counts, column, unit, bounds (value, text)
PICTURES = [
    ('files-time', 'Processor time by files in the source', 'files', 'files', 'cpu', 's', []),
    ('files-memory', 'Peak memory by files in the source', 'files', 'files', 'peak_mib', 'MiB',
     [(150, 'at most 150 MiB')]),
    ('files-database', 'Database by files in the source', 'files', 'files', 'db_mib', 'MiB', []),
    ('changes-time', 'Processor time of a backup by files changed', 'changes', 'files changed',
     'cpu', 's', []),
    ('versions-database', 'Database by versions, 0.1 % changed in each', 'versions', 'versions',
     'db_mib', 'MiB', [(1024, 'at most 1 GiB')]),
    ('versions-time', 'Processor time by versions, 0.1 % changed in each', 'versions', 'versions',
     'cpu', 's', []),
    ('blocks-time', 'Processor time by blocks in the database', 'blocks', 'blocks', 'cpu', 's', []),
    ('blocks-memory', 'Peak memory by blocks in the database', 'blocks', 'blocks', 'peak_mib',
     'MiB', []),
]


def read(path):
    with open(path, newline='', encoding='utf-8') as file:
        for row in csv.DictReader(file):
            for column in ('size', 'changed', 'seconds', 'cpu', 'peak_mib', 'db_mib'):
                row[column] = float(row[column])
            yield row


def lines_of(rows, series, column):
    lines = defaultdict(list)
    for row in rows:
        if row['series'] != series:
            continue
        x = row['size']
        if series == 'changes':
            if row['step'] != 'changed':
                continue
            x = row['changed']
        elif series == 'versions' and row['step'] in ('first', 'drop 9 of 10'):
            continue
        if column == 'db_mib':
            known = dict(lines['database'])  # the most that it was
            known[x] = max(known.get(x, 0), row[column])
            lines['database'] = list(known.items())
        elif row[column] > 0 and x > 0:
            lines[row['step']].append((x, row[column]))
    return {name: sorted(points) for name, points in lines.items()}


def short(value):
    for limit, unit in ((1e6, ' M'), (1e3, ' k')):
        if value >= limit:
            return f'{value / limit:g}{unit}'
    return f'{value:g}'


class Axis:
    """Whole decades from the least to the most value."""

    def __init__(self, values, begin, end):
        self.low = math.floor(math.log10(min(values)) + 1e-9)
        self.high = max(math.ceil(math.log10(max(values)) - 1e-9), self.low + 1)
        self.begin, self.end = begin, end

    def at(self, value):
        part = (math.log10(value) - self.low) / (self.high - self.low)
        return self.begin + part * (self.end - self.begin)

    def decades(self):
        return [10.0 ** power for power in range(self.low, self.high + 1)]


def text(x, y, what, anchor='start', colour='#222', size=12):
    return (f'<text x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}" fill="{colour}" '
            f'font-size="{size}">{escape(what)}</text>')


def spread(labels):
    """Moves labels (y, ...) apart so that each can be read."""
    last = -math.inf
    for label in sorted(labels, key=lambda one: one[0]):
        last = max(label[0], last + 14)
        yield (last, *label[1:])


def picture(title, x_name, unit, lines, bounds):
    points = [point for line in lines.values() for point in line]
    x_axis = Axis([x for x, _ in points], LEFT, WIDTH - RIGHT)
    y_axis = Axis([y for _, y in points] + [value for value, _ in bounds], HEIGHT - BOTTOM, TOP)
    out = [f'<svg xmlns="http://www.w3.org/2000/svg" width="{WIDTH}" height="{HEIGHT}" '
           f'viewBox="0 0 {WIDTH} {HEIGHT}" font-family="sans-serif">',
           f'<rect width="{WIDTH}" height="{HEIGHT}" fill="#fff"/>',
           text(LEFT, 26, title, size=16)]
    for x in x_axis.decades():
        at = x_axis.at(x)
        out.append(f'<path d="M{at:.1f} {TOP}V{HEIGHT - BOTTOM}" stroke="#ddd"/>')
        out.append(text(at, HEIGHT - BOTTOM + 18, short(x), 'middle'))
    for y in y_axis.decades():
        at = y_axis.at(y)
        out.append(f'<path d="M{LEFT} {at:.1f}H{WIDTH - RIGHT}" stroke="#ddd"/>')
        out.append(text(LEFT - 8, at + 4, f'{y:g}', 'end'))
    out.append(text((LEFT + WIDTH - RIGHT) / 2, HEIGHT - 14, x_name, 'middle'))
    out.append(text(LEFT - 8, TOP - 12, unit, 'end'))
    # In proportion: from the lower left corner up, as far as the picture goes.
    decades = min(x_axis.high - x_axis.low, y_axis.high - y_axis.low)
    out.append(f'<path d="M{LEFT} {HEIGHT - BOTTOM}L{x_axis.at(10.0 ** (x_axis.low + decades)):.1f} '
               f'{y_axis.at(10.0 ** (y_axis.low + decades)):.1f}" stroke="#bbb" '
               'stroke-dasharray="2 4"/>')
    for value, what in bounds:
        at = y_axis.at(value)
        out.append(f'<path d="M{LEFT} {at:.1f}H{WIDTH - RIGHT}" stroke="#d00" '
                   'stroke-dasharray="6 4"/>')
        out.append(text(LEFT + 6, at - 5, what, colour='#d00', size=11))
    labels = []
    for (name, line), colour in zip(lines.items(), COLOURS * 2):
        path = 'L'.join(f'{x_axis.at(x):.1f} {y_axis.at(y):.1f}' for x, y in line)
        out.append(f'<path d="M{path}" fill="none" stroke="{colour}" stroke-width="2"/>')
        for x, y in line:
            out.append(f'<circle cx="{x_axis.at(x):.1f}" cy="{y_axis.at(y):.1f}" r="3" '
                       f'fill="{colour}"/>')
        labels.append((y_axis.at(line[-1][1]) + 4, name, line[-1][1], colour))
    for y, name, value, colour in spread(labels):
        out.append(text(WIDTH - RIGHT + 10, y, f'{name} {value:.3g}', colour=colour))
    return '\n'.join(out + ['</svg>', ''])


def main():
    if len(sys.argv) != 3:
        sys.exit('usage: curves.py RESULT.csv FOLDER')
    rows = list(read(sys.argv[1]))
    for name, title, series, x_name, column, unit, bounds in PICTURES:
        lines = lines_of(rows, series, column)
        if any(lines.values()):
            Path(sys.argv[2], f'{name}.svg').write_text(
                picture(title, x_name, unit, lines, bounds), encoding='utf-8')


if __name__ == '__main__':
    main()
