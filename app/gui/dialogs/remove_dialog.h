// SPDX-License-Identifier: MIT
#pragma once

#include "app/gui/host/values.h"

#include <QDialog>

class QLabel;
class QLineEdit;
class QPushButton;
class QRadioButton;

namespace cairn::gui {

// Whether a backup is given up, and what becomes of what is stored of it. To remove that too its
// name must be typed: nothing brings it back.
class RemoveDialog final : public QDialog
{
    Q_OBJECT
public:
    explicit RemoveDialog(const JobView &view, QWidget *parent = nullptr);
    [[nodiscard]] bool withStored() const; // when it was accepted

protected:
    void showEvent(QShowEvent *event) override;

private:
    void build(const JobView &view);
    void fit();
    void changed();

    const QString m_backup;
    QRadioButton *m_keep;
    QRadioButton *m_remove;
    QLabel *m_ask;
    QLineEdit *m_name;
    QPushButton *m_go;
};

} // namespace cairn::gui
