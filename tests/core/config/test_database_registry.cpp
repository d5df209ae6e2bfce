// SPDX-License-Identifier: MIT
#include "core/config/database_registry.h"

#include <QFile>
#include <QRegularExpression>
#include <QTemporaryDir>
#include <QTest>

#include <set>
#include <thread>

#include <sys/stat.h>
#include <unistd.h>

using namespace cairn;
using namespace Qt::StringLiterals;

namespace {

// A stream that does not repeat within a test.
class CountingRandom final : public Random
{
public:
    explicit CountingRandom(std::uint8_t start = 0)
        : m_next(start)
    {
    }
    void fill(MutableBytes bytes) override
    {
        for (std::uint8_t &byte : bytes)
            byte = m_next = static_cast<std::uint8_t>(m_next * 5 + 3);
    }

private:
    std::uint8_t m_next;
};

// JSON with ' for ".
QByteArray json(const char *text)
{
    return QByteArray(text).replace('\'', '"');
}

} // namespace

class TestDatabaseRegistry : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_dir = std::make_unique<QTemporaryDir>();
        QVERIFY(m_dir->isValid());
        m_folder = FilePath(m_dir->path().toStdString()) / "data" / "cairn";
    }

    void aDestinationKeepsItsDatabase()
    {
        const auto first = databaseFor(m_files, m_random, m_folder, "file:///a", "duplicati", true);
        QVERIFY2(first, first ? "" : qPrintable(first.error().message));
        QVERIFY(QString::fromStdString(std::string(first->name()))
                    .contains(QRegularExpression(u"^[A-Z]{10}\\.sqlite$"_s)));
        QCOMPARE(first->parent(), m_folder);
        const auto again = databaseFor(m_files, m_random, m_folder, "file:///a", "duplicati", true);
        QCOMPARE(*again, *first);
        const auto read = databaseFor(m_files, m_random, m_folder, "file:///a", "duplicati", false);
        QCOMPARE(*read, *first);
    }

    void destinationsAndPrefixesAreToldApart()
    {
        std::set<std::string> names;
        // The third and fourth are one as text, if bytes were dropped on the way into JSON.
        for (const char *key :
             {"file:///a", "file:///b", "file:///\xff", "file:///%FF", "file:///\xc3\xbc"})
            names.insert(
                databaseFor(m_files, m_random, m_folder, key, "duplicati", true).value().bytes());
        names.insert(
            databaseFor(m_files, m_random, m_folder, "file:///a", "other", true).value().bytes());
        QCOMPARE(names.size(), std::size_t(6));
        QCOMPARE(databaseFor(m_files, m_random, m_folder, "file:///\xff", "duplicati", false)
                     .value()
                     .bytes(),
                 databaseFor(m_files, m_random, m_folder, "file:///\xff", "duplicati", true)
                     .value()
                     .bytes());
    }

    void lookingUpMakesNothing()
    {
        const auto none = databaseFor(m_files, m_random, m_folder, "file:///a", "duplicati", false);
        QCOMPARE(none.error().code, ErrorCode::NotFound);
        QVERIFY(!m_files.exists(m_folder));
        QVERIFY(databaseFor(m_files, m_random, m_folder, "file:///b", "duplicati", true));
        QCOMPARE(
            databaseFor(m_files, m_random, m_folder, "file:///a", "duplicati", false).error().code,
            ErrorCode::NotFound);
    }

    void folderAndFilesArePrivate()
    {
        QVERIFY(databaseFor(m_files, m_random, m_folder, "file:///a", "duplicati", true));
        struct stat facts = {};
        QCOMPARE(::stat(m_folder.c_str(), &facts), 0);
        QCOMPARE(facts.st_mode & 0777, 0700U);
        for (const char *name : {"jobs.json", "jobs.lock"}) {
            QCOMPARE(::stat((m_folder / name).c_str(), &facts), 0);
            QCOMPARE(facts.st_mode & 0777, 0600U);
        }
    }

    void aFolderOpenToOthersIsRefused()
    {
        QVERIFY(m_files.makeDirectories(m_folder));
        QCOMPARE(::chmod(m_folder.c_str(), 0750), 0);
        const auto refused =
            databaseFor(m_files, m_random, m_folder, "file:///a", "duplicati", true);
        QCOMPARE(refused.error().code, ErrorCode::AccessDenied);
        QVERIFY(refused.error().message.contains(u"chmod 700"));
    }

    void filesThatOthersCanChangeAreRefused()
    {
        const auto database =
            databaseFor(m_files, m_random, m_folder, "file:///a", "duplicati", true).value();
        QVERIFY(m_files.writeAtomically(database, asBytes("rows")));
        for (const FilePath &file : {m_folder / "jobs.json", database}) {
            for (const unsigned mode : {0620U, 0602U, 0666U}) {
                QCOMPARE(::chmod(file.c_str(), mode), 0);
                const auto refused =
                    databaseFor(m_files, m_random, m_folder, "file:///a", "duplicati", false);
                QVERIFY(!refused);
                QCOMPARE(refused.error().code, ErrorCode::AccessDenied);
                QVERIFY(refused.error().message.contains(file.display()));
                QVERIFY(refused.error().message.contains(u"chmod 600"));
            }
            QCOMPARE(::chmod(file.c_str(), 0600), 0);
        }
    }

    void filesThatOthersCanReadAreClosed()
    {
        const auto database =
            databaseFor(m_files, m_random, m_folder, "file:///a", "duplicati", true).value();
        QVERIFY(m_files.writeAtomically(database, asBytes("rows")));
        QCOMPARE(::chmod(database.c_str(), 0644), 0);
        QVERIFY(databaseFor(m_files, m_random, m_folder, "file:///a", "duplicati", false));
        struct stat facts = {};
        QCOMPARE(::stat(database.c_str(), &facts), 0);
        QCOMPARE(facts.st_mode & 0777, 0600U);
    }

    void filesAndFoldersOfOthersAreRefused()
    {
        if (::geteuid() != 0)
            QSKIP("only root can give files away");
        constexpr uid_t kNobody = 65534;
        const auto database =
            databaseFor(m_files, m_random, m_folder, "file:///a", "duplicati", true).value();
        QVERIFY(m_files.writeAtomically(database, asBytes("rows")));
        for (const FilePath &path : {m_folder, m_folder / "jobs.json", database}) {
            QCOMPARE(::chown(path.c_str(), kNobody, kNobody), 0);
            const auto refused =
                databaseFor(m_files, m_random, m_folder, "file:///a", "duplicati", false);
            QCOMPARE(::chown(path.c_str(), 0, 0), 0);
            QVERIFY(!refused);
            QCOMPARE(refused.error().code, ErrorCode::AccessDenied);
            QVERIFY(refused.error().message.contains(u"another user"));
        }
        QVERIFY(databaseFor(m_files, m_random, m_folder, "file:///a", "duplicati", false));
    }

    void aDamagedRegistryIsReportedAndLeftAlone_data()
    {
        QTest::addColumn<QByteArray>("content");
        QTest::newRow("empty") << QByteArray();
        QTest::newRow("cut") << json("{'version':1,'databases':[{'dest");
        QTest::newRow("another version") << json("{'version':2,'databases':[]}");
        QTest::newRow("a path out of the folder")
            << json("{'version':1,'databases':[{'destination':'file:///a','prefix':'duplicati',"
                    "'database':'../AAAAA.sqlite'}]}");
        QTest::newRow("a key that is no text")
            << json("{'version':1,'databases':[{'destination':5,'database':'ABCDEFGHIJ.sqlite'}]}");
    }
    void aDamagedRegistryIsReportedAndLeftAlone()
    {
        QFETCH(QByteArray, content);
        QVERIFY(m_files.makeDirectories(m_folder));
        QFile file((m_folder / "jobs.json").display());
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(content);
        file.close();
        const auto refused =
            databaseFor(m_files, m_random, m_folder, "file:///a", "duplicati", true);
        QCOMPARE(refused.error().code, ErrorCode::Corrupt);
        QVERIFY(file.open(QIODevice::ReadOnly));
        QCOMPARE(file.readAll(), content);
    }

    void twoEntriesForOneDestinationAreNotGuessedAt()
    {
        QVERIFY(m_files.makeDirectories(m_folder));
        const std::string twice =
            json(
                "{'version':1,'databases':["
                "{'destination':'file:///a','prefix':'duplicati','database':'ABCDEFGHIJ.sqlite'},"
                "{'destination':'file:///a','prefix':'duplicati','database':'BBCDEFGHIJ.sqlite'}]}")
                .toStdString();
        QVERIFY(m_files.writeAtomically(m_folder / "jobs.json", asBytes(twice)));
        QCOMPARE(
            databaseFor(m_files, m_random, m_folder, "file:///a", "duplicati", true).error().id,
            u"MultipleLocalDatabaseSourcesFound"_s);
    }

    void namesOfFilesThatExistAreNotAllotted()
    {
        CountingRandom same;
        const auto first = databaseFor(m_files, same, m_folder, "file:///a", "duplicati", true);
        QVERIFY(first);
        QVERIFY(m_files.remove(m_folder / "jobs.json"));
        QVERIFY(m_files.writeAtomically(*first, asBytes("a database")));
        CountingRandom sameAgain;
        const auto second =
            databaseFor(m_files, sameAgain, m_folder, "file:///a", "duplicati", true);
        QVERIFY(second);
        QVERIFY(*second != *first);
    }

    void atTheSameTimeOneNameIsAllotted()
    {
        std::vector<std::string> names(8);
        std::vector<std::thread> threads;
        for (std::size_t i = 0; i < names.size(); ++i)
            threads.emplace_back([&, i] {
                FileLayer files;
                CountingRandom random(static_cast<std::uint8_t>(i));
                // Every second one wants a destination of its own.
                const std::string key = i % 2 ? "file:///" + std::to_string(i) : "file:///same";
                if (auto path = databaseFor(files, random, m_folder, key, "duplicati", true))
                    names[i] = path->bytes();
            });
        for (std::thread &thread : threads)
            thread.join();
        for (std::size_t i = 0; i < names.size(); i += 2)
            QCOMPARE(names[i], names[0]);
        QVERIFY(!names[0].empty());
        QCOMPARE(std::set<std::string>(names.begin(), names.end()).size(), std::size_t(5));
    }

    void theDataFolderFollowsTheEnvironment()
    {
        qputenv("XDG_DATA_HOME", "/x/data");
        QCOMPARE(defaultDataFolder().value().bytes(), std::string("/x/data/cairn"));
        qputenv("XDG_DATA_HOME", "relative");
        qputenv("HOME", "/x/home");
        QCOMPARE(defaultDataFolder().value().bytes(), std::string("/x/home/.local/share/cairn"));
        qunsetenv("HOME");
        QVERIFY(!defaultDataFolder());
    }

private:
    FileLayer m_files;
    CountingRandom m_random;
    std::unique_ptr<QTemporaryDir> m_dir;
    FilePath m_folder;
};

QTEST_APPLESS_MAIN(TestDatabaseRegistry)
#include "test_database_registry.moc"
