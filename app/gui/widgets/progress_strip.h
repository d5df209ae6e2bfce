// SPDX-License-Identifier: MIT
#pragma once

#include <QBasicTimer>
#include <QProgressBar>
#include <QVariantAnimation>

namespace cairn::gui {

// A bar 6 px high without a text. It eases to its value and travels while the length is unknown,
// unless nothing is to move.
class ProgressStrip final : public QProgressBar
{
    Q_OBJECT

public:
    explicit ProgressStrip(QWidget *parent = nullptr);

    void setShare(double share); // 0 to 1
    void setUnknown();
    bool isUnknown() const { return minimum() == maximum(); }

protected:
    void showEvent(QShowEvent *event) override;
    void hideEvent(QHideEvent *event) override;
    void timerEvent(QTimerEvent *event) override;

private:
    void moveOrStand();

    QVariantAnimation m_ease;
    QBasicTimer m_travel;
};

} // namespace cairn::gui
