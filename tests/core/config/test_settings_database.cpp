// SPDX-License-Identifier: MIT
#include "core/config/settings_database.h"

#include "core/config/job_store.h"
#include "core/config/settings_schema.h"
#include "tests/support/scratch_folder.h"
#include "tests/support/verify.h"

#include <QFileInfo>
#include <QProcess>

#include <sys/stat.h>

using namespace cairn;
using namespace cairn::test;
using namespace Qt::StringLiterals;

namespace {

unsigned modeOf(const FilePath &path)
{
    struct stat facts = {};
    return ::stat(path.c_str(), &facts) == 0 ? facts.st_mode & 0777U : 0U;
}

// As on a medium that has become read-only; holds for root too.
class ReadOnlyFiles final : public FileLayer
{
public:
    Result<> before(FileOp op, const FilePath &path, std::uint64_t) override
    {
        if (op == FileOp::Create || op == FileOp::MakeDirectory)
            return cairn::fail(ErrorCode::ReadOnly, path.display());
        return {};
    }
};

} // namespace

class TestSettingsDatabase final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void isMadePrivate()
    {
        const auto settings = SettingsDatabase::open(m_files, m_folder / "a" / "cairn");
        VERIFY_OK(settings);
        QVERIFY(!(*settings)->readOnlyReason());
        QCOMPARE(modeOf((*settings)->folder()), 0700U);
        QCOMPARE(modeOf(settingsFile((*settings)->folder())), 0600U);
    }

    void valuesStay()
    {
        const FilePath folder = m_folder / "b";
        {
            const auto settings = SettingsDatabase::open(m_files, folder);
            QVERIFY(!(*settings)->pausedUntil().value());
            VERIFY_OK((*settings)->setPausedUntil(1234));
            VERIFY_OK((*settings)->setValue("k", "v"));
        }
        const auto settings = SettingsDatabase::open(m_files, folder);
        QCOMPARE((*settings)->pausedUntil().value(), std::optional<std::int64_t>(1234));
        QCOMPARE((*settings)->value("k").value(), std::optional<std::string>("v"));
        VERIFY_OK((*settings)->setPausedUntil(std::nullopt));
        QVERIFY(!(*settings)->pausedUntil().value());
    }

    void dataVersionTellsOfOthersOnly()
    {
        const auto mine = SettingsDatabase::open(m_files, m_folder / "c");
        const auto other = SettingsDatabase::open(m_files, m_folder / "c");
        const std::int64_t before = (*mine)->dataVersion().value();
        VERIFY_OK((*mine)->setValue("k", "1"));
        QCOMPARE((*mine)->dataVersion().value(), before);
        VERIFY_OK((*other)->setValue("k", "2"));
        QVERIFY((*mine)->dataVersion().value() != before);
    }

    void whatOthersCanReadIsRefusedUntilClosed()
    {
        const FilePath folder = m_folder / "d";
        VERIFY_OK(SettingsDatabase::open(m_files, folder));
        ::chmod(folder.c_str(), 0755);
        const auto open = SettingsDatabase::open(m_files, folder);
        VERIFY_FAILS(open, ErrorCode::AccessDenied);
        QCOMPARE(open.error().id, u"CONFIG_OPEN"_s);
        VERIFY_OK(closeToOthers(m_files, folder));
        VERIFY_OK(SettingsDatabase::open(m_files, folder));
    }

    void aFileThatOthersCanChangeIsRefusedUntilClosed()
    {
        const FilePath folder = m_folder / "e";
        VERIFY_OK(SettingsDatabase::open(m_files, folder));
        ::chmod(settingsFile(folder).c_str(), 0666);
        const auto open = SettingsDatabase::open(m_files, folder);
        QVERIFY(!open);
        QCOMPARE(open.error().id, u"CONFIG_OPEN"_s);
        VERIFY_OK(closeToOthers(m_files, folder));
        VERIFY_OK(SettingsDatabase::open(m_files, folder));
    }

    void jobsOfTheVersionBeforeHaveNoGroupYet()
    {
        const FilePath folder = m_folder / "groups";
        {
            // As it was made before there were any: without the last step.
            VERIFY_OK(m_files.makeDirectories(folder));
            ::chmod(folder.c_str(), 0700);
            const auto old = Database::open(settingsFile(folder), Database::Mode::ReadWrite);
            VERIFY_OK(old);
            const std::span<const char *const> steps(settings::kSteps);
            VERIFY_OK(migrate(**old, {settings::kApplicationId, steps.first(3)}));
            VERIFY_OK((*old)->execute(
                "INSERT INTO job(id, position, name, destination, skip_sets, keep, keep_value, "
                "encrypted, sheet_saved, created) VALUES('00000001', 1, 'Old', '/copies', '', "
                "'everything', '', 1, 0, 5)"));
        }
        const auto settings = SettingsDatabase::open(m_files, folder);
        VERIFY_OK(settings);
        JobStore store(**settings);
        JobConfig job = *store.get("00000001").value();
        QCOMPARE(job.name, u"Old"_s);
        QCOMPARE(job.group, QString());
        QCOMPARE(job.tag, JobTag::None);
        job.sources = {FilePath("/home/ada")};
        job.group = u"At home"_s;
        job.tag = JobTag::Purple;
        VERIFY_OK(store.save(job));
        QVERIFY(store.get(job.id).value() == job);
    }

    void whatANewerProgramMadeIsNotTouched()
    {
        const FilePath folder = m_folder / "f";
        {
            const auto settings = SettingsDatabase::open(m_files, folder);
            VERIFY_OK((*settings)->database().execute("PRAGMA user_version=99"));
        }
        const std::string before = readFile(settingsFile(folder));
        const auto open = SettingsDatabase::open(m_files, folder);
        VERIFY_FAILS(open, ErrorCode::Unsupported);
        QCOMPARE(open.error().id, u"CONFIG_NEWER"_s);
        QCOMPARE(readFile(settingsFile(folder)), before);
    }

    // A run opens the settings again while the window has them open.
    void openingAgainLeavesTheLocksAlone()
    {
        const FilePath folder = m_folder / "again";
        const auto settings = SettingsDatabase::open(m_files, folder);
        VERIFY_OK(settings);
        VERIFY_OK((*settings)->setValue("k", "v"));
        VERIFY_OK(SettingsDatabase::open(m_files, folder).map([](const auto &) {}));
        QProcess other;
        const QString file = QString::fromStdString(settingsFile(folder).bytes());
        other.start(u"sqlite3"_s, {file, u"SELECT count(*) FROM setting"_s});
        QVERIFY(other.waitForFinished());
        QVERIFY(QFileInfo::exists(file + u"-wal"_s));
    }

    void readsWhereNothingCanBeWritten()
    {
        const FilePath folder = m_folder / "g";
        {
            const auto made = SettingsDatabase::open(m_files, folder);
            VERIFY_OK((*made)->setValue("k", "v"));
        }
        ReadOnlyFiles files;
        const auto settings = SettingsDatabase::open(files, folder);
        VERIFY_OK(settings);
        QVERIFY((*settings)->readOnlyReason());
        QCOMPARE((*settings)->readOnlyReason()->id, u"CONFIG_READONLY"_s);
        QCOMPARE((*settings)->value("k").value(), std::optional<std::string>("v"));
        QVERIFY(!(*settings)->setValue("k", "w"));
    }

    void failsWhereNothingCanBeWrittenOrRead()
    {
        ReadOnlyFiles files;
        const auto settings = SettingsDatabase::open(files, m_folder / "h");
        QVERIFY(!settings);
        QCOMPARE(settings.error().id, u"CONFIG_READONLY"_s);
    }

    void aMediumForReadingOnlyIsReadAsItStands()
    {
        const FilePath folder = m_folder / "i";
        {
            const auto settings = SettingsDatabase::open(m_files, folder);
            VERIFY_OK((*settings)->setValue("k", "v"));
        }
        const auto database = Database::open(settingsFile(folder), Database::Mode::Immutable);
        VERIFY_OK(database);
        QCOMPARE((*database)->number("SELECT count(*) FROM setting").value(), 1);
        QVERIFY(!(*database)->execute("DELETE FROM setting"));
        QVERIFY(!fileExists(FilePath(settingsFile(folder).bytes() + "-shm")));
    }

private:
    const ScratchFolder m_folder;
    FileLayer m_files;
};

QTEST_GUILESS_MAIN(TestSettingsDatabase)
#include "test_settings_database.moc"
