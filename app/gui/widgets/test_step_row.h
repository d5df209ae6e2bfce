// SPDX-License-Identifier: MIT
#pragma once

#include "app/gui/host/values.h"

#include <QWidget>

class QLabel;
class QPushButton;

namespace cairn::gui {

// One step of the test of a destination: sign, what was tried, and what helps.
class TestStepRow final : public QWidget
{
    Q_OBJECT
public:
    explicit TestStepRow(const QString &key, QWidget *parent = nullptr);
    [[nodiscard]] const QString &key() const { return m_key; }
    void setStep(const TestStep &step);

Q_SIGNALS:
    void createFolderClicked();

private:
    const QString m_key;
    QLabel *m_sign;
    QLabel *m_text;
    QLabel *m_detail;
    QPushButton *m_remedy;
};

} // namespace cairn::gui
