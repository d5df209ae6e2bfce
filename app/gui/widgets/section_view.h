// SPDX-License-Identifier: MIT
#pragma once

#include <QWidget>

class QLayout;
class QListWidget;
class QStackedWidget;
class QVBoxLayout;

namespace cairn::gui {

// Parts of a dialog: their names at the start edge, the chosen one beside them, which scrolls in
// itself.
class SectionView final : public QWidget
{
    Q_OBJECT
public:
    explicit SectionView(const QString &objectName, QWidget *parent = nullptr);

    void add(const QString &title, QWidget *section);
    void choose(int row);
    // Marks one that was changed.
    void setMarked(int row, bool marked);
    // Below the sections, beside the list.
    void setFoot(QLayout *foot);

private:
    QListWidget *m_list;
    QStackedWidget *m_pages;
    QVBoxLayout *m_main;
};

} // namespace cairn::gui
