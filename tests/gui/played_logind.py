# SPDX-License-Identifier: MIT
"""A logind that lets people linger; for python3-dbusmock."""
BUS_NAME = 'org.freedesktop.login1'
MAIN_OBJ = '/org/freedesktop/login1'
MAIN_IFACE = 'org.freedesktop.login1.Manager'
SYSTEM_BUS = False


def load(mock, _parameters):
    mock.AddMethod(MAIN_IFACE, 'SetUserLinger', 'ubb', '', '')
