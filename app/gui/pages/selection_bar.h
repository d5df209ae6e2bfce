// SPDX-License-Identifier: MIT
#pragma once

#include "app/gui/host/values.h"

#include <QFrame>
#include <QStringList>

class QPushButton;

namespace cairn::gui {

class ElidedLabel;

// What is chosen to be restored, how much that is and how long it takes to fetch. A click on the
// text lists it.
class SelectionBar final : public QFrame
{
    Q_OBJECT
public:
    explicit SelectionBar(QWidget *parent = nullptr);

    void showNothing(const QString &hint);
    // isTicked: stays until it is taken back, so that it can be listed.
    void showParts(const std::vector<RestorePart> &parts, bool isTicked);
    // Of what is shown; bytesPerSecond: how fast it may come, 0: not known.
    void showSum(const SelectionSum &sum, qint64 bytesPerSecond);
    // missingDrive: that has to be connected before; empty: none.
    void setDrive(const QString &missingDrive);
    [[nodiscard]] QString text() const;
    [[nodiscard]] int count() const { return m_count; } // of what is chosen

Q_SIGNALS:
    void listWanted();
    void clearWanted();
    void restoreWanted();
    void restoreToWanted();

protected:
    bool eventFilter(QObject *watched, QEvent *event) override; // a click on the text

private:
    void build();
    void showButtons();
    void showDetail(QStringList parts);

    ElidedLabel *m_text;
    ElidedLabel *m_detail; // what is left out of it, what has to be fetched
    QPushButton *m_list;
    QPushButton *m_clear;
    QPushButton *m_restoreTo;
    QPushButton *m_restore;
    QString m_chosen;  // "2 items selected"
    QString m_without; // "left out: 1"
    QString m_drive;
    int m_count = 0;
};

} // namespace cairn::gui
