#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Writes what programs on the accessibility bus tell by themselves: event, role, name, a line each."""
import sys

import gi

gi.require_version('Atspi', '2.0')
from gi.repository import Atspi, GLib  # noqa: E402

HEARD = ('object:property-change:accessible-name', 'object:property-change:accessible-value')


def tell(event):
    try:
        print(event.type, event.source.get_role_name(), event.source.get_name(), sep='\t', flush=True)
    except GLib.Error:
        pass    # what spoke is gone


Atspi.init()
listener = Atspi.EventListener.new(tell)
for kind in HEARD:
    listener.register(kind)
print('listening', file=sys.stderr, flush=True)
Atspi.event_main()
