// SPDX-License-Identifier: MIT
// A passphrase is asked for before the window shows anything, or before files are brought back,
// where that is wanted. Once given it counts until the window is hidden.
#include "app/gui/main_window.h"

#include "app/gui/dialogs/gate_dialog.h"
#include "app/gui/security_settings.h"
#include "app/gui/widgets/build.h"

#include <QBoxLayout>
#include <QHideEvent>
#include <QListWidget>
#include <QShowEvent>

namespace cairn::gui {

using namespace Qt::StringLiterals;

QWidget *MainWindow::buildLocked()
{
    QPushButton *open = button(tr("Enter passphrase…"), "primary", u"main.locked.open"_s, this);
    connect(open, &QPushButton::clicked, this, &MainWindow::askToOpen);
    auto *whole = new QWidget(this);
    auto *column = new QVBoxLayout(whole);
    QLabel *sentence = textLabel(tr("Backups go on meanwhile."), "body", this);
    column->addStretch(2);
    column->addWidget(emptyPlace(Icon::Lock, tr("Cairn is locked"), sentence, this));
    column->addWidget(open, 0, Qt::AlignHCenter);
    column->addStretch(3);
    return whole;
}

bool MainWindow::isLocked() const
{
    return isGuarded(Guarded::Opening) && !m_isTrusted && GateDialog::canAsk(m_engine);
}

void MainWindow::trustFirst(const std::function<void()> &act)
{
    if (m_isTrusted || !GateDialog::canAsk(m_engine))
        return act();
    if (findChild<GateDialog *>())
        return; // it is being asked
    auto *gate = new GateDialog(m_engine, this);
    connect(gate, &QDialog::accepted, this, [this, act] {
        m_isTrusted = true;
        act();
    });
    gate->open();
}

void MainWindow::askToOpen()
{
    trustFirst([this] { showState(m_engine.state()); });
}

bool MainWindow::mayRestore() const
{
    return m_isTrusted || !isGuarded(Guarded::Restoring) || !GateDialog::canAsk(m_engine);
}

void MainWindow::showEvent(QShowEvent *event)
{
    QMainWindow::showEvent(event);
    if (event->spontaneous() || !isLocked())
        return;
    showState(m_engine.state());
    QMetaObject::invokeMethod(this, &MainWindow::askToOpen, Qt::QueuedConnection);
}

// Who comes back to it may be somebody else.
void MainWindow::hideEvent(QHideEvent *event)
{
    QMainWindow::hideEvent(event);
    if (event->spontaneous())
        return;
    m_isTrusted = false;
    if (m_nav->currentRow() == Restore && !mayRestore())
        m_nav->setCurrentRow(Overview);
    if (auto *gate = findChild<GateDialog *>())
        gate->reject();
}

} // namespace cairn::gui
