// SPDX-License-Identifier: MIT
#pragma once

#include <QBasicTimer>
#include <QProgressBar>
#include <QVariantAnimation>

namespace cairn::gui {

// Whether progress from `before` to `now` (percent, -1: not known) is worth telling.
[[nodiscard]] bool isNewQuarter(int before, int now);

// A bar 6 px high without a text. It eases to its value and travels while the length is unknown,
// unless nothing is to move. A screen reader that asks is told the percent, and of itself each
// quarter: QProgressBar's own value, of which each change is told, is never set.
class ProgressStrip final : public QProgressBar
{
    Q_OBJECT

public:
    enum class Told { Here, ByOthers }; // who tells the quarters
    explicit ProgressStrip(QWidget *parent = nullptr, Told told = Told::Here);

    void setShare(double share); // 0 to 1
    void setUnknown();
    [[nodiscard]] bool isUnknown() const { return minimum() == maximum(); }
    [[nodiscard]] int percent() const;                  // -1: not known
    [[nodiscard]] int shown() const { return m_shown; } // of maximum(), on the way to the share

protected:
    void initStyleOption(QStyleOptionProgressBar *option) const override;
    void showEvent(QShowEvent *event) override;
    void hideEvent(QHideEvent *event) override;
    void timerEvent(QTimerEvent *event) override;

private:
    void moveOrStand();
    void show(int steps);

    Told m_told;
    int m_target = 0;
    int m_shown = 0;
    QVariantAnimation m_ease;
    QBasicTimer m_travel;
};

} // namespace cairn::gui
