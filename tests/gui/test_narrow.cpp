// SPDX-License-Identifier: MIT
#include "app/gui/style/app_style.h"
#include "app/gui/widgets/job_card.h"
#include "app/gui/widgets/parts_label.h"
#include "app/gui/widgets/progress_strip.h"
#include "app/gui/widgets/run_strip.h"
#include "app/gui/widgets/step_list.h"

#include <QAccessible>
#include <QApplication>
#include <QHelpEvent>
#include <QLocale>
#include <QMenu>
#include <QPushButton>
#include <QSignalSpy>
#include <QTest>
#include <QToolButton>
#include <QToolTip>

using namespace cairn;
using namespace cairn::gui;
using namespace Qt::StringLiterals;

// What stays readable where there is little room.
class TestNarrow final : public QObject
{
    Q_OBJECT

    static Snapshot running()
    {
        JobView view;
        view.job.id = "00c0ffee";
        view.job.name = u"Documents and pictures of the whole family"_s;
        RunState &run = view.current.emplace().state;
        run.phase = "files";
        run.bytesDone = 4'100'000'000;
        run.bytesTotal = 10'800'000'000;
        run.totalKnown = true;
        view.bytesPerSecond = 41'000'000;
        view.secondsLeft = view.mostSecondsLeft = 180;
        Snapshot state;
        state.jobs = {view};
        return state;
    }
    static bool fits(const PartsLabel &label, int width)
    {
        return label.sizeFor(width).width() <= width;
    }
    static QString toolTipAt(QWidget &widget, QPoint at)
    {
        QToolTip::hideText();
        QHelpEvent help(QEvent::ToolTip, at, widget.mapToGlobal(at));
        QApplication::sendEvent(&widget, &help);
        return QToolTip::text();
    }

private Q_SLOTS:
    void initTestCase()
    {
        QLocale::setDefault(QLocale::c());
        auto *style = new AppStyle(Theme::light());
        style->setMotion(false);
        QApplication::setStyle(style);
    }

    void aSentenceLeavesOutItsMiddleAndIsNeverCut()
    {
        PartsLabel label;
        label.setText(u"Saving 38 %  ·  4.1 GB of 10.8 GB  ·  41 MB/s  ·  about 3 min left"_s);
        QCOMPARE(label.textFor(label.sizeHint().width()), label.text());
        const int least = label.minimumSizeHint().width();
        int lines = 1;
        for (int width = label.sizeHint().width(); width >= least; width -= 5) {
            const QString shown = label.textFor(width);
            QVERIFY2(fits(label, width), qPrintable(shown));
            QVERIFY2(shown.startsWith(u"Saving 38 %"_s), qPrintable(shown));
            QVERIFY2(shown.endsWith(u"about 3 min left"_s), qPrintable(shown));
            lines = int(shown.count(u'\n')) + 1;
        }
        QCOMPARE(lines, 2);
        QVERIFY(label.heightForWidth(least) >= 2 * label.fontMetrics().height());
        label.resize(least, 40);
        QCOMPARE(toolTipAt(label, {5, 5}), label.text());
    }

    void aPartThatIsTooLongTakesMoreLines()
    {
        PartsLabel label;
        const QString text = u"Tidying up at the destination and then at the other one"_s;
        label.setText(text);
        const int half = label.sizeHint().width() / 2;
        QVERIFY(fits(label, half));
        QCOMPARE(label.textFor(half).replace(u'\n', u' '), text);
        QVERIFY(label.heightForWidth(half) >= 2 * label.fontMetrics().height());
        QCOMPARE(label.textFor(1).count(u'\n'), text.count(u' ')); // and a word stays whole
    }

    void theRunAtTheFootOfASmallWindowSaysHowItGoes()
    {
        RunStrip strip;
        strip.showState(running());
        const auto *text = strip.findChild<PartsLabel *>(u"main.runStrip.text"_s);
        QVERIFY(text);
        constexpr int kSmallWindow = 720 - 64; // beside its navigation
        strip.resize(kSmallWindow, strip.sizeHint().height());
        strip.show();
        QVERIFY2(strip.minimumSizeHint().width() <= kSmallWindow,
                 qPrintable(QString::number(strip.minimumSizeHint().width())));
        QVERIFY(fits(*text, text->width()));
        QVERIFY(text->height() >= text->heightForWidth(text->width()));
        QVERIFY(text->textFor(text->width()).startsWith(u"Saving 37"_s));
    }

    void whatWaitsIsALinkAndARunStopsBothWays()
    {
        Snapshot state = running();
        RunStrip strip;
        strip.resize(900, strip.sizeHint().height());
        strip.show();
        strip.showState(state);
        auto *waiting = strip.findChild<QPushButton *>(u"main.runStrip.waiting"_s);
        QVERIFY(waiting && !waiting->isVisible());
        for (const char *id : {"00000002", "00000003"}) {
            JobView view;
            view.job.id = id;
            view.isQueued = true;
            state.jobs.push_back(view);
        }
        strip.showState(state);
        QVERIFY(waiting->isVisible());
        QVERIFY2(waiting->text().startsWith(u"+2"_s), qPrintable(waiting->text()));
        QSignalSpy wanted(&strip, &RunStrip::waitingClicked);
        waiting->click();
        QCOMPARE(wanted.size(), 1);
        QSignalSpy after(&strip, &RunStrip::stopAfterFile);
        QSignalSpy now(&strip, &RunStrip::stopNow);
        auto *stop = strip.findChild<QToolButton *>(u"main.runStrip.stop"_s);
        stop->click();
        QCOMPARE(after.size(), 1); // what keeps the file that is read is the usual way
        const auto ways = stop->menu()->actions();
        QCOMPARE(ways.size(), 2);
        ways.at(0)->trigger();
        ways.at(1)->trigger();
        QCOMPARE(after.size(), 2);
        QCOMPARE(now.size(), 1);
    }

    // To a screen reader.
    void aRunTellsOfItsQuarters()
    {
        RunStrip strip;
        Snapshot state = running();
        RunState &run = state.jobs[0].current->state;
        run.bytesTotal = 1000;
        std::vector<int> told;
        int before = strip.percent();
        for (const int done : {0, 100, 240, 260, 300, 510, 740, 760, 990, 1000}) {
            run.bytesDone = done;
            strip.showState(state);
            if (isNewQuarter(before, strip.percent()))
                told.push_back(strip.percent());
            before = strip.percent();
        }
        QCOMPARE(told, (std::vector<int>{26, 51, 76, 100}));
        QVERIFY(!isNewQuarter(80, -1)); // it is not known any more
        QAccessibleInterface *spoken = QAccessible::queryAccessibleInterface(&strip);
        QVERIFY(spoken && spoken->valueInterface());
        QCOMPARE(spoken->role(), QAccessible::ProgressBar);
        QCOMPARE(spoken->valueInterface()->currentValue().toInt(), 100);
    }

    void theButtonsOfANarrowCardStandBelowItsTexts()
    {
        JobCard card("00c0ffee");
        JobView view = running().jobs[0];
        view.current.reset();
        card.setView(view, 0);
        const auto *run = card.findChild<QPushButton *>(u"card.00c0ffee.run"_s);
        const auto *strip = card.findChild<DayStrip *>();
        card.resize(900, 200);
        card.show();
        const auto topOf = [&card](const QWidget *part) {
            return part->mapTo(&card, QPoint()).y();
        };
        QTRY_VERIFY(topOf(run) < topOf(strip));
        card.resize(600, 260);
        QTRY_VERIFY(topOf(run) > topOf(strip));
        card.resize(900, 200);
        QTRY_VERIFY(topOf(run) < topOf(strip));
    }

    void stepsAreAsWideAsTheirLongestWord()
    {
        const StepList usual({u"Where"_s, u"What"_s, u"Lock and schedule"_s});
        const StepList german({u"Ziel"_s, u"Kennwortsatzwiederholung"_s});
        QVERIFY(german.width() > usual.width());
        const StepList sentence({u"Kennwort satz wieder holung und noch viel mehr davon"_s});
        QCOMPARE(sentence.width(), usual.width()); // it breaks at spaces
    }

    void aWordThatIsTooLongIsWholeInTheToolTip()
    {
        StepList steps({u"Where"_s, u"What"_s});
        steps.resize(steps.width(), 400);
        const QString place = u"/media/anna/drive-with-a-name-that-nobody-would-give-it/copies"_s;
        steps.setResult(0, place);
        steps.setResult(1, u"a few words that fit"_s);
        QString seen;
        for (int y = 0; y < steps.height(); y += 4)
            if (const QString text = toolTipAt(steps, {steps.width() / 2, y}); !text.isEmpty())
                seen = text;
        QCOMPARE(seen, place);
    }
};

QTEST_MAIN(TestNarrow)
#include "test_narrow.moc"
