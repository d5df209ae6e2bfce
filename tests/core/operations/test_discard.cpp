// SPDX-License-Identifier: MIT
#include "core/operations/discard.h"
#include "tests/core/operations/test_compact_store.h"
#include "tests/support/verify.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

using namespace cairn;
using namespace cairn::test;
using namespace Qt::StringLiterals;

namespace {

void fill(TestStore &store)
{
    store.options.compact.automatic = false;
    for (int i = 0; i < 3; ++i)
        store.addVersion({{"always", "the same"}, {"only" + std::to_string(i), store.noise(3000)}});
    store.plan->clear();
}

} // namespace

class TestDiscard : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void everythingOfTheBackupGoesAndNothingElse()
    {
        TestStore store;
        fill(store);
        const auto before = store.usable(VolumeKind::Dblock).size() +
                            store.usable(VolumeKind::Dindex).size() +
                            store.usable(VolumeKind::Dlist).size();
        const auto result = discard(store.environment(), store.job(), store.settings);
        VERIFY_OK(result);
        QVERIFY(result->left.empty());
        QCOMPARE(result->deletedFiles, static_cast<std::int64_t>(before));
        QVERIFY(result->deletedBytes > 9000);
        QCOMPARE(store.traced(BackendCall::Remove).size(), before);
        QVERIFY(store.traced(BackendCall::Put).empty());
        QCOMPARE(store.versions(), 0U);
        VERIFY_OK(store.job().checkConsistency());
    }

    // Versions go before what they are made of, and no content before the index that speaks of it.
    void listsGoFirstAndContentLast()
    {
        TestStore store;
        fill(store);
        VERIFY_OK(discard(store.environment(), store.job(), store.settings));
        std::vector<std::size_t> lists, contents;
        const auto removed = store.traced(BackendCall::Remove);
        for (std::size_t i = 0; i < removed.size(); ++i) {
            if (removed[i].find(".dlist.") != std::string::npos)
                lists.push_back(i);
            if (removed[i].find(".dblock.") != std::string::npos)
                contents.push_back(i);
        }
        QVERIFY(!lists.empty() && !contents.empty());
        QVERIFY(lists.back() < contents.front());
    }

    // Whatever fails, the next call goes on, and the database agrees with itself in between.
    void anotherCallGoesOnAfterAnyFailure()
    {
        for (std::uint64_t call = 0;; ++call) {
            TestStore store;
            fill(store);
            store.plan->failCall(call);
            const auto first = discard(store.environment(), store.job(), store.settings);
            VERIFY_OK(store.job().checkConsistency());
            if (store.plan->calls() <= call) { // each has had its turn
                VERIFY_OK(first);
                QVERIFY(call > 9 && first->left.empty());
                break;
            }
            store.plan->clear();
            const auto second = discard(store.environment(), store.job(), store.settings);
            VERIFY_OK(second);
            QVERIFY(second->left.empty());
            QCOMPARE(store.versions(), 0U);
            QCOMPARE(store.usable(VolumeKind::Dblock).size(), 0U);
            QCOMPARE(store.usable(VolumeKind::Dindex).size(), 0U);
        }
    }

    void theListOfVolumesGoesWithThem()
    {
        TestStore store;
        fill(store);
        QJsonArray rows;
        // One that was deleted long ago is not known any more.
        rows.append(QJsonObject{{u"Name"_s, u"duplicati-b0123456789abcdef.dblock.zip.aes"_s},
                                {u"Hash"_s, QJsonValue()},
                                {u"Size"_s, 7},
                                {u"State"_s, 5}});
        for (const VolumeRow &row : store.usable(VolumeKind::Dblock))
            rows.append(QJsonObject{{u"Name"_s, QString::fromStdString(row.name)},
                                    {u"Hash"_s, QString::fromStdString(row.hash.toBase64())},
                                    {u"Size"_s, qint64(row.size)},
                                    {u"State"_s, 3}});
        writeFile(store.folder() / "remote/duplicati-verification.json",
                  "\xef\xbb\xbf" + QJsonDocument(rows).toJson().toStdString());
        const auto before = store.remoteNames().size();
        const auto result = discard(store.environment(), store.job(), store.settings);
        VERIFY_OK(result);
        QCOMPARE(result->deletedFiles, static_cast<std::int64_t>(before));
        QCOMPARE(store.remoteNames(), std::vector<std::string>());
    }

    void aListOfVolumesThatIsNotProvenStays_data()
    {
        QTest::addColumn<QByteArray>("content");
        const QByteArray ours = R"({"Name":"%1","Hash":"%2","Size":%3})";
        QTest::addRow("of none") << QByteArray("[]");
        QTest::addRow("no list") << QByteArray("{}");
        QTest::addRow("nothing") << QByteArray();
        QTest::addRow("another backup's")
            << QByteArray(R"([{"Name":"duplicati-b0123456789abcdef.dblock.zip.aes","Size":1}])");
        QTest::addRow("another size") << "[" + QByteArray(ours).replace("%3", "1") + "]";
        QTest::addRow("another hash") << "[" + QByteArray(ours).replace("%2", "AAAA") + "]";
        QTest::addRow("also of another prefix")
            << "[" + ours + R"(,{"Name":"other-b0123456789abcdef.dblock.zip.aes"}])";
    }

    void aListOfVolumesThatIsNotProvenStays()
    {
        QFETCH(QByteArray, content);
        TestStore store;
        fill(store);
        const VolumeRow row = store.usable(VolumeKind::Dblock).front();
        content.replace("%1", row.name.c_str()).replace("%2", row.hash.toBase64().c_str());
        content.replace("%3", QByteArray::number(qint64(row.size)));
        writeFile(store.folder() / "remote/duplicati-verification.json", content.toStdString());
        VERIFY_OK(discard(store.environment(), store.job(), store.settings));
        QCOMPARE(store.remoteNames(), std::vector<std::string>{"duplicati-verification.json"});
    }

    void aDryRunOnlyCounts()
    {
        TestStore store;
        fill(store);
        store.options.dryRun = true;
        const auto result = discard(store.environment(), store.job(), store.settings);
        VERIFY_OK(result);
        QVERIFY(result->dryRun);
        QVERIFY(result->deletedFiles >= 9);
        QCOMPARE(store.plan->calls(), 0U);
        QCOMPARE(store.versions(), 3U);
    }
};

QTEST_GUILESS_MAIN(TestDiscard)
#include "test_discard.moc"
