// SPDX-License-Identifier: MIT
// What can be told apart on the screen: measured on pixels as they are drawn, not on the colours
// that somebody meant.
#include "app/gui/style/theme_manager.h"
#include "app/gui/widgets/build.h"
#include "app/gui/widgets/job_card.h"
#include "app/gui/widgets/test_step_row.h"
#include "app/gui/widgets/verdict_banner.h"

#include <QApplication>
#include <QCheckBox>
#include <QComboBox>
#include <QDateTime>
#include <QLineEdit>
#include <QListWidget>
#include <QTest>
#include <QToolButton>
#include <QVBoxLayout>

#include <cmath>
#include <map>

using namespace cairn;
using namespace cairn::gui;
using namespace Qt::StringLiterals;

namespace {

constexpr double kText = 4.5;
constexpr double kShape = 3.0;
constexpr int kScale = 4; // strokes of letters are whole pixels then

double channel(double value)
{
    return value <= 0.04045 ? value / 12.92 : std::pow((value + 0.055) / 1.055, 2.4);
}

double luminance(QRgb pixel)
{
    return 0.2126 * channel(qRed(pixel) / 255.0) + 0.7152 * channel(qGreen(pixel) / 255.0) +
           0.0722 * channel(qBlue(pixel) / 255.0);
}

double contrast(QRgb one, QRgb other)
{
    const double a = luminance(one);
    const double b = luminance(other);
    return (std::max(a, b) + 0.05) / (std::min(a, b) + 0.05);
}

QImage drawn(QWidget &window)
{
    QImage image(window.size() * kScale, QImage::Format_RGB32);
    image.setDevicePixelRatio(kScale);
    window.render(&image);
    return image;
}

// Of what is drawn in this part of the window against what lies behind most of it.
double contrastIn(const QImage &image, const QRect &part)
{
    const QRect pixels(part.topLeft() * kScale, part.size() * kScale);
    std::map<QRgb, int> counts;
    for (int y = std::max(0, pixels.top()); y <= std::min(pixels.bottom(), image.height() - 1); ++y)
        for (int x = std::max(0, pixels.left()); x <= std::min(pixels.right(), image.width() - 1);
             ++x)
            ++counts[image.pixel(x, y)];
    const auto behind = std::ranges::max_element(
        counts, [](const auto &a, const auto &b) { return a.second < b.second; });
    double most = 1;
    for (const auto &[color, count] : counts)
        if (count >= kScale) // more than the edge of something
            most = std::max(most, contrast(color, behind->first));
    return most;
}

QRect placeOf(const QWidget &widget)
{
    return {widget.mapTo(widget.window(), QPoint()), widget.size()};
}

// Without the border, which is measured apart.
QRect insideOf(const QWidget &widget)
{
    return placeOf(widget).adjusted(8, 5, -8, -5);
}

bool isSomething(const QLabel &label)
{
    return !label.text().isEmpty() || !label.pixmap(Qt::ReturnByValue).isNull();
}

JobView viewOf(Tone tone)
{
    JobView view;
    view.job.id = "00c0ffee";
    view.job.name = u"Documents"_s;
    view.job.destination = "/media/copies";
    view.stored.versions = 3;
    RunRecord run;
    run.ended = QDateTime::currentSecsSinceEpoch() - 600;
    run.state.result = tone == Tone::Fail   ? RunResult::Failed
                       : tone == Tone::Warn ? RunResult::Warning
                                            : RunResult::Saved;
    view.last = run;
    if (tone == Tone::Run) {
        run.ended.reset();
        run.state = {};
        run.state.phase = "files";
        view.current = run;
    }
    view.isQueued = tone == Tone::Wait;
    for (const DayResult day : {DayResult::Saved, DayResult::Warning, DayResult::Failed,
                                DayResult::Missed, DayResult::None})
        view.days.push_back({QDate(2026, 7, int(view.days.size()) + 1), day});
    return view;
}

} // namespace

class TestContrast final : public QObject
{
    Q_OBJECT

    std::unique_ptr<ThemeManager> m_look;
    static constexpr std::array kTones{Tone::Ok, Tone::Run, Tone::Wait, Tone::Warn, Tone::Fail};

    static void lookAt(const QImage &image, const QRect &part, double least, const QString &what)
    {
        const double found = contrastIn(image, part);
        QVERIFY2(found >= least, qPrintable(u"%1: %2"_s.arg(what).arg(found)));
    }

private Q_SLOTS:
    void initTestCase()
    {
        m_look = std::make_unique<ThemeManager>(*qApp, QDBusConnection(u"none"_s));
        m_look->setReduceMotion(true);
    }
    void cleanupTestCase() { m_look.reset(); }

    void init()
    {
        QFETCH_GLOBAL(const int, mode);
        m_look->setMode(ThemeManager::Mode(mode));
    }

    void initTestCase_data()
    {
        QTest::addColumn<int>("mode");
        QTest::newRow("light") << int(ThemeManager::Mode::Light);
        QTest::newRow("dark") << int(ThemeManager::Mode::Dark);
        QTest::newRow("high contrast") << int(ThemeManager::Mode::HighContrast);
    }

    void buttonsAndFieldsCanBeRead()
    {
        QWidget window;
        auto *column = new QVBoxLayout(&window);
        std::vector<QWidget *> made;
        for (const char *role : {"", "primary", "quiet", "danger"})
            made.push_back(button(u"Restore files"_s, role, QString::fromLatin1(role), &window));
        auto *tool = new QToolButton(&window);
        tool->setText(u"Pause"_s);
        made.push_back(tool);
        auto *combo = new QComboBox(&window);
        combo->addItem(u"Smart"_s);
        made.push_back(combo);
        auto *field = new QLineEdit(u"typed"_s, &window);
        auto *empty = new QLineEdit(&window);
        empty->setPlaceholderText(u"Find a file in any backup"_s);
        auto *box = new QCheckBox(u"Show deleted files"_s, &window);
        box->setChecked(true);
        for (QWidget *each : std::initializer_list<QWidget *>{field, empty, box})
            made.push_back(each);
        for (QWidget *each : made)
            column->addWidget(each, 0, Qt::AlignLeft);
        window.show();
        QVERIFY(QTest::qWaitForWindowExposed(&window));
        const QImage image = drawn(window);
        for (const QWidget *each : made)
            lookAt(image, insideOf(*each), kText,
                   QString::fromLatin1(each->metaObject()->className()) % u' ' %
                       each->objectName());
        // What bounds a control, against what it stands on.
        for (const QWidget *each : {made[0], made[5], made[6]})
            lookAt(image, QRect(placeOf(*each).left() - 2, placeOf(*each).center().y(), 5, 3),
                   kShape, u"border of "_s + QString::fromLatin1(each->metaObject()->className()));
    }

    void secondLinesCanBeReadOnEveryFill()
    {
        QWidget window;
        auto *column = new QVBoxLayout(&window);
        std::vector<QLabel *> labels;
        for (const char *fill : {"", "card", "banner"})
            for (const char *size : {"body", "small", "heading", "title"}) {
                auto *frame = new QFrame(&window);
                if (*fill)
                    frame->setProperty(fill, true);
                auto *inner = new QVBoxLayout(frame);
                labels.push_back(textLabel(u"42 versions since March"_s, size, frame));
                inner->addWidget(labels.back());
                column->addWidget(frame);
            }
        for (const char *tone : {"muted", "ok", "run", "wait", "warn", "fail"}) {
            labels.push_back(textLabel(u"81 GB stored"_s, "small", &window));
            setStyleProperty(labels.back(), "tone", QString::fromLatin1(tone));
            column->addWidget(labels.back());
        }
        window.show();
        QVERIFY(QTest::qWaitForWindowExposed(&window));
        const QImage image = drawn(window);
        for (const QLabel *label : labels)
            lookAt(image, placeOf(*label), kText,
                   label->property("textRole").toString() % u' ' %
                       label->property("tone").toString());
    }

    void statesStandOutInBannersAndCards()
    {
        for (const Tone tone : kTones) {
            QWidget window;
            auto *column = new QVBoxLayout(&window);
            auto *banner = new VerdictBanner(&window);
            banner->setVerdict({tone,
                                u"One backup needs you"_s,
                                u"Everything else is safe, newest copy 12 minutes ago."_s,
                                Verdict::Action::BackUp,
                                u"Back up now"_s,
                                {}});
            auto *card = new JobCard("00c0ffee", &window);
            card->setView(viewOf(tone), QDateTime::currentSecsSinceEpoch());
            column->addWidget(banner);
            column->addWidget(card);
            window.resize(900, 300);
            window.show();
            QVERIFY(QTest::qWaitForWindowExposed(&window));
            const QImage image = drawn(window);
            for (const QWidget *part :
                 {static_cast<QWidget *>(banner), static_cast<QWidget *>(card)})
                for (const QLabel *label : part->findChildren<QLabel *>())
                    if (label->isVisible() && isSomething(*label))
                        lookAt(image, placeOf(*label), label->text().isEmpty() ? kShape : kText,
                               toneName(tone) % u' ' % label->text());
            const auto *days = card->findChild<DayStrip *>();
            if (days->isVisible())
                lookAt(image, placeOf(*days), kShape, toneName(tone) + u" days"_s);
        }
    }

    void stepsOfATestStandOut()
    {
        QWidget window;
        auto *column = new QVBoxLayout(&window);
        for (const auto state :
             {TestStep::State::Running, TestStep::State::Passed, TestStep::State::Failed}) {
            auto *row = new TestStepRow(u"write"_s, &window);
            TestStep step;
            step.state = state;
            step.trouble.code = "DEST_READONLY";
            row->setStep(step);
            column->addWidget(row);
        }
        window.show();
        QVERIFY(QTest::qWaitForWindowExposed(&window));
        const QImage image = drawn(window);
        for (const QLabel *label : window.findChildren<QLabel *>())
            if (label->isVisible())
                lookAt(image, placeOf(*label), label->text().isEmpty() ? kShape : kText,
                       label->text());
    }

    void rowsCanBeReadChosenOrNot()
    {
        QListWidget list;
        list.addItems({u"Overview"_s, u"Restore"_s});
        list.setCurrentRow(0);
        list.show();
        QVERIFY(QTest::qWaitForWindowExposed(&list));
        const QImage image = drawn(list);
        for (int row = 0; row < list.count(); ++row) {
            const QRect area = list.visualItemRect(list.item(row));
            lookAt(image, area.translated(list.viewport()->pos()).adjusted(6, 2, -6, -2), kText,
                   list.item(row)->text());
        }
    }
};

QTEST_MAIN(TestContrast)
#include "test_contrast.moc"
