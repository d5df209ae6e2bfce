#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Do the tests notice? Breaks one place after another of what must not err, and runs the tests.

    tests/campaign/mutants.py                    as many as a release asks for, of each part
    tests/campaign/mutants.py --each 40 compact  so many of one part
    tests/campaign/mutants.py --report           what has been found, without running
    tests/campaign/mutants.py --again 17af…      one mutant, whatever was found before

A mutant is the program with one small change: a comparison turned or moved by one, a condition that is always or
never met, "and" for "or", plus for minus, a statement left out. It is killed when it does not end as the program
does in some test, survives when all of them pass, and counts for nothing when it does not compile. The parts and their
files are those of coverage.py. Works on a copy of the sources in build/mutants, with the preset `campaign`; what was
found is kept beside it, so that a run that was ended goes on. Ends with 1 where less than 80 % of a part's were killed.
"""
import argparse
import concurrent.futures
import hashlib
import json
import os
import random
import re
import subprocess
import sys
import tempfile
import threading
import time

from coverage import PARTS, PROJECT, files_of

COPY = os.path.join(PROJECT, 'build', 'mutants')
BUILD = os.path.join(COPY, 'build', 'campaign')
STATE = os.path.join(PROJECT, 'build', 'mutants.jsonl')
WANTED = 80                     # per cent
EACH = 60                       # mutants of a part
PATIENCE = 120                  # seconds until a test that does not end is one that fails
MEMORY = '/dev/shm' if os.access('/dev/shm', os.W_OK) else None

# The programs that are asked, those first that tell soonest; then scenarios.
PROGRAMS = {
    'states': 'volume_table job_database reconcile repair',
    'start table': 'reconcile repair delete_versions compact discard rebuild_resume',
    'compact': 'compact_plan compact_source compact compact_kill',
    'delete': 'delete_versions purge discard compact',
    'restore writer': 'restore_target restore restore_existing restore_local restore_share restore_damage restore_undo',
}
EVERYWHERE = 'backup_stop faulty_runs failing_steps'
SCENARIOS = {
    'states': 'kills_changes purge healing',
    'start table': 'kills_reach kills_backup kills_changes power_loss healing',
    'compact': 'kills_reach kills_changes healing purge failing_calls',
    'delete': 'kills_reach kills_changes purge failing_calls',
    'restore writer': 'kills_reach kills_changes hostile_paths power_loss syncs failing_calls round_trip',
}

TURNED = {'<': '<=', '<=': '<', '>': '>=', '>=': '>', '==': '!=', '!=': '==', '&&': '||', '||': '&&', '+': '-',
          '-': '+', '+=': '-=', '-=': '+='}
OPERATOR = re.compile(r'(?<=[\w)\]"]) (%s) (?=[\w(!"*-])' % '|'.join(map(re.escape, sorted(TURNED, key=len)[::-1])))
NOT = re.compile(r'(?<=[( ])!(?=[\w(:])')
CONDITION = re.compile(r'\b(?:if|while) \(')
STATEMENT = re.compile(r'^\s+(?:\+\+|--|CAIRN_TRY\(|[\w.:>-]+(?:\[\w+\])?(?:\(| [+|&-]?= )).*;$')
WORDS = {'true': 'false', 'false': 'true'}
WORD = re.compile(r'\b(true|false)\b')
NO_STATEMENT = re.compile(r'^\s*(?:return|using|throw|delete|static|constexpr|auto|const|if|for|while|case|else)\b')


def code_of(line):
    """The line without what stands in quotes or behind //, each character that is left in its place."""
    line = re.sub(r'"(?:\\.|[^"\\])*"', lambda text: '"' + ' ' * (len(text.group()) - 2) + '"', line)
    return re.sub(r'//.*', '', line)


def condition_end(code, begin):
    depth = 0
    for at in range(begin, len(code)):
        depth += {'(': 1, ')': -1}.get(code[at], 0)
        if depth == 0:
            return at
    return None                                              # goes on in the next line


def changes_of(line):
    """(column, length, what stands there instead) of each change of one line of code."""
    code = code_of(line)
    if code.lstrip().startswith('#') or re.match(r'^\s*(?:static_assert|template|namespace|case)\b', code):
        return
    for found in OPERATOR.finditer(code):
        yield found.start(1), len(found.group(1)), TURNED[found.group(1)]
    for found in NOT.finditer(code):
        yield found.start(), 1, ''
    for found in WORD.finditer(code):
        yield found.start(), len(found.group()), WORDS[found.group()]
    for found in CONDITION.finditer(code):
        begin = found.end() - 1
        end = condition_end(code, begin)
        inner = code[begin + 1:end]
        if end is None or ';' in inner or re.search(r'\w [&*]?\w+ = ', inner):
            continue                                         # declares something
        for always in ('true', 'false'):
            if not (found.group().startswith('while') and always == 'true'):
                yield begin + 1, end - begin - 1, '(%s) %s' % (line[begin + 1:end], {
                    'true': '|| true', 'false': '&& false'}[always])
    if STATEMENT.match(code) and not NO_STATEMENT.match(code) and code.count('(') == code.count(')'):
        begin = len(code) - len(code.lstrip())
        yield begin, len(code.rstrip()) - begin, ';'


def mutants_of(part):
    for path in files_of(part):
        if not path.endswith('.cpp'):
            continue
        name = os.path.relpath(path, PROJECT)
        with open(path, encoding='utf-8') as f:
            lines = f.read().split('\n')
        in_code = False
        for number, line in enumerate(lines):
            in_code = in_code or line.startswith('namespace')
            previous = lines[number - 1].rstrip() if number else ''
            for column, length, instead in changes_of(line) if in_code else ():
                # The rest of a statement that began above is none.
                if instead == ';' and previous and previous[-1] not in ';{}:)':
                    continue
                changed = line[:column] + instead + line[column + length:]
                told = '%s:%s:%s:%s' % (name, line.strip(), column - len(line) + len(line.lstrip()), changed.strip())
                yield {'part': part, 'file': name, 'line': number + 1, 'was': line.strip(), 'is': changed.strip(),
                       'key': hashlib.sha256(told.encode()).hexdigest()[:12],
                       'text': '\n'.join(lines[:number] + [changed] + lines[number + 1:])}


def write_if_changed(path, data):
    if os.path.exists(path):
        with open(path, 'rb') as f:
            if f.read() == data:
                return
    os.makedirs(os.path.dirname(path), exist_ok=True)
    with open(path, 'wb') as f:
        f.write(data)


def copy_sources():
    listed = subprocess.run(['git', 'ls-files', '-z'], cwd=PROJECT, check=True, stdout=subprocess.PIPE).stdout
    for name in filter(None, listed.decode().split('\0')):
        source = os.path.join(PROJECT, name)
        if os.path.isfile(source):
            with open(source, 'rb') as f:
                write_if_changed(os.path.join(COPY, name), f.read())
            os.chmod(os.path.join(COPY, name), os.stat(source).st_mode & 0o777)
    # Checks of the sources ask git what there is.
    for words in (['init', '-q'], ['add', '-A']):
        subprocess.run(['git', *words], cwd=COPY, check=True)


def programs_of(part):
    return (PROGRAMS[part] + ' ' + EVERYWHERE).split()


def build(parts):
    """What the compiler said, or nothing if all is well."""
    programs = {name for part in parts for name in programs_of(part)}
    targets = ['test_' + name for name in sorted(programs)] + ['cairn-cli', 'cairn_system_calls']
    done = subprocess.run(['ninja', '-C', BUILD, *targets], capture_output=True, text=True, errors='replace')
    return '' if done.returncode == 0 else done.stdout + done.stderr


def passes(words, environment, given_up):
    """Ends also when another test has told."""
    with tempfile.TemporaryDirectory(prefix='cairn-mutant-', dir=MEMORY) as folder:
        process = subprocess.Popen(words, cwd=COPY, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL,
                                   stderr=subprocess.DEVNULL, start_new_session=True,
                                   env={**os.environ, 'LC_ALL': 'C.UTF-8', 'TMPDIR': folder, **environment})
        end = time.monotonic() + PATIENCE
        try:
            while process.poll() is None and time.monotonic() < end and not given_up.is_set():
                time.sleep(0.05)
            return process.poll() == 0
        finally:
            try:
                os.killpg(process.pid, 9)                    # and what it started
            except ProcessLookupError:
                pass
            process.wait()


def tests_of(parts):
    """{name: (command, environment)}, as ctest runs them, in the order in which they are to be asked."""
    told = subprocess.run(['ctest', '--show-only=json-v1'], cwd=BUILD, check=True, stdout=subprocess.PIPE).stdout
    known = {test['name']: test for test in json.loads(told)['tests'] if 'command' in test}
    names = [name for part in parts for name in programs_of(part)]
    for wanted in dict.fromkeys(name for part in parts for name in SCENARIOS[part].split()):
        names += [name for name in known if re.fullmatch('scenario_%s(_[0-9]+)?' % wanted, name)]
    tests = {}
    for name in dict.fromkeys(names):
        properties = {each['name']: each['value'] for each in known[name].get('properties', [])}
        tests[name] = known[name]['command'], dict(
            variable.split('=', 1) for variable in properties.get('ENVIRONMENT', []))
    return tests


def killer(tests, jobs):
    """The one of tests_of() that fails first, or nothing if all pass."""
    given_up = threading.Event()
    with concurrent.futures.ThreadPoolExecutor(jobs) as pool:
        waiting = {pool.submit(passes, *test, given_up): name for name, test in tests.items()}
        for done in concurrent.futures.as_completed(waiting):
            if not done.result():
                given_up.set()
                pool.shutdown(cancel_futures=True)
                return waiting[done]
    return ''


def check_whole(parts, jobs):
    if said := build(parts):
        sys.exit(said)
    if name := killer(tests_of(parts), jobs):
        sys.exit('%s fails without a change: nothing can be told from it.' % name)


def try_mutant(mutant, tests, jobs):
    path = os.path.join(COPY, mutant['file'])
    with open(path, 'rb') as f:
        whole = f.read()
    try:
        write_if_changed(path, mutant['text'].encode())
        if build([mutant['part']]):
            return {'result': 'does not compile'}
        by = killer(tests, jobs)
        return {'result': 'killed', 'by': by} if by else {'result': 'survived'}
    finally:
        write_if_changed(path, whole)


def known():
    if not os.path.exists(STATE):
        return {}
    with open(STATE, encoding='utf-8') as f:
        return {found['key']: found for found in map(json.loads, f)}


def remember(mutant, found):
    told = {name: mutant[name] for name in ('key', 'part', 'file', 'line', 'was', 'is')}
    with open(STATE, 'a', encoding='utf-8') as f:
        f.write(json.dumps({**told, **found}) + '\n')
    print('%s %-16s %s:%d\n    was %s\n    is  %s%s' % (
        mutant['key'], found['result'], mutant['file'], mutant['line'], mutant['was'], mutant['is'],
        '\n    by  ' + found['by'] if 'by' in found else ''), flush=True)


def report(part, mutants, found):
    killed = sum(one['result'] == 'killed' for one in found.values())
    survivors = [mutants[key] for key, one in found.items() if one['result'] == 'survived']
    counted = killed + len(survivors)
    share = 100 * killed / counted if counted else 0
    print('%-15s %4d of %4d mutants killed  %5.1f %%' % (part, killed, counted, share))
    for one in survivors:
        print('    %s %s:%d  %s  ->  %s' % (one['key'], one['file'], one['line'], one['was'], one['is']))
    return share >= WANTED


def chosen(part, mutants, found, options):
    """The keys of those to be tried next. What is tried meanwhile is seen in `found`."""
    if options.again or options.survivors:
        yield from [key for key in mutants if key in options.again or (
            options.survivors and found.get(key, {}).get('result') == 'survived')]
        return
    order = sorted(mutants)
    random.Random('%d %s' % (options.seed, part)).shuffle(order)
    counted = 0
    for key in order:
        if counted == options.each:
            return
        if key not in found:
            yield key
        counted += found[key]['result'] != 'does not compile'


def main():
    words = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    words.add_argument('parts', nargs='*', metavar='PART', help='default: all')
    words.add_argument('--each', type=int, default=EACH, help='mutants of a part that compile')
    words.add_argument('--again', metavar='KEY', action='append', default=[], help='try this one once more')
    words.add_argument('--seed', type=int, default=1, help='another choice of mutants')
    words.add_argument('--report', action='store_true')
    words.add_argument('--survivors', action='store_true', help='try those again that survived')
    words.add_argument('--jobs', type=int, default=os.cpu_count())
    options = words.parse_args()
    asked = options.parts or list(PARTS)
    if unknown := set(asked) - set(PARTS):
        words.error('no part %s: %s' % (', '.join(unknown), ', '.join(PARTS)))
    every = {part: {mutant['key']: mutant for mutant in mutants_of(part)} for part in asked}
    if not options.report:
        copy_sources()
        subprocess.run(['cmake', '--preset', 'campaign'], cwd=COPY, check=True, stdout=subprocess.DEVNULL)
        check_whole(asked, options.jobs)
    good = True
    for part, mutants in every.items():
        found = {key: one for key, one in known().items() if key in mutants}
        if not options.report:
            tests = tests_of([part])
            for key in chosen(part, mutants, found, options):
                found[key] = try_mutant(mutants[key], tests, options.jobs)
                remember(mutants[key], found[key])
        good = report(part, mutants, found) and good
    return 0 if good else 1


if __name__ == '__main__':
    sys.exit(main())
