#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Runs a libFuzzer target for so many seconds of processor time, whatever else the machine does.

    fuzz_for.py SECONDS TARGET CORPUS

libFuzzer counts seconds of the clock, which tell nothing on a busy machine. What is found new is
kept in a folder that goes with the run; CORPUS is only read. An input that breaks the target is left
beside it. Ends with the target's exit code.
"""
import os
import signal
import subprocess
import sys
import tempfile
import time

STEP = 0.5      # seconds between two looks


def processor_seconds(pid):
    """User and system time, of proc(5); after the name, which may hold anything, field 3 comes first."""
    try:
        with open('/proc/%d/stat' % pid, encoding='utf-8', errors='replace') as f:
            fields = f.read().rpartition(')')[2].split()
    except FileNotFoundError:
        return 0.0
    return (int(fields[11]) + int(fields[12])) / os.sysconf('SC_CLK_TCK')


def main():
    seconds, target, corpus = float(sys.argv[1]), sys.argv[2], sys.argv[3]
    with tempfile.TemporaryDirectory(prefix='cairn-fuzz-') as found:
        process = subprocess.Popen([target, '-rss_limit_mb=2048', '-print_final_stats=1',
                                    '-artifact_prefix=%s-' % target, found, corpus])
        used = 0.0
        while process.poll() is None:
            used = max(used, processor_seconds(process.pid))
            if used >= seconds:
                process.send_signal(signal.SIGUSR1)     # it ends in good order and tells its figures
                process.wait()
                break
            time.sleep(STEP)
        print('stat::processor_seconds: %.0f' % used, file=sys.stderr)
        return process.returncode


if __name__ == '__main__':
    sys.exit(main())
