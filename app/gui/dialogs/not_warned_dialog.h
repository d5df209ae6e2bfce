// SPDX-License-Identifier: MIT
#pragma once

#include <QDialog>

#include <string>
#include <vector>

class QListWidget;
class QPushButton;

namespace cairn::gui {

// Files that may go unread without a warning, to take some of them out again.
class NotWarnedDialog final : public QDialog
{
    Q_OBJECT
public:
    explicit NotWarnedDialog(std::vector<std::string> paths, QWidget *parent = nullptr);
    [[nodiscard]] const std::vector<std::string> &paths() const { return m_paths; }

private:
    void warnAgain();

    std::vector<std::string> m_paths; // a row each
    QListWidget *m_list;
    QPushButton *m_warn;
};

} // namespace cairn::gui
