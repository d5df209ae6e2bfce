// SPDX-License-Identifier: MIT
#include "app/gui/pane_keys.h"

#include <QApplication>
#include <QSplitter>

namespace cairn::gui {

namespace {

// Where Tab would come to first in a pane; null if to nothing.
QWidget *firstIn(QWidget *pane)
{
    QWidget *at = pane;
    do {
        const bool isIn = at == pane || pane->isAncestorOf(at);
        if (isIn && (at->focusPolicy() & Qt::TabFocus) && at->isVisible() && at->isEnabled())
            return at;
        at = at->nextInFocusChain();
    } while (at != pane);
    return nullptr;
}

} // namespace

QList<QWidget *> panesOf(QWidget *page)
{
    for (const QSplitter *splitter : page->findChildren<QSplitter *>()) {
        if (!splitter->isVisible())
            continue;
        QList<QWidget *> panes;
        for (int i = 0; i < splitter->count(); ++i)
            panes.append(splitter->widget(i));
        return panes;
    }
    return {page};
}

void focusNextPane(const QList<QWidget *> &panes, bool forward)
{
    const qsizetype count = panes.size();
    const QWidget *focused = QApplication::focusWidget();
    qsizetype at = forward ? -1 : count;
    for (qsizetype i = 0; i < count && focused; ++i)
        if (panes[i] == focused || panes[i]->isAncestorOf(focused))
            at = i;
    for (qsizetype step = 1; step <= count; ++step) {
        const qsizetype next = ((forward ? at + step : at - step) % count + count) % count;
        if (QWidget *widget = firstIn(panes[next])) {
            widget->setFocus(Qt::ShortcutFocusReason);
            return;
        }
    }
}

} // namespace cairn::gui
