// SPDX-License-Identifier: MIT
#pragma once

#include "app/gui/engine_proxy.h"

#include <QMenu>
#include <QSystemTrayIcon>
#include <QTimer>

#include <memory>

namespace cairn::gui {

class MainWindow;

// What the icon in the tray says when the pointer rests on it: the answer, and the next run.
[[nodiscard]] QString trayText(const Snapshot &state, qint64 now);

// The icon in the tray: the state by its shape, and what one does most.
class TrayController final : public QObject
{
    Q_OBJECT
public:
    TrayController(EngineProxy &engine, MainWindow &window, QObject *parent = nullptr);

    // For desktops without a notification service.
    void showNotice(const QString &title, const QString &body, bool isWarning);

Q_SIGNALS:
    void quitWanted();

private:
    void showState();
    void fillMenu();

    EngineProxy &m_engine;
    MainWindow &m_window;
    QSystemTrayIcon m_icon;
    QMenu m_menu;
    QTimer m_minute;  // ages grow, and what is not saved becomes late
    int m_shown = -1; // state and percentage, so that the icon is painted when it changes
};

} // namespace cairn::gui
