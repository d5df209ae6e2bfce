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
    // Of the folder that is being read anew: makes this one current, as soon as it is there, unless
    // another one was chosen meanwhile.
    void returnTo(const QString &name);

private:
    void takeFound(int row);
    void tryToReturn();

    FileListModel *m_files;
    QString m_wanted; // to return to; empty: none
    int m_wantedRow = -1;
    QString m_typed;
    QElapsedTimer m_sinceTyped;
};

} // namespace cairn::gui
