# SPDX-License-Identifier: MIT
"""The systemd of one person, which knows the agent's unit; for python3-dbusmock."""
BUS_NAME = 'org.freedesktop.systemd1'
MAIN_OBJ = '/org/freedesktop/systemd1'
MAIN_IFACE = 'org.freedesktop.systemd1.Manager'
SYSTEM_BUS = False


def load(mock, _parameters):
    mock.state = 'disabled'
    mock.AddMethods(MAIN_IFACE, [
        ('GetUnitFileState', 's', 's', 'ret = self.state'),
        ('EnableUnitFiles', 'asbb', 'ba(sss)', 'self.state = "enabled"; ret = (True, [])'),
        ('StartUnit', 'ss', 'o', 'ret = "/org/freedesktop/systemd1/job/1"'),
    ])
