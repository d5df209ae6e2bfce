// SPDX-License-Identifier: MIT
#include "app/gui/style/theme.h"

#include <QTest>

#include <cmath>

using namespace cairn::gui;

namespace {

double channel(double value)
{
    return value <= 0.04045 ? value / 12.92 : std::pow((value + 0.055) / 1.055, 2.4);
}

double luminance(const QColor &color)
{
    return 0.2126 * channel(color.redF()) + 0.7152 * channel(color.greenF()) +
           0.0722 * channel(color.blueF());
}

double contrast(const QColor &one, const QColor &other)
{
    const double a = luminance(one);
    const double b = luminance(other);
    return (qMax(a, b) + 0.05) / (qMin(a, b) + 0.05);
}

} // namespace

class TestTheme final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void textCanBeReadOnEveryFill_data()
    {
        QTest::addColumn<bool>("dark");
        QTest::addColumn<bool>("high");
        QTest::newRow("light") << false << false;
        QTest::newRow("dark") << true << false;
        QTest::newRow("light, high contrast") << false << true;
        QTest::newRow("dark, high contrast") << true << true;
    }

    void textCanBeReadOnEveryFill()
    {
        QFETCH(const bool, dark);
        QFETCH(const bool, high);
        const Theme &t = Theme::of(dark ? Theme::Mode::Dark : Theme::Mode::Light, high);
        constexpr double kText = 4.5;
        constexpr double kShape = 3.0;
        for (const QColor &fill : {t.window, t.surface, t.sunken, t.accentSoft, t.okSoft,
                                   t.warnSoft, t.failSoft, t.waitSoft}) {
            QVERIFY2(contrast(t.text, fill) >= 9.5, qPrintable(fill.name()));
            QVERIFY2(contrast(t.muted, fill) >= kText, qPrintable(fill.name()));
        }
        for (const QColor &fill : {t.window, t.surface, t.sunken}) {
            QVERIFY2(contrast(t.lineStrong, fill) >= kShape, qPrintable(fill.name()));
            for (const QColor &tone : {t.accent, t.ok, t.warn, t.fail, t.wait})
                QVERIFY2(contrast(tone, fill) >= kText, qPrintable(tone.name()));
        }
        for (const Tone tone : {Tone::Ok, Tone::Run, Tone::Wait, Tone::Warn, Tone::Fail})
            QVERIFY(contrast(t.toneColor(tone), t.toneSoft(tone)) >= kText);
        for (const QColor &fill : {t.accent, t.accentHover, t.accentPress})
            QVERIFY2(contrast(t.onAccent, fill) >= kText, qPrintable(fill.name()));
        QVERIFY(contrast(t.onFail, t.fail) >= kText);
        for (const QColor &tag : t.tags)
            for (const QColor &fill : {t.surface, t.window, t.sunken, t.accentSoft})
                QVERIFY2(contrast(tag, fill) >= kShape, qPrintable(tag.name()));
        QCOMPARE(t.tagColor(1), t.tags.front());
        QCOMPARE(t.tagColor(6), t.tags.back());
        QVERIFY(!t.tagColor(0).isValid() && !t.tagColor(7).isValid());
    }

    void trayColoursStandOutOnDarkAndLightPanels()
    {
        const TrayColors &c = trayColors();
        const QColor lightPanel(0xF5, 0xF5, 0xF5);
        const QColor darkPanel(0x1B, 0x1B, 0x1B);
        for (const QColor &color : {c.ok, c.run, c.wait, c.warn, c.fail}) {
            QVERIFY2(contrast(color, lightPanel) >= 3.3, qPrintable(color.name()));
            QVERIFY2(contrast(color, darkPanel) >= 3.3, qPrintable(color.name()));
            QVERIFY2(contrast(color, c.sign) >= 3.6, qPrintable(color.name()));
        }
    }

    void thePaletteHasTheTokensOfTheTheme()
    {
        const QPalette palette = themePalette(Theme::dark());
        QCOMPARE(palette.color(QPalette::Window), Theme::dark().window);
        QCOMPARE(palette.color(QPalette::Highlight), Theme::dark().accentSoft);
        QCOMPARE(palette.color(QPalette::HighlightedText), Theme::dark().text);
        QCOMPARE(palette.color(QPalette::Disabled, QPalette::Text), Theme::dark().disabled);
    }
};

QTEST_APPLESS_MAIN(TestTheme)
#include "test_theme.moc"
