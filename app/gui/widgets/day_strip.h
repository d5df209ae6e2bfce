// SPDX-License-Identifier: MIT
#pragma once

#include <QList>
#include <QWidget>

namespace cairn::gui {

struct Theme;

// What a day was for a backup. Before is a day that nothing was planned on.
enum class DayState { Before, Saved, Warning, Failed, Missed };

struct Day
{
    DayState state = DayState::Before;
    QString tip; // "12 July: saved, 3 runs"
    bool operator==(const Day &) const = default;
};

// The last days of a backup, one cell each, the newest at the end. The shape says what a day was,
// the colour repeats it.
class DayStrip final : public QWidget
{
    Q_OBJECT

public:
    static constexpr int kDays = 30;

    explicit DayStrip(QWidget *parent = nullptr);

    // The oldest first. Of more than kDays the newest are shown, fewer stand at the end.
    void setDays(const QList<Day> &days);
    const QList<Day> &days() const { return m_days; }

    // "Last 30 days: 27 saved, 1 warning, 2 missed"; the accessible name.
    QString summary() const { return summaryOf(m_days); }
    [[nodiscard]] static QString summaryOf(const QList<Day> &days);
    // Where there is no widget for it: all that finds room at the end of `rect`.
    static void paint(QPainter &painter, const QRect &rect, const QList<Day> &days,
                      const Theme &theme, Qt::LayoutDirection direction);
    // The day at a place of the widget, or -1.
    int dayAt(const QPoint &position) const;

    QSize sizeHint() const override;

protected:
    bool event(QEvent *event) override;
    void paintEvent(QPaintEvent *event) override;

private:
    QRect cell(int day) const;

    QList<Day> m_days;
};

} // namespace cairn::gui
