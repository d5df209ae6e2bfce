// SPDX-License-Identifier: MIT
#pragma once

#include <QList>
#include <QStringList>
#include <QWidget>

namespace cairn::gui {

// The steps of an assistant beside its page: which are done, and what came of them. Texts break at
// spaces; a word that is too long for the list loses its middle, and the tool tip has it whole.
class StepList final : public QWidget
{
    Q_OBJECT
public:
    explicit StepList(const QStringList &steps, QWidget *parent = nullptr);

    void setCurrent(int step);
    // Under the name of a step; "" removes it.
    void setResult(int step, const QString &text);

protected:
    bool event(QEvent *event) override;
    void paintEvent(QPaintEvent *event) override;
    void changeEvent(QEvent *event) override;

private:
    struct Place // of a step, as if texts were read from left to right
    {
        QRect ring;
        QRect title;
        QRect result;
        QString shownTitle;
        QString shownResult;
    };
    [[nodiscard]] QList<Place> places() const;
    void fitWidth(); // to the longest word of the steps

    QStringList m_steps;
    QStringList m_results;
    int m_current = 0;
    int m_width = 0; // of the part that is painted
};

} // namespace cairn::gui
