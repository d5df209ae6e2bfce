// SPDX-License-Identifier: MIT
#include "app/gui/style/app_style.h"
#include "app/gui/widgets/parts_label.h"
#include "app/gui/widgets/run_strip.h"
#include "app/gui/widgets/step_list.h"

#include <QApplication>
#include <QHelpEvent>
#include <QLocale>
#include <QTest>
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
