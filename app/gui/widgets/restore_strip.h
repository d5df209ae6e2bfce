// SPDX-License-Identifier: MIT
#pragma once

#include "app/gui/host/values.h"

#include <QFrame>

#include <optional>

class QLabel;
class QPushButton;

namespace cairn::gui {

class PartsLabel;
class ProgressStrip;

// How far a restore is, 0 to 1; nothing while that is not known.
[[nodiscard]] std::optional<double> shareOf(const RestoreProgress &progress);
// "12 of 40 files  ·  41 MB/s  ·  about 3 minutes left"
[[nodiscard]] QString restoreText(const RestoreProgress &progress);

// The restore that goes on, at the foot of the window, whatever page is open.
class RestoreStrip final : public QFrame
{
    Q_OBJECT
public:
    explicit RestoreStrip(QWidget *parent = nullptr);
    void showProgress(const RestoreProgress &progress);
    void end(); // hides itself

Q_SIGNALS:
    void showClicked();
    void stopClicked();

private:
    QLabel *m_name;
    ProgressStrip *m_bar;
    PartsLabel *m_text;
    QPushButton *m_stop;
};

} // namespace cairn::gui
