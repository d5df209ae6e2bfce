// SPDX-License-Identifier: MIT
// Failures as they happen to people: what the finished program says about each.
#include "app/shared/error_table.h"
#include "core/engine/job_lock.h"
#include "tests/cli/cli_run.h"
#include "tests/support/verify.h"

#include <QtTest>

#include <filesystem>
#include <unistd.h>

using namespace cairn;
using namespace cairn::test;
using namespace Qt::StringLiterals;

namespace {

QString titleOf(const char *code)
{
    Trouble trouble;
    trouble.code = code;
    return errorTexts(trouble, FrontEnd::CommandLine).title;
}

// With a file system of its own over a folder of the world, which nobody else sees.
CliRun runUnderMount(const CliWorld &world, const char *options, std::string_view folder,
                     const QStringList &arguments)
{
    QProcess process;
    process.setProcessEnvironment(world.environment());
    process.start(u"unshare"_s,
                  QStringList{u"--mount"_s, u"sh"_s, u"-c"_s,
                              u"mount -t tmpfs -o \"$1\" none \"$2\" || exit 77; shift 2; "
                              u"exec \"$@\""_s,
                              u"sh"_s, QString::fromLatin1(options), world.text(folder),
                              QStringLiteral(CAIRN_CLI)} +
                      arguments);
    CliRun run;
    if (!process.waitForFinished(60'000))
        process.kill();
    run.code = process.exitStatus() == QProcess::NormalExit ? process.exitCode() : -1;
    run.out = QString::fromUtf8(process.readAllStandardOutput());
    run.err = QString::fromUtf8(process.readAllStandardError());
    return run;
}

bool cannotMount(const CliRun &run)
{
    return run.code == 77 || run.err.startsWith("unshare"_L1) || run.code == -1;
}

void makeReadOnly(const FilePath &folder, bool isReadOnly)
{
    using std::filesystem::perms;
    std::filesystem::permissions(folder.bytes(), isReadOnly ? perms::owner_read | perms::owner_exec
                                                            : perms::owner_all);
}

} // namespace

#define VERIFY_SAYS(run, cause)                                                                    \
    do {                                                                                           \
        QVERIFY2((run).code >= 100, qPrintable((run).said()));                                     \
        QVERIFY2((run).err.startsWith("ErrorID: "_L1), qPrintable((run).said()));                  \
        QVERIFY2((run).err.contains(titleOf(cause)), qPrintable((run).said()));                    \
    } while (false)

class TestCliErrors : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_world = std::make_unique<CliWorld>();
        writeFile(*m_world / "source/a.txt", "content of a");
        m_backup = QStringList{u"backup"_s, m_world->destination(), m_world->source(),
                               u"--no-encryption"_s, u"--number-of-retries=0"_s};
    }

    void aFullDestination()
    {
        if (::geteuid() != 0)
            QSKIP("only root can mount a small file system");
        VERIFY_OK(m_files.makeDirectories(*m_world / "destination"));
        writeFile(*m_world / "source/large", randomText(4 << 20));
        const CliRun run = runUnderMount(*m_world, "size=1m", "destination", m_backup);
        if (cannotMount(run))
            QSKIP("no file systems can be mounted here");
        VERIFY_SAYS(run, "DEST_FULL");
        QVERIFY(run.err.contains("Make room there"_L1));
    }

    void aDestinationThatCannotBeWritten()
    {
        VERIFY_OK(m_files.makeDirectories(*m_world / "destination"));
        CliRun run;
        if (::geteuid() == 0) {
            run = runUnderMount(*m_world, "ro", "destination", m_backup);
            if (cannotMount(run))
                QSKIP("no file systems can be mounted here");
        } else {
            makeReadOnly(*m_world / "destination", true);
            run = m_world->run(m_backup);
            makeReadOnly(*m_world / "destination", false);
        }
        VERIFY_SAYS(run, "DEST_READONLY");
    }

    void aWrongPassphrase()
    {
        m_backup.removeAll(u"--no-encryption"_s);
        QProcessEnvironment with = m_world->environment();
        with.insert(u"PASSPHRASE"_s, u"open sesame"_s);
        CliRun run = m_world->run(m_backup, with);
        QVERIFY2(run.code == 0, qPrintable(run.said()));
        with.insert(u"PASSPHRASE"_s, u"close sesame"_s);
        run = m_world->run({u"test"_s, m_world->destination(), u"all"_s}, with);
        VERIFY_SAYS(run, "PASS_WRONG");
        QVERIFY(run.err.contains("capital letters"_L1));
    }

    void aMissingDestination()
    {
        CliRun run = m_world->run(m_backup);
        QVERIFY2(run.code == 0, qPrintable(run.said()));
        VERIFY_OK(m_files.rename(*m_world / "destination", *m_world / "elsewhere"));
        run = m_world->run(m_backup);
        VERIFY_SAYS(run, "DEST_UNREACHABLE");
    }

    void aDamagedList()
    {
        CliRun run = m_world->run(m_backup);
        QVERIFY2(run.code == 0, qPrintable(run.said()));
        const auto stored = m_files.list(*m_world / "destination");
        VERIFY_OK(stored);
        for (const std::string &name : *stored)
            if (name.find(".dlist.") != std::string::npos)
                writeFile(*m_world / ("destination/" + name), "not what was stored");
        // Somebody who has the destination alone.
        QProcessEnvironment other = m_world->environment();
        other.insert(u"XDG_DATA_HOME"_s, m_world->text("home/other"));
        run = m_world->run({u"repair"_s, m_world->destination(), u"--no-encryption"_s}, other);
        VERIFY_SAYS(run, "DATA_DAMAGED");
    }

    void aDatabaseInUse()
    {
        CliRun run = m_world->run(m_backup);
        QVERIFY2(run.code == 0, qPrintable(run.said()));
        const FilePath database = *m_world / "job.sqlite";
        const auto lock = JobLock::acquire(m_files, systemClock(), database, "backup");
        VERIFY_OK(lock);
        run = m_world->run(m_backup + QStringList{u"--dbpath="_s + m_world->text("job.sqlite")});
        VERIFY_SAYS(run, "HELD");
    }

    void aMissingSource()
    {
        VERIFY_OK(m_files.rename(*m_world / "source", *m_world / "moved"));
        const CliRun run = m_world->run(m_backup);
        VERIFY_SAYS(run, "SOURCE_MISSING");
    }

    void aHomeThatCannotBeWritten()
    {
        CliRun run;
        if (::geteuid() == 0) {
            run = runUnderMount(*m_world, "ro", "home", m_backup);
            if (cannotMount(run))
                QSKIP("no file systems can be mounted here");
        } else {
            makeReadOnly(*m_world / "home", true);
            run = m_world->run(m_backup);
            makeReadOnly(*m_world / "home", false);
        }
        VERIFY_SAYS(run, "LOCAL_FILES");
        QVERIFY(!fileExists(*m_world / "destination"));
    }

private:
    static std::string randomText(std::size_t bytes)
    {
        std::string text(bytes, '\0');
        systemRandom().fill({reinterpret_cast<std::uint8_t *>(text.data()), text.size()});
        return text;
    }
    FileLayer m_files;
    std::unique_ptr<CliWorld> m_world;
    QStringList m_backup;
};

QTEST_GUILESS_MAIN(TestCliErrors)
#include "test_cli_errors.moc"
