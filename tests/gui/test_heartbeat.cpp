// SPDX-License-Identifier: MIT
// The window's thread while much goes on: it never waits for a disk or a lock, and no single thing
// that it does takes long. Its own processor time is counted, which a busy machine does not change;
// a wait shows as a gap of seconds between two beats, far above what a busy machine makes of it.
#include "app/gui/main_window.h"
#include "app/gui/style/theme_manager.h"
#include "tests/gui/gui_program.h"
#include "tests/support/scratch_folder.h"

#include <QApplication>
#include <QElapsedTimer>
#include <QLineEdit>
#include <QListWidget>
#include <QTest>
#include <QTimer>
#include <QTreeView>

#include <ctime>
#include <filesystem>
#include <sqlite3.h>

using namespace cairn;
using namespace cairn::gui;
using namespace cairn::test;
using namespace Qt::StringLiterals;

namespace {

constexpr int kFiles = 4000;    // CAIRN_FILES=100000 makes more, which take longer
constexpr double kMostMs = 150; // of one event; sanitizers make it some five times what it is
constexpr qint64 kLongestGapMs = 4000;

double processorMs()
{
    timespec time = {};
    ::clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
    return double(time.tv_sec) * 1e3 + double(time.tv_nsec) / 1e6;
}

// Knows what the dearest event has cost since the last look.
class Watched final : public QApplication
{
public:
    using QApplication::QApplication;
    bool notify(QObject *receiver, QEvent *event) override
    {
        if (m_depth > 0) // part of the one around it
            return QApplication::notify(receiver, event);
        const QByteArray name(receiver->metaObject()->className());
        const int type = event->type();
        ++m_depth;
        const double before = processorMs();
        const bool done = QApplication::notify(receiver, event);
        const double cost = processorMs() - before;
        --m_depth;
        if (cost > m_most) {
            m_most = cost;
            m_what = name + ", event " + QByteArray::number(type);
        }
        return done;
    }
    std::pair<double, QByteArray> dearest() { return {std::exchange(m_most, 0), m_what}; }

private:
    int m_depth = 0;
    double m_most = 0;
    QByteArray m_what;
};

// Another program that holds a database and lets nobody write.
class Holder final
{
public:
    explicit Holder(const FilePath &file)
    {
        // The run is over, but its index of names may still be made.
        if (::sqlite3_open(file.c_str(), &m_database) != SQLITE_OK ||
            ::sqlite3_busy_timeout(m_database, kPatienceMs) != SQLITE_OK ||
            // It knows nothing of the checks in pages and must not write the log back.
            ::sqlite3_db_config(m_database, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1, nullptr) !=
                SQLITE_OK ||
            ::sqlite3_exec(m_database, "BEGIN IMMEDIATE", nullptr, nullptr, nullptr) != SQLITE_OK)
            qFatal("cannot hold %s", file.c_str());
    }
    ~Holder() { ::sqlite3_close(m_database); }
    Holder(const Holder &) = delete;
    Holder &operator=(const Holder &) = delete;

private:
    sqlite3 *m_database = nullptr;
};

} // namespace

class TestHeartbeat final : public QObject
{
    Q_OBJECT

    ScratchFolder m_scratch;
    int m_count = kFiles;

    FilePath databaseOfJob() const
    {
        for (const auto &entry :
             std::filesystem::directory_iterator((m_scratch / "data/cairn").bytes()))
            if (entry.path().extension() == ".sqlite")
                return FilePath(entry.path().string());
        return {};
    }

private Q_SLOTS:
    void initTestCase()
    {
        qputenv("XDG_DATA_HOME", (m_scratch / "data").c_str());
        std::filesystem::create_directories((m_scratch / "source/many").bytes());
        if (const int count = qEnvironmentVariableIntValue("CAIRN_FILES"); count > 0)
            m_count = count;
        for (int i = 0; i < m_count; ++i)
            m_scratch.write("source/many/file " + std::to_string(i), std::to_string(i));
    }

    void theWindowGoesOnWhileMuchIsSavedAndDatabasesAreHeld()
    {
        auto &app = static_cast<Watched &>(*qApp);
        ThemeManager look(app, QDBusConnection(u"none"_s));
        look.setReduceMotion(true);
        GuiProgram program(m_scratch / "settings");
        MainWindow window(program.proxy, systemRandom(), look);
        window.show();
        JobConfig job;
        job.id = kJob;
        job.name = u"Many"_s;
        job.destination = (m_scratch / "destination").bytes();
        job.sources = {m_scratch / "source"};
        std::filesystem::create_directories(job.destination);
        QCOMPARE(program.save(job, Secret("a passphrase")), QString());
        qint64 longest = 0;
        QElapsedTimer beat;
        QTimer heart;
        QObject::connect(&heart, &QTimer::timeout, &window,
                         [&] { longest = std::max(longest, beat.restart()); });
        beat.start();
        heart.start(20);
        app.dearest();
        const int patience = std::max(kPatienceMs, m_count); // a file a millisecond
        QVERIFY(program.run(kJob, patience));
        m_scratch.write("source/many/one more", "so that there is something to save");
        const Holder settings(m_scratch / "settings/settings.sqlite");
        auto ofJob = std::make_unique<Holder>(databaseOfJob());
        program.proxy.runJob(kJob);
        program.proxy.setPausedUntil({});
        auto *pages = window.findChild<QListWidget *>(u"main.nav"_s);
        auto *search = window.findChild<QLineEdit *>(u"main.search"_s);
        auto *files = window.findChild<QTreeView *>(u"restore.files"_s);
        for (int round = 0; round < 6; ++round) {
            for (int page = 0; page < pages->count(); ++page) {
                pages->setCurrentRow(page);
                QTest::qWait(60);
            }
        }
        pages->setCurrentRow(1);
        const auto nameAt = [&](int row) {
            return files->model()->index(row, 0).data().toString();
        };
        QTRY_VERIFY_WITH_TIMEOUT(nameAt(0) == u"many"_s, patience);
        Q_EMIT files->activated(files->model()->index(0, 0));
        QTRY_VERIFY_WITH_TIMEOUT(files->model()->rowCount() >= m_count, patience);
        QTRY_COMPARE_WITH_TIMEOUT(nameAt(0), u"file 0"_s, patience);
        search->setText(u"file 12"_s);
        QTest::qWait(400);
        files->scrollToBottom();
        QTest::qWait(200);
        const auto [most, what] = app.dearest();
        QVERIFY2(most < kMostMs, qPrintable(u"%1: %2 ms"_s.arg(QLatin1String(what)).arg(most)));
        QVERIFY2(longest < kLongestGapMs, qPrintable(QString::number(longest)));
    }
};

int main(int argc, char **argv)
{
    Watched app(argc, argv);
    TestHeartbeat test;
    return QTest::qExec(&test, argc, argv);
}
#include "test_heartbeat.moc"
