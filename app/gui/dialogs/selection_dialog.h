// SPDX-License-Identifier: MIT
#pragma once

#include <QDialog>

class QLabel;
class QPushButton;
class QTreeWidget;
class QTreeWidgetItem;

namespace cairn::gui {

class FileListModel;

// Lists what is ticked in all folders, and what of it is left out; takes any of it back.
class SelectionDialog final : public QDialog
{
    Q_OBJECT
public:
    explicit SelectionDialog(FileListModel &files, QWidget *parent = nullptr);
    void setSum(const QString &text); // of all of it

private:
    void build();
    void showTicks();
    QTreeWidgetItem *makeItem(const std::string &path, const QString &what);
    void removeChosen();

    FileListModel &m_files;
    QLabel *m_sum;
    QTreeWidget *m_list;
    QPushButton *m_remove;
};

} // namespace cairn::gui
