// SPDX-License-Identifier: MIT
#pragma once

#include <QTime>
#include <QWidget>

#include <vector>

class QBoxLayout;
class QTimeEdit;
class QToolButton;

namespace cairn::gui {

// One or more times of day, in order.
class TimesEdit final : public QWidget
{
    Q_OBJECT
public:
    explicit TimesEdit(const QString &objectName, QWidget *parent = nullptr);
    void setTimes(const std::vector<QTime> &times);
    [[nodiscard]] std::vector<QTime> times() const; // each once

Q_SIGNALS:
    void changed();

private:
    void add(QTime time);
    void arrange();
    QString m_name;
    QBoxLayout *m_row;
    std::vector<QTimeEdit *> m_edits;
    QToolButton *m_more;
    QToolButton *m_fewer;
};

} // namespace cairn::gui
