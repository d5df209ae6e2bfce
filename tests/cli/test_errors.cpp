// SPDX-License-Identifier: MIT
#include "app/shared/error_table.h"
#include "app/shared/error_text.h"

#include <QRegularExpression>
#include <QtTest>

using namespace cairn;
using namespace Qt::StringLiterals;

// What every front end says about a failure.
class TestErrors : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void everyCodeHasItsTexts_data()
    {
        QTest::addColumn<QByteArray>("code");
        for (const std::string_view code : errorTableCodes())
            QTest::newRow(std::string(code).c_str())
                << QByteArray(code.data(), qsizetype(code.size()));
    }

    void everyCodeHasItsTexts()
    {
        QFETCH(QByteArray, code);
        static const QRegularExpression kForbidden(
            u"\\b(volume|block|index|fileset|snapshot|repositor|prune|compact|database)"_s,
            QRegularExpression::CaseInsensitiveOption);
        Trouble trouble;
        trouble.code = code.toStdString();
        for (const qint64 count : {0, 1, 14}) {
            trouble.count = count;
            const ErrorTexts texts = errorTexts(trouble, FrontEnd::Window);
            QVERIFY(!texts.title.isEmpty() && !texts.title.endsWith(u'.'));
            QVERIFY(texts.meaning.endsWith(u'.'));
            QVERIFY(texts.remedy.endsWith(u'.'));
            for (const QString &text : {texts.title, texts.meaning, texts.remedy}) {
                QVERIFY2(!text.contains(kForbidden), qPrintable(text));
                QVERIFY2(!text.contains(u'%') && !text.contains("(s)"_L1) && !text.contains(u'!') &&
                             !text.contains("--"_L1),
                         qPrintable(text));
            }
        }
    }

    // Who reads about a failure here and there reads the same.
    void theWindowAndTheCommandLineSayTheSame_data() { everyCodeHasItsTexts_data(); }

    void theWindowAndTheCommandLineSayTheSame()
    {
        QFETCH(QByteArray, code);
        Trouble trouble{code.toStdString(), u"said"_s, 3, "/home/a.b", u"Documents"_s, u"Blue"_s};
        const ErrorTexts window = errorTexts(trouble, FrontEnd::Window);
        const ErrorTexts line = errorTexts(trouble, FrontEnd::CommandLine);
        QCOMPARE(line.title, window.title);
        QCOMPARE(line.meaning, window.meaning);
        QCOMPARE(line.details, window.details);
    }

    void namesAreSaidAsTheyAre()
    {
        Trouble trouble;
        trouble.code = "SOURCE_MISSING";
        QCOMPARE(errorTexts(trouble, FrontEnd::Window).title, u"A chosen folder is not there"_s);
        trouble.path = "/home/%1/100 %n";
        trouble.backup = u"100 %3"_s;
        QCOMPARE(errorTexts(trouble, FrontEnd::Window).title, u"“100 %n” is not there"_s);
        trouble.code = "HELD";
        QCOMPARE(errorTexts(trouble, FrontEnd::Window).title,
                 u"“100 %3” is in use by another program"_s);
    }

    void countsAreSaid()
    {
        Trouble trouble;
        trouble.code = "FILES_UNREADABLE";
        QCOMPARE(errorTexts(trouble, FrontEnd::Window).title, u"Some files could not be read"_s);
        trouble.count = 1;
        QCOMPARE(errorTexts(trouble, FrontEnd::Window).title, u"1 file could not be read"_s);
        trouble.count = 14;
        QCOMPARE(errorTexts(trouble, FrontEnd::Window).title, u"14 files could not be read"_s);
    }

    void filesAreShownOnlyWhereThereAreSome()
    {
        Trouble trouble;
        trouble.code = "FILES_UNREADABLE";
        const auto offers = [&trouble] {
            const auto actions = errorTexts(trouble, FrontEnd::Window).actions;
            return std::ranges::find(actions, Remedy::ShowFiles) != actions.end();
        };
        QVERIFY(!offers());
        trouble.path = "/a";
        QVERIFY(offers());
    }

    void theSameCodeMeansAnotherPlaceAtTheDestination()
    {
        Error error{ErrorCode::NoSpace, u"full"_s, {}, {}};
        QCOMPARE(troubleOf(error).code, std::string("SPACE_TEMP"));
        error.atDestination = true;
        QCOMPARE(troubleOf(error).code, std::string("DEST_FULL"));
        error.code = ErrorCode::AccessDenied;
        QCOMPARE(troubleOf(error).code, std::string("DEST_READONLY"));
        error.atDestination = false;
        QCOMPARE(troubleOf(error).code, std::string("LOCAL_FILES"));
    }

    void anIdThatTheTableDoesNotKnowLeavesTheKind()
    {
        const Error error{ErrorCode::WrongPassphrase, u"no"_s, u"SomethingNew"_s, {}};
        QCOMPARE(troubleOf(error).code, std::string("PASS_WRONG"));
    }

    void optionsAreNamedOnTheCommandLineAlone()
    {
        const Error error{ErrorCode::MissingPassphrase, u"It is encrypted"_s, {}, {}};
        QVERIFY(errorText(error).contains("--passphrase-file"_L1));
        QVERIFY(errorText(error).startsWith("It is encrypted. "_L1));
        QVERIFY(!windowText(error).contains("--"_L1));
    }

    void aWrongArgumentIsSaidInItsOwnWords()
    {
        QVERIFY(!hasOwnTitle({ErrorCode::InvalidArgument, u"--x is no option."_s, {}, {}}));
        QVERIFY(!hasOwnTitle({ErrorCode::NotFound, u"opening parameters"_s, {}, {}}));
        QVERIFY(!hasOwnTitle({ErrorCode::Cancelled, u"stopped"_s, {}, {}}));
        QVERIFY(hasOwnTitle({ErrorCode::WrongPassphrase, u"no"_s, {}, {}}));
        const QString text =
            windowText({ErrorCode::InvalidArgument, u"Its name is taken."_s, {}, {}});
        QVERIFY2(text.contains("Its name is taken."_L1), qPrintable(text));
    }
};

QTEST_GUILESS_MAIN(TestErrors)
#include "test_errors.moc"
