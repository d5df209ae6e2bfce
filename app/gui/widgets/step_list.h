// SPDX-License-Identifier: MIT
#pragma once

#include <QStringList>
#include <QWidget>

class QLabel;

namespace cairn::gui {

// The steps of a wizard at its side, with what each has brought.
class StepList final : public QWidget
{
    Q_OBJECT
public:
    explicit StepList(const QStringList &steps, QWidget *parent = nullptr);
    void setCurrent(int step);
    void setResult(int step, const QString &text);

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    QStringList m_steps;
    QStringList m_results;
    int m_current = 0;
};

} // namespace cairn::gui
