// SPDX-License-Identifier: MIT
#pragma once

#include <QList>
#include <QObject>
#include <QTimer>

#include <map>
#include <set>

class QTreeView;

namespace cairn::gui {

// Gives each column of a table the width that what is in sight needs, and what is left to those
// that stretch. They keep room for a short name each: with less the table scrolls sideways. A width
// that somebody dragged stays, also at the next start; a double click on the edge takes it back.
class ColumnFit final : public QObject
{
    Q_OBJECT
public:
    // The view has its model; it owns this. key: of the widths in the settings ("restore/files").
    ColumnFit(QTreeView *view, std::set<int> stretched, const QString &key);

protected:
    bool eventFilter(QObject *object, QEvent *event) override; // of the view

private:
    void fit();
    void forget();
    void keep(int column, int width);
    [[nodiscard]] int needed(int column); // since the list was filled

    QTreeView &m_view;
    const std::set<int> m_stretched;
    const QString m_key;
    std::map<int, int> m_given;  // by somebody, px
    std::map<int, int> m_widest; // since the list was filled: columns do not dance while it scrolls
    bool m_isFitting = false;
    QTimer m_soon;
};

} // namespace cairn::gui
