// SPDX-License-Identifier: MIT
#pragma once

#include <QElapsedTimer>
#include <QTreeView>

namespace cairn::gui {

class FileListModel;

// The flat list of a folder.
class FileView final : public QTreeView
{
    Q_OBJECT
public:
    FileView(FileListModel *model, QWidget *parent);
    // Asks the catalog: a folder may hold a million names.
    void keyboardSearch(const QString &typed) override;

private:
    FileListModel *m_files;
    QString m_typed;
    QElapsedTimer m_sinceTyped;
};

} // namespace cairn::gui
