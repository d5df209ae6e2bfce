// SPDX-License-Identifier: MIT
#include "core/config/job_options.h"
#include "core/config/option_set.h"

#include <QDir>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QLocale>
#include <QTest>

using namespace cairn;
using namespace Qt::StringLiterals;

class TestOptionSet : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QLocale::setDefault(QLocale(QLocale::Turkish, QLocale::Turkey)); }

    void defaultsComeFromTheTable()
    {
        const OptionSet set;
        QVERIFY(!set.isSet("dblock-size"));
        QCOMPARE(set.size("dblock-size"), std::int64_t(50 << 20));
        QCOMPARE(set.integer("threshold"), std::int64_t(25));
        QCOMPARE(set.boolean("dry-run"), false);
        QCOMPARE(set.duration("retry-delay"), std::chrono::seconds(10));
        QCOMPARE(set.decimal("backup-test-percentage"), 0.1);
        QCOMPARE(set.word("symlink-policy"), std::string_view("Store"));
        QCOMPARE(set.text("prefix"), std::string("duplicati"));
        QCOMPARE(set.extraWord("blocksize"), std::string_view("auto"));
        QCOMPARE(set.size("blocksize"), std::int64_t(0));
        QVERIFY(set.path("dbpath").empty());
        QVERIFY(!set.time("time"));
        QVERIFY(set.flags("exclude-files-attributes").empty());
        QVERIFY(set.secret("passphrase").empty());
        QVERIFY(set.information().isEmpty());
    }

    void laterValuesWin()
    {
        OptionSet set;
        QVERIFY(set.set("dblock-size", "100"));
        QVERIFY(set.set("Remote-Volume-Size", "200MB")); // an alias names the same option
        QCOMPARE(set.size("dblock-size"), std::int64_t(200 << 20));
        QVERIFY(set.isSet("dblock-size"));
        set.unset("DBLOCK-SIZE");
        QVERIFY(!set.isSet("dblock-size"));
    }

    void aNameAloneIsAnEmptyValue()
    {
        OptionSet set;
        QVERIFY(set.set("dry-run"));
        QVERIFY(set.boolean("dry-run"));
        QVERIFY(set.set("full-remote-verification"));
        QCOMPARE(set.word("full-remote-verification"), std::string_view("True"));
        QVERIFY(set.set("encryption-module", "")); // as exports without encryption have it
        QCOMPARE(set.word("encryption-module"), std::string_view("none"));
        const auto missing = set.set("dblock-size");
        QVERIFY(!missing);
        QVERIFY(missing.error().message.contains(u"--dblock-size needs a value"));
    }

    void refusedValuesLeaveTheSetAsItWas()
    {
        OptionSet set;
        QVERIFY(set.set("threshold", "30"));
        const auto refused = set.set("threshold", "101");
        QCOMPARE(refused.error().code, ErrorCode::InvalidArgument);
        QVERIFY(refused.error().message.contains(u"0 to 100"));
        QCOMPARE(set.integer("threshold"), std::int64_t(30));
    }

    void refuses_data()
    {
        QTest::addColumn<QByteArray>("name");
        QTest::addColumn<QByteArray>("value");
        const char *const rows[][2] = {{"no-encryption", "flase"},
                                       {"blocksize", "1023b"},
                                       {"blocksize", "2gb"},
                                       {"blocksize", "automatic"},
                                       {"dblock-size", "1.5gb"},
                                       {"block-hash-algorithm", "SHA3"},
                                       {"encryption-module", "des"},
                                       {"keep-time", "1d"},
                                       {"keep-versions", "-1"},
                                       {"retention-policy", "1D:1W"},
                                       {"backup-test-percentage", "100.5"},
                                       {"restore-file-processors", "0"},
                                       {"cpu-intensity", "11"},
                                       {"version", "3-1"},
                                       {"time", "soon"},
                                       {"exclude-files-attributes", "Hiden"},
                                       {"zip-compression-level", "10"},
                                       {"console-log-level", "loud"},
                                       {"auto-vacuum", "maybe"}}; // also one without effect here
        for (const auto &row : rows)
            QTest::addRow("%s=%s", row[0], row[1]) << QByteArray(row[0]) << QByteArray(row[1]);
    }
    void refuses()
    {
        QFETCH(QByteArray, name);
        QFETCH(QByteArray, value);
        OptionSet set;
        const auto refused = set.set(name.toStdString(), value.toStdString());
        QVERIFY(!refused);
        QVERIFY2(refused.error().message.contains(u"--"_s % QString::fromLatin1(name)),
                 qPrintable(refused.error().message));
        QVERIFY2(refused.error().message.contains(QString::fromLatin1(value)),
                 qPrintable(refused.error().message));
        QVERIFY(!set.isSet(name.toStdString()));
    }

    void unknownNamesAreErrorsWithTheNearestMatch()
    {
        OptionSet set;
        const auto refused = set.set("bloksize", "1mb");
        QCOMPARE(refused.error().id, u"UnsupportedOption"_s);
        QVERIFY(refused.error().message.contains(u"Did you mean --blocksize?"));
        QVERIFY(!set.set("zzzzzzzzzzzzzzz").error().message.contains(u"Did you mean"));
    }

    void acceptedOptionsGiveOneLineEach()
    {
        OptionSet set;
        for (const char *name : {"send-xmpp-to", "usn-policy", "zip-compression-method"})
            QVERIFY(set.set(name, findOption(name)->words.empty() ? "x" : "Auto"));
        QVERIFY(set.set("s3-ext-timeout", "5"));
        QVERIFY(set.set("s3-ext-maxerrorretry", "5"));
        QVERIFY(set.set("send-xmpp-password", "geheim"));
        QVERIFY(set.set("dblock-size", "10mb"));
        QVERIFY(set.set("thread-priority", "low"));
        QVERIFY(set.set("compression-module", "tzstd"));
        const QStringList lines = set.information();
        QCOMPARE(lines.size(), 8);
        QCOMPARE(lines.filter(u"--s3-ext-timeout"_s).size(), 1);
        QCOMPARE(lines.filter(u"geheim"_s).size(), 0);
        QCOMPARE(lines.filter(u"--dblock-size"_s).size(), 0);
        QCOMPARE(lines.filter(u"new volumes are zip"_s).size(), 1);
    }

    void secretsDoNotComeOutAsText()
    {
        OptionSet set;
        QVERIFY(set.set("passphrase", "geheim"));
        QVERIFY(set.set("aws-secret-access-key", "auch geheim"));
        QVERIFY(set.set("prefix", "backup"));
        QCOMPARE(set.secret("passphrase").reveal(), std::string("geheim"));
        QVERIFY(set.isSet("passphrase"));
        QCOMPARE(set.printable().size(), std::size_t(1));
        QCOMPARE(set.names().size(), std::size_t(3));
        set.unset("passphrase");
        QVERIFY(set.secret("passphrase").empty());
        QVERIFY(!set.setSecret("prefix", Secret("x")));
    }

    void filtersKeepTheirCommonOrder()
    {
        OptionSet set;
        QVERIFY(set.set("exclude", "*.tmp"));
        QVERIFY(set.set("include", "*.jpg"));
        QVERIFY(set.set("exclude", "*"));
        const std::vector<FilterEntry> expected{{false, "*.tmp"}, {true, "*.jpg"}, {false, "*"}};
        QCOMPARE(set.filters(), expected);
    }

    void pathsMayHoldAnyByteButNul()
    {
        OptionSet set;
        QVERIFY(set.set("dbpath", "/a/\xff.sqlite"));
        QCOMPARE(set.path("dbpath").bytes(), std::string("/a/\xff.sqlite"));
        QVERIFY(!set.set("dbpath", std::string("/a\0b", 4)));
    }

    void everyOptionTakesItsOwnDefault()
    {
        for (const OptionSpec &option : allOptions()) {
            if (option.defaultText.empty())
                continue;
            OptionSet set;
            std::string name(option.name);
            QVERIFY2(set.set(name, std::string(option.defaultText)), name.c_str());
        }
    }

    void jobsExportedByDuplicatiAreAccepted()
    {
        const QString root = qEnvironmentVariable("CAIRN_FIXTURES");
        if (root.isEmpty())
            QSKIP("CAIRN_FIXTURES names no folder");
        const QDir exports(root % u"/exports"_s);
        const QStringList files = exports.entryList({u"*.args*.json"_s});
        QVERIFY(!files.isEmpty());
        for (const QString &name : files) {
            QFile file(exports.filePath(name));
            QVERIFY(file.open(QIODevice::ReadOnly));
            const QJsonArray options =
                QJsonDocument::fromJson(file.readAll())[u"Options"].toArray();
            QVERIFY(!options.isEmpty());
            std::vector<GivenOption> given;
            for (const auto &value : options) {
                const QString text = value.toString().mid(2);
                const qsizetype equals = text.indexOf(u'=');
                given.push_back(
                    {text.left(equals).toStdString(), text.mid(equals + 1).toStdString()});
            }
            const auto set = OptionSet::from(given);
            QVERIFY2(set, set ? "" : qPrintable(set.error().message));
            const auto job = resolve(*set);
            QVERIFY2(job, job ? "" : qPrintable(name % u": "_s % job.error().message));
        }
    }
};

QTEST_APPLESS_MAIN(TestOptionSet)
#include "test_option_set.moc"
