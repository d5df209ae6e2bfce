// SPDX-License-Identifier: MIT
#include "app/gui/recovery_sheet.h"
#include "app/gui/run_words.h"
#include "app/gui/size_units.h"
#include "app/gui/texts.h"

#include <QApplication>
#include <QLocale>
#include <QTest>
#include <QTextDocument>

using namespace cairn::gui;
using namespace Qt::StringLiterals;

namespace {

// Taken out of the order of what stands around it.
QString isolate(const QString &text)
{
    return QChar(0x2066) + text + QChar(0x2069);
}

} // namespace

// Texts that every page is made of.
class TestTexts : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QLocale::setDefault(QLocale::c()); } // the texts are English here
    void cleanup() { QApplication::setLayoutDirection(Qt::LeftToRight); }

    void sizesAreShort()
    {
        QCOMPARE(sizeText(0), u"0 bytes"_s);
        QCOMPARE(sizeText(1), u"1 byte"_s);
        QCOMPARE(sizeText(184'000), u"184 kB"_s);
        QCOMPARE(sizeText(1'234'567), u"1.2 MB"_s);
        QCOMPARE(sizeText(214'000'000'000), u"214 GB"_s);
        SizeUnits::use(true);
        QCOMPARE(sizeText(184'000), u"180 KiB"_s);
        QCOMPARE(sizeText(1'000'000), u"977 KiB"_s);
        QCOMPARE(sizeText(3'000'000), u"2.9 MiB"_s);
        QCOMPARE(sizeText(214'000'000'000), u"199 GiB"_s);
        SizeUnits::use(false);
        QCOMPARE(speedText(41'000'000), u"41.0 MB/s"_s);
    }

    void theSheetHasThePassphraseAsItIs()
    {
        for (const QString &passphrase :
             {u"  two  spaces <b>&amp; more "_s, QString(200, u'w'), u"ä-ß"_s}) {
            QTextDocument page;
            page.setHtml(RecoverySheet{{}, passphrase, u"office-pc"_s}.html());
            QVERIFY2(page.toPlainText().contains(u'\n' + passphrase + u'\n'),
                     qPrintable(page.toPlainText()));
        }
    }

    void aRunSaysWhatItsSkipSetsKeptOut()
    {
        cairn::RunRecord run;
        run.began = 100;
        run.ended = 104;
        run.state.result = cairn::RunResult::NothingNew;
        run.summary.leftOut = {12, 0, 3, 0, 0};
        QCOMPARE(runSummaryText(run),
                 u"Nothing had changed since the version before. Left out: Caches 12, Temporary "
                 "files 3. It took 4 s."_s);
        run.summary.leftOut = {};
        QVERIFY(!runSummaryText(run).contains(u"Left out"_s));
    }

    void aDestinationIsForPeople()
    {
        cairn::JobConfig job;
        job.destination = "file:///tmp/ada-backup/home%20documents";
        QCOMPARE(destinationText(job), u"/tmp/ada-backup/home documents"_s);
        job.destination = "/media/ada/100%20";
        QCOMPARE(destinationText(job), u"/media/ada/100%20"_s);
        job.destination = "ssh://ada:secret@nas.local/backup";
        QVERIFY(!destinationText(job).contains(u"secret"_s));
    }

    void aCardSaysWhatIsStoredForWhat()
    {
        JobView view;
        view.stored.versions = 42;
        view.stored.files = 1204;
        view.stored.bytes = 214'000'000'000;
        QVERIFY(!factsText(view).contains(u"stored for"_s)); // not known
        view.stored.remoteBytes = 81'000'000'000;
        QVERIFY2(factsText(view).contains(u" · 81 GB stored for 214 GB in 1204 file"_s),
                 qPrintable(factsText(view)));
    }

    void aFigureKeepsItsOrderInAMirroredSentence()
    {
        QApplication::setLayoutDirection(Qt::RightToLeft);
        QCOMPARE(sizeText(184'000), isolate(u"184 kB"_s));
        QCOMPARE(speedText(41'000'000), isolate(isolate(u"41.0 MB"_s) + u"/s"_s));
        QCOMPARE(figureText(u"−5 kB"_s), isolate(u"−5 kB"_s));
    }
};

QTEST_MAIN(TestTexts)
#include "test_texts.moc"
