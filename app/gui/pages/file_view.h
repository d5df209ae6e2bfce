// SPDX-License-Identifier: MIT
#pragma once

#include <QElapsedTimer>
#include <QTreeView>

namespace cairn::gui {

class FileListModel;

// The flat list of a folder. Where it has little room it leaves out what the pane beside it says
// too.
class FileView final : public QTreeView
{
    Q_OBJECT
public:
    FileView(FileListModel *model, QWidget *parent);
    // Asks the catalog: a folder may hold a million names.
    void keyboardSearch(const QString &typed) override;

protected:
    void resizeEvent(QResizeEvent *event) override;

private:
    FileListModel *m_files;
    QString m_typed;
    QElapsedTimer m_sinceTyped;
};

} // namespace cairn::gui
