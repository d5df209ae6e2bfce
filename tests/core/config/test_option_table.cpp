// SPDX-License-Identifier: MIT
#include "core/config/option_set.h"
#include "core/config/option_table.h"

#include <QLocale>
#include <QTest>

#include <algorithm>
#include <set>

using namespace cairn;
using namespace Qt::StringLiterals;

class TestOptionTable : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QLocale::setDefault(QLocale(QLocale::Turkish, QLocale::Turkey)); }

    void everyNameStandsOnce()
    {
        std::set<std::string_view> seen;
        for (const OptionSpec &option : allOptions()) {
            QVERIFY2(seen.insert(option.name).second, option.name.data());
            std::string_view aliases = option.aliases;
            while (!aliases.empty()) {
                const std::size_t end = std::min(aliases.find(' '), aliases.size());
                QVERIFY2(seen.insert(aliases.substr(0, end)).second, aliases.data());
                aliases.remove_prefix(std::min(end + 1, aliases.size()));
            }
        }
        QVERIFY(seen.size() > 350);
    }

    void everyEntryIsWhole()
    {
        for (const OptionSpec &option : allOptions()) {
            const std::string name(option.name);
            QVERIFY2(!name.empty() &&
                         name.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789-_*") ==
                             std::string::npos,
                     name.c_str());
            QVERIFY2(option.help.ends_with('.'), name.c_str());
            QVERIFY2(option.commands != 0, name.c_str());
            QVERIFY2(!optionAllowed(option).isEmpty(), name.c_str());
            QVERIFY2(!optionTypeName(option.type).isEmpty(), name.c_str());
            QVERIFY2(!optionCategoryName(option.category).isEmpty(), name.c_str());
            const bool needsWords =
                option.type == OptionType::Word || option.type == OptionType::Flags;
            QVERIFY2(!needsWords || !option.words.empty(), name.c_str());
            QCOMPARE(findOption(name), &option);
        }
    }

    void everyDefaultIsAValueThatMayBeGiven()
    {
        for (const OptionSpec &option : allOptions()) {
            if (option.defaultText.empty())
                continue;
            const auto checked = checkOptionValue(option, option.defaultText);
            QVERIFY2(checked, checked ? "" : qPrintable(checked.error().message));
        }
    }

    void limitsAreInTheOptionsOwnSyntax()
    {
        for (const OptionSpec &option : allOptions()) {
            for (const std::string_view limit : {option.least, option.most}) {
                if (!limit.empty())
                    QVERIFY2(checkOptionValue(option, limit), option.name.data());
            }
        }
    }

    void namesAreFoundInAnyCaseAndByAlias()
    {
        QCOMPARE(findOption("DBLOCK-SIZE")->name, std::string_view("dblock-size"));
        QCOMPARE(findOption("Include")->name, std::string_view("include")); // Turkish i
        QCOMPARE(findOption("DryRun")->name, std::string_view("dry-run"));
        QCOMPARE(findOption("remote-volume-size")->name, std::string_view("dblock-size"));
        QCOMPARE(findOption("asynchronous-concurrent-upload-limit")->name,
                 std::string_view("asynchronous-upload-limit"));
        QCOMPARE(findOption("s3-ext-timeout")->name, std::string_view("s3-ext-*"));
        QVERIFY(!findOption("s3-ext-"));
        QVERIFY(!findOption(""));
        QVERIFY(!findOption("--dry-run"));
        QVERIFY(!findOption("dry-run "));
    }

    void nearestNameIsSuggested_data()
    {
        QTest::addColumn<QByteArray>("typed");
        QTest::addColumn<QString>("nearest");
        const auto row = [](const char *typed, const char *nearest) {
            QTest::newRow(typed) << QByteArray(typed) << QString::fromLatin1(nearest);
        };
        row("bloksize", "blocksize");
        row("block-size", "blocksize");
        row("dblock-szie", "dblock-size"); // two neighbours swapped: one step
        row("keep-verions", "keep-versions");
        row("keepversions", "keep-versions");
        row("PASSPRHASE", "passphrase");
        row("excldue", "exclude");
        row("retention-polcy", "retention-policy");
        row("xyzzy-nothing-like-it", "");
        row("", "");
    }
    void nearestNameIsSuggested()
    {
        QFETCH(QByteArray, typed);
        QTEST(nearestOption(typed.toStdString()), "nearest");
    }

    void aVeryLongNameCostsLittle()
    {
        QVERIFY(nearestOption(std::string(1'000'000, 'a')).isEmpty());
    }

    void defaultsAreDuplicatis_data()
    {
        QTest::addColumn<QByteArray>("name");
        QTest::addColumn<QByteArray>("text");
        const char *const rows[][2] = {{"dblock-size", "50mb"},
                                       {"blocksize", "auto"},
                                       {"prefix", "duplicati"},
                                       {"block-hash-algorithm", "SHA256"},
                                       {"index-file-policy", "Full"},
                                       {"ignore-filenames", "CACHEDIR.TAG"},
                                       {"symlink-policy", "Store"},
                                       {"hardlink-policy", "All"},
                                       {"asynchronous-upload-limit", "4"},
                                       {"number-of-retries", "5"},
                                       {"retry-delay", "10s"},
                                       {"threshold", "25"},
                                       {"small-file-max-count", "20"},
                                       {"backup-test-samples", "1"},
                                       {"backup-test-percentage", "0.1"},
                                       {"quota-warning-threshold", "10"},
                                       {"restore-cache-max", "4gb"},
                                       {"restore-cache-evict", "50"},
                                       {"restore-volume-cache-min-free", "1gb"},
                                       {"log-retention", "30D"},
                                       {"zip-compression-level", "auto"},
                                       {"prove-volumes", "sample"}};
        for (const auto &row : rows)
            QTest::newRow(row[0]) << QByteArray(row[0]) << QByteArray(row[1]);
    }
    void defaultsAreDuplicatis()
    {
        QFETCH(QByteArray, name);
        QTEST(QByteArray(findOption(name.toStdString())->defaultText.data()), "text");
    }
};

QTEST_APPLESS_MAIN(TestOptionTable)
#include "test_option_table.moc"
