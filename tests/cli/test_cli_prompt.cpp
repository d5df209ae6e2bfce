// SPDX-License-Identifier: MIT
// The program on a terminal: prompts, echo, the live line.
#include "tests/cli/cli_run.h"

#include <QTest>

#include <functional>

#include <poll.h>
#include <pty.h>
#include <sys/wait.h>
#include <unistd.h>

using namespace cairn;
using namespace cairn::test;
using namespace Qt::StringLiterals;

namespace {

// A run whose standard streams are a terminal of its own.
class TerminalRun final
{
public:
    TerminalRun(const CliWorld &world, const QStringList &arguments)
    {
        const QStringList environment =
            world.environment().toStringList() + QStringList{u"TERM=xterm"_s};
        m_process = ::forkpty(&m_terminal, nullptr, nullptr, nullptr);
        if (m_process != 0)
            return;
        std::vector<QByteArray> words{CAIRN_CLI};
        std::vector<QByteArray> variables;
        for (const QString &argument : arguments)
            words.push_back(argument.toUtf8());
        for (const QString &variable : environment)
            variables.push_back(variable.toUtf8());
        const auto pointers = [](std::vector<QByteArray> &texts) {
            std::vector<char *> all;
            for (QByteArray &text : texts)
                all.push_back(text.data());
            all.push_back(nullptr);
            return all;
        };
        ::execve(CAIRN_CLI, pointers(words).data(), pointers(variables).data());
        ::_exit(127);
    }
    ~TerminalRun() { ::close(m_terminal); }
    TerminalRun(const TerminalRun &) = delete;
    TerminalRun &operator=(const TerminalRun &) = delete;

    // Reads until `text` has come; false if the run ends or 30 s pass without it.
    bool waitFor(const QByteArray &text)
    {
        while (!m_said.mid(m_seen).contains(text)) {
            pollfd waiting{m_terminal, POLLIN, 0};
            char piece[4096];
            if (::poll(&waiting, 1, 30'000) != 1)
                return false;
            const ssize_t got = ::read(m_terminal, piece, sizeof piece);
            if (got <= 0)
                return false;
            m_said.append(piece, got);
        }
        m_seen = m_said.indexOf(text, m_seen) + text.size();
        return true;
    }
    void type(const QByteArray &text)
    {
        QCOMPARE(::write(m_terminal, text.constData(), static_cast<std::size_t>(text.size())),
                 text.size());
    }
    int finish()
    {
        std::ignore = waitFor("\x01 nothing says this");
        int status = 0;
        ::waitpid(m_process, &status, 0);
        return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
    }
    [[nodiscard]] const QByteArray &said() const { return m_said; }

private:
    int m_terminal = -1;
    pid_t m_process = -1;
    QByteArray m_said;
    qsizetype m_seen = 0;
};

} // namespace

class TestCliPrompt final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void asksTwiceForTheFirstBackupWithoutEcho();
    void refusesTwoThatDiffer();
};

void TestCliPrompt::asksTwiceForTheFirstBackupWithoutEcho()
{
    const CliWorld world;
    writeFile(world / "source/a.txt", "content");
    const QStringList arguments{u"backup"_s, world.destination(), world.source()};
    {
        TerminalRun run(world, arguments);
        QVERIFY2(run.waitFor("new backup: "), run.said().constData());
        run.type("hush\n");
        QVERIFY2(run.waitFor("Once more: "), run.said().constData());
        run.type("hush\n");
        QVERIFY2(run.finish() == 0, run.said().constData());
        QVERIFY(!run.said().contains("hush"));
    }
    writeFile(world / "source/b.txt", "more");
    TerminalRun run(world, arguments); // the second time once
    QVERIFY2(run.waitFor("Passphrase: "), run.said().constData());
    run.type("hush\n");
    QVERIFY2(run.finish() == 0, run.said().constData());
    QVERIFY(!run.said().contains("Once more"));
}

void TestCliPrompt::refusesTwoThatDiffer()
{
    const CliWorld world;
    writeFile(world / "source/a.txt", "content");
    TerminalRun run(world, {u"backup"_s, world.destination(), world.source()});
    QVERIFY2(run.waitFor("new backup: "), run.said().constData());
    run.type("one\n");
    QVERIFY2(run.waitFor("Once more: "), run.said().constData());
    run.type("two\n");
    QCOMPARE(run.finish(), 100);
    QVERIFY(!fileExists(world / "destination"));
}

QTEST_GUILESS_MAIN(TestCliPrompt)
#include "test_cli_prompt.moc"
